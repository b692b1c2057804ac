"""Whether a clause is about the past or the future."""

import re
from enum import IntEnum
from functools import cache, cached_property
from typing import NamedTuple

from bot.core.data_files import data_lines


class Direction(IntEnum):
    """The direction in time of a clause, seen from the day on which it was written."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


_FUTURE = (
    r"(?:(?:will|won['’]t|shall|would|may|might|should|to)(?: not)?(?: \w+ly)? be(?: \w+ly)? [a-z]+"
    r"|will|won['’]t|shall|would|may|might|should|expects?|upcoming)\b"
    r"|(?<=\w)['’](?:ll|d)\b"
    r"|(?:expected|scheduled|due|set|slated|planned|likely|poised|going|supposed|about|planning"
    r"|hoping|preparing|agreed|ordered|asked|invited|vowed|promised|pledged|decided) to\b"
    r"(?! (?:the|an?|his|her|its|their|our|this|that|these|those)\b)"
    r"|(?:scheduled|slated|planned|due|set|payable|effective)(?= (?:for|on|in|at|by|before|until))"
    r"|to (?!(?:the|a|an|his|her|its|their|our|this|that|those|these|about|all|date"
    r"|more|less|nearly|almost|just|only|some|many|much|one|two|three|four|five|\w+ly)\b)[a-z]+(?<!ing)\b"
    r"|(?:is|are|am|['’]re) (?:\w+ )?[a-z]+ing\b"
    r"|(?:meets?|begins?|starts?|opens|ends|expires?|arrives?|matures?|becomes?|reopens|ending"
    r"|takes? effect|comes? into force)\b"
)
# An infinitive in the past: he was forced to resign.
_PAST = (
    r"(?:forced|had|began|started|managed|failed|used|able|unable|continued|went on|came|refused"
    r"|declined|helped|compelled|chose) to(?: \w+ly)? [a-z]+\b"
)
# Before an infinitive of purpose: he flew to Cork to meet her.
_WENT = re.compile(
    r"\b(?:flew|went|travell?ed|drove|returned|arrived|met|gathered|walked|sailed|left)"
    r"(?:\s+[\w’'-]+){0,4}\s+$"
)
_MAX_WENT_LENGTH = 60  # characters
_SIGN = re.compile(
    rf"\b(?:(?P<past>{_PAST})|(?P<future>{_FUTURE})|(?P<word>[a-z]+))".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_NOT_PAST = frozenset(
    "am are is does doing being having going lying dying need indeed speed feed seed exceed united"
    " hundred red bed unspecified unlimited unified".split()
)


@cache
def _past_forms() -> frozenset[str]:
    """Return the irregular past forms of verbs, and words that accompany a past tense."""
    forms = {"since", "ago", "said", "didn", "wasn", "weren", "hadn", "hasn", "haven"}
    for line in data_lines("languages/en/irregular_verbs.txt"):
        forms |= {form for form in line.split()[1:] if form == "was" or not form.endswith("s")}
    return frozenset(forms | {"has", "have"}) - _NOT_PAST


def _direction(sign: re.Match[str]) -> Direction:
    if sign["past"]:
        return Direction.PAST
    if sign["future"]:
        return Direction.UNKNOWN if sign[0] == "May" else Direction.FUTURE
    word = sign[0].lower()
    is_regular = sign[0].islower() and word.endswith("ed") and word not in _NOT_PAST
    return Direction.PAST if is_regular or word in _past_forms() else Direction.UNKNOWN


class TenseSign(NamedTuple):
    """A word that tells the tense of its clause."""

    start: int
    end: int
    direction: Direction


class Tenses:
    """The signs of tense in one sentence, which are only searched when first needed."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._span = text, start, end

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
        signs = [TenseSign(*sign.span(), _direction(sign)) for sign in _SIGN.finditer(*self._span)]
        return [
            sign._replace(direction=Direction.PAST) if self._is_purpose(sign) else sign
            for sign in signs
            if sign.direction is not Direction.UNKNOWN
        ]

    def _is_purpose(self, sign: TenseSign) -> bool:
        """Return whether a sign is an infinitive that tells why somebody went somewhere."""
        text, start, _ = self._span
        first = max(start, sign.start - _MAX_WENT_LENGTH)
        is_infinitive = text.startswith(("to ", "to\n"), sign.start)
        return is_infinitive and _WENT.search(text, first, sign.start) is not None
