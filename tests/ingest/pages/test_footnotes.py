"""Marks of footnotes are no part of a word; powers, ordinals and formulas are."""

import pytest

from tests.support.pages import paragraphs


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>",
        "<sup>1, 2</sup>",
        "<sup>[3]</sup>",
        "<sup>*</sup>",
        "<sup>†</sup>",
        "<sup><a href='#fn1'>1</a></sup>",
        "<a href='#fn1'><sup>1</sup></a>",
        "<sup id='ref1' class='footnote-ref'>a</sup>",
        "<sup class='reference'><a href='#cite-1'>[1]</a></sup>",
        "<sup>[<i>citation needed</i>]</sup>",
        "<a href='#note-4'>[4]</a>",
        "<a role='doc-noteref' href='notes.html#n4'>4</a>",
        "<a class='footnote' href='#n4'>4</a>",
    ],
)
def test_marks_of_footnotes_are_left_out(mark):
    sentence = "The council has more endorsement points{} than any other, and more votes.{}"
    assert paragraphs(f"<p>{sentence.format(mark, mark)}</p>") == [sentence.format("", "")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("an area of 10 km<sup>2</sup>", "an area of 10 km2"),
        ("a total of 10<sup>6</sup> fish", "a total of 106 fish"),
        ("the 19<sup>th</sup> of May", "the 19th of May"),
        ("<sup>14</sup>C in the wood", "14C in the wood"),
        ("H<sub>2</sub>O in the hold", "H2O in the hold"),
        ("a ship of Acme<sup>TM</sup>", "a ship of AcmeTM"),
        ("route <a href='/4'>[4]</a>", "route [4]"),
        ("see <a href='#prices'>the prices</a>", "see the prices"),
    ],
)
def test_other_raised_text_stays(markup, text):
    assert paragraphs(f"<p>The mayor spoke of {markup}, and left.</p>") == [
        f"The mayor spoke of {text}, and left."
    ]
