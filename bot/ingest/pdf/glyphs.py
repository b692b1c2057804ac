"""Read the glyphs of a PDF with their places; the only import of pypdfium2, used in the sandbox.

pypdfium2 (Apache-2.0 or BSD-3-Clause) binds the PDF reader of Chrome. It reads a page eight times
as fast as pypdf, and gives the place and the text object of every glyph. PyMuPDF is under the AGPL.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from ctypes import addressof, byref, c_double, c_uint
from functools import cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from bot.ingest.unreadable import UnreadableError

_MAX_TILT_DEGREES = 8  # of a scan that lay askew
_INVISIBLE_MODES = {3, 7}  # ISO 32000-1, table 106: neither filled nor stroked
_MIN_SIZE_POINTS = 1.0  # smaller text is for programs
_MIN_WHITE = 250  # of 255, for each colour
_HYPHEN_MARK = 0x02  # PDFium's for a hyphen that ends a line
_CHARACTERS = {
    _HYPHEN_MARK: "-",
    0xAD: "-",  # a soft hyphen that is drawn is seen
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
NO_CHARACTER = "\ufffd"  # a glyph that stands for none


class Style(NamedTuple):
    """The look of a text object; `turn` counts quarters of a circle, None if it stands askew."""

    size: float
    turn: int | None
    is_drawn: bool
    is_white: bool


class Glyph(NamedTuple):
    """A character and its place, in points from the lower left corner of its page."""

    character: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    style: Style
    follows_space: bool
    is_unmapped: bool


class Area(NamedTuple):
    """A rectangle of a page."""

    left: float
    bottom: float
    right: float
    top: float

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies in the rectangle."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class GlyphPage(NamedTuple):
    """The glyphs of a page in the order in which they are drawn, and its coloured areas."""

    glyphs: list[Glyph]
    bounds: Area
    coloured_areas: list[Area]


def read_glyph_pages(data: bytes, limits: Mapping[str, int]) -> Iterator[GlyphPage]:
    """Yield the pages of a PDF; raise UnreadableError."""
    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > limits["max_pages"]:
                raise UnreadableError(f"has more than {limits['max_pages']} pages")
            characters_left = limits["max_characters"]
            for page in document:
                with closing(page):
                    glyph_page, character_count = _read_page(page, characters_left)
                    yield glyph_page
                characters_left -= character_count
                if characters_left < 0:
                    raise UnreadableError(
                        f"holds more than {limits['max_characters']:,} characters"
                    )
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableError("is encrypted; save it without a password") from error
        reason = "is a damaged PDF; save it again as PDF, or paste its text"
        raise UnreadableError(reason) from error


def _read_page(page: PdfPage, max_characters: int) -> tuple[GlyphPage, int]:
    """Return the glyphs of a page, none if there are too many, and the number of characters."""
    with closing(page.get_textpage()) as text_page:
        count = text_page.count_chars()
        glyphs = list(_read_glyphs(text_page.raw, count)) if count <= max_characters else []
    has_white = any(glyph.style.is_white for glyph in glyphs)
    areas = list(_read_coloured_areas(page)) if has_white else []
    return GlyphPage(glyphs, Area(*page.get_cropbox()), areas), count


def _read_glyphs(text_page: Any, count: int) -> Iterator[Glyph]:  # noqa: ANN401 - pypdfium2 has no types
    """Yield the glyphs that are not spaces."""
    box, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    box_pointer, x_pointer, y_pointer = byref(box), byref(x), byref(y)
    styles: dict[int, Style] = {}
    follows_space = True
    for i in range(count):
        character = _character(pdfium.FPDFText_GetUnicode(text_page, i))
        if character.isspace() or not character:
            follows_space = True
            continue
        text_object = pdfium.FPDFText_GetTextObject(text_page, i)
        address = addressof(text_object.contents) if text_object else 0
        style = styles.get(address)
        if style is None:
            style = styles[address] = _read_style(text_page, text_object, i)
        pdfium.FPDFText_GetLooseCharBox(text_page, i, box_pointer)
        pdfium.FPDFText_GetCharOrigin(text_page, i, x_pointer, y_pointer)
        yield Glyph(
            character,
            box.left,
            box.bottom,
            box.right,
            box.top,
            x.value,
            y.value,
            style,
            follows_space,
            pdfium.FPDFText_HasUnicodeMapError(text_page, i) == 1,
        )
        follows_space = False


@cache
def _character(code: int) -> str:
    """Return the text of a code point: nothing if it is not drawn, NO_CHARACTER for a wrong one."""
    if code in _CHARACTERS:
        return _CHARACTERS[code]
    character = chr(code)
    if character.isspace() or code == 0:
        return " "
    if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}:
        return NO_CHARACTER
    return character


def _read_style(text_page: Any, text_object: Any, index: int) -> Style:  # noqa: ANN401
    """Return the look of the text object of the glyph at `index`."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    turn = round(degrees / 90)
    colours = [c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, index, *map(byref, colours))
    *rgb, alpha = (colour.value for colour in colours)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    return Style(
        size=abs(size),
        turn=turn % 4 if abs(degrees - turn * 90) <= _MAX_TILT_DEGREES else None,
        is_drawn=mode not in _INVISIBLE_MODES and alpha > 0 and abs(size) >= _MIN_SIZE_POINTS,
        is_white=min(rgb) >= _MIN_WHITE,
    )


def _read_coloured_areas(page: PdfPage) -> Iterator[Area]:
    """Yield the places of pictures and of paths that are not white, on which white text is seen."""
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for page_object in page.get_objects(filter=kinds, max_depth=3):
        if page_object.type != pdfium.FPDF_PAGEOBJ_PATH or not _is_white_path(page_object.raw):
            yield Area(*page_object.get_bounds())


def _is_white_path(path: Any) -> bool:  # noqa: ANN401
    colours = [c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(path, *map(byref, colours))
    return min(colour.value for colour in colours[:3]) >= _MIN_WHITE
