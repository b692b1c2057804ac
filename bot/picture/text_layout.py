"""Fit text into a picture: what can be drawn, with which fonts, and where lines are broken."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from bot.picture.arabic import join_letters
from bot.picture.bidi import visual_runs
from bot.picture.typefaces import (
    INTER,
    TextStyle,
    Typeface,
    can_draw,
    can_shape,
    is_mark,
    joins_letters,
    run_font,
    typeface_of,
)

_MAX_TEXT_LENGTH = 400  # characters that are read; three lines hold fewer
_CLOSING = " ,;:–-…、，；：。"  # not before an ellipsis

TITLE, DATE = TextStyle(42, 700), TextStyle(30, 650)
BODY, SMALL = TextStyle(31, 420), TextStyle(23, 450)

# No other font has these: most texts need no look at each character.
_IN_INTER = re.compile(r"[\0-\u052f\u1e00-\u2009\u2012-\u2026]*")
# Chinese and Japanese lines break between any two characters but these.
# JIS X 4051 and W3C, "Requirements for Chinese Text Layout" and "… Japanese Text Layout"
_UNSPACED = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_NEVER_FIRST = frozenset(
    "、。，．・：；？！）」』】〕〉》〗〙〛〟’”…‥―–—ー〜々〻ゝゞヽヾ％℃／ｰ､｡｣"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    ")]},.:;?!%°"
    "ะาำๅๆฯ"  # Thai: these belong to the consonant before
)
_NEVER_LAST = frozenset("（「『【〔〈《〖〘〚〝‘“￥＄￡｢([{$£¥€#" + "เแโใไ")


@lru_cache(maxsize=1 << 8)
def text_width(text: str, style: TextStyle) -> float:
    """Return the width of a line of text."""
    return sum(run_font(style, typeface).getlength(run) for run, typeface in font_runs(text))


@lru_cache(maxsize=1 << 10)
def font_runs(text: str) -> tuple[tuple[str, Typeface], ...]:
    """Split `text` where its font changes."""
    if _IN_INTER.fullmatch(text):
        return ((text, INTER),)
    runs: list[tuple[str, Typeface]] = []
    start = 0
    for place, typeface in enumerate(_fonts(text)):
        if runs and runs[-1][1] == typeface:
            runs[-1] = text[start : place + 1], typeface
        else:
            start = place
            runs.append((text[place], typeface))
    return tuple(runs)


def _fonts(text: str) -> Iterator[Typeface]:
    """Yield the font of each character: in a script that is shaped, spaces and marks have its."""
    before = INTER
    for character in text:
        if not (before.is_shaped and (character == " " or is_mark(character))):
            before = typeface_of(character) or INTER
        yield before


def visual_font_runs(line: str, *, is_rtl: bool) -> Iterator[tuple[str, Typeface, bool]]:
    """Yield the parts of a line from left to right: text, font, whether it runs from the right."""
    for text, is_turned in visual_runs(line, is_rtl=is_rtl):
        runs = font_runs(text)
        for run, typeface in reversed(runs) if is_turned else runs:
            yield run, typeface, is_turned


def drawable_text(text: str) -> str:
    """Return `text` on one line, with an ellipsis for what no font has.

    Returns nothing if the fonts lack most of it.
    """
    characters, missing = [], 0
    for character in unicodedata.normalize("NFC", text[:_MAX_TEXT_LENGTH]):
        category = unicodedata.category(character)
        if character.isspace() or category == "Cc":
            characters.append(" ")
        elif joins_letters(character):
            characters += character * _is_shaped("".join(characters[-1:]))
        elif category not in {"Co", "Cs", "Cf"} and can_draw(character):
            characters.append(character)
        elif category not in {"Cf", "Mn"}:  # these have no shape of their own
            characters.append("…")
            missing += 1
    if missing * 2 > len(characters) - characters.count(" "):
        return ""
    letters = "".join(characters)
    letters = letters if can_shape() else join_letters(letters)
    return " ".join(re.sub(r"…(?:\s*…)+", "…", letters).split())


def lacks_letters(text: str) -> bool:
    """Return whether `text` would lose a letter if it were drawn."""
    normal = unicodedata.normalize("NFC", text[:_MAX_TEXT_LENGTH])
    return any(not can_draw(character) for character in normal if character.isalpha())


def _is_shaped(character: str) -> bool:
    typeface = typeface_of(character) if character else None
    return typeface is not None and typeface.is_shaped


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
    """Split off the first line of `text`; a word longer than a line is broken."""
    fitting = _count_fitting(text, style, width)
    if fitting == len(text):
        return text, ""
    end = _last_break(text, fitting) or _last_cluster(text, fitting)
    return text[:end].rstrip(), text[end:].lstrip()


def _add_ellipsis(line: str, style: TextStyle, width: float) -> str:
    fitting = _count_fitting(line, style, width - text_width("…", style))
    if fitting < len(line):
        line = line[: _last_break(line, fitting) or _last_cluster(line, fitting)]
    return line.rstrip(_CLOSING) + "…"


def _last_break(text: str, fitting: int) -> int:
    """Return the last place at or before `fitting` where a line may end, or 0."""
    return next((end for end in range(fitting, 0, -1) if _may_break(text, end)), 0)


def _may_break(text: str, end: int) -> bool:
    """Return whether a line may end before the character at `end`."""
    pair = text[end - 1 : end + 1]
    return " " in pair or (bool(_UNSPACED.search(pair)) and _may_part(*pair))


def _may_part(before: str, after: str) -> bool:
    """Return whether two characters may stand on different lines where no space is."""
    return not (after in _NEVER_FIRST or before in _NEVER_LAST or is_mark(after))


def _last_cluster(text: str, fitting: int) -> int:
    """Return the last place at or before `fitting` that tears no letter from its marks."""
    places = (end for end in range(fitting, 0, -1) if _may_part(*text[end - 1 : end + 1]))
    return next(places, max(1, fitting))


def _count_fitting(text: str, style: TextStyle, width: float) -> int:
    """Count the characters of `text` that fit into `width`."""
    width_of = _ruler(text, style)
    fitting = bisect_right(range(len(text) + 1), width, key=lambda end: width_of(text[:end]))
    return max(0, fitting - 1)


def _ruler(text: str, style: TextStyle) -> Callable[[str], float]:
    """Return the function that measures parts of `text`: that of its font, if it has only one."""
    runs = font_runs(text)
    if len(runs) > 1:
        return lambda part: text_width(part, style)
    return run_font(style, runs[0][1]).getlength
