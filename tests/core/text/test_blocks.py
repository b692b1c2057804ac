"""VisibleText: how plain text and Markdown fall into paragraphs, headings and bullets."""

from textwrap import wrap

import pytest

from bot.core.text.blocks import Block, BlockKind, VisibleText, line_starts, read_plain_text
from bot.core.text.markdown_text import read_markdown

WIDE = "Sixty letters and more stand on this line, as a program wraps it."


def blocks(text: str, *, markdown: bool = False, body: int = 0) -> list[str]:
    """Return each block as `kind: content`."""
    reading = read_markdown(text, body) if markdown else read_plain_text(text, body)
    return [f"{block.kind}: {text[block.start : block.end]}" for block in reading.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="blank"),
        pytest.param("---\n***\n😀\n", [], id="no word"),
        pytest.param("One.", ["paragraph: One."], id="one line"),
        pytest.param("One.\n", ["paragraph: One."], id="one line with its end"),
        pytest.param("  One. \t\n", ["paragraph: One."], id="indented"),
        pytest.param("One.\n\nTwo.", ["paragraph: One.", "paragraph: Two."], id="blank line"),
        pytest.param("One.\n \t\nTwo.", ["paragraph: One.", "paragraph: Two."], id="spaces"),
        pytest.param("one\n---\nand two.", ["heading: one", "paragraph: and two."], id="rule"),
        pytest.param("One.\nTwo.", ["paragraph: One.", "paragraph: Two."], id="a line each"),
        pytest.param("One\ntwo.", ["paragraph: One\ntwo."], id="goes on in lower case"),
        pytest.param("One.\r\n\r\nTwo.\r\n", ["paragraph: One.", "paragraph: Two."], id="CRLF"),
        pytest.param("One\r\ntwo.\r\n", ["paragraph: One\r\ntwo."], id="CRLF goes on"),
        pytest.param("One.\r\rTwo.\r", ["paragraph: One.", "paragraph: Two."], id="lone CR"),
        pytest.param("One\rtwo.", ["paragraph: One\rtwo."], id="lone CR goes on"),
    ],
)
def test_paragraphs(text, expected):
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("following", "joined"),
    [
        pytest.param("Istanbul was the place.", True, id="the word did not fit"),
        pytest.param("It was.", False, id="the word would have fitted"),
        pytest.param("and so on.", True, id="lower case"),
        pytest.param("- Point.", False, id="bullet"),
        pytest.param("12. Point.", False, id="number"),
    ],
)
def test_wrapped_lines_are_one_paragraph(following, joined):
    """A line ends because the next word did not fit, or because its author ended it."""
    line = "X" * 60
    last = blocks(f"{WIDE}\n{line}\n{following}")[-1]
    assert (line in last) == joined


@pytest.mark.parametrize(
    ("length", "joined"),
    [
        pytest.param(59, False, id="too narrow"),
        pytest.param(60, True, id="narrowest"),
        pytest.param(120, True, id="widest"),
        pytest.param(121, False, id="too wide"),
    ],
)
def test_text_is_wrapped_at_the_columns_that_programs_use(length, joined):
    text = f"{'x' * length}\nTwo."
    assert (len(blocks(text)) == 1) == joined


PROSE = (
    "The council of Dunmore met on Tuesday to hear Ann Lee of the Harbour Board, who had asked for"
    " a new quay. It will be built by July, Mayor Tom Reed said, and Cork will pay half of it."
)


@pytest.mark.parametrize("width", range(30, 110, 10))
def test_prose_is_one_paragraph_at_any_width(width):
    """Narrow text was cut at each line that begins with a capital."""
    text = "\n".join(wrap(PROSE, width))
    assert blocks(f"DUNMORE NEWS\n\n{text}") == ["heading: DUNMORE NEWS", f"paragraph: {text}"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Harbour Board", "12 Quay Road", "Dunmore", "Co. Cork"],
        ["Ann Lee", "Tom Reed", "Sam Holt", "Lena Marsh"],
        ["Red the rose,", "Blue the sea,", "Grey the quay,", "None but me."],
        ["Monday 5 May", "Tuesday 6 May", "Wednesday 7 May"],
    ],
)
def test_lines_that_were_ended_on_purpose_stay_lines(lines):
    text = "\n".join([*wrap(PROSE, 40), "", *lines])
    assert [block.partition(": ")[2] for block in blocks(text)][-len(lines) :] == lines


def test_an_indented_line_begins_a_paragraph_of_wrapped_text():
    first, second = "\n".join(wrap(PROSE, 60)), "\n".join(wrap(PROSE, 60))
    assert blocks(f"   {first}\n   {second}") == [f"paragraph: {first}", f"paragraph: {second}"]


