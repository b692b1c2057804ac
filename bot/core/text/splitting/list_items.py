"""List items: the points of a list that stands on one line, as in *1. Ships 2. Ports*."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.core.languages.language import Language
from bot.core.text.words import Span

_BULLET = re.compile(r"[•⁃◦▪‣]\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,2}|[a-z])(\.\)|[.)])\s+(?=\S)")
_MAX_MARKER = 8  # characters


def split_list_items(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield the items of the list that `text[start:end]` is, or the whole span."""
    starts = [start, *_item_starts(text, start, end, language), end]
    for first, last in pairwise(starts):
        yield first, first + len(text[first:last].rstrip())


def _item_starts(text: str, start: int, end: int, language: Language) -> Iterator[int]:
    """Yield the places where the second and each further item begins."""
    if _BULLET.match(text, start):
        for bullet in _BULLET.finditer(text, start + 1, end):
            if bullet[0][0] == text[start] and text[bullet.start() - 1].isspace():
                yield bullet.start()
    elif number := _opening_number(text, start):
        following = _ordinal(number[1]) + 1
        for marker in _NUMBER.finditer(text, start, end):
            is_next = _ordinal(marker[1]) == following and marker[2] == number[2]
            if is_next and _may_end_item(text, start, marker.start(), language):
                yield marker.start()
                following += 1


def _opening_number(text: str, start: int) -> re.Match[str] | None:
    """Return the number of the first item, which stands before `start` where a bullet begins."""
    if opening := _NUMBER.match(text, start):
        return opening
    line = max(text.rfind("\n", 0, start) + 1, start - _MAX_MARKER)
    marker = _NUMBER.match(text, line + len(text[line:start]) - len(text[line:start].lstrip()))
    return marker if marker and marker.end() == start else None


def _ordinal(number: str) -> int:
    return int(number) if number.isdecimal() else ord(number) - ord("a") + 1


def _may_end_item(text: str, start: int, end: int, language: Language) -> bool:
    """Return whether an item may end at `end`, unless the number belongs to it: *won by 2*."""
    words = text[max(start, end - 20) : end].split()
    return (
        bool(words)
        and text[end - 1].isspace()
        and words[-1].lower() not in language.stopwords
        and words[-1][-1] not in "-–—+=/("
    )
