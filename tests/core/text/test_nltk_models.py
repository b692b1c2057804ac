"""The stemmer of NLTK, and what its sentence splitter is given."""

import pytest

from bot.core.data_files import data_lines
from bot.core.text.nltk_models import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("delegation", "delegations"),
        ("talk", "talking"),
        ("attend", "attended"),
        ("city", "cities"),
    ],
)
def test_inflections_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("peace", "piece"), ("war", "warm"), ("may", "maya")])
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize("name", ["abbreviations.txt", "sentence_starters.txt"])
def test_what_punkt_is_told_is_in_small_letters_and_has_no_last_full_stop(name):
    """Punkt compares words in that form; any other would never match."""
    for line in data_lines(name):
        assert all(word == word.lower().rstrip(".") for word in line.split())
