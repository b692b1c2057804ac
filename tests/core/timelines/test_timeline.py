"""Timeline: what happened when, chosen, merged and in the order of the dates."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.collection import Collection
from bot.core.text.sentences import split_article
from bot.core.timelines.date_expressions import find_date_expressions
from bot.core.timelines.events import Event, Status, Timeline, sort_by_date
from bot.core.timelines.topic import MAX_TIMELINE_ARTICLES
from tests.builders import article, collection

PUBLISHED = "---\npublished: 2025-05-15\n---\n"  # a Thursday


def named(text: str, path: str = "a.txt") -> list[tuple[str, str]]:
    """Return the value and the words of each date expression, in order."""
    read = article(text, path)
    found = sort_by_date(find_date_expressions(read, list(split_article(read))))
    return [(event.date.value, event.expression_text) for event in found]


def told(folder, *texts: str, topic: str | None = None, limit: int | None = None) -> list[Event]:
    files = {f"{chr(97 + number)}.txt": text for number, text in enumerate(texts)}
    return list(collection(folder, files).timeline(topic=topic, limit=limit).events)


def quoted(events) -> list[tuple[str, str]]:
    return [(event.date.value, event.quote.text) for event in events]


# --- Every date expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No date.", [], id="none"),
        pytest.param(
            "It ended in 2001. It began in 1998.", [("1998", "1998"), ("2001", "2001")], id="sorted"
        ),
        pytest.param(
            "On 2 May 2022. In May 2022. In 2022.",
            [("2022", "2022"), ("2022-05", "May 2022"), ("2022-05-02", "2 May 2022")],
            id="the wider first",
        ),
        pytest.param(
            "On May 2. In 2022.", [("2022", "2022"), ("--05-02", "May 2")], id="no year last"
        ),
    ],
)
def test_expressions_in_the_order_of_their_dates(text, expected):
    assert named(text) == expected


def test_an_expression_of_html_is_that_of_the_file():
    assert named("<p>On <b>May</b>&nbsp;2, 2022.", "a.html") == [
        ("2022-05-02", "May</b>&nbsp;2, 2022")
    ]


def test_every_expression_is_neither_chosen_nor_merged(tmp_path):
    text = "Who left in 1998? Bo left in 1998. Bo left in 1998."
    found = collection(tmp_path, {"a.txt": text, "b.txt": "The 1998 treaty ended."})
    assert [event.date.value for event in found.date_expressions().events] == ["1998"] * 4
    assert len(found.date_expressions(found.article("b.txt")).events) == 1


# --- What is an event, and when


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("The mayor of the town left in 1998.", ["1998"], id="a date"),
        pytest.param("She came in May 2022 and left in 2023.", ["2022-05", "2023"], id="two"),
        pytest.param("Who of them knew us in 1996?", [], id="a question"),
        pytest.param("# The mayor who left in 1998", [], id="a heading"),
        pytest.param("Photo: 3 May 2021.", [], id="a credit"),
        pytest.param("The two talked about the 1998 treaty again.", [], id="it only describes"),
        pytest.param("They read the failed 1998 draft again.", [], id="behind an adjective"),
        pytest.param("In 1998 snow fell on the town.", ["1998"], id="a noun behind a real date"),
        pytest.param("It met in 1998 and has not met since then.", ["1998"], id="then"),
        pytest.param("The poet Ann Bell (1950) was there.", [], id="in brackets"),
        pytest.param("MOSCOW, May 15, 2025 - The talks will go on.", [], id="a dateline"),
        pytest.param("Lviv, 2 May 2022 (XY) – The talks go on.", [], id="a dateline by line"),
        pytest.param("On May 15, 2025 - a Thursday - he left.", ["2025-05-15"], id="no dateline"),
        pytest.param("Місто заснували у 1998 році.", ["1998"], id="another script"),
    ],
)
def test_what_is_dated(tmp_path, text, dates):
    """Without a day of publication nothing is dated by the article."""
    found = collection(tmp_path, {"a.md": text}).timeline(limit=None)
    assert [event.date.value for event in found.events] == dates


LEAD = "The mayor opened the bridge."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LEAD, [("2025-05-15", LEAD)], id="the article's date"),
        pytest.param(
            "On Tuesday the mayor came. She spoke for an hour.",
            [
                ("2025-05-13", "On Tuesday the mayor came."),
                ("2025-05-13", "She spoke for an hour."),
            ],
            id="the day that the lead names",
        ),
        pytest.param(
            "On 3 March 1998 it began. The mayor remembered it well.",
            [
                ("1998-03-03", "On 3 March 1998 it began."),
                ("2025-05-15", "The mayor remembered it well."),
            ],
            id="a day long ago is not the article's",
        ),
        pytest.param(
            f"KYIV, May 14 (XY) - {LEAD}",
            [("2025-05-14", f"KYIV, May 14 (XY) - {LEAD}")],
            id="the day of the dateline",
        ),
        pytest.param("The bridge is long. It stands in Rome.", [], id="nothing happened"),
        pytest.param("The mayor will open the bridge.", [], id="to come on no date"),
        pytest.param(
            f"{LEAD} She had planned it well.", [("2025-05-15", LEAD)], id="it happened before"
        ),
        pytest.param(
            f"{LEAD} It is late. The bridge is old. Bo built all of it.",
            [("2025-05-15", LEAD)],
            id="beyond the lead nothing says that it is of the day",
        ),
    ],
)
def test_what_the_article_dates(tmp_path, text, expected):
    assert quoted(told(tmp_path, PUBLISHED + text)) == expected


def test_the_date_of_the_article_is_marked(tmp_path):
    dated, undated = told(tmp_path, PUBLISHED + "Bo Lee left in 1998. Ann Bell came back.")
    assert (dated.expression_text, dated.marks) == ("1998", ())
    assert (undated.expression, undated.expression_text) == (None, "")
    assert undated.marks == ("article’s date",)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("The team met on 2 May 2025.", Status.HAPPENED, id="past"),
        pytest.param("The team has met on 2 May 2025.", Status.HAPPENED, id="perfect"),
        pytest.param("The team will meet on 2 June 2025.", Status.PLANNED, id="future"),
        pytest.param("It said the team would meet in June 2025.", Status.PLANNED, id="reported"),
        pytest.param("The team is due to meet in June 2025.", Status.PLANNED, id="due to"),
        pytest.param("The team meets on 2 June 2025.", Status.PLANNED, id="a day still to come"),
        pytest.param("It will meet this year, in 2025.", Status.PLANNED, id="later that year"),
        pytest.param("The team was to meet on 2 May 2025.", Status.HAPPENED, id="a day gone by"),
        pytest.param("The team might meet on 2 June 2025.", Status.CONDITIONAL, id="might"),
        pytest.param("The team will meet in June 2025 if asked.", Status.CONDITIONAL, id="if"),
        pytest.param(
            "The team said on 2 May 2025 that it will meet.", Status.HAPPENED, id="what was said"
        ),
    ],
)
def test_planned_and_conditional_events_are_marked(tmp_path, text, status):
    (event,) = told(tmp_path, PUBLISHED + text)
    assert event.status is status
    assert event.marks == (() if status is Status.HAPPENED else (status,))


def test_an_event_leans_on_a_date_of_an_earlier_sentence(tmp_path):
    text = "On May 2, 1998, Al left. Bo left town two days later."
    assert [event.date.value for event in told(tmp_path, text, topic="Bo")] == ["1998-05-04"]


def test_a_quote_is_one_whole_sentence(tmp_path):
    (event,) = told(tmp_path, "Bo came.\n\nHe left town in 1998. It rained.")
    assert (event.quote.text, event.quote.first_line) == ("He left town in 1998.", 3)
    assert event.quote.focus == (event.quote.start, event.quote.end)


# --- The same event told twice


FLOOD = "The river Elbe flooded the old town of Ruritania on 2 May 2025."


def test_the_same_event_is_told_once_with_all_its_sources(tmp_path):
    later = "On 2 May 2025 the Elbe flooded the town."
    (event,) = told(tmp_path, FLOOD, "It rained.", later)
    assert [quote.article for quote in event.quotes] == ["a.txt", "c.txt"]
    assert event.quote.text == FLOOD
    assert [quote.text for quote in event.also] == [later]


def test_another_event_of_that_day_stays_apart(tmp_path):
    assert len(told(tmp_path, FLOOD, "On 2 May 2025 the king of Sweden died.")) == 2


def test_the_same_words_on_another_day_stay_apart(tmp_path):
    assert len(told(tmp_path, FLOOD, FLOOD.replace("2 May", "3 May"))) == 2


def test_the_most_precise_date_leads(tmp_path):
    wide = FLOOD.replace("on 2 May", "in May")
    (event,) = told(tmp_path, wide, FLOOD, FLOOD.replace("on 2 May 2025", "in 2025"))
    assert (event.date.value, event.quote.article) == ("2025-05-02", "b.txt")
    assert [quote.article for quote in event.also] == ["a.txt", "c.txt"]


def test_what_has_happened_leads_over_what_was_planned(tmp_path):
    planned = "---\npublished: 2025-05-01\n---\nThe two envoys will sign the treaty on 2 May 2025."
    done = "---\npublished: 2025-05-03\n---\nThe two envoys signed the treaty on 2 May 2025."
    (event,) = told(tmp_path, planned, done)
    assert (event.quote.article, event.status) == ("b.txt", Status.HAPPENED)


# --- Order and choice


@pytest.mark.parametrize(("limit", "count"), [(None, 4), (9, 4), (2, 2), (0, 0)])
def test_a_limit_tells_how_many_there_were(two, limit, count):
    timeline = two.timeline(limit=limit)
    values = [event.date.value for event in timeline.events]
    assert len(values) == count
    assert values == sorted(values)
    assert timeline.total == 4


def test_a_limit_keeps_the_most_telling(tmp_path):
    """What several articles tell, and what stands first in one, not what is oldest."""
    old = "Bo Lee won a prize in 1901. Ann Bell won a prize in 1902. Cy won one in 1903."
    texts = [f"It rained in 1900. {old} Dan went home in 1904.", FLOOD, FLOOD]
    assert [event.date.value for event in told(tmp_path, *texts, limit=1)] == ["2025-05-02"]
    assert [event.date.value for event in told(tmp_path, *texts, limit=2)] == [
        "1900",
        "2025-05-02",
    ]


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(
        tmp_path,
        {
            "a.txt": "Moscow grew in 1998. The delegates met in 1999.",
            "b.txt": "American towns shrank in 1997. The king went home in 1996.",
        },
    )


def values(timeline: Timeline) -> list[str]:
    return [event.date.value for event in timeline.events]


def test_of_all_articles(two):
    assert values(two.timeline()) == ["1996", "1997", "1998", "1999"]


def test_of_one_article(two):
    assert values(two.timeline(two.article("a.txt"))) == ["1998", "1999"]


def test_of_a_topic_in_one_article(two):
    assert values(two.timeline(two.article("a.txt"), "Moscow")) == ["1998"]
    assert two.timeline(two.article("b.txt"), "Moscow").unknown


SENTENCES = (
    "The mayor of Rome met the king on 2 May 2025.",
    "On 2 May 2025 the king met the mayor of Rome.",
    "They will meet again in June 2026.",
    "It rained in Rome all day.",
    "The king left Rome in 1998 and came back in 2001.",
    "He might be there on Monday.",
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), min_size=1, max_size=3),
    st.integers(0, 5),
)
@settings(max_examples=25)
def test_whatever_the_articles_tell(texts, limit):
    """Events are in order, the limit holds, and no quote is shown twice on one date."""
    with TemporaryDirectory() as folder:
        files = {f"{n}.txt": PUBLISHED + " ".join(text) for n, text in enumerate(texts)}
        articles = collection(Path(folder), files)
        everything, some = articles.timeline(limit=None), articles.timeline(limit=limit)
    assert values(everything) == sorted(values(everything))
    assert set(some.events) <= set(everything.events)
    assert len(some.events) == min(limit, everything.total)
    shown = [(e.date.value, q.article, q.start) for e in everything.events for q in e.quotes]
    assert len(shown) == len(set(shown))


def test_of_many_articles_the_newest_or_those_most_about_the_topic(tmp_path):
    def told_on(year: int, more: str = "") -> str:
        return f"---\npublished: {year}-01-01\n---\nThe king went home.{more}"

    files = {f"{year}.txt": told_on(year) for year in range(1901, 1901 + MAX_TIMELINE_ARTICLES)}
    files |= {"a.txt": told_on(1800), "b.txt": told_on(2020, " It is hot." * 9)}
    articles = collection(tmp_path, files)
    newest = values(articles.timeline(limit=None))
    assert (len(newest), newest[0], newest[-1]) == (
        MAX_TIMELINE_ARTICLES,
        "1902-01-01",
        "2020-01-01",
    )
    about = values(articles.timeline(topic="king", limit=None))
    assert (len(about), about[-1]) == (
        MAX_TIMELINE_ARTICLES,
        f"{1900 + MAX_TIMELINE_ARTICLES}-01-01",
    )


# --- Of a topic


@pytest.mark.parametrize(
    ("topic", "years"),
    [
        pytest.param("Russia", ["1998"], id="a country by its capital"),
        pytest.param("delegation", ["1999"], id="a family"),
        pytest.param("the delegates met", ["1999"], id="all of its words"),
        pytest.param("delegates in Moscow", [], id="words of two sentences"),
        pytest.param("US", ["1997"], id="an acronym"),
        pytest.param("U.S.", ["1997"], id="an acronym with full stops"),
        pytest.param("U.S. towns", ["1997"], id="an acronym among words"),
    ],
)
def test_of_a_topic(two, topic, years):
    assert values(two.timeline(topic=topic)) == years


BELL = "Ann Bell founded the firm in 1998."
ROADS = "The Northern Road Office (NRO) was founded in 1998."


@pytest.mark.parametrize(
    ("topic", "text", "years"),
    [
        pytest.param("Ann Bell", f"{BELL} Bell sold it in 2001.", ["1998", "2001"], id="the end"),
        pytest.param("ann bell", f"{BELL} Bell sold it in 2001.", ["1998", "2001"], id="typed low"),
        pytest.param("Ann Bell", "Bell sold the firm in 2001.", [], id="never in full"),
        pytest.param("Ann Bell", f"{BELL} It got a bell in 2001.", ["1998"], id="a common word"),
        pytest.param("Ann Bell", f"{BELL} Later Bo Bell led it in 2001.", ["1998"], id="another"),
        pytest.param("Ann Bell", f"{BELL} Dr Bell left in 2001.", ["1998", "2001"], id="a title"),
        pytest.param("Ann Bell", f"{BELL} Bell Street grew in 2001.", ["1998"], id="a longer name"),
        pytest.param("Ann Bell", f"{BELL} She sold it in 2001.", ["1998", "2001"], id="she"),
        pytest.param(
            "Ann Bell", f"{BELL} She left in 2001. He came in 2002.", ["1998", "2001", "2002"],
            id="he or she, as long as it goes on",
        ),
        pytest.param("Ann Bell", f"{BELL} It grew. She left in 2001.", ["1998"], id="too far"),
        pytest.param("Bell", f"{BELL} She sold it in 2001.", ["1998"], id="of a name in full only"),
        pytest.param(
            "Northern Road Office", f"{ROADS} The NRO ended in 2001.", ["1998", "2001"],
            id="an acronym in brackets",
        ),
        pytest.param(
            "Northern Road Office", "The NRO ended in 2001.", ["2001"], id="initials",
        ),
        pytest.param("Ann Bell", "An AB ended in 2001.", [], id="initials that nobody uses"),
        pytest.param("Ford", "Ford President Bo Lee left in 1998.", ["1998"], id="of a person"),
        pytest.param("Ford", "Ford Inc was sold in 1998.", ["1998"], id="a company"),
        pytest.param("Ford", "Ford Street was built in 1998.", [], id="part of a longer name"),
        pytest.param("Ford", "Ford built Ford Street in 1998.", ["1998"], id="also alone"),
    ],
)  # fmt: skip
def test_the_names_of_a_topic(tmp_path, topic, text, years):
    others = "Ann Bell, Ford and the Northern Road Office are known. The NRO is old."
    found = collection(tmp_path, {"a.txt": text, "b.txt": others})
    assert values(found.timeline(topic=topic)) == years


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        pytest.param("The firm Acme hired Bo.", True, id="it happened"),
        pytest.param("Acme has hired Bo.", True, id="perfect"),
        pytest.param("Acme says Bo was hired.", True, id="reported"),
        pytest.param("Bo said Acme is big.", False, id="what the topic does is no event"),
        pytest.param("Acme had hired Bo.", False, id="before the article's day"),
        pytest.param("“But Acme hired Bo,” she said.", False, id="what somebody is quoted with"),
        pytest.param("Bo of Acme left the town.", False, id="behind a preposition"),
        pytest.param("The Acme lawyer left the town.", False, id="only before a noun"),
        pytest.param("“Bo left,” Acme said.", True, id="the one who is quoted"),
    ],
)
def test_a_sentence_without_a_date_tells_of_a_topic(tmp_path, sentence, is_told):
    text = f"{PUBLISHED}It is hot.\n\nIt is wet.\n\nIt is late.\n\n{sentence}"
    assert [event.quote.text for event in told(tmp_path, text, topic="Acme")] == [
        sentence
    ] * is_told


@pytest.mark.parametrize("topic", ["the", "😀", " ", "penguins", "Moscow penguins"])
def test_an_unknown_topic_is_said_so(two, topic):
    """All events under a topic that none of them has would be a lie."""
    timeline = two.timeline(topic=topic)
    assert (timeline.events, timeline.total, timeline.unknown) == ((), 0, True)


def test_a_topic_that_no_terminal_can_print_is_said_all_the_same(two):
    assert two.timeline(topic="\udcff").topic == "?"


def test_an_article_without_the_topic_is_said_so(two):
    assert two.timeline(two.article("b.txt"), "Moscow").unknown


def test_a_known_topic_without_a_date_is_said_so(tmp_path):
    timeline = collection(tmp_path, {"a.txt": "The moon is round."}).timeline(topic="moon")
    assert not timeline.unknown
    assert timeline.events == ()


def test_an_article_without_a_date_says_so(tmp_path):
    timeline = collection(tmp_path, {"a.txt": "The moon is round."}).timeline()
    assert (timeline.events, timeline.unknown) == ((), False)


def test_the_seed_article(seed):
    """May 15 has no year, since the article does not say when it was published."""
    assert [(event.date.value, event.quote.first_line) for event in seed.timeline().events] == [
        ("2022-03", 12),
        ("--05-15", 7),
    ]


def test_an_article_knows_its_date_for_its_quotes(tmp_path):
    (event,) = told(tmp_path, PUBLISHED + "The envoy left on May 2.")
    assert event.quote.published == date(2025, 5, 15)
