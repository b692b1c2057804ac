"""Paragraphs of a document, and how they are written as an article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from bot.core.text.article import may_hide_markup
from bot.ingest.unreadable import UnreadableError

_MAX_CELL_LENGTH = 300  # characters; longer cells are prose that a table lays out
_MAX_HEADER_LENGTH = 60
_NUMBER = re.compile(r"[-+]?[\d.,:/%€$£\s]+")


class ParagraphStyle(StrEnum):
    """How a paragraph is written; the value is its mark in Markdown."""

    TEXT = ""
    HEADING = "# "
    BULLET = "- "


class Paragraph(NamedTuple):
    """A paragraph without its mark; `text` may have several lines."""

    text: str
    style: ParagraphStyle = ParagraphStyle.TEXT


Row = Sequence[str]


class ParagraphBuilder:
    """Collects the words of a document, piece by piece, into paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []

    def add(self, text: str | None) -> None:
        """Add words to the paragraph that is open."""
        if text:
            self._pieces.append(text)

    def end(self, style: ParagraphStyle = ParagraphStyle.TEXT) -> None:
        """End the paragraph, if it has words."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if text.strip():
            self.paragraphs.append(Paragraph(text, style))


def tidy(text: str) -> str:
    """Return `text` with single spaces, without spaces at the ends of lines, and no empty line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str | None) -> str:
    """Return `text` on one line."""
    return " ".join((text or "").split())


def document(
    paragraphs: Iterable[Paragraph], limits: Mapping[str, int], **fields: str | None
) -> Mapping[str, Any]:
    """Return the answer of a reader: the text of an article, its suffix and its `fields`.

    It is Markdown, unless a mark in its words would be read as markup: then it is plain text.
    Raises UnreadableError if the text is too long, or none.
    """
    tidy_paragraphs = list(_tidy_paragraphs(paragraphs, limits["max_characters"]))
    if not tidy_paragraphs:
        raise UnreadableError("holds no text")
    text = _to_text(tidy_paragraphs)
    if not may_hide_markup("document.md", text):
        return {"text": text, "suffix": ".md", **fields}
    without_headings = (
        (words, ParagraphStyle.TEXT if style is ParagraphStyle.HEADING else style)
        for words, style in tidy_paragraphs
    )
    return {"text": _to_text(without_headings), "suffix": ".txt", **fields}


def _to_text(paragraphs: Iterable[tuple[str, ParagraphStyle]]) -> str:
    return "\n\n".join(f"{style}{words}" for words, style in paragraphs) + "\n"


def _tidy_paragraphs(paragraphs: Iterable[Paragraph], max_characters: int) -> Iterator[Paragraph]:
    """Yield the paragraphs that have words; raise UnreadableError if they are too long."""
    length = 0
    for text, style in paragraphs:
        words = tidy(text) if style is ParagraphStyle.TEXT else one_line(text)
        length += len(words)
        if length > max_characters:
            raise UnreadableError(f"holds more than {max_characters:,} characters")
        if words:
            yield Paragraph(words, style)


def table_paragraphs(rows: Iterable[Row], *, may_have_header: bool = True) -> Iterator[Paragraph]:
    """Yield each row of a table as a bullet, with the names of the columns if it has a header.

    A table that only lays out prose gives its cells, one after the other.
    """
    table = [row for row in rows if any(cell.strip() for cell in row)]
    words = [cell for cell in chain.from_iterable(table) if cell.strip()]
    if not words:
        return
    if max(map(len, table)) < 2 or max(map(len, words)) > _MAX_CELL_LENGTH:
        yield from (Paragraph(line) for cell in words for line in cell.splitlines())
        return
    cells = [[one_line(cell) for cell in row] for row in table]
    has_header = may_have_header and len(cells) > 1 and is_header(cells[0])
    for row in cells[1:] if has_header else cells:
        yield Paragraph(row_words(row, cells[0] if has_header else ()), ParagraphStyle.BULLET)


def is_header(row: Row) -> bool:
    """Return whether a first row names columns: short words, all different, and no numbers."""
    names = [name for name in row if name]
    return (
        len(names) >= max(2, len(row) - 1)
        and len(set(names)) == len(names)
        and all(len(name) <= _MAX_HEADER_LENGTH and not _NUMBER.fullmatch(name) for name in names)
    )


def row_words(row: Row, header: Row = ()) -> str:
    """Return a row in words: *Town: Dunmore, Mayor: Ann Lee*."""
    names = [*header, *[""] * len(row)]
    pairs = zip(names, row, strict=False)
    cells = (f"{name.rstrip(':')}: {cell}" if name else cell for name, cell in pairs if cell)
    separator = "; " if any("," in cell for cell in row) else ", "
    words = separator.join(cells)
    return words if words.endswith((".", "!", "?")) else f"{words}."
