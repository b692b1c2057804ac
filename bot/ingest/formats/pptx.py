"""Read presentations of PowerPoint (.pptx).

python-pptx reads charts and writes files too, for which it needs Pillow and XlsxWriter; the words
of slides are a few elements.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.ingest.formats.docx import office_properties
from bot.ingest.formats.packages import Package
from bot.ingest.formats.paragraphs import (
    Paragraph,
    ParagraphBuilder,
    ParagraphStyle,
    document,
    table_paragraphs,
)
from bot.ingest.formats.xml_trees import attribute, descendants, name_of
from bot.ingest.unreadable import UnreadableError

_ON_EACH_SLIDE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})


def read_pptx(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the slides as Markdown, with title, author and day; raise UnreadableError."""
    package = Package(data)
    main = package.first_related("", "officeDocument")
    root = package.xml(main) if main else None
    if main is None or root is None:
        raise UnreadableError("is no presentation, or a damaged one")
    slides = package.related(main)
    paragraphs: list[Paragraph] = []
    for reference in descendants(root, "sldId"):
        keys = [value for key, value in reference.attrib.items() if key.endswith("}id")]
        _, name = slides.get(keys[0] if keys else "", ("", ""))
        slide = package.xml(name)
        if slide is not None and slide.get("show") not in {"0", "false"}:
            paragraphs += _read_slide(slide)
    headings = [paragraph for paragraph in paragraphs if paragraph.style is ParagraphStyle.HEADING]
    title = " ".join(headings[0].text.split()) if headings else None
    return document(paragraphs, limits, **office_properties(package, title))


def _read_slide(slide: Any) -> Iterator[Paragraph]:  # noqa: ANN401
    """Yield the title of a slide and then its other shapes, in their order."""
    shapes = [
        shape
        for shape in descendants(slide, "sp", "graphicFrame")
        if not any(name_of(parent) == "Fallback" for parent in shape.iterancestors())
    ]
    kinds = [_placeholder(shape) for shape in shapes]
    order = sorted(range(len(shapes)), key=lambda i: kinds[i] not in _TITLES)
    for i in order:
        if name_of(shapes[i]) == "graphicFrame":
            yield from table_paragraphs(
                _rows(shapes[i]), may_have_header=_may_have_header(shapes[i])
            )
        elif kinds[i] not in _ON_EACH_SLIDE:
            yield from _read_shape(shapes[i], kinds[i])


def _placeholder(shape: Any) -> str | None:  # noqa: ANN401
    """Return the kind of a placeholder, of which *body* is the default; None for other shapes."""
    marks = descendants(shape, "ph")
    return attribute(marks[0], "type") or "body" if marks else None


def _read_shape(shape: Any, kind: str | None) -> Iterator[Paragraph]:  # noqa: ANN401
    style = ParagraphStyle.BULLET if kind == "body" else ParagraphStyle.TEXT
    if kind in _TITLES:
        words = " ".join(_words(paragraph) for paragraph in descendants(shape, "p"))
        yield Paragraph(words, ParagraphStyle.HEADING)
        return
    for paragraph in descendants(shape, "p"):
        yield Paragraph(_words(paragraph), style)


def _words(paragraph: Any) -> str:  # noqa: ANN401
    builder = ParagraphBuilder()
    for element in paragraph.iter():
        name = name_of(element)
        parent = element.getparent()
        if name == "br":
            builder.add("\n")
        elif name == "t" and not (name_of(parent) == "fld" and _is_automatic(parent)):
            builder.add(element.text)
    builder.end()
    return builder.paragraphs[0].text if builder.paragraphs else ""


def _is_automatic(field: Any) -> bool:  # noqa: ANN401
    """Return whether a field is the number of the slide, or today's date."""
    return (attribute(field, "type") or "").startswith(("slidenum", "datetime"))


def _may_have_header(frame: Any) -> bool:  # noqa: ANN401
    return any(attribute(mark, "firstRow") in {"1", "true"} for mark in descendants(frame, "tblPr"))


def _rows(frame: Any) -> list[list[str]]:  # noqa: ANN401
    return [
        [
            "\n".join(_words(paragraph) for paragraph in descendants(cell, "p"))
            for cell in descendants(row, "tc")
        ]
        for row in descendants(frame, "tr")
    ]
