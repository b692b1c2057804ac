"""How text is fitted: what the font lacks, and where lines are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.picture.text_layout import BODY, drawable_text, text_width, wrap_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Talks in 北京 resumed", "Talks in … resumed"),
        ("A launch 🚀 🎉!", "A launch …!"),
        ("zero\u200bwidth, soft\u00adhyphen, \u202eturned", "zerowidth, softhyphen, turned"),
        ("a\tb\nc\x00d", "a b c d"),
        ("e\u0301tude", "étude"),
        ("$x^2$ *b* <i> \\n", "$x^2$ *b* <i> \\n"),
    ],
)
def test_what_the_font_lacks_becomes_an_ellipsis(text, shown):
    assert drawable_text(text) == shown


@given(st.text(max_size=300), st.integers(60, 700))
def test_no_line_is_wider_than_its_place(text, width):
    style = BODY
    lines = wrap_text(drawable_text(text), style, width, 3)
    assert len(lines) <= 3
    assert all(text_width(line, style) <= width for line in lines)


@pytest.mark.parametrize("text", ["word " * 200, "https://example.org/" + "a" * 300, "a" * 500])
def test_a_long_text_is_cut_with_an_ellipsis(text):
    [*first, last] = wrap_text(drawable_text(text), BODY, 700, 3)
    assert len(first) == 2
    assert last.endswith("…")
