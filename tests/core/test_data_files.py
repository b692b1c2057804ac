"""Data files: the words of the package."""

import pytest

from bot.core.data_files import data_lines


@pytest.mark.parametrize(
    "name",
    [
        "abbreviations.txt",
        "countries.txt",
        "families.txt",
        "irregular_verbs.txt",
        "irregular_words.txt",
        "sentence_starters.txt",
        "stopwords.txt",
    ],
)
def test_data_has_lines_without_comments(name):
    lines = list(data_lines(f"languages/en/{name}"))
    assert lines
    assert not any("#" in line or line != line.strip() or not line for line in lines)
