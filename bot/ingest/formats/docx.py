"""Read Word documents (.docx).

python-docx has no text of tracked insertions, content controls and text boxes, and mammoth writes
HTML that would have to be read again; the tree of a document takes about as many lines.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

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

# Deleted text, marks of notes and comments, code of fields, readings of Chinese characters, and
# what older programs show instead of a drawing.
_SKIPPED = frozenset(
    "del moveFrom delText delInstrText instrText footnoteReference endnoteReference annotationRef"
    " commentReference rt pPr rPr sectPr tblPr Fallback sdtPr numPr".split()
)
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_HEADING_NAME = re.compile(r"(?:heading \d|title|subtitle)", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|table of figures|index) ?\d*|toc heading", re.I)


class _StyleInfo(NamedTuple):
    name: str
    parent: str | None
    is_heading: bool
    is_list: bool


def read_docx(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return a Word document as Markdown, with its title, author and day.

    Raises UnreadableError.
    """
    package = Package(data)
    main = package.first_related("", "officeDocument")
    root = package.xml(main) if main else None
    if main is None or root is None:
        raise UnreadableError("is no Word document, or a damaged one")
    reader = _WordReader(_read_styles(package.xml(package.first_related(main, "styles") or "")))
    reader.read_children(root)
    paragraphs = reader.builder.paragraphs
    return document(
        paragraphs,
        limits,
        **office_properties(
            package, reader.title or own_title(_core(package, "title"), paragraphs)
        ),
    )


def office_properties(package: Package, title: str | None) -> dict[str, str | None]:
    """Return the fields of an article, of the properties that Office writes."""
    return {
        "title": title,
        "author": own_author(_core(package, "creator")),
        "published": day_of_writing(_core(package, "created"), _core(package, "modified")),
    }


def _core(package: Package, name: str) -> str | None:
    root = package.xml(package.first_related("", "core-properties") or "docProps/core.xml")
    return text_of(root, name) if root is not None else None


def _read_styles(root: Any) -> dict[str, _StyleInfo]:  # noqa: ANN401
    styles = {}
    for element in descendants(root, "style") if root is not None else ():
        values = {name_of(child): attribute(child, "val") for child in element}
        name = values.get("name") or ""
        levels = descendants(element, "outlineLvl")
        is_outlined = any((attribute(level, "val") or "9") < "9" for level in levels)
        styles[attribute(element, "styleId") or ""] = _StyleInfo(
            name,
            values.get("basedOn"),
            is_outlined or bool(_HEADING_NAME.fullmatch(name)),
            bool(descendants(element, "numId")) or name.lower().startswith("list "),
        )
    return styles


