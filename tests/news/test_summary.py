"""Summary: whole sentences that tell the most, in the order of the article."""

from collections import Counter

import pytest

from bot.news.lexicon import build_lexicon
from bot.news.passage import sentences
from bot.news.summary import DEFAULT_SENTENCES, summarise
from tests.builders import article

LEXICON = build_lexicon()
BRIDGE = "The mayor opened the long bridge over the river."
FERRY = "Old ferries carried the cars until last summer."
PARK = "Children planted forty trees in the new park."


def summary(text: str, count: int = DEFAULT_SENTENCES, path: str = "a.txt") -> list[str]:
    read = article(text, path)
    text, own = read.reading.text, list(sentences(read))
    terms = [
        Counter(word.term for word in LEXICON.words(text, one.start, one.end) if word.term)
        for one in own
    ]
    return [text[one.start : one.end] for one in summarise(text, own, terms, count)]


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
        pytest.param(
            f"{BRIDGE} He said that the old bridge had to go.", [BRIDGE], id="none that leans"
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


def test_html_is_chosen_by_what_it_shows():
    assert summary(f"<h1>Bridge</h1><p>{BRIDGE.replace('long', '<b>long</b>')}", path="a.html") == [
        BRIDGE
    ]
