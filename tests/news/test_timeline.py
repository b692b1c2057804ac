"""Timeline: dated sentences in the order of their dates."""

from datetime import date

import pytest

from bot.news.collection import Collection, Timeline
from bot.news.passage import sentences
from bot.news.timeline import events, in_order
from tests.builders import article, collection


def told(text: str, path: str = "a.txt") -> list[tuple[str, str]]:
    """Return the value and the expression of each event, in order."""
    read = article(text, path)
    found = [event for sentence in sentences(read) for event in events(read, sentence)]
    return [(event.dated.value, event.expression_text) for event in in_order(found)]


def quoted(timeline: Timeline) -> list[str]:
    return [event.quote.text for event in timeline.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No date.", [], id="none"),
        pytest.param("It began in 1998.", [("1998", "1998")], id="one"),
        pytest.param(
            "It ended in 2001. It began in 1998.", [("1998", "1998"), ("2001", "2001")], id="sorted"
        ),
        pytest.param(
            "From May 2022 to 2023.", [("2022-05", "May 2022"), ("2023", "2023")], id="two in one"
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
def test_events_in_the_order_of_their_dates(text, expected):
    assert told(text) == expected


def test_an_event_leans_on_a_date_of_an_earlier_sentence(tmp_path):
    articles = collection(tmp_path, {"a.txt": "On May 2, 1998, Al left. Bo left two days later."})
    found = articles.timeline(topic="Bo").events
    assert [event.dated.value for event in found] == ["1998-05-04"]


def test_an_event_without_a_year_gets_it_from_the_article():
    assert told("---\npublished: 2025-05-15\n---\nOn May 2.") == [("2025-05-02", "May 2")]


def test_an_expression_of_html_is_that_of_the_file():
    assert told("<p>On <b>May</b>&nbsp;2, 2022.", "a.html") == [
        ("2022-05-02", "May</b>&nbsp;2, 2022")
    ]


def test_ties_go_by_position(tmp_path):
    texts = {"b.txt": "Al left in 1998. Bo left in 1998.", "a.txt": "Cy left in 1998."}
    assert quoted(collection(tmp_path, texts).timeline()) == [
        "Cy left in 1998.",
        "Al left in 1998.",
        "Bo left in 1998.",
    ]


def test_a_quote_is_one_whole_sentence(tmp_path):
    articles = collection(tmp_path, {"a.txt": "Bo came.\n\nHe left in 1998. It rained."})
    (event,) = articles.timeline().events
    assert (event.quote.text, event.quote.first_line) == ("He left in 1998.", 3)
    assert event.quote.focus == (event.quote.start, event.quote.end)


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(
        tmp_path,
        {
            "a.txt": "Moscow grew in 1998. The delegates met in 1999.",
            "b.txt": "American towns shrank in 1997. Who knew us in 1996?",
        },
    )


def test_of_all_articles(two):
    assert [event.dated.value for event in two.timeline().events] == [
        "1996",
        "1997",
        "1998",
        "1999",
    ]


def test_of_one_article(two):
    timeline = two.timeline(two.article("a.txt"))
    assert [event.dated.value for event in timeline.events] == ["1998", "1999"]


@pytest.mark.parametrize(
    ("topic", "years"),
    [
        pytest.param("Russia", ["1998"], id="a country by its capital"),
        pytest.param("delegation", ["1999"], id="a family"),
        pytest.param("the delegates met", ["1999"], id="all of its words"),
        pytest.param("delegates in Moscow", [], id="words of two sentences"),
        pytest.param("penguins", [], id="in no sentence"),
        pytest.param("US", ["1997"], id="an acronym"),
        pytest.param("U.S.", ["1997"], id="an acronym with full stops"),
        pytest.param("U.S. towns", ["1997"], id="an acronym among words"),
    ],
)
def test_of_a_topic(two, topic, years):
    assert [event.dated.value for event in two.timeline(topic=topic).events] == years


@pytest.mark.parametrize("topic", ["the", "😀", " "])
def test_a_topic_that_says_nothing_has_no_events(two, topic):
    """All events under a topic that none of them has would be a lie."""
    assert two.timeline(topic=topic).events == ()


@pytest.mark.parametrize(("limit", "count"), [(None, 4), (9, 4), (2, 2), (0, 0)])
def test_a_limit_leaves_out_the_last_and_tells_how_many_there_were(two, limit, count):
    timeline = two.timeline(limit=limit)
    assert [event.dated.value for event in timeline.events] == ["1996", "1997", "1998", "1999"][
        :count
    ]
    assert timeline.total == 4


def test_the_seed_article(seed):
    """May 15 has no year, since the article does not say when it was published."""
    assert [(event.dated.value, event.quote.first_line) for event in seed.timeline().events] == [
        ("2022", 13),
        ("2022-03", 12),
        ("2022-03", 13),  # since then
        ("--05-15", 7),
    ]


def test_an_article_knows_its_date_for_its_quotes(tmp_path):
    text = "---\npublished: 2025-05-15\n---\nOn May 2."
    (event,) = collection(tmp_path, {"a.txt": text}).timeline().events
    assert event.quote.published == date(2025, 5, 15)
