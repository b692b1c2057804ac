"""Read the words of a PDF with their places; the only import of pypdfium2, used in the sandbox.

pypdfium2 (Apache-2.0 or BSD-3-Clause) binds the PDF reader of Chrome. It reads a page nine times
as fast as pypdf, and gives the place and the look of every glyph. PyMuPDF is under the AGPL.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import CFUNCTYPE, byref, c_double, c_int, c_uint, c_ushort, c_void_p, cast
from functools import cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from bot.ingest.unreadable import UnreadableError

_MAX_TILT_DEGREES = 8  # of a scan that lay askew
_INVISIBLE_MODES = {3, 7}  # ISO 32000-1, table 106: neither filled nor stroked
_MIN_SIZE_POINTS = 1.0  # smaller text is for programs
_MIN_WHITE = 250  # of 255, for each colour
_CHARACTERS = {
    0x02: "-",  # PDFium's marks of a hyphen that ends a line
    0xFFFE: "-",
    0xAD: "-",  # a soft hyphen that is drawn is seen
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
NO_CHARACTER = "\ufffd"


class GlyphStyle(NamedTuple):
    """The look of a text object; `turn` counts quarters of a circle, None if it stands askew."""

    size: float
    turn: int | None
    is_drawn: bool
    is_white: bool
    is_unmapped: bool


class DrawnWord(NamedTuple):
    """Letters that one text object draws without a space between them.

    The places are in points from the lower left corner; the first letter begins at `x`, `y`.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    style: GlyphStyle
    follows_space: bool


class Area(NamedTuple):
    """A rectangle of a page."""

    left: float
    bottom: float
    right: float
    top: float

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies in the rectangle."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class DrawnPage(NamedTuple):
    """The words of a page in the order in which they are drawn, and its coloured areas.

    `wrong_count` is the number of glyphs that stand for no character.
    """

    words: list[DrawnWord]
    bounds: Area
    coloured_areas: list[Area]
    wrong_count: int


def read_drawn_pages(data: bytes, limits: Mapping[str, int]) -> Iterator[DrawnPage]:
    """Yield the pages of a PDF; raise UnreadableError."""
    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > limits["max_pages"]:
                raise UnreadableError(f"has more than {limits['max_pages']} pages")
            characters_left = limits["max_characters"]
            for page in document:
                with closing(page):
                    drawn_page, character_count = _read_page(page, characters_left)
                    yield drawn_page
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


def _read_page(page: PdfPage, max_characters: int) -> tuple[DrawnPage, int]:
    """Return the words of a page, none if they are too long, and the number of characters."""
    with closing(page.get_textpage()) as text_page:
        count = text_page.count_chars()
        text = _TextPage(text_page.raw, count) if count <= max_characters else None
        words = list(text.read_words()) if text else []
    has_white = any(word.style.is_white for word in words)
    areas = list(_read_coloured_areas(page)) if has_white else []
    bounds = Area(*page.get_cropbox())
    return DrawnPage(words, bounds, areas, text.wrong_count if text else 0), count


# The bindings make an object of every pointer, which takes longer than the call itself.
_get_unicode = cast(pdfium.FPDFText_GetUnicode, CFUNCTYPE(c_uint, c_void_p, c_int))
_get_render_mode = cast(pdfium.FPDFTextObj_GetTextRenderMode, CFUNCTYPE(c_int, c_void_p))
_get_text_object = cast(pdfium.FPDFText_GetTextObject, CFUNCTYPE(c_void_p, c_void_p, c_int))


class _TextPage:
    """The text of a page as PDFium gives it, one glyph after the other."""

    def __init__(self, raw: Any, count: int) -> None:  # noqa: ANN401 - pypdfium2 has no types
        self._raw, self._count = raw, count
        self._address = cast(raw, c_void_p)
        self._box, self._x, self._y = pdfium.FS_RECTF(), c_double(), c_double()
        self._styles: dict[int, GlyphStyle] = {}
        self.wrong_count = 0

    def read_words(self) -> Iterator[DrawnWord]:
        """Yield the words in the order in which they are drawn."""
        address, letters = self._address, ""
        start, drawing, follows_space = 0, None, True
        for i, code in enumerate(self._codes()):
            character = _character(code)
            text_object = _get_text_object(address, i) if character else None
            if letters and text_object != drawing:
                yield self._word(letters, start, i - 1, drawing, follows_space=follows_space)
                letters, follows_space = "", False
            if not character or character == NO_CHARACTER:
                self.wrong_count += bool(character)
                follows_space = True
                continue
            if not letters:
                start, drawing = i, text_object
            letters += character
        if letters:
            last = self._count - 1
            yield self._word(letters, start, last, drawing, follows_space=follows_space)

    def _codes(self) -> Sequence[int]:
        """Return the code points; in one call, if none takes more than 16 bits."""
        buffer = (c_ushort * (self._count + 1))()
        if pdfium.FPDFText_GetText(self._raw, 0, self._count, buffer) == self._count + 1:
            return buffer[: self._count]
        return [_get_unicode(self._address, i) for i in range(self._count)]

    def _word(
        self, text: str, first: int, last: int, text_object: int | None, *, follows_space: bool
    ) -> DrawnWord:
        style = self._styles.get(text_object or 0)
        if style is None:
            style = self._styles[text_object or 0] = _read_style(self._raw, text_object, first)
        start, end = self._place(first), self._place(last)
        pdfium.FPDFText_GetCharOrigin(self._raw, first, byref(self._x), byref(self._y))
        return DrawnWord(
            text,
            min(start[0], end[0]),
            min(start[1], end[1]),
            max(start[2], end[2]),
            max(start[3], end[3]),
            self._x.value,
            self._y.value,
            style,
            follows_space,
        )

    def _place(self, index: int) -> tuple[float, float, float, float]:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, byref(box))
        return box.left, box.bottom, box.right, box.top


@cache
def _character(code: int) -> str:
    """Return the text of a code point: nothing for a space, NO_CHARACTER for a wrong one."""
    if code in _CHARACTERS:
        return _CHARACTERS[code]
    character = chr(code)
    if character.isspace() or code == 0:
        return ""
    if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"}:
        return NO_CHARACTER
    return character


def _read_style(text_page: Any, text_object: int | None, index: int) -> GlyphStyle:  # noqa: ANN401
    """Return the look of the text object that draws the glyph at `index`."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, byref(matrix))
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    turn = round(degrees / 90)
    colours = [c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, index, *map(byref, colours))
    *rgb, alpha = (colour.value for colour in colours)
    mode = _get_render_mode(text_object) if text_object else 0
    return GlyphStyle(
        size=abs(size),
        turn=turn % 4 if abs(degrees - turn * 90) <= _MAX_TILT_DEGREES else None,
        is_drawn=mode not in _INVISIBLE_MODES and alpha > 0 and abs(size) >= _MIN_SIZE_POINTS,
        is_white=min(rgb) >= _MIN_WHITE,
        is_unmapped=pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1,
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
