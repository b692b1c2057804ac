"""Hyphens at the ends of lines."""

from collections import Counter

import pytest

from bot.ingest.pdf.hyphens import count_words, join_lines


@pytest.mark.parametrize(
    ("line", "next_line", "joined"),
    [
        pytest.param("the dele-", "gation", "the delegation", id="a word"),
        pytest.param("a well-", "known man", "a well-known man", id="a compound"),
        pytest.param("a by-", "election", "a by-election", id="a compound that is rarer"),
        pytest.param("a two-year-", "old boy", "a two-year-old boy", id="a longer compound"),
        pytest.param("the 4th-", "grade class", "the 4th-grade class", id="a number"),
        pytest.param("Anglo-", "Saxon", "Anglo-Saxon", id="two names"),
        pytest.param("a Sámi-", "speaking man", "a Sámi-speaking man", id="a name and a word"),
        pytest.param("Herr Zarat-", "hustra", "Herr Zarathustra", id="a name that is parted"),
        pytest.param("de-", "stabilise", "destabilise", id="a prefix that is no word"),
        pytest.param("the Be-", "hörde", "the Behörde", id="another language"),
        pytest.param("over-", "seas", "overseas", id="parts that are words, of a word"),
        pytest.param("in 1990-", "2000 it", "in 1990-2000 it", id="numbers"),
        pytest.param("it came -", "and went", "it came - and went", id="a dash"),
        pytest.param("it came", "and went", "it came and went", id="no hyphen"),
    ],
)
def test_lines_are_joined(line, next_line, joined):
    assert join_lines(line, next_line, Counter()) + next_line == joined


def test_the_spelling_of_the_document_decides_first():
    compounds = count_words(["the co-operation of", "an over-seas office"])
    assert join_lines("an over-", "seas", compounds) == "an over-"
    assert join_lines("a well-", "known", count_words(["a wellknown man"])) == "a well"


def test_the_word_at_the_end_of_a_line_is_no_evidence():
    assert count_words(["the dele-", "gation of the well-known"]) == Counter(
        {"the": 2, "gation": 1, "of": 1, "well-known": 1}
    )
