"""Clauses: the parts of a text without stops, as in Thai, where only spaces stand between them.

Careful typists put two spaces between sentences and one between clauses; many put one everywhere.
"""

import re
from collections.abc import Iterator
from functools import cache

from bot.core.languages.language import Language
from bot.core.text.splitting.quotations import find_quotations
from bot.core.text.words import Span

_MIN_SENTENCE = 30  # characters on each side of a cut
_MIN_CLAUSE = 60  # characters before a word that opens clauses as well as sentences
_TYPICAL_SENTENCE = 180  # characters
_MAX_SENTENCE = 300  # characters; a longer one is cut at a pause
_WIDE_SPACE = re.compile(r"\S\s{2,}(?=\S)")
# Neither a number or a foreign word, which have spaces around them, nor *etc.* begins a clause.
_PAUSE = re.compile(r"(?<=[^\W\d_A-Za-z])\W?\s+(?=(?!ๆ|ฯ)[^\W\d_A-Za-z])")


def split_clauses(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]`, which no mark ends, as far as spaces tell."""
    quotations = list(find_quotations(text, start, end, language))
    wide_spaces = _places(_WIDE_SPACE, text, start, end, quotations)
    pauses = _places(_PAUSE, text, start, end, quotations)
    while (cut := _next_cut(text, start, end, wide_spaces, pauses, language)) is not None:
        yield start, start + len(text[start:cut].rstrip())
        start = cut
    yield start, end


def _places(
    pattern: re.Pattern[str], text: str, start: int, end: int, quotations: list[Span]
) -> list[int]:
    """Return the ends of the matches of a pattern that stand in no quotation."""
    return [
        match.end()
        for match in pattern.finditer(text, start, end)
        if not any(first < match.start() < last for first, last in quotations)
    ]


def _next_cut(
    text: str, start: int, end: int, wide_spaces: list[int], pauses: list[int], language: Language
) -> int | None:
    """Return the end of the sentence that begins at `start`, if it ends before `end`."""

    def between(places: list[int], least: int) -> list[int]:
        return [place for place in places if start + least <= place <= last]

    last = end - _MIN_SENTENCE
    sentences = between(wide_spaces, _MIN_SENTENCE)
    openings = _openings("opens a sentence", text, between(pauses, _MIN_SENTENCE), language)
    clauses = _openings("opens a clause", text, between(pauses, _MIN_CLAUSE), language)
    if not wide_spaces:
        sentences += openings + clauses
    clauses += openings
    cut = min(sentences, default=end)
    if cut - start > _MAX_SENTENCE:
        places = clauses or between(pauses, _MIN_CLAUSE)
        cut = min(places, key=lambda place: abs(place - start - _TYPICAL_SENTENCE), default=cut)
    return cut if cut < end else None


def _openings(group: str, text: str, places: list[int], language: Language) -> list[int]:
    """Return the places where a word of a group begins."""
    pattern = _word_pattern(language, group)
    return [place for place in places if pattern.match(text, place)]


@cache
def _word_pattern(language: Language, group: str) -> re.Pattern[str]:
    return re.compile("|".join(language.sentence_words[group]) or r"(?!)")
