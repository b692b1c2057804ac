"""The quotations of a draft."""

import pytest

from bot.core.quotations.drafts import find_quotations

WORDS = "the bridge is open again today"


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "„”", "»«"])
def test_passages_in_marks(marks):
    [quotation] = find_quotations(f"Title\n\nShe said {marks[0]}{WORDS}{marks[1]}, and left.\n")
    assert (quotation.text, quotation.line) == (WORDS, 3)


def test_japanese_marks():
    [quotation] = find_quotations("彼は「橋は今日また開いた」と言った。")
    assert quotation.text == "橋は今日また開いた"


def test_block_quotes_are_one_passage_and_their_marks_no_second_one():
    draft = f"Text\n\n> “{WORDS},\n> she said.”\n\nEnd “{WORDS}”.\n"
    first, second = find_quotations(draft)
    assert (first.line, first.text) == (3, f"“{WORDS},\nshe said.”")
    assert (second.line, second.text) == (6, WORDS)


@pytest.mark.parametrize(
    "draft",
    [
        "She said “the bridge is open”.",
        f"An open mark “{WORDS}\n\nends with the paragraph”.",
        f'A board of 5" {WORDS} 6" wide.',
    ],
)
def test_what_is_no_quotation(draft):
    assert list(find_quotations(draft)) == []
