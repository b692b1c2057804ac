"""Spelling: the nearest word of the articles, if it is near enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.spelling import Vocabulary, WordFrequencies

COUNTS = {
    "delegation": 9,
    "minister": 5,
    "ministers": 2,
    "leaders": 1,
    "leaderz": 3,
    "senate": 2,
    "senile": 2,
    "treaty": 1,
    "peace": 4,
    "white house": 1,
}
WORDS = Vocabulary(WordFrequencies(COUNTS))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("delagation", "delegation", id="wrong letter"),
        pytest.param("delegaton", "delegation", id="missing letter"),
        pytest.param("delegattion", "delegation", id="letter twice"),
        pytest.param("dleegation", "delegation", id="swapped"),
        pytest.param("delagaton", "delegation", id="two slips in a long word"),
        pytest.param("treety", "treaty", id="one slip in a short word"),
        pytest.param("whitehouse", "white house", id="missing space"),
    ],
)
def test_slips(word, meant):
    assert WORDS.nearest(word) == meant


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("", id="empty"),
        pytest.param("peac", id="short"),
        pytest.param("trty", id="too short"),
        pytest.param("traeti", id="two slips in a short word"),
        pytest.param("dilagatoin", id="three slips"),
        pytest.param("velegation", id="first letter"),
        pytest.param("delegat10n", id="digits"),
        pytest.param("zebras", id="no word with its first letter"),
    ],
)
def test_no_slip(word):
    assert WORDS.nearest(word) is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("ministerz", "minister", id="equally near: the commoner"),
        pytest.param("leaderx", "leaderz", id="the commoner though later in the alphabet"),
        pytest.param("ministres", "ministers", id="the nearer though rarer"),
    ],
)
def test_of_several_near_words(word, meant):
    assert WORDS.nearest(word) == meant


@given(st.permutations(["parties", "partier", "partied", "partiez"]))
def test_a_tie_goes_by_the_alphabet_and_not_by_the_order_of_the_articles(words):
    assert Vocabulary(WordFrequencies(dict.fromkeys(words, 1))).nearest("partiex") == "partied"


def test_no_words_at_all():
    assert Vocabulary(WordFrequencies({})).nearest("delegation") is None


@given(st.text())
def test_any_word_is_looked_up(word):
    assert WORDS.nearest(word) is None or word


@pytest.mark.parametrize(
    "word", ["delagation", "ministres", "leaderx", "senite", "treety", "peacee"]
)
def test_words_in_parts_are_the_words_of_all(word):
    once = dict.fromkeys(COUNTS, 1)
    others = {key: count - 1 for key, count in COUNTS.items() if count > 1}
    assert Vocabulary(WordFrequencies(others), WordFrequencies(once)).nearest(
        word
    ) == WORDS.nearest(word)
