"""Join the lines of a PDF to paragraphs, over columns and pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.ingest.pdf.hyphens import count_words, join_lines
from bot.ingest.pdf.lines import PdfLine
from bot.ingest.pdf.page_lines import PageLines

_SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*\d{0,3}\Z")  # the mark of a note may follow
_BULLET = re.compile(r"(?:[-*•‣◦▪■●❖➢–—►]|\(?\d{1,3}[.)]|\([a-z]\))\s")
_NO_WORDS = re.compile(r"[\W_]*")
_MAX_SIZE_RATIO = 1.12
_MAX_LEADING_RATIO = 1.4
_MIN_INDENT = 0.7  # sizes of a letter
_MIN_FILL = 0.7  # of the width of its block; a shorter line of few words is a heading or an item
_MAX_HEADING_WORDS = 6
_MIN_CELLS = 3  # of a row of a table


@dataclass(frozen=True, slots=True)
class PagedText:
    """Paragraphs, and where each page begins: the number of a paragraph and a place in it.

    A page without text begins where the next one does, and is left out at the end.
    """

    paragraphs: list[str]
    page_starts: list[tuple[int, int]]


@dataclass(slots=True)
class _PdfParagraph:
    """A paragraph that may continue in the next line."""

    parts: list[str]
    last: PdfLine
    page: int

    def append(self, line: PdfLine, words: Counter[str]) -> None:
        self.parts[-1] = join_lines(self.parts[-1], line.text, words)
        self.parts.append(line.text)
        self.last = line


@dataclass(slots=True)
class _Draft:
    """The paragraphs up to now; pages without text wait for the start of the next one."""

    words: Counter[str]
    paragraphs: list[_PdfParagraph] = field(default_factory=list)
    page_starts: list[tuple[int, int]] = field(default_factory=list)
    page: int = 0
    is_open: bool = False


def build_paragraphs(pages: Sequence[PageLines]) -> PagedText:
    """Return the text of `pages` as paragraphs, with the notes of a page after its text."""
    blocks = [block for page in pages for block in (*page.blocks, *page.notes)]
    draft = _Draft(count_words(line.text for block in blocks for line in block))
    for number, page in enumerate(pages, 1):
        draft.page = number
        for block in page.blocks:
            _add_block(draft, block)
        _add_notes(draft, page.notes)
    return PagedText(["".join(p.parts) for p in draft.paragraphs], draft.page_starts)


def _add_block(draft: _Draft, block: Sequence[PdfLine]) -> None:
    leading = _leading(block)
    previous: PdfLine | None = None
    for line in block:
        if _NO_WORDS.fullmatch(line.text):
            continue
        if previous is None:
            continues = draft.is_open and _continues_elsewhere(draft.paragraphs[-1].last, line)
        else:
            continues = _continues(previous, line, leading)
        _add_line(draft, line, continues=continues)
        previous = line


def _add_line(draft: _Draft, line: PdfLine, *, continues: bool) -> None:
    if continues:
        paragraph = draft.paragraphs[-1]
        paragraph.append(line, draft.words)
        start = len(draft.paragraphs) - 1, sum(map(len, paragraph.parts[:-1]))
    else:
        draft.paragraphs.append(_PdfParagraph([line.text], line, draft.page))
        start = len(draft.paragraphs) - 1, 0
    draft.is_open = True
    draft.page_starts += [start] * (draft.page - len(draft.page_starts))


def _add_notes(draft: _Draft, notes: Sequence[Sequence[PdfLine]]) -> None:
    """Add the notes of a page, before its last paragraph if that continues on the next page."""
    if not notes:
        return
    last = draft.paragraphs.pop() if _is_unfinished(draft) else None
    for note in notes:
        draft.is_open = False
        _add_block(draft, note)
    draft.is_open = last is not None
    if last is not None:
        draft.paragraphs.append(last)


def _is_unfinished(draft: _Draft) -> bool:
    """Return whether the last paragraph began on this page and ends inside a sentence."""
    last = draft.paragraphs[-1] if draft.paragraphs else None
    return (
        last is not None
        and last.page == draft.page
        and _SENTENCE_END.search(last.last.text) is None
    )


def _leading(block: Sequence[PdfLine]) -> float:
    """Return the usual distance between two lines of a block, in sizes of a letter."""
    gaps = sorted(
        (line.baseline - below.baseline) / (below.size or 1) for line, below in pairwise(block)
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _continues(line: PdfLine, below: PdfLine, leading: float) -> bool:
    """Return whether the paragraph of `line` continues in the line below it."""
    if _BULLET.match(below.text):
        return False
    is_inside_sentence = _SENTENCE_END.search(line.text) is None
    is_near = line.baseline - below.baseline <= _MAX_LEADING_RATIO * leading * below.size
    if below.text[0].islower():
        return is_inside_sentence or is_near
    is_table = max(line.cell_count, below.cell_count) >= _MIN_CELLS
    if is_table or not is_near or not _have_same_size(line, below):
        return False
    if not is_inside_sentence and below.left - line.left > _MIN_INDENT * line.size:
        return False
    return not _has_room_for(line, below) and not _is_short(line)


def _has_room_for(line: PdfLine, below: PdfLine) -> bool:
    """Return whether the first word of the line below would have stood on `line`."""
    word = below.text.split(maxsplit=1)[0]
    width = (below.right - below.left) * (len(word) + 1) / len(below.text)
    return line.right + width < line.edge - line.size / 2


def _is_short(line: PdfLine) -> bool:
    """Return whether a line looks like a heading, or like an item of a list."""
    is_full = line.right - line.left >= _MIN_FILL * line.block_width
    return not is_full and len(line.text.split()) <= _MAX_HEADING_WORDS


def _continues_elsewhere(line: PdfLine, first: PdfLine) -> bool:
    """Return whether a paragraph continues in the first line of the next column or page."""
    if _BULLET.match(first.text) or not _have_same_size(line, first):
        return False
    if _SENTENCE_END.search(line.text):
        return False
    if first.text[0].islower():
        return True
    is_full = line.right >= line.edge - line.size
    return is_full and len(line.text.split()) > _MAX_HEADING_WORDS // 2 and not _is_short(line)


def _have_same_size(line: PdfLine, other: PdfLine) -> bool:
    sizes = sorted((line.size, other.size))
    return sizes[1] <= _MAX_SIZE_RATIO * sizes[0]
