"""Read texts and presentations of LibreOffice (.odt, .odp): OpenDocument.

odfpy had its last release in 2020.
"""

from collections.abc import Mapping
from typing import Any

from bot.ingest.formats.packages import Package
from bot.ingest.formats.paragraphs import (
    ParagraphBuilder,
    ParagraphStyle,
    document,
    one_line,
    table_paragraphs,
)
from bot.ingest.formats.properties import day_of_writing, own_author, own_title
from bot.ingest.formats.xml_trees import attribute, descendants, name_of, own_parts, text_of
from bot.ingest.unreadable import UnreadableError

# Deleted text, notes and comments, indexes, what is not shown, and what repeats on each slide.
_SKIPPED = frozenset(
    "tracked-changes note annotation table-of-content illustration-index table-index object-index"
    " user-index alphabetical-index bibliography hidden-text hidden-paragraph ruby-text notes"
    " sequence-decls variable-decls forms title desc header footer date-time page-number".split()
)
_BREAKS = {"s": " ", "tab": " ", "line-break": "\n"}


def read_odt(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return an OpenDocument as Markdown, with its title, author and day.

    Raises UnreadableError.
    """
    package = Package(data)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and descendants(manifest, "encryption-data"):
        raise UnreadableError("is encrypted; save it without a password")
    root, meta = package.xml("content.xml"), package.xml("meta.xml")
    bodies = descendants(root, "text", "presentation") if root is not None else []
    if not bodies:
        raise UnreadableError("is no OpenDocument text, or a damaged one")
    reader = _OpenDocumentReader(_title_styles(root), _hidden_styles(root))
    reader.read_children(bodies[0])
    paragraphs = reader.builder.paragraphs
    properties = {name: text_of(meta, name) if meta is not None else None for name in _PROPERTIES}
    return document(
        paragraphs,
        limits,
        title=reader.title or own_title(properties["title"], paragraphs),
        author=own_author(properties["initial-creator"] or properties["creator"]),
        published=day_of_writing(properties["creation-date"], properties["date"]),
    )


_PROPERTIES = ("title", "initial-creator", "creator", "creation-date", "date")


def _title_styles(root: Any) -> frozenset[str]:  # noqa: ANN401
    """Return the names of the styles of titles: *Title*, and those based on it."""
    names = {
        attribute(style, "name") or ""
        for style in descendants(root, "style")
        if attribute(style, "parent-style-name") == "Title"
    }
    return frozenset(names | {"Title"})


def _hidden_styles(root: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset(
        attribute(style, "name") or ""
        for style in descendants(root, "style")
        if any(attribute(part, "display") == "none" for part in style)
    )


class _OpenDocumentReader:
    """Walks through the tree of a document."""

    def __init__(self, title_styles: frozenset[str], hidden_styles: frozenset[str]) -> None:
        self.builder = ParagraphBuilder()
        self.title: str | None = None
        self._title_styles, self._hidden_styles = title_styles, hidden_styles

    def read_children(self, element: Any, style: ParagraphStyle = ParagraphStyle.TEXT) -> None:  # noqa: ANN401
        self.builder.add(element.text if name_of(element) in _WITH_WORDS else None)
        for child in element:
            self._read(child, style)
            self.builder.add(child.tail if name_of(element) in _WITH_WORDS else None)

    def _read(self, element: Any, style: ParagraphStyle) -> None:  # noqa: ANN401
        name = name_of(element)
        if name in _SKIPPED or attribute(element, "display") == "none":
            return
        if attribute(element, "style-name") in self._hidden_styles:
            return
        if name in _BREAKS:
            self.builder.add(_BREAKS[name])
        elif name == "table":
            self.builder.paragraphs.extend(table_paragraphs(self._rows(element)))
        elif name in {"p", "h"}:
            self._read_paragraph(element, ParagraphStyle.HEADING if name == "h" else style)
        elif name == "text-box":
            self._read_text_box(element)
        elif name == "list":
            self.read_children(element, ParagraphStyle.BULLET)
        elif name == "frame" and attribute(element, "class") == "title":
            self.read_children(element, ParagraphStyle.HEADING)
        else:
            self.read_children(element, style)

    def _read_paragraph(self, element: Any, style: ParagraphStyle) -> None:  # noqa: ANN401
        is_title = attribute(element, "style-name") in self._title_styles
        self.read_children(element)
        self.builder.end(ParagraphStyle.HEADING if is_title else style)
        if is_title and self.title is None and self.builder.paragraphs:
            self.title = one_line(self.builder.paragraphs[-1].text)

    def _read_text_box(self, element: Any) -> None:  # noqa: ANN401
        """Read a box before the paragraph that it is anchored in."""
        is_heading = attribute(element.getparent(), "class") == "title"
        inner = _OpenDocumentReader(self._title_styles, self._hidden_styles)
        inner.read_children(element, ParagraphStyle.HEADING if is_heading else ParagraphStyle.TEXT)
        self.builder.paragraphs.extend(inner.builder.paragraphs)

    def _rows(self, table: Any) -> list[list[str]]:  # noqa: ANN401
        rows = []
        for row in own_parts(table, "table-row", "table"):
            cells = []
            for cell in own_parts(row, "table-cell", "table-row"):
                inner = _OpenDocumentReader(self._title_styles, self._hidden_styles)
                inner.read_children(cell)
                cells.append("\n".join(paragraph.text for paragraph in inner.builder.paragraphs))
            rows.append(cells)
        return rows


_WITH_WORDS = frozenset("p h span a ruby ruby-base meta bookmark-ref reference-ref".split())
