"""Summary: whole sentences that tell the most, in the order of the article."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.summaries.summary import DEFAULT_SENTENCES, choose_sentences
from bot.core.text.lexicon import build_lexicon
from bot.core.text.sentences import split_article
from tests.builders import article

LEXICON = build_lexicon()
BRIDGE = "The mayor opened the long bridge over the river."
FERRY = "Old ferries carried the cars until last summer."
PARK = "Children planted forty trees in the new park."


def summary(text: str, count: int = DEFAULT_SENTENCES, path: str = "a.txt") -> list[str]:
    read = article(text, path)
    text, own = read.visible.text, list(split_article(read))
    terms = [
        Counter(word.term for word in LEXICON.words(text, one.start, one.end) if word.term)
        for one in own
    ]
    return [text[one.start : one.end] for one in choose_sentences(text, own, terms, count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. ***", [], id="no sentence"),
        pytest.param("Bridge", ["Bridge"], id="only a heading"),
        pytest.param("Bridge\n\nIt opened.", ["It opened."], id="only a short sentence"),
        pytest.param(
            "Bridge\n\n- It opened\n- It rained", ["It opened", "It rained"], id="bullets"
        ),
        pytest.param(f"Bridge\n\n{BRIDGE}", [BRIDGE], id="without the heading"),
        pytest.param(f"- It opened\n\n{BRIDGE}", [BRIDGE], id="without bullets"),
        pytest.param(f"It opened. {BRIDGE}", [BRIDGE], id="without short sentences"),
        pytest.param(f"Will the mayor ever open the bridge? {BRIDGE}", [BRIDGE], id="no question"),
        pytest.param(f"Scroll down for a video of it all\n\n{BRIDGE}", [BRIDGE], id="no pointer"),
        pytest.param(f"{BRIDGE} The mayor (left) cut a red ribbon.", [BRIDGE], id="no caption"),
        pytest.param(
            f"By Jane Doe.\n\n14:11 EST, 25 October 2013 .\n\n{BRIDGE}", [BRIDGE], id="no byline"
        ),
    ],
)
def test_what_is_chosen_from(text, expected):
    assert summary(text) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (1_000, 3)]
)
def test_as_many_as_wanted_or_as_there_are(count, expected):
    assert len(summary(f"{BRIDGE} {FERRY} {PARK}", count)) == expected


def test_the_first_sentence_tells_the_most_where_nothing_else_differs():
    assert summary(f"{BRIDGE}\n\n{FERRY}\n\n{PARK}", 1) == [BRIDGE]


def test_sentences_stand_in_the_order_of_the_article():
    text = f"{PARK}\n\n{FERRY}\n\n{BRIDGE} {BRIDGE[:-1]} today."
    chosen = summary(text, 3)
    assert chosen == sorted(chosen, key=text.index)


def test_what_is_told_twice_is_chosen_once():
    assert summary(f"{BRIDGE}\n\n{BRIDGE}\n\n{FERRY}", 2) == [BRIDGE, FERRY]


def test_what_the_article_is_about_is_chosen_before_what_it_mentions():
    about = "Bridge builders say that bridge steel for the bridge is dear."
    text = f"{PARK}\n\n{FERRY}\n\n{about}\n\nThe bridge needs steel.\n\nBuilders need steel."
    assert about in summary(text, 2)


def test_a_tie_goes_to_the_earlier():
    one, other = "Alpha beta gamma delta epsilon zeta.", "Theta iota kappa lambda omicron sigma."
    assert summary(f"{one} {other}", 1) == [one]


OPENED = "It replaced the ferry on which everybody had crossed."


SOON = "Will they open the long bridge over the river"


@pytest.mark.parametrize(
    "leaning",
    [
        OPENED,
        "He also said that the old bridge had to go.",
        "In May she had promised that to every voter.",
        "“The old bridge had to go at last,” he said.",
        "Another of the bridges there has no railing.",
    ],
)
@pytest.mark.parametrize("count", range(1, 5))
def test_none_leans_on_a_sentence_that_is_missing(leaning, count):
    chosen = summary(f"{FERRY}\n\n{SOON}? {leaning}\n\n{PARK}\n\n{BRIDGE}", count)
    assert leaning not in chosen


def test_what_leans_comes_along_with_what_it_leans_on():
    assert summary(f"{BRIDGE} {OPENED}", 2) == [BRIDGE, OPENED]


def test_the_first_sentence_may_open_with_a_pronoun():
    """There is nothing before it that it could lean on."""
    assert summary(f"{OPENED} {FERRY}", 2) == [OPENED, FERRY]


def test_speech_is_chosen_after_what_is_told():
    speech = "We opened the long bridge over the river, said the mayor."
    assert summary(f"{speech}\n\n{BRIDGE}", 1) == [BRIDGE]


POINTS = "- Mayor opens the long bridge\n- Old ferries stop at once"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Bridge\n\n{POINTS}\n\n{PARK}\n\n{FERRY}", id="at the top"),
        pytest.param(f"{PARK}\n\nKey points:\n\n{POINTS}\n\n{FERRY}", id="below their heading"),
        pytest.param(
            f"Bridge\n\nSTORY HIGHLIGHTS\n{POINTS.replace('- ', '')}\n\n{PARK}", id="as lines"
        ),
    ],
)
@pytest.mark.parametrize("count", [2, 3])
def test_the_articles_own_key_points_come_first(text, count):
    points = ["Mayor opens the long bridge", "Old ferries stop at once"]
    assert [one for one in summary(text, count) if one in points] == points
    assert len(summary(text, count)) == count


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Cake\n\nIngredients\n\n{POINTS}\n\n{PARK}", id="a list with a heading"),
        pytest.param(f"{PARK}\n\n{POINTS}", id="a list after a paragraph"),
        pytest.param(f"Bridge\n\n- Home\n- News\n\n{PARK}", id="names"),
        pytest.param(f"Bridge\n\n- Mayor opens the long bridge\n\n{PARK}", id="a single one"),
        pytest.param(
            "Towns\n\n" + "".join(f"- Town number {n} is here\n" for n in range(9)) + f"\n{PARK}",
            id="a long list",
        ),
    ],
)
def test_other_lists_are_no_key_points(text):
    assert summary(text, 5) == [PARK]


WORDS = ["mayor", "bridge", "river", "ferry", "school", "park", "tree", "coach", "he", "said"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(
    lambda words: " ".join(words).capitalize() + "."
)


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=3), min_size=1, max_size=8))
def test_in_order_and_no_more_than_asked_and_the_same_again(paragraphs):
    text = "\n\n".join(" ".join(own) for own in paragraphs)
    for count in (1, 3, 10):
        chosen = summary(text, count)
        assert chosen == summary(text, count)
        assert 1 <= len(chosen) <= count
        assert len({frozenset(one.casefold().split()) for one in chosen}) == len(chosen)


def test_html_is_chosen_by_what_it_shows():
    assert summary(f"<h1>Bridge</h1><p>{BRIDGE.replace('long', '<b>long</b>')}", path="a.html") == [
        BRIDGE
    ]
