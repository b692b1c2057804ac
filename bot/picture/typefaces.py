"""The fonts of a picture: which of them has a character, and how its letters are shaped."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

_FOLDER = Path(__file__).with_name("fonts")  # CONTRIBUTING.md says how they were made
_OPTICAL_SIZE = 22.0  # sets letters closer than for small print
_BOLD_WEIGHT = 600
_BOLD_STROKE = 0.02  # of the size: thickens a font that has only one weight
# Of a code point that is never a character: every font draws its sign for a missing glyph.
_NO_CHARACTER = "\uffff"
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The size and the weight of letters."""

    size: int
    weight: int

    @property
    def line_height(self) -> int:
        """The distance from one line to the next."""
        return round(self.size * 1.34)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file, the characters that it is used for, and the axes that it varies along."""

    file: str
    characters: re.Pattern[str]
    axes: tuple[str, ...] = ("weight",)
    is_shaped: bool = False  # its letters take the shape that their neighbours ask for
    needs_shaper: bool = False  # which only a library of the system can find
    has_languages: bool = False  # it draws a character otherwise in another language


_EUROPEAN = r"[^\u0590-\u08ff\u2e80-\U0010ffff]"
INTER = Typeface("Inter.ttf", re.compile(_EUROPEAN), ("optical size", "weight"))
_ARABIC = r"[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_DEVANAGARI = r"[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]"
_EAST_ASIAN = r"[\u1100-\u11ff\u2010-\u27bf\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef]"
TYPEFACES = (
    INTER,
    Typeface("NotoSansArabic.ttf", re.compile(_ARABIC), is_shaped=True),
    Typeface("NotoSansHebrew.ttf", re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]"), is_shaped=True),
    Typeface("NotoSansDevanagari.ttf", re.compile(_DEVANAGARI), is_shaped=True, needs_shaper=True),
    Typeface("NotoSansThai.ttf", re.compile(r"[\u0e00-\u0e7f]"), is_shaped=True, needs_shaper=True),
    Typeface("NotoSansCJK-Subset.otf", re.compile(_EAST_ASIAN), (), has_languages=True),
)


@cache
def can_shape() -> bool:
    """Return whether Pillow can shape letters, for which its packages need the system's FriBiDi."""
    return bool(features.check("raqm"))


@lru_cache
def load_font(
    style: TextStyle, typeface: Typeface = INTER, *, is_shaped: bool = False
) -> ImageFont.FreeTypeFont:
    """Load a font in a style.

    The basic layout draws the same everywhere; the other needs a library of the system.
    """
    layout = ImageFont.Layout.RAQM if is_shaped else ImageFont.Layout.BASIC
    font = ImageFont.truetype(_FOLDER / typeface.file, style.size, layout_engine=layout)
    if typeface.axes:
        axes = {"optical size": _OPTICAL_SIZE, "weight": float(style.weight)}
        font.set_variation_by_axes([axes[axis] for axis in typeface.axes])
    return font


def run_font(
    style: TextStyle, typeface: Typeface, *, is_rtl: bool = False
) -> ImageFont.FreeTypeFont:
    """Load the font of a run of letters, with the layout that they need."""
    has_shapes = is_rtl or typeface.is_shaped or typeface.has_languages
    return load_font(style, typeface, is_shaped=has_shapes and can_shape())


def stroke_width(style: TextStyle, typeface: Typeface) -> float:
    """Return the width of the outline that stands in for bold letters where a font has none."""
    is_bold = not typeface.axes and style.weight >= _BOLD_WEIGHT
    return style.size * _BOLD_STROKE if is_bold else 0


@lru_cache(maxsize=1 << 14)
def typeface_of(character: str) -> Typeface | None:
    """Return the first typeface that has a glyph of its own for `character`, if one has."""
    for typeface in TYPEFACES:
        if typeface.characters.match(character) and _has_glyph(character, typeface):
            return typeface
    return None


@lru_cache(maxsize=1 << 14)
def can_draw(character: str) -> bool:
    """Return whether `character` can be drawn as its readers know it."""
    typeface = typeface_of(character)
    return typeface is not None and (can_shape() or not typeface.needs_shaper)


def han_language(text: str) -> str:
    """Return the language whose shapes the Chinese characters of `text` have."""
    if _KANA.search(text):
        return "ja"
    han = "".join(character for character in text if "\u4e00" <= character <= "\u9fff")
    languages = {"gb2312": "zh-Hans", "big5": "zh-Hant", "shift_jis": "ja"}
    return next((languages[code] for code in languages if _is_encodable(han, code)), "zh-Hans")


def joins_letters(character: str) -> bool:
    """Return whether `character` is seen only in how its neighbours are shaped."""
    return character in "\u200c\u200d"


def is_mark(character: str) -> bool:
    """Return whether `character` is drawn onto the one before it."""
    return unicodedata.category(character) in {"Mn", "Me"} or joins_letters(character)


def _has_glyph(character: str, typeface: Typeface) -> bool:
    font = load_font(TextStyle(31, 420), typeface)
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))


def _is_encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
