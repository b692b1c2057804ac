"""Abbreviations: what the splitter of sentences is told."""

import pytest

from bot.core.data_files import data_groups, data_lines
from bot.core.languages.registry import language_of


@pytest.mark.parametrize("name", ["abbreviations.txt", "sentence_words.txt"])
def test_words_are_in_small_letters_and_have_no_last_full_stop(name):
    """Words are compared in that form; any other would never match."""
    for words in data_groups(f"languages/en/{name}").values():
        assert all(word == word.lower().rstrip(".") for word in words)


def test_no_abbreviation_stands_under_two_headings():
    groups = list(data_groups("languages/en/abbreviations.txt").values())
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


def test_starters_are_in_small_letters():
    assert all(line == line.lower() for line in data_lines("languages/en/sentence_starters.txt"))


@pytest.mark.parametrize(("word", "starts"), [("The", True), ("the", False), ("Ann", False)])
def test_starters_have_a_capital(word, starts):
    assert language_of("en").opens_sentence(word) is starts
