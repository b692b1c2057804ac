"""The lines of a page in reading order: its text, and the notes below it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ingest.pdf.columns import reading_order
from bot.ingest.pdf.drop_caps import join_drop_caps
from bot.ingest.pdf.lines import PdfLine, join_neighbours, lines_of
from bot.ingest.pdf.note_marks import drop_note_marks
from bot.ingest.pdf.pieces import Piece

_MAX_NOTE_SIZE = 0.92  # of the text's size


@dataclass(frozen=True, slots=True)
class PageLines:
    """The blocks of a page in reading order, and the small print at the feet of its columns."""

    blocks: list[list[PdfLine]]
    notes: list[list[PdfLine]]


def page_lines(pages: Iterable[Sequence[Piece]]) -> list[PageLines]:
    """Return the lines of each page."""
    blocks = [_read_page(page) for page in pages]
    size = _text_size(line for page in blocks for block in page for line in block)
    return [_part_notes(page, size) for page in blocks]


def _read_page(pieces: Sequence[Piece]) -> list[list[PdfLine]]:
    visible = drop_note_marks(join_neighbours(join_drop_caps(pieces)))
    return [lines_of(block) for block in reading_order(visible)]


def _text_size(lines: Iterable[PdfLine]) -> float:
    """Return the size in which most of a document is printed."""
    lengths: Counter[float] = Counter()
    for line in lines:
        lengths[round(line.size, 1)] += len(line.text)
    return lengths.most_common(1)[0][0] if lengths else 0.0


def _part_notes(blocks: Sequence[list[PdfLine]], size: float) -> PageLines:
    texts, notes = [], []
    for block in blocks:
        end = len(block)
        while end and block[end - 1].size <= _MAX_NOTE_SIZE * size:
            end -= 1
        if end:
            texts.append(block[:end])
            notes.append(block[end:])
        else:
            texts.append(block)
    return PageLines(texts, [note for note in notes if note])
