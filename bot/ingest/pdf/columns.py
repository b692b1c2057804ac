"""The reading order of a page: a recursive XY-cut that follows the gaps between columns.

After Nagy, Seth and Viswanathan, 1992. Pieces that cross a gap, such as a headline, part the page
into bands; within a band the left column is read before the right one. A table is read row by row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import inf
from statistics import median

from bot.ingest.pdf.pieces import Piece

_MAX_DEPTH = 8
_MAX_GUTTERS = 4  # that are tried
_MIN_LINES = 4  # of two columns together
_MIN_LETTERS_PER_LINE = 12  # of a column; the cells of a table have fewer
_MAX_GAP = 3.0  # sizes of a letter; a wider gap across the page ends the columns above it
_CROSSING_WEIGHT = 0.25
_OVERLAP_POINTS = 1.0  # by which a letter may stand in a gutter

Pieces = Sequence[Piece]


def reading_order(pieces: Pieces, depth: int = 0) -> list[Pieces]:
    """Return the blocks of a page, each of one column, in the order in which they are read."""
    if depth == _MAX_DEPTH or not pieces:
        return [pieces] if pieces else []
    for gutter in _gutters(pieces):
        bands = _bands(pieces, gutter)
        if len(bands) > 1:
            return [block for band in bands for block in reading_order(band, depth + 1)]
    return [pieces]


def _gutters(pieces: Pieces) -> list[float]:
    """Return the possible ends of the gaps between columns, the likeliest first."""
    rights, letters_up_to = _sums(sorted((piece.right, _letter_count(piece)) for piece in pieces))
    lefts, letters_before = _sums(sorted((piece.left, _letter_count(piece)) for piece in pieces))
    total = letters_up_to[-1]
    scores = {}
    for x in set(lefts):
        left = letters_up_to[bisect_right(rights, x + _OVERLAP_POINTS)]
        right = total - letters_before[bisect_left(lefts, x - _OVERLAP_POINTS)]
        if left and right:
            scores[x] = min(left, right) - _CROSSING_WEIGHT * (total - left - right)
    return sorted(scores, key=lambda x: (-scores[x], x))[:_MAX_GUTTERS]


def _sums(weights: Sequence[tuple[float, int]]) -> tuple[list[float], list[int]]:
    """Return the places, and the sum of the weights before each of them and after the last."""
    return [x for x, _ in weights], list(accumulate((weight for _, weight in weights), initial=0))


def _letter_count(piece: Piece) -> int:
    return sum(map(str.isalpha, piece.text))


def _bands(pieces: Pieces, gutter: float) -> list[Pieces]:
    """Part pieces at a gutter: the columns between two pieces that cross it, and what crosses it.

    Returns them from top to bottom, and a left column before its right one.
    """
    bands: list[Pieces] = []
    across: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def close_band() -> None:
        if _are_columns(left, right):
            bands.extend(band for band in (across.copy(), left.copy(), right.copy()) if band)
            across.clear()
        else:
            across.extend([*left, *right])
        left.clear()
        right.clear()

    max_gap = _MAX_GAP * median(piece.size for piece in pieces)
    above = inf
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if above - piece.baseline > max_gap:
            close_band()
        above = piece.baseline
        if piece.right <= gutter + _OVERLAP_POINTS:
            left.append(piece)
        elif piece.left >= gutter - _OVERLAP_POINTS:
            right.append(piece)
        else:
            close_band()
            across.append(piece)
    close_band()
    return [*bands, across] if across else bands


def _are_columns(left: Pieces, right: Pieces) -> bool:
    """Return whether two groups of pieces stand next to each other and hold prose."""
    if not left or not right:
        return False
    left_lines, right_lines = _baselines(left), _baselines(right)
    return (
        len(left_lines) + len(right_lines) >= _MIN_LINES
        and min(left_lines) <= max(right_lines)
        and min(right_lines) <= max(left_lines)
        and _is_prose(left, len(left_lines))
        and _is_prose(right, len(right_lines))
    )


def _baselines(pieces: Pieces) -> set[int]:
    return {round(piece.baseline) for piece in pieces}


def _is_prose(pieces: Pieces, line_count: int) -> bool:
    return sum(map(_letter_count, pieces)) >= _MIN_LETTERS_PER_LINE * line_count
