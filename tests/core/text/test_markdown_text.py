"""Markdown: what a reader sees of it, each character at its place in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.markdown_text import may_hide, read_markdown


def seen(text: str) -> list[str]:
    """Return what each block shows, white space aside."""
    visible = read_markdown(text, 0)
    return [" ".join(visible.text[block.start : block.end].split()) for block in visible.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One <!-- draft --> thing.", ["One thing."], id="comment"),
        pytest.param(
            "One.\n\n<!--\nsecret\n\nmore\n-->\n\nTwo.", ["One.", "Two."], id="over lines"
        ),
        pytest.param("<!-- a --> One.", ["One."], id="before text"),
        pytest.param("<!-- a --><!-- b -->\nOne.", ["One."], id="two comments"),
        pytest.param("- One <!-- x -->\n- Two", ["One", "Two"], id="in a list"),
        pytest.param("```html\n<!-- x -->\n```\nOne.", ["<!-- x -->", "One."], id="in code"),
        pytest.param(
            "~~~\nX\n\n<!-- x -->\n~~~\nA b\nC.", ["X", "<!-- x -->", "A b C."], id="tildes"
        ),
        pytest.param("Write `<!-- x -->` here.", ["Write `<!-- x -->` here."], id="in inline code"),
        pytest.param("One <!-- open\n\nTwo.", ["One <!-- open", "Two."], id="never closed"),
        pytest.param("See [it][1].\n\n[1]: https://example.org 'T'", ["See [it][1]."], id="link"),
        pytest.param(
            "[it]: <https://example.org/a b>\n  'T'\n\nOne.", ["One."], id="link, two lines"
        ),
        pytest.param("[//]: # (a note)\n\nOne.", ["One."], id="note as a link"),
        pytest.param("[Ann]: I am the mayor.", ["[Ann]: I am the mayor."], id="a speaker"),
        pytest.param("[Ann]: Yes.", ["[Ann]: Yes."], id="a speaker's word"),
        pytest.param("Costs rose.[^1]\n\n[^1]: By 2%.", ["Costs rose.", "By 2%."], id="footnote"),
        pytest.param("The points[^n] count.", ["The points count."], id="footnote in a sentence"),
        pytest.param("> One\n> goes on.\n\nTwo.", ["One goes on.", "Two."], id="quoted lines"),
        pytest.param("One:\n> Two.", ["One:", "Two."], id="text before quoted lines"),
        pytest.param(r"As she said: \"\[T\]he 5\*", ['As she said: "[T]he 5*'], id="backslashes"),
        pytest.param(
            "{{< figure a.png >}}\n<div class='x'>\n\nOne.", ["One."], id="calls and tags"
        ),
        pytest.param("Vec<T> is a type.", ["Vec<T> is a type."], id="a type"),
    ],
)
def test_what_a_reader_does_not_see_is_left_out(text, expected):
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Mayor Ann\nLee spoke of\nCork.", ["Mayor Ann Lee spoke of Cork."], id="lines"
        ),
        pytest.param("# Bridge\nIt is\nOpen.", ["Bridge", "It is Open."], id="heading"),
        pytest.param(
            "Bridge\n===\nIt is\nOpen.", ["Bridge", "It is Open."], id="underlined heading"
        ),
        pytest.param("It was\n2019. Ann won.", ["It was 2019. Ann won."], id="year at a start"),
        pytest.param("It was\n14. Ann won.", ["It was 14. Ann won."], id="number at a start"),
        pytest.param("One:\n1. Two\n2. Three", ["One:", "Two", "Three"], id="list"),
        pytest.param(
            "* The mayor of\nCork spoke.\n* Two", ["The mayor of Cork spoke.", "Two"], id="item"
        ),
        pytest.param("Pier 2  \nDunmore", ["Pier 2", "Dunmore"], id="two spaces"),
        pytest.param("Pier 2\\\nDunmore", ["Pier 2", "Dunmore"], id="backslash at the end"),
        pytest.param("| A | B |\n|---|---|\n| C | D |", ["| A | B |", "| C | D |"], id="table"),
        pytest.param(
            "Red the rose,\nBlue the sea,\nNone but me.",
            ["Red the rose,", "Blue the sea,", "None but me."],
            id="poem",
        ),
        pytest.param(
            "Bridge opens\nThe mayor came on Monday.",
            ["Bridge opens", "The mayor came on Monday."],
            id="title",
        ),
    ],
)
def test_a_single_line_end_is_no_end_of_a_paragraph(text, expected):
    assert seen(text) == expected


@given(
    st.lists(
        st.sampled_from(
            ["<!-- ", " -->", "[^1]", "a.", "\n", "> ", "`", "```", "\\*", "[b]: /c", " "]
        )
    )
)
def test_every_character_knows_its_place(parts):
    text = "".join(parts)
    visible = read_markdown(text, 0)
    if visible.starts:
        assert "".join(text[start] for start in visible.starts) == visible.text
        assert may_hide(text)
    else:
        assert visible.text in {text, ""}
