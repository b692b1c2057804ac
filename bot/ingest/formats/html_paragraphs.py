"""The paragraphs of HTML that is all content: chapters of books, mails, entries of feeds."""

import re
from typing import Any

from bot.ingest.formats.paragraphs import (
    Paragraph,
    ParagraphBuilder,
    ParagraphStyle,
    one_line,
    table_paragraphs,
)
from bot.ingest.formats.xml_trees import descendants, name_of, parse_html

_SKIPPED = frozenset(
    "head script style template noscript nav svg math object iframe select textarea rt rp".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _HEADINGS | frozenset(
    "p div li blockquote section article main header footer aside figure figcaption pre dl dt dd ul"
    " ol table tr td th address body center form fieldset details summary caption".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOTES = frozenset("noteref footnote endnote footnotes endnotes rearnote pagebreak toc".split())
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§a-z])[\])]?")


def html_paragraphs(markup: str | bytes) -> list[Paragraph]:
    """Return the paragraphs that a reader of `markup` sees, without marks of notes."""
    root = parse_html(markup)
    builder = ParagraphBuilder()
    if root is not None:
        _read(root, builder, ParagraphStyle.TEXT)
        builder.end()
    return builder.paragraphs


def words_of(markup: str | None) -> str | None:
    """Return the words of `markup` on one line."""
    paragraphs = html_paragraphs(markup) if markup and markup.strip() else []
    return " ".join(one_line(paragraph.text) for paragraph in paragraphs) or None


def _read(element: Any, builder: ParagraphBuilder, style: ParagraphStyle) -> None:  # noqa: ANN401
    name = name_of(element)
    if _is_hidden(element, name):
        return
    if name == "br":
        builder.add("\n")
        return
    if name == "table" and (rows := _rows(element)):
        builder.end(style)
        builder.paragraphs.extend(table_paragraphs(rows))
        return
    own_style = _style(name, style)
    if name in _BLOCKS:
        builder.end(style)
    builder.add(_spaces(element.text))
    for child in element:
        _read(child, builder, own_style)
        builder.add(_spaces(child.tail))
    if name in _BLOCKS:
        builder.end(own_style)


def _style(name: str, style: ParagraphStyle) -> ParagraphStyle:
    if name in _HEADINGS:
        return ParagraphStyle.HEADING
    return ParagraphStyle.BULLET if name == "li" else style


def _is_hidden(element: Any, name: str) -> bool:  # noqa: ANN401
    if not name or name in _SKIPPED:
        return True
    kinds = {*element.get("epub:type", "").split(), element.get("role", "").removeprefix("doc-")}
    if not _NOTES.isdisjoint(kinds):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if name == "sup" and descendants(element, "a"):
        return bool(_NOTE_MARK.fullmatch("".join(element.itertext()).strip()))
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Return the cells of a table; none if it lays out a page: with another inside, or headings."""
    if len(descendants(table, "table")) > 1 or descendants(table, *_HEADINGS, "li"):
        return []
    return [
        [one_line(" ".join(cell.itertext())) for cell in descendants(row, "td", "th")]
        for row in descendants(table, "tr")
    ]


def _spaces(text: str | None) -> str:
    """Return `text` as a browser shows its white space."""
    return re.sub(r"\s+", " ", text or "")
