"""A day without a year takes that of the story in which it stands."""

import pytest

from tests.builders import collection

HIRED = "Tom Reed was hired by the Harbour Board on 2 March 2015."


def dates_of(folder, text: str, words: str, published: str | None = "2022-05-06") -> set[str]:
    """Return the dates in the sentence with `words`."""
    head = f"---\npublished: {published}\n---\n\n" if published else ""
    events = collection(folder, {"a.md": head + text}).date_expressions().events
    return {event.date.value for event in events if words in event.quote.text}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        pytest.param(f"{HIRED} He was dismissed on June 9.", "dismissed", "2015-06-09", id="later"),
        pytest.param(f"{HIRED} He fell on January 4.", "fell", "2022-01-04", id="far from it"),
        pytest.param(
            "She was arrested on 20 November 2019. She was freed on January 4.",
            "freed", "2020-01-04", id="over a new year",
        ),
        pytest.param(
            "In November 2018 the board met. It voted on Dec. 3.",
            "voted", "2018-12-03", id="after a month",
        ),
        pytest.param(
            "He was hired in March 2015. In June he was dismissed.",
            "In June", "2015-06", id="a month",
        ),
        pytest.param(
            f"{HIRED} He was forced to resign on June 9.", "resign", "2015-06-09",
            id="an infinitive of the past",
        ),
        pytest.param(
            f"{HIRED} He flew to Cork to meet the mayor on June 9.", "flew", "2015-06-09",
            id="an infinitive of purpose",
        ),
        pytest.param(f"{HIRED} The board will meet on June 9.", "will", "2022-06-09", id="future"),
        pytest.param(
            f"{HIRED} The firm said on Wednesday that it had closed. Its shop shut on April 29.",
            "shop", "2022-04-29", id="back to the news",
        ),
        pytest.param(
            "The club was founded in 1998. It won the cup on April 30.",
            "won", "2022-04-30", id="a year that only describes",
        ),
        pytest.param("The bridge fell on July 3.", "fell", "2021-07-03", id="no story: the past"),
        pytest.param("It will open on April 3.", "open", "2023-04-03", id="no story: the future"),
    ],
)  # fmt: skip
def test_the_year_of_the_story(tmp_path, text, words, value):
    assert dates_of(tmp_path, text, words) == {value}


def test_the_year_of_the_story_without_the_article_s_day(tmp_path):
    text = f"{HIRED} He was dismissed on June 9."
    assert dates_of(tmp_path, text, "dismissed", None) == {"2015-06-09"}


def test_a_story_far_above_tells_no_year(tmp_path):
    text = f"{HIRED} {'The pier was long. ' * 30} He was dismissed on April 9."
    assert dates_of(tmp_path, text, "dismissed") == {"2022-04-09"}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Zuletzt streikten sie 2019. Die nächsten Gespräche sind am 20. Mai.", "Gespräche"),
        ("nl", "In 2019 brandde het dak af. De raad bespreekt de ramp op 20 mei.", "ramp"),
        ("uk", "Повінь була у 2019 році. Прем’єр відвідає область 20 травня.", "відвідає"),
    ],
)
def test_a_day_soon_to_come_is_of_the_articles_year(tmp_path, language, text, words):
    """The present tense, and a perfective verb, do not tell that they mean the future."""
    head = f"---\npublished: 2022-05-06\nlanguage: {language}\n---\n\n"
    events = collection(tmp_path, {"a.md": head + text}).date_expressions().events
    dates = {event.date.value for event in events if words in event.quote.text}
    assert dates == {"2022-05-20"}
