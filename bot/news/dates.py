"""Dates that a text names in full or in part; nothing is guessed from today's date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MONTHS = (
    "january february march april may june july august september october november december".split()
)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression, `text[start:end]`; `value` is ISO 8601 at its precision.

    With no known year the value is `--05-15`.
    """

    start: int
    end: int
    value: str
    precision: Precision
    until: str | None = None

    def in_words(self) -> str:
        """Return the date as a person writes it: 15 May 2025, 15 May, March 2022, 1998."""
        year, *rest = self.value.replace("--", "-").split("-")
        month = _MONTHS[int(rest[0]) - 1].capitalize() if rest else ""
        day = str(int(rest[1])) if len(rest) > 1 else ""
        return " ".join(part for part in (day, month, year) if part)


_NAME = (
    r"(?P<name>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?"
    r"|Aug(?:ust|\.)?|Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_EXPRESSIONS = tuple(
    # A space may be the end of a wrapped line, or one that does not break.
    re.compile(rf"(?<![\w$€£-]){expression}(?![\w%]|[-.,:/]\d)".replace(" ", r"\s+"))
    for expression in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_NAME} {_DAY},? {_YEAR}",
        rf"{_DAY} (?:of )?{_NAME},? {_YEAR}",
        rf"{_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY}(?!\d)",
        rf"{_DAY} (?:of )?{_NAME}",
        # A year alone, but not a count: "2000 people", "2022 seats".
        rf"{_YEAR}(?! (?:people|men|women|[a-z]+s\b))",
    )
)


def dates(text: str, start: int, end: int, published: date | None) -> Iterator[Dated]:
    """Yield the dates that `text[start:end]` names, in order, the longest at each place.

    A day without a year gets the year that puts it nearest to `published`.
    """
    taken = start
    found = [
        (match.start(), order, match)
        for order, expression in enumerate(_EXPRESSIONS)
        for match in expression.finditer(text, start, end)
    ]
    for first, _, match in sorted(found, key=lambda one: one[:2]):
        dated = _dated(match, published)
        if first >= taken and dated is not None:
            yield dated
            taken = dated.end


def _dated(match: re.Match[str], published: date | None) -> Dated | None:
    """Return the date that `match` names, or None where the calendar has no such day."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    month = _month(parts)
    day = int(parts["day"]) if parts.get("day") else None
    if month is None:
        return Dated(*match.span(), f"{year:04}", Precision.YEAR)
    if day is None:
        return Dated(*match.span(), f"{year:04}-{month:02}", Precision.MONTH)
    try:
        date(2000 if year is None else year, month, day)  # 2000 has a 29 February
    except ValueError:
        return None
    if year is None and published is not None:
        year = _nearest_year(month, day, published)
    known_year = "-" if year is None else f"{year:04}"
    return Dated(*match.span(), f"{known_year}-{month:02}-{day:02}", Precision.DAY)


def _month(parts: dict[str, str | None]) -> int | None:
    if name := parts.get("name"):
        start = name.lower().rstrip(".")[:3]
        return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(start))
    return int(parts["month"] or 0) if parts.get("month") else None


def _nearest_year(month: int, day: int, published: date) -> int | None:
    """Return the year in which this day is nearest to `published`."""
    near = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            near.append((abs((date(year, month, day) - published).days), year))
        except ValueError:  # 29 February
            continue
    return min(near)[1] if near else None