def test_a_line_that_ends_with_a_preposition_goes_on():
    assert blocks("Tom Reed spoke of\nDunmore.") == ["paragraph: Tom Reed spoke of\nDunmore."]


@pytest.mark.parametrize(
    "marker", ["-", "*", "+", "•", "‣", "◦", "·", "▪", "–", "—", "1.", "12)", "  -", "\t*"]
)
def test_bullet_markers_are_left_out(marker):
    assert blocks(f"{marker} One.") == ["bullet: One."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- One\n- Two", ["bullet: One", "bullet: Two"], id="two"),
        pytest.param("Intro:\n- One", ["paragraph: Intro:", "bullet: One"], id="after text"),
        pytest.param("- One\n  Two", ["bullet: One\n  Two"], id="goes on indented"),
        pytest.param("- One\nand two", ["bullet: One\nand two"], id="goes on in lower case"),
        pytest.param("- One\nTwo.", ["bullet: One", "paragraph: Two."], id="then a paragraph"),
        pytest.param("-One.", ["paragraph: -One."], id="no space"),
        pytest.param("1998. One.", ["paragraph: 1998. One."], id="a year"),
        pytest.param("3.5 million.", ["paragraph: 3.5 million."], id="a fraction"),
        pytest.param("- - One", ["bullet: - One"], id="one marker"),
    ],
)
def test_bullets(text, expected):
    assert blocks(text) == expected


def test_a_bullet_before_a_wrapped_paragraph_does_not_swallow_it():
    """So stand the points above the seed article, without a blank line after them."""
    text = f"- Talks aim for a ceasefire\n{WIDE}"
    assert blocks(text) == ["bullet: Talks aim for a ceasefire", f"paragraph: {WIDE}"]


@pytest.mark.parametrize("end", [*'.!?:;,…”’"', "'", ")", "]"])
def test_a_line_that_ends_like_a_sentence_is_no_heading(end):
    assert blocks(f"Peace talks{end}") == [f"paragraph: Peace talks{end}"]


@pytest.mark.parametrize(("length", "kind"), [(120, "heading"), (121, "paragraph")])
def test_a_long_line_is_no_heading(length, kind):
    assert blocks("x" * length) == [f"{kind}: {'x' * length}"]


def test_two_lines_are_no_heading():
    assert blocks("Peace\ntalks") == ["paragraph: Peace\ntalks"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# One", ["heading: One"], id="one"),
        pytest.param("###### One.", ["heading: One."], id="six, with a full stop"),
        pytest.param("####### One.", ["paragraph: ####### One."], id="seven"),
        pytest.param("#One.", ["paragraph: #One."], id="no space"),
        pytest.param("   ## One.", ["heading: One."], id="indented"),
        pytest.param("# One\nTwo.", ["heading: One", "paragraph: Two."], id="then text"),
        pytest.param("# One\nand two.", ["heading: One", "paragraph: and two."], id="lower case"),
        pytest.param("One.\n# Two", ["paragraph: One.", "heading: Two"], id="after text"),
    ],
)
def test_markdown_headings(text, expected):
    assert blocks(text, markdown=True) == expected


def test_in_plain_text_a_hash_is_a_hash():
    assert blocks("# One.") == ["paragraph: # One."]


def test_only_the_body_is_read():
    text = "---\ntitle: T\n---\nOne."
    assert blocks(text, body=text.index("One")) == ["paragraph: One."]


def test_a_plain_reading_is_the_file_itself():
    text = "\ufeffOne.\r\n\r\n- Two"
    reading = read_plain_text(text, 1)
    assert reading.text == text
    assert reading.file_span(3, 5) == (3, 5)


def test_a_reading_with_places_tells_the_span_in_the_file():
    reading = VisibleText(
        "a&b", (Block(0, 3, BlockKind.PARAGRAPH),), starts=(3, 4, 9), ends=(4, 9, 10)
    )
    assert reading.file_span(0, 2) == (3, 9)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        pytest.param("", [0], id="empty"),
        pytest.param("one", [0], id="one line"),
        pytest.param("one\n", [0, 4], id="with its end"),
        pytest.param("\n\n", [0, 1, 2], id="blank lines"),
        pytest.param("a\r\nb\rc", [0, 3], id="CR alone starts none"),
        pytest.param("a\u2028b\x0cc\x85d", [0], id="separators start none"),
    ],
)
def test_line_starts(text, starts):
    assert line_starts(text) == starts


def test_line_starts_after_a_place_count_from_the_start_of_the_text():
    assert line_starts("a\nb\nc", 2) == [2, 4]
