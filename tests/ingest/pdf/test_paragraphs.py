"""Paragraphs of lines with places."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pdf.lines import lines_of
from bot.ingest.pdf.page_lines import PageLines
from bot.ingest.pdf.paragraphs import build_paragraphs
from bot.ingest.pdf.pieces import Piece


def block(*lines: str, leading: float = 14, size: float = 11, left: float = 72):
    pieces = [
        Piece(line, left, left + len(line) * 5, 700 - leading * i, size)
        for i, line in enumerate(lines)
    ]
    return lines_of(pieces)


def paragraphs(*blocks) -> list[str]:
    return build_paragraphs([PageLines(list(blocks), [])]).paragraphs


def test_points_stay_apart():
    assert paragraphs(block("Prices rise:", "• adults pay more", "• children too")) == [
        "Prices rise:",
        "• adults pay more",
        "• children too",
    ]


def test_a_ragged_margin_parts_no_sentence():
    lines = ["The mayor of Dunmore and the", "Harbour Board of Larne, said", "Tom Reed, agree."]
    assert paragraphs(block(*lines)) == [" ".join(lines)]


def test_a_line_with_room_for_the_next_word_ends_a_paragraph():
    lines = ["The mayor of Dunmore left.", "Tom Reed, who is the mayor of Larne, has stayed on."]
    assert paragraphs(block(*lines)) == lines


def test_a_larger_line_is_a_heading():
    heading = block("The board and the mayor agree", size=16)
    assert len(paragraphs(heading, block("on the harbour."))) == 2


def test_a_headline_of_two_lines_is_one_paragraph():
    """The lines below it are wider, so that its first line seems to end early."""
    drawn = [
        Piece("The pilots of the harbour ask for", 72, 400, 740, 18),
        Piece("Another Boat", 72, 190, 718, 18),
        Piece("Greta Lind has been a pilot for the whole of her long life, and", 72, 520, 690, 11),
        Piece("Tom Reed has not.", 72, 160, 676, 11),
    ]
    assert paragraphs(lines_of(drawn))[0] == "The pilots of the harbour ask for Another Boat"


def test_a_note_comes_before_a_sentence_that_goes_on_over_the_page():
    pages = [
        PageLines(
            [block("The board met.", "", "The mayor said that the old")], [block("1 In May.")]
        ),
        PageLines([block("bridge will close.")], []),
    ]
    text = build_paragraphs(pages)
    assert text.paragraphs[-2:] == ["1 In May.", "The mayor said that the old bridge will close."]
    assert text.page_starts[1] == (len(text.paragraphs) - 1, len("The mayor said that the old "))


@given(
    st.lists(st.lists(st.text(st.sampled_from("aB -.1•"), max_size=12).map(str.strip), min_size=1))
)
def test_no_letter_is_lost_or_made_up(blocks):
    letters = [c for lines in blocks for line in lines for c in line if c.isalnum()]
    read = "".join(paragraphs(*(block(*lines) for lines in blocks)))
    assert [c for c in read if c.isalnum()] == letters


@given(st.lists(st.lists(st.sampled_from(["The mayor", "of Larne.", "• ship-"]), max_size=5)))
def test_each_page_begins_where_its_first_line_stands(pages):
    text = build_paragraphs([PageLines([block(*lines)] if lines else [], []) for lines in pages])
    for lines, (paragraph, place) in zip(pages, text.page_starts, strict=False):
        if lines:
            rest = text.paragraphs[paragraph][place:]
            assert rest.startswith(lines[0].removesuffix("-"))
    assert text.page_starts == sorted(text.page_starts)
