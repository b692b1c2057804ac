"""The marks of footnotes in a text, which are glued to its words and no part of them."""

import re
from collections.abc import Sequence, Set
from statistics import median

from bot.ingest.pdf.lines import rows_of
from bot.ingest.pdf.pieces import MAX_MARK_SIZE, Piece

_MAX_NOTE_SIZE = 0.95
_MARKS = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})(?:\s?[,;]\s?(?:\d{1,3}|[*†‡§]{1,3}))*")
_NOTE_START = re.compile(r"(\d{1,3}|[*†‡§]{1,3})(?=[\s.)]|[^\W\d])")


def drop_note_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page without small marks that a note on the page begins with."""
    size = median([piece.size for piece in pieces]) if pieces else 0.0
    rows = list(rows_of(pieces))
    notes = {start for row in rows if (start := _note_start(row, size))}
    if not notes:
        return list(pieces)
    starts = {row[0] for row in rows}
    cut = [_cut_marks(piece, size, notes, is_start=piece in starts) for piece in pieces]
    return [piece for piece in cut if piece.text]


def _cut_marks(piece: Piece, size: float, notes: Set[str], *, is_start: bool) -> Piece:
    """Return `piece` without the marks of `notes`, except one that starts its row."""
    spans = piece.marks or ([(0, len(piece.text))] if piece.size < MAX_MARK_SIZE * size else ())
    text = piece.text
    for start, end in reversed(spans):
        mark = text[start:end]
        is_known = _MARKS.fullmatch(mark) and set(re.split(r"[\s,;]+", mark)) <= notes
        if is_known and not (is_start and start == 0):
            text = text[:start].rstrip() + text[end:]
    return piece._replace(text=text, marks=()) if text != piece.text else piece


def _note_start(row: Sequence[Piece], size: float) -> str:
    """Return the mark with which a row in small print begins, if it does."""
    if row[-1].size > _MAX_NOTE_SIZE * size:
        return ""
    match = _NOTE_START.match(" ".join(piece.text for piece in row))
    return match[1] if match else ""