class _WordReader:
    """Walks through the tree of a document."""

    def __init__(self, styles: Mapping[str, _StyleInfo]) -> None:
        self.builder = ParagraphBuilder()
        self.title: str | None = None
        self._styles = styles

    def read_children(self, element: Any) -> None:  # noqa: ANN401
        for child in element:
            self._read(child)

    def _read(self, element: Any) -> None:  # noqa: ANN401
        name = name_of(element)
        if name in _SKIPPED or _is_hidden(element, name):
            return
        if name == "p":
            self._read_paragraph(element)
        elif name == "tbl":
            self.builder.paragraphs.extend(
                table_paragraphs(self._rows(element), may_have_header=_may_have_header(element))
            )
        elif name == "t":
            self.builder.add(element.text)
        elif name in _BREAKS:
            self.builder.add(_BREAKS[name])
        elif name == "txbxContent":
            self._read_text_box(element)
        else:
            self.read_children(element)

    def _read_paragraph(self, element: Any) -> None:  # noqa: ANN401
        chain = list(self._style_chain(element))
        if any(_CONTENTS_NAME.fullmatch(style.name) for style in chain):
            return
        self.read_children(element)
        if _is_drop_cap(element):  # the first letter of the next paragraph
            return
        self.builder.end(_style(element, chain))
        is_title = bool(chain) and chain[0].name.lower() == "title"
        if is_title and self.title is None and self.builder.paragraphs:
            self.title = one_line(self.builder.paragraphs[-1].text)

    def _read_text_box(self, element: Any) -> None:  # noqa: ANN401
        """Read a box before the paragraph that it is anchored in."""
        inner = _WordReader(self._styles)
        inner.read_children(element)
        self.builder.paragraphs.extend(inner.builder.paragraphs)

    def _rows(self, table: Any) -> list[list[str]]:  # noqa: ANN401
        """Return the cells of a table; one that is merged with those above has their words."""
        rows: list[list[str]] = []
        for row in own_parts(table, "tr", "tbl"):
            cells: list[str] = []
            for cell in own_parts(row, "tc", "tr"):
                inner = _WordReader(self._styles)
                inner.read_children(cell)
                words = "\n".join(paragraph.text for paragraph in inner.builder.paragraphs)
                merges = descendants(cell, "vMerge")
                is_merged = bool(merges) and attribute(merges[0], "val") in {None, "continue"}
                above = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else ""
                cells.append(above if is_merged and not words else words)
                cells += [""] * (_span(cell) - 1)
            rows.append(cells)
        return rows

    def _style_chain(self, paragraph: Any) -> list[_StyleInfo]:  # noqa: ANN401
        """Return the style of a paragraph and those that it is based on."""
        references = [
            attribute(child, "val")
            for properties in paragraph
            if name_of(properties) == "pPr"
            for child in properties
            if name_of(child) == "pStyle"
        ]
        chain: list[_StyleInfo] = []
        key = references[0] if references else None
        while key and (style := self._styles.get(key)) and style not in chain:
            chain.append(style)
            key = style.parent
        return chain


def _style(paragraph: Any, chain: list[_StyleInfo]) -> ParagraphStyle:  # noqa: ANN401
    properties = [child for child in paragraph if name_of(child) == "pPr"]
    levels = descendants(properties[0], "outlineLvl") if properties else []
    numbers = descendants(properties[0], "numId") if properties else []
    if any(style.is_heading for style in chain) or any(
        (attribute(level, "val") or "9") < "9" for level in levels
    ):
        return ParagraphStyle.HEADING
    if numbers:
        return ParagraphStyle.TEXT if attribute(numbers[0], "val") == "0" else ParagraphStyle.BULLET
    return ParagraphStyle.BULLET if any(style.is_list for style in chain) else ParagraphStyle.TEXT


def _is_drop_cap(paragraph: Any) -> bool:  # noqa: ANN401
    frames = [mark for part in paragraph if name_of(part) == "pPr" for mark in part]
    return any(attribute(frame, "dropCap") in {"drop", "margin"} for frame in frames)


def _is_hidden(element: Any, name: str) -> bool:  # noqa: ANN401
    """Return whether an element is hidden text, or a table of contents."""
    if name == "r":
        properties = [mark for child in element if name_of(child) == "rPr" for mark in child]
        marks = [mark for mark in properties if name_of(mark) == "vanish"]
        return bool(marks) and attribute(marks[0], "val") not in {"0", "false", "off"}
    if name == "sdt":
        galleries = descendants(element, "docPartGallery")
        return any(attribute(part, "val") == "Table of Contents" for part in galleries)
    return False


def _may_have_header(table: Any) -> bool:  # noqa: ANN401
    """Return False if Word shows the first row like the others."""
    looks = [look for part in table if name_of(part) == "tblPr" for look in part]
    marks = [attribute(look, "firstRow") for look in looks if name_of(look) == "tblLook"]
    return marks[:1] != ["0"]


def _span(cell: Any) -> int:  # noqa: ANN401
    spans = descendants(cell, "gridSpan")
    value = attribute(spans[0], "val") if spans else None
    return min(int(value), 63) if value and value.isdigit() and value != "0" else 1
