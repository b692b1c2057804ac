"""Whether a clause is about the past or the future."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, cached_property
from typing import NamedTuple

from bot.core.data_files import data_lines
from bot.core.dates.vocabulary import DateVocabulary, fold


class Direction(IntEnum):
    """The direction in time of a clause, seen from the day on which it was written."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


_MAX_PURPOSE_LENGTH = 60  # characters from a verb of going to an infinitive of purpose


@cache
def _sign_pattern(vocabulary: DateVocabulary) -> re.Pattern[str]:
    """Return the pattern of the words that may tell a tense."""
    past, future, verb = (vocabulary.phrase(name).pattern for name in ("past", "future", "verb"))
    start = "" if vocabulary.has("no spaces") else r"\b"
    return re.compile(
        rf"{start}(?:(?P<past>{past})|(?P<future>{future})|(?P<verb>{verb}))", re.IGNORECASE
    )


@cache
def _verb_directions(vocabulary: DateVocabulary) -> Mapping[str, int]:
    """Return the direction of verbs, and of words that accompany a tense."""
    directions: dict[str, int] = {}
    if vocabulary.has("irregular verbs"):
        for line in data_lines(f"languages/{vocabulary.language}/irregular_verbs.txt"):
            forms = [form for form in line.split()[1:] if form == "was" or not form.endswith("s")]
            directions |= dict.fromkeys(forms, Direction.PAST)
    verbs = vocabulary.values.get("verb", {})
    return directions | {verb: int(direction) for verb, direction in verbs.items()}


def _direction(sign: re.Match[str], vocabulary: DateVocabulary) -> Direction:
    if sign["past"]:
        return Direction.PAST
    if sign["future"]:
        return Direction.FUTURE
    verb = sign[0].lower()
    direction = _verb_directions(vocabulary).get(verb if verb.isascii() else fold(verb))
    if direction is not None:
        return Direction(direction)
    is_regular = vocabulary.phrase("regular_past").fullmatch(sign[0])
    return Direction.PAST if is_regular else Direction.UNKNOWN


class TenseSign(NamedTuple):
    """A word that tells the tense of its clause."""

    start: int
    end: int
    direction: Direction


class Tenses:
    """The signs of tense in one sentence, which are only searched when first needed."""

    def __init__(self, text: str, start: int, end: int, vocabulary: DateVocabulary) -> None:
        self._span = text, start, end
        self._vocabulary = vocabulary

    def direction_at(self, start: int, end: int) -> Direction:
        """Return the direction of the verb that governs `text[start:end]`: the one before it."""
        before = [sign for sign in self._signs if sign.end <= start]
        if before:
            return before[-1].direction
        after = [sign for sign in self._signs if sign.start >= end]
        return after[0].direction if after else Direction.UNKNOWN

    def has_verb_before(self, start: int) -> bool:
        """Return whether a verb that tells its tense stands before `start`."""
        return any(sign.end <= start for sign in self._signs)

    @cached_property
    def _signs(self) -> list[TenseSign]:
        pattern = _sign_pattern(self._vocabulary)
        signs = [
            TenseSign(*sign.span(), _direction(sign, self._vocabulary))
            for sign in pattern.finditer(*self._span)
        ]
        return [
            sign._replace(direction=Direction.PAST) if self._is_purpose(sign) else sign
            for sign in signs
            if sign.direction is not Direction.UNKNOWN
        ]

    def _is_purpose(self, sign: TenseSign) -> bool:
        """Return whether a sign is an infinitive that tells why somebody went somewhere."""
        text, start, _ = self._span
        if not self._vocabulary.phrase("infinitive").match(text, sign.start):
            return False
        first = max(start, sign.start - _MAX_PURPOSE_LENGTH)
        return self._vocabulary.phrase("went").search(text, first, sign.start) is not None
