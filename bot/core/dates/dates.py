"""Dates that a text names in full, in part or by their distance; never from today's date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.dates.patterns import matches
from bot.core.dates.periods import MONTHS, ORDINALS, Period
from bot.core.dates.periods import Precision as Precision
from bot.core.dates.resolvers import RANGES, Context
from bot.core.dates.tense import Tenses


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression, `text[start:end]`; `value` is ISO 8601 at its precision.

    With no known year the value is `--05-15`; a decade is `199`, a century `19`. `until` is the end
    of a range and of what ISO 8601 has no value for; `label` says what no value can: *early*.
    """

    start: int
    end: int
    value: str
    precision: Precision
    until: str | None = None
    label: str = ""

    def in_words(self) -> str:
        """Return the date as a person writes it: 15 May 2025, mid-1990s, 1–5 May 2024."""
        words = self._words()
        return f"{self.label}{'-' if self.label == 'mid' else ' '}{words}" if self.label else words

    def _words(self) -> str:
        if self.precision in {Precision.QUARTER, Precision.HALF}:
            year, month = self.value.split("-")
            months = 3 if self.precision is Precision.QUARTER else 6
            return f"{ORDINALS[int(month) // months]} {self.precision} of {year}"
        if self.precision is Precision.WEEK:
            return f"week of {_in_words(self.value)}"
        if self.until is None or self.until == self.value:
            return _in_words(self.value)
        return _range_in_words(_parts(self.value), _parts(self.until))


def _in_words(value: str) -> str:
    return " ".join(_parts(value))


def _ordinal(number: int) -> str:
    if number in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def _parts(value: str) -> list[str]:
    if len(value) < 4:
        return [f"{value}0s" if len(value) == 3 else f"{_ordinal(int(value) + 1)} century"]
    year, *rest = value.replace("--", "-").split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return [part for part in (day, month, year) if part]


def _range_in_words(first: list[str], last: list[str]) -> str:
    """Return a range with what its ends share said once."""
    shared = 0
    while shared < len(first) - 1 and first[-1 - shared :] == last[-1 - shared :]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{' '.join(first)}{'–' if len(first) == 1 else ' – '}{' '.join(last)}"


_BACK = re.compile(
    r"\b(?:that|same|following|previous|preceding|next\s+day|later|earlier|before|after|afterwards?"
    r"|then|ago|quarter|period|the\s+\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


def refers_back(text: str, start: int, end: int) -> bool:
    """Return True if a date in `text[start:end]` may lean on one that stands before it."""
    return _BACK.search(text, start, end) is not None


def find_dates(
    text: str, start: int, end: int, published: date | None, before: Sequence[DateMention] = ()
) -> Iterator[DateMention]:
    """Yield the dates that `text[start:end]`, a sentence, names, in order.

    What is relative leans on `published`, and *that day* and its like on the dates that the text
    names `before` the sentence; without these they are no dates.
    """
    periods = [Period(one.value, one.precision, one.until, one.label) for one in before]
    context = Context(published, periods, Tenses(text, start, end))
    found: list[DateMention] = []
    taken = start
    for one in matches(text, start, end):
        if one.span[0] < taken or (
            one.rule.read in RANGES and _is_change(text, start, one.span[0])
        ):
            continue
        taken = one.span[1]
        if period := one.read(context):
            periods.append(period)
            found.append(DateMention(one.span[0], one.span[1], *period))
    yield from _joined(text, start, found)


_PART = re.compile(
    r"\b(?:the\s+)?(?P<part>early|late|mid|earlier|later|sometime|so\s+far"
    r"|(?:end|start|beginning|middle|close)\s+of)[-\s]+(?:(?:in|on)[-\s]+)?(?:the[-\s]+)?$",
    re.IGNORECASE,
)
_LABELS = {"earlier": "earlier in", "later": "later in", "sometime": "", "so far": ""}
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|through|thru|until|till)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:mov|postpon|delay|reschedul|shift|push|extend|chang|rais|cut|ros|rise|fell|fall|grew|up"
    r"|increas|declin)\w*\b[^.;]{0,60}\bfrom\s+$",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r",\s+|\s+\(")


def _joined(text: str, start: int, found: Sequence[DateMention]) -> Iterator[DateMention]:
    """Yield dates with the parts they name, those of a range as one."""
    pending: DateMention | None = None
    taken = start
    for one in found:
        dated = _with_part(text, taken, one)
        joined = _one_of_two(text, start, pending, dated) if pending else None
        if pending and not joined:
            yield pending
        pending = joined or dated
        taken = dated.end
    if pending:
        yield pending


def _with_part(text: str, start: int, dated: DateMention) -> DateMention:
    part = _PART.search(text, max(start, dated.start - 30), dated.start)
    if part is None:
        return dated
    label = dated.label
    if dated.precision is not Precision.DAY and not label:
        words = " ".join(part["part"].lower().split())
        label = _LABELS.get(words, words)
    return replace(dated, start=part.start(), label=label)


def _is_change(text: str, start: int, first: int) -> bool:
    """Return True where two dates are no range: moved from May 3 to June 2."""
    return _CHANGE.search(text, max(start, first - 100), first) is not None


def _one_of_two(text: str, start: int, first: DateMention, last: DateMention) -> DateMention | None:
    """Return the range from `first` to `last`, or the day that both name, if they do."""
    gap = text[first.end : last.start]
    if first.precision is not last.precision or first.until or last.until:
        return None
    if _SAME_DAY.fullmatch(gap) and first.precision is Precision.DAY and first.value == last.value:
        return replace(first, end=last.end)
    is_range = _TO.fullmatch(gap) or (
        _AND.fullmatch(gap) and _BETWEEN.search(text, start, first.start)
    )
    if not is_range or first.label or last.label or last.value <= first.value:
        return None
    if _is_change(text, start, first.start):
        return None
    return replace(first, end=last.end, until=last.value)
