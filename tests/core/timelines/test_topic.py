"""Topics: which sentences mention one, by which names."""

import pytest

from bot.core.collection import Collection
from tests.builders import collection
from tests.support.timelines import PUBLISHED, TWO_ARTICLES, date_values, events_in


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(tmp_path, TWO_ARTICLES)


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
    assert date_values(two.timeline(topic=topic)) == years


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
    assert date_values(found.timeline(topic=topic)) == years


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
    assert [event.quote.text for event in events_in(tmp_path, text, topic="Acme")] == [
        sentence
    ] * is_told


TALKS = "The envoys met on 3 May 2024."


@pytest.mark.parametrize(
    ("topic", "text", "dates"),
    [
        pytest.param("peace talks", f"Peace Talks Begin\n\n{TALKS}", ["2024-05-03"], id="in title"),
        pytest.param("talks", f"Peace Talks Begin\n\n{TALKS}", ["2024-05-03"], id="in part"),
        pytest.param("peace talks", f"Envoys Meet\n\n{TALKS}", [], id="nowhere"),
        pytest.param(
            "peace talks",
            "Envoys Meet\n\nThe talks begin. They want peace. The talks went on until 3 May 2024."
            " The peace of 4 May 2024 was short.",
            ["2024-05-03", "2024-05-04"],
            id="in several sentences",
        ),
        pytest.param(
            "peace talks", "Envoys Meet\n\nThey want peace. The talks ended on 3 May 2024.", [],
            id="in two that have nothing to do with each other",
        ),
        pytest.param(
            "Ann Bell", f"Ann Bell Leaves\n\nMs. Ann Bell wept. {TALKS}", [], id="a name in title"
        ),
    ],
)  # fmt: skip
def test_the_theme_of_an_article(tmp_path, topic, text, dates):
    """The example of the README found nothing in the article that comes with the bot."""
    others = "Ann Bell is known. They talk. The peace is long."
    found = collection(tmp_path, {"a.txt": text, "b.txt": others})
    assert date_values(found.timeline(topic=topic)) == dates
