"""The lines around a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.quote_context import MAX_CONTEXT_LINES, lines_around
from tests.builders import article

TEXT = "---\ntitle: T\n---\nFirst line.\n\n- A bullet.\nThe quoted one. And more.\r\n\nLast.\n"


def around(text: str, quoted: str, path: str = "a.txt"):
    start = text.index(quoted)
    return lines_around(article(text, path), start, start + len(quoted))


def rows(lines):
    return [(line.number, line.text) for line in lines]


def test_lines_stand_as_in_the_file_with_their_numbers():
    found = around(TEXT, "The quoted one.")
    assert rows(found.above) == [(4, "First line."), (6, "- A bullet.")]
    assert rows(found.quote_lines) == [(7, "The quoted one. And more.")]
    assert rows(found.below) == [(9, "Last.")]
    assert found.quote_lines[0].quote_span == (0, len("The quoted one."))


def test_the_front_matter_is_no_context():
    assert around(TEXT, "First line.").above == ()


def test_a_quote_of_several_lines():
    found = around("One.\nIt goes\non here.\nTwo.", "goes\non")
    assert [line.text[slice(*line.quote_span)] for line in found.quote_lines] == ["goes", "on"]


def test_of_html_it_is_what_a_reader_sees():
    page = (
        "<h1>T</h1>\n<p>One &amp; <b>two</b>.</p>\n<script>no()</script>\n"
        "<p>Quoted\n one.</p><p>End.</p>"
    )
    found = around(page, "Quoted\n one.", "a.html")
    assert rows(found.above) == [(1, "T"), (2, "One & two.")]
    assert rows(found.quote_lines) == [(4, "Quoted one.")]
    assert rows(found.below) == [(5, "End.")]


def test_a_long_line_is_given_by_sentences():
    """An article can be one line, which fits into no message."""
    line = " ".join(f"The ferry went to island number {n} in the morning." for n in range(40))
    found = around(line, "The ferry went to island number 20 in the morning.")
    assert len(found.above) == len(found.below) == MAX_CONTEXT_LINES
    assert found.above[-1].text == "The ferry went to island number 19 in the morning."
    assert {one.number for one in (*found.above, *found.quote_lines, *found.below)} == {1}


@given(
    st.lists(st.text(alphabet="ab. \t\r\u2028<&", max_size=12), min_size=1, max_size=40), st.data()
)
def test_every_line_stands_in_the_file_on_its_line(texts, data):
    text = "\n".join(["word", *texts])
    one = article(text)
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda i: not text[i].isspace()))
    found = lines_around(one, start, start + 1)
    for line in (*found.above, *found.quote_lines, *found.below):
        assert line.text in text.split("\n")[line.number - 1]
    assert [line.text[slice(*line.quote_span)] for line in found.quote_lines] == [text[start]]
    assert max(len(found.above), len(found.below)) <= MAX_CONTEXT_LINES


@pytest.mark.parametrize("path", ["a.txt", "a.html"])
def test_a_quote_at_the_edges_has_nothing_beyond(path):
    found = around("Only this.", "Only this.", path)
    assert (found.above, found.below) == ((), ())
