"""Read a PDF: its text as paragraphs, and the places where its pages begin."""

import re
from collections.abc import Mapping
from typing import Any

from bot.ingest.pdf.drawing import read_drawn_pages
from bot.ingest.pdf.legibility import Legibility
from bot.ingest.pdf.margins import drop_margins
from bot.ingest.pdf.page_lines import page_lines
from bot.ingest.pdf.paragraphs import build_paragraphs
from bot.ingest.pdf.pieces import join_words
from bot.ingest.unreadable import UnreadableError

_MIN_WORDS_PER_PAGE = 3  # a scan has none, or only those of a stamp or of a viewer


def read_pdf(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the text of a PDF, and its pages as lines and places; raise UnreadableError."""
    legibility, pages = Legibility(), []
    for page in read_drawn_pages(data, limits):
        legibility.add(page)
        pages.append(join_words(page))
    if not legibility.is_readable():
        reason = "has no usable map from its glyphs to letters"
        raise UnreadableError(f"{reason}; print it to PDF again from the program that made it")
    text = build_paragraphs(page_lines(drop_margins(pages)))
    body = "\n\n".join(text.paragraphs)  # so that paragraph n, from 0, stands on line 2n + 1
    if len(re.findall(r"[^\W\d_]{2,}", body)) < _MIN_WORDS_PER_PAGE * len(pages):
        raise UnreadableError("is a scan: it holds pictures and no text; use one with text in it")
    starts = (_format_start(2 * paragraph + 1, place + 1) for paragraph, place in text.page_starts)
    return {"text": body, "page_starts": " ".join(starts)}


def _format_start(line: int, character: int) -> str:
    """Return a place as `bot.core.text.page_starts` reads it, both numbers from 1."""
    return f"{line}" if character == 1 else f"{line}:{character}"
