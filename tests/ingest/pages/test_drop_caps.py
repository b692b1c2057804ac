"""The large first letter of an article is joined with the rest of its word."""

import pytest

from tests.support.pages import paragraphs

REST = "he bridge over the Larne will close on Monday for repairs."


@pytest.mark.parametrize(
    "inside",
    [
        f"<p><span class='dropcap'>T</span>{REST}</p>",
        f"<p><span class='dropcap'>T</span> {REST}</p>",
        f"<p><b>T</b>{REST}</p>",
        f"<span class='drop'>T</span><p>{REST}</p>",
        f"<div>T</div><div><p><a href='/t'>he bridge</a>{REST[9:]}</p></div>",
        f"<p>T</p><p>{REST}</p>",
    ],
)
def test_a_first_letter_in_its_own_element(inside):
    assert paragraphs(inside) == [f"T{REST}"]


@pytest.mark.parametrize(
    ("letter", "rest", "sentence"),
    [
        ("A", "fter the storm, the bridge was closed.", "After the storm, the bridge was closed."),
        ("A", "man saw the storm from the bridge.", "A man saw the storm from the bridge."),
        ("I", "t was the mayor who closed the bridge.", "It was the mayor who closed the bridge."),
        ("“W", "e are here,” the mayor said.", "“We are here,” the mayor said."),
        ("T", "HE BRIDGE over the Larne is closed.", "THE BRIDGE over the Larne is closed."),
        ("М", "ер відкрив міст у понеділок.", "Мер відкрив міст у понеділок."),
    ],
)
def test_letters_that_may_be_words(letter, rest, sentence):
    assert paragraphs(f"<div>{letter}</div><p>{rest}</p>") == [sentence]


@pytest.mark.parametrize(
    "inside",
    [
        "<p><i>E</i> coli was found in the harbour on Monday.</p>",
        "<p>Vitamin <b>C</b> is sold on the ferry to Norrvik.</p>",
    ],
)
def test_a_letter_that_is_a_word_of_a_sentence_stays_one(inside):
    assert paragraphs(inside) == [
        inside[3:-4].replace("<i>", "").replace("</i>", "").replace("<b>", "").replace("</b>", "")
    ]
