"""Whether a clause speaks of what was or of what will be."""

import re
from enum import IntEnum
from functools import cache

from bot.core.text.words import data_lines


class Direction(IntEnum):
    """Where the verb of a clause points to, from the day on which it is written."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


_FUTURE = (
    r"(?:(?:will|won['’]t|shall|would|may|might|should|to)(?: not)?(?: \w+ly)? be(?: \w+ly)? [a-z]+"
    r"|will|won['’]t|shall|would|may|might|should|expects?|upcoming)\b"
    r"|(?<=\w)['’](?:ll|d)\b"
    r"|(?:expected|scheduled|due|set|slated|planned|likely|poised|going|supposed|about|planning"
    r"|hoping|preparing|agreed|ordered|asked|invited|vowed|promised|pledged|decided) to\b"
    r"|(?:scheduled|slated|planned|due|set|payable|effective)(?= (?:for|on|in|at|by|before|until))"
    r"|to (?!(?:the|a|an|his|her|its|their|our|this|that|those|these|about|all|date"
    r"|more|less|nearly|almost|just|only|some|many|much|one|two|three|four|five|\w+ly)\b)[a-z]+(?<!ing)\b"
    r"|(?:is|are|am|['’]re) (?:\w+ )?[a-z]+ing\b"
    r"|(?:meets?|begins?|starts?|opens|ends|expires?|arrives?|matures?|becomes?|reopens|ending"
    r"|takes? effect|comes? into force)\b"
)
_SIGN = re.compile(
    rf"\b(?:(?P<future>{_FUTURE})|(?P<word>[a-z]+))".replace(" ", r"\s+"), re.IGNORECASE
)
_NOT_PAST = frozenset(
    "am are is does doing being having going lying dying need indeed speed feed seed exceed united"
    " hundred red bed unspecified unlimited unified".split()
)


@cache
def _past_forms() -> frozenset[str]:
    """Return the irregular forms of verbs that are not their present, and what goes with a past."""
    forms = {"since", "ago", "said", "didn", "wasn", "weren", "hadn", "hasn", "haven"}
    for line in data_lines("irregular_verbs.txt"):
        forms |= {form for form in line.split()[1:] if form == "was" or not form.endswith("s")}
    return frozenset(forms | {"has", "have"}) - _NOT_PAST


def _direction(sign: re.Match[str]) -> Direction:
    if sign["future"]:
        return Direction.UNKNOWN if sign[0] == "May" else Direction.FUTURE
    word = sign[0].lower()
    if word in _past_forms() or (
        sign[0].islower() and word.endswith("ed") and word not in _NOT_PAST
    ):
        return Direction.PAST
    return Direction.UNKNOWN


class Tenses:
    """The signs of tense in one sentence, found when first asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._span = text, start, end
        self._found: list[tuple[int, int, Direction]] | None = None

    def at(self, start: int, end: int) -> Direction:
        """Return where the verb points to that governs `text[start:end]`: the one before it."""
        before = [one for one in self._signs() if one[1] <= start]
        if before:
            return before[-1][2]
        after = [one for one in self._signs() if one[0] >= end]
        return after[0][2] if after else Direction.UNKNOWN

    def _signs(self) -> list[tuple[int, int, Direction]]:
        if self._found is None:
            signs = [(*sign.span(), _direction(sign)) for sign in _SIGN.finditer(*self._span)]
            self._found = [one for one in signs if one[2] is not Direction.UNKNOWN]
        return self._found
