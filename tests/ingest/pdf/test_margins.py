"""Running heads and feet, which are left out of the text of a PDF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pdf.margins import drop_margins
from bot.ingest.pdf.pieces import Piece

WARDS = ["northern", "southern", "eastern", "western", "central", "upper"]


def page(*lines: str, top: float = 740) -> list[Piece]:
    """Return lines below each other."""
    return [Piece(line, 72, 400, top - 14 * i, 11) for i, line in enumerate(lines)]


def texts(*pages: list[Piece]) -> list[list[str]]:
    return [[piece.text for piece in rest] for rest in drop_margins(pages)]


def body(i: int) -> list[str]:
    ward = WARDS[i % len(WARDS)]
    return [f"The {ward} ward met on {i} May.", f"It voted, and the {ward} mayor", f"{ward} left."]


def test_two_lines_of_a_head_are_left_out_of_two_pages():
    pages = [
        page("Dunmore Gazette", f"Annual report of the board, page {i}", *body(i)) for i in (1, 2)
    ]
    assert texts(*pages) == [body(1), body(2)]


def test_heads_of_left_and_right_pages_differ():
    heads = ["Dunmore Gazette", "The year of the harbour"]
    pages = [page(heads[i % 2], *body(i)) for i in range(6)]
    assert texts(*pages) == [body(i) for i in range(6)]


def test_a_page_number_may_stand_on_either_side_of_a_head():
    heads = ["12 Annual report", "Annual report 13"]
    pages = [page(head, *body(i)) for i, head in enumerate(heads)]
    assert texts(*pages) == [body(0), body(1)]


@pytest.mark.parametrize("number", ["7", "- 7 -", "xiv", "A-11", "3 - 1", "Page 7 of 12", "стр. 7"])
def test_a_page_number_is_left_out_of_a_single_page(number):
    assert texts(page(*body(0), number)) == [body(0)]


@pytest.mark.parametrize(
    "line",
    ["May 1997", "7 ferries sank.", "The 1984 storm", "mix", "civil"],
)
def test_a_line_that_is_no_page_number_stays(line):
    assert texts(page(*body(0), line)) == [[*body(0), line]]


def test_numbers_of_a_table_at_the_top_of_pages_stay():
    rows = [page(f"{2001 + i} 13,500 {i},000", *body(i)) for i in range(3)]
    assert [rest[0] for rest in texts(*rows)] == ["2001 13,500 0,000"] + [
        f"{2001 + i} 13,500 {i},000" for i in (1, 2)
    ]


def test_a_page_that_repeats_another_stays():
    assert texts(page(*body(0), "End."), page(*body(0), "End.")) == [[*body(0), "End."]] * 2


@given(st.lists(st.lists(st.sampled_from("abc12 "), max_size=9), max_size=5))
def test_pieces_are_only_left_out(pages):
    for rest, lines in zip(drop_margins([page(*p) for p in pages]), pages, strict=True):
        assert [piece.text for piece in rest] == [p.text for p in page(*lines) if p in rest]
