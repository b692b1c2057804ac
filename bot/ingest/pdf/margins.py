"""Running heads, running feet and page numbers, which are no part of a text."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import inf
from typing import NamedTuple

from bot.ingest.pdf.lines import rows_of
from bot.ingest.pdf.pieces import Piece

_MARGIN_ROWS = 3  # at either end of a page
_MAX_PAGES_APART = 4  # heads of left and right pages differ, and a picture may stand between
_MAX_SHIFT_POINTS = 12  # of a head that is repeated; scans are askew
_MIN_LONG_HEAD = 15  # letters, which nobody repeats by chance; pages may differ in height
_PAGE_WORDS = "page p pg seite s стр страница сторінка с sayfa página pagina blatt"
_ROMAN_NUMBER = "(?=[ivxl])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = rf"(?:[a-z]{{0,2}}[-.\s]?\d{{1,4}}|{_ROMAN_NUMBER})"
_PAGE_NUMBER = re.compile(
    rf"\W*(?:(?:{'|'.join(_PAGE_WORDS.split())})\b\.?\s*)?{_NUMBER}"
    rf"(?:\s*(?:[-–/.|]|of|von|из|из|із|de)\s*{_NUMBER})?\W*",
    re.IGNORECASE,
)
_ROMAN = re.compile(rf"\A{_ROMAN_NUMBER}\b|\b{_ROMAN_NUMBER}\Z")

Row = Sequence[Piece]


class _RowPlace(NamedTuple):
    number: int
    baseline: float


def drop_margins(pages: Sequence[Sequence[Piece]]) -> Iterator[list[Piece]]:
    """Yield the pieces of each page without page numbers, and without heads that pages share."""
    ends = [_end_rows(page) for page in pages]
    places: dict[str, list[_RowPlace]] = defaultdict(list)
    for number, rows in enumerate(chain.from_iterable(end) for end in ends):
        for row in rows:
            for part in {_mask(row), *(_mask([piece]) for piece in row)}:
                places[part].append(_RowPlace(number, row[0].baseline))
    for number, (page, both_ends) in enumerate(zip(pages, ends, strict=True)):
        dropped = {piece for rows in both_ends for piece in _margin(rows, places, number)}
        rest = [piece for piece in page if piece not in dropped]
        yield rest or (list(page) if len(page) > _MARGIN_ROWS else [])  # a copy of another page


def _end_rows(page: Sequence[Piece]) -> tuple[list[Row], list[Row]]:
    """Return the rows at both ends of a page, from the edge inwards."""
    rows: list[Row] = list(rows_of(page))
    count = min(_MARGIN_ROWS, (len(rows) + 1) // 2)
    return rows[:count], rows[: -count - 1 : -1]


def _mask(row: Row) -> str:
    """Return the letters of a row, which stay the same while its numbers change."""
    text = " ".join(piece.text for piece in row).lower()
    letters = re.sub(r"[\W\d_]+", " ", text).strip()
    return _ROMAN.sub("", letters).strip() or letters


def _margin(rows: Sequence[Row], places: Mapping[str, list[_RowPlace]], number: int) -> list[Piece]:
    """Return the pieces of rows that other pages repeat, and a page number at the edge."""
    margin: list[Piece] = []
    is_edge = True
    for row in rows:
        max_shift = _MAX_SHIFT_POINTS if len(_mask(row)) < _MIN_LONG_HEAD else inf
        is_head = _is_repeated(row, places, number, max_shift)
        if is_head or (is_edge and _is_page_number(row)):
            margin += row
            continue
        is_edge = False
        long = [piece for piece in row if len(_mask([piece])) >= _MIN_LONG_HEAD]
        margin += [p for p in long if _is_repeated([p], places, number, _MAX_SHIFT_POINTS)]
    return margin


def _is_page_number(row: Row) -> bool:
    return _PAGE_NUMBER.fullmatch(" ".join(piece.text for piece in row)) is not None


def _is_repeated(
    row: Row, places: Mapping[str, list[_RowPlace]], number: int, max_shift: float
) -> bool:
    """Return whether a page shortly before or after has the row, shifted by at most `max_shift`."""
    mask = _mask(row)
    if not mask and any(c.isdigit() for piece in row for c in piece.text):
        return False
    near = places[mask]
    first = bisect_left(near, _RowPlace(number - _MAX_PAGES_APART, -inf))
    last = bisect_left(near, _RowPlace(number + _MAX_PAGES_APART + 1, -inf))
    return any(
        place.number != number and abs(place.baseline - row[0].baseline) <= max_shift
        for place in near[first:last]
    )
