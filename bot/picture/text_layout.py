"""Fit text into a picture: the font, which characters it has, and where lines are broken."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

# Inter 4.001, upright, as in google/fonts at 0b58fb370093f9a9f4ff785d94405710b79de67c. Only the
# file's name was changed.
FONT_FILE = Path(__file__).with_name("fonts") / "Inter.ttf"
_OPTICAL_SIZE = 22  # sets letters closer than for small print
_MAX_TEXT_LENGTH = 400  # characters that are read; three lines hold fewer


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The size and the weight of letters."""

    size: int
    weight: int

    @property
    def line_height(self) -> int:
        """The distance from one line to the next."""
        return round(self.size * 1.34)


TITLE, DATE = TextStyle(42, 700), TextStyle(30, 650)
BODY, SMALL = TextStyle(31, 420), TextStyle(23, 450)


@lru_cache
def load_font(style: TextStyle) -> ImageFont.FreeTypeFont:
    """Load the font in a style.

    The basic layout draws the same everywhere; the other needs a library of the system.
    """
    font = ImageFont.truetype(FONT_FILE, style.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([_OPTICAL_SIZE, style.weight])
    return font


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of a line of text."""
    return load_font(style).getlength(text)


@lru_cache(maxsize=1 << 12)
def has_glyph(character: str) -> bool:
    """Return whether the font has a glyph of its own for `character`."""
    font = load_font(BODY)
    return bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


def drawable_text(text: str) -> str:
    """Return `text` on one line, with an ellipsis for what the font lacks.

    Returns nothing if the font lacks most of it.
    """
    characters, missing = [], 0
    for character in unicodedata.normalize("NFC", text[:_MAX_TEXT_LENGTH]):
        category = unicodedata.category(character)
        if character.isspace() or category == "Cc":
            characters.append(" ")
        elif category not in {"Co", "Cs", "Cf"} and has_glyph(character):
            characters.append(character)
        elif category not in {"Cf", "Mn"}:  # these have no shape of their own
            characters.append("…")
            missing += 1
    if missing * 2 > len(characters) - characters.count(" "):
        return ""
    return " ".join(re.sub(r"…(?:\s*…)+", "…", "".join(characters)).split())


def wrap_text(text: str, style: TextStyle, width: float, max_lines: int) -> list[str]:
    """Break `text` into at most `max_lines` lines of `width`; what is cut ends in an ellipsis."""
    lines: list[str] = []
    while text and len(lines) < max_lines:
        line, text = _break_line(text, style, width)
        lines.append(line)
    if text:
        lines[-1] = _add_ellipsis(lines[-1], style, width)
    return lines


def _break_line(text: str, style: TextStyle, width: float) -> tuple[str, str]:
    """Return the words that fit on a line, and the rest; a word longer than a line is broken."""
    fitting = _count_fitting(text, style, width)
    if fitting == len(text):
        return text, ""
    space = text.rfind(" ", 0, fitting + 1)
    end = space if space > 0 else max(1, fitting)
    return text[:end].rstrip(), text[end:].lstrip()


def _add_ellipsis(line: str, style: TextStyle, width: float) -> str:
    fitting = _count_fitting(line, style, width - text_width("…", style))
    if fitting < len(line):
        space = line.rfind(" ", 0, fitting + 1)
        line = line[: space if space >= 0 else fitting]
    return line.rstrip(" ,;:–-…") + "…"


def _count_fitting(text: str, style: TextStyle, width: float) -> int:
    """Count the characters of `text` that fit into `width`."""
    font, lengths = load_font(style), range(len(text) + 1)
    fitting = bisect_right(lengths, width, key=lambda length: font.getlength(text[:length]))
    return max(0, fitting - 1)
