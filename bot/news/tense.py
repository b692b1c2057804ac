"""Whether a clause speaks of what was or of what will be."""

import re
from enum import IntEnum
from functools import cache

from bot.news.words import data_lines


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
    r"|(?:meets?|begins?|starts?|opens|ends|expires?|arrives?|matures?|becomes?)\b"
)
_MODAL_MONTH = re.compile(r"may\b")  # the month has a capital


@cache
def _signs() -> re.Pattern[str]:
    past = "|".join(sorted(_past_forms()))
    return re.compile(
        rf"\b(?:(?P<future>{_FUTURE})|(?P<past>(?:{past}|since|ago|(?-i:(?!un)[a-z]{{2,}}ed))\b))",
        re.IGNORECASE,
    )


def _past_forms() -> set[str]:
    """Return the irregular forms of verbs that are not also their present."""
    forms = {"was", "were", "had", "has", "have", "did", "said", "didn", "wasn", "weren", "hadn"}
    for line in data_lines("irregular_verbs.txt"):
        forms |= {form for form in line.split()[1:] if not form.endswith("s")}
    return forms - {
        "am",
        "are",
        "is",
        "does",
        "doing",
        "being",
        "having",
        "going",
        "lying",
        "dying",
    }


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
            self._found = [
                (*m.span(), Direction.FUTURE if m["future"] else Direction.PAST)
                for m in _signs().finditer(*self._span)
                if m[0] != "May"
            ]
        return self._found
