"""Clauses: the parts of a text without stops, as in Thai, where only spaces stand between them."""

import re
from collections.abc import Iterator
from functools import cache

from bot.core.languages.language import Language
from bot.core.text.splitting.quotations import find_quotations
from bot.core.text.words import Span

_MIN_CLAUSE = 50  # characters; less is a phrase, and the space before it is only a pause
_TYPICAL_CLAUSE = 140  # characters
_MAX_CLAUSE = 200  # characters; a longer one is cut where it only pauses
# Neither a number or a foreign word, which have spaces around them, nor *etc.* begins a clause.
_PAUSE = re.compile(r"(?<=[^\W\d_A-Za-z])\W?\s+(?=(?!ๆ|ฯ)[^\W\d_A-Za-z])")


def split_clauses(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield readable parts of `text[start:end]`, cut before words that open a clause."""
    pauses = list(_pauses(text, start, end, language))
    while (cut := _next_cut(text, start, end, pauses, language)) is not None:
        yield start, start + len(text[start:cut].rstrip())
        start = cut
    yield start, end


def _pauses(text: str, start: int, end: int, language: Language) -> Iterator[int]:
    """Yield the places behind the spaces at which a clause may begin."""
    quotations = list(find_quotations(text, start, end, language))
    for pause in _PAUSE.finditer(text, start, end):
        if not any(first < pause.start() < last for first, last in quotations):
            yield pause.end()


def _next_cut(text: str, start: int, end: int, pauses: list[int], language: Language) -> int | None:
    """Return the first place where a clause opens, or else one that leaves no part too long."""
    places = [place for place in pauses if start + _MIN_CLAUSE <= place <= end - _MIN_CLAUSE]
    opening = _opening_pattern(language)
    for place in places:
        if place > start + _MAX_CLAUSE:
            break
        if opening.match(text, place):
            return place
    if end - start <= _MAX_CLAUSE:
        return None
    return min(places, key=lambda place: abs(place - start - _TYPICAL_CLAUSE), default=None)


@cache
def _opening_pattern(language: Language) -> re.Pattern[str]:
    words = sorted(language.sentence_words["behind a space"], key=len, reverse=True)
    return re.compile("|".join(words))
