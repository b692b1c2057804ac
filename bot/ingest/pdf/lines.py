"""Lines: the pieces of a block, row by row, with their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ingest.pdf.pieces import MAX_MARK_SIZE, Piece

_MAX_RISE = 0.5  # sizes of the larger letter; a piece that stands higher is on another line
_MIN_SPACE = 0.1  # sizes of a letter; words that are closer are one
_MAX_SPACE = 0.5  # sizes of a letter; a gutter between columns is wider
_NEAR_ROWS = 2
_MAX_SIZE_DIFFERENCE = 0.1


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a block; `edge` is where the lines around it end, and wide gaps part its cells."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    edge: float
    block_width: float
    cell_count: int


def lines_of(block: Sequence[Piece]) -> list[PdfLine]:
    """Return the lines of a block from top to bottom."""
    rows = list(rows_of(block))
    width = max(piece.right for piece in block) - min(piece.left for piece in block)
    return [_line(row, _edge(rows, i), width) for i, row in enumerate(rows)]


def _edge(rows: Sequence[Sequence[Piece]], index: int) -> float:
    """Return the right end of the lines around a row that have its size."""
    size = _widest(rows[index]).size
    near = rows[max(0, index - _NEAR_ROWS) : index + _NEAR_ROWS + 1]
    return max(
        piece.right
        for row in (rows[index], *near)
        for piece in row
        if row is rows[index] or abs(piece.size - size) <= _MAX_SIZE_DIFFERENCE * size
    )


def _widest(row: Sequence[Piece]) -> Piece:
    return max(row, key=lambda piece: piece.right - piece.left)


def rows_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces that stand on a line, each from left to right."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if row and not _share_line(row, piece):
            yield sorted(row, key=lambda piece: piece.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.left)


def _share_line(row: Sequence[Piece], piece: Piece) -> bool:
    widest = _widest(row)
    return abs(widest.baseline - piece.baseline) <= _MAX_RISE * max(widest.size, piece.size)


def join_neighbours(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page, with those joined that stand next to each other on a line.

    They are apart since they were not drawn one after the other.
    """
    joined: list[Piece] = []
    for row in rows_of(pieces):
        current = row[0]
        for piece in row[1:]:
            if piece.left - current.right <= _MAX_SPACE * max(piece.size, current.size):
                current = _join(current, piece)
            else:
                joined.append(current)
                current = piece
        joined.append(current)
    return joined


def _join(piece: Piece, next_piece: Piece) -> Piece:
    size = max(piece.size, next_piece.size)
    space = " " if next_piece.left - piece.right > _MIN_SPACE * size else ""
    widest = _widest((piece, next_piece))
    offset = len(piece.text) + len(space)
    marks = [*_marks_at(piece, widest, 0), *_marks_at(next_piece, widest, offset)]
    text, right = f"{piece.text}{space}{next_piece.text}", max(piece.right, next_piece.right)
    return Piece(text, piece.left, right, widest.baseline, widest.size, tuple(marks))


def _marks_at(piece: Piece, widest: Piece, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the small print of a piece that begins at `offset` of a text."""
    is_small = piece.size < MAX_MARK_SIZE * widest.size
    spans = ((0, len(piece.text)),) if is_small else piece.marks
    return ((start + offset, end + offset) for start, end in spans)


def _line(row: Sequence[Piece], edge: float, block_width: float) -> PdfLine:
    text, right = "", row[0].left
    for piece in row:
        is_apart = bool(text) and piece.left - right > _MIN_SPACE * piece.size
        text += f" {piece.text}" if is_apart else piece.text
        right = max(right, piece.right)
    widest = _widest(row)
    return PdfLine(
        text, row[0].left, right, widest.baseline, widest.size, edge, block_width, len(row)
    )
