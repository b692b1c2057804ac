"""Periods of the calendar: days, weeks, months … centuries, and how they lie to each other."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
    " twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh"
    " twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
# The months in which a season of the north ends; they choose its year and nothing else.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Period(NamedTuple):
    """A stretch of the calendar: see `DateMention` for its fields."""

    value: str
    precision: Precision
    until: str | None = None
    label: str = ""


def day(of: date) -> Period:
    """Return this one day."""
    return Period(of.isoformat(), Precision.DAY)


def days(first: date, last: date) -> Period:
    """Return the days from `first` to `last`."""
    return Period(first.isoformat(), Precision.DAY, last.isoformat())


def week(of: date) -> Period:
    """Return the week from Monday to Sunday that holds a day, as ISO 8601 has it."""
    monday = of - timedelta(of.weekday())
    return days(monday, monday + timedelta(6))._replace(precision=Precision.WEEK)


def weekend(of: date) -> Period:
    """Return the Saturday and Sunday of the week that holds a day."""
    saturday = of + timedelta(5 - of.weekday())
    return days(saturday, saturday + timedelta(1))


def month(of: int | None, number: int) -> Period:
    """Return a month of the year `of`; without a year it is --05."""
    return Period(f"{_year(of)}-{number:02}", Precision.MONTH)


def year(of: int) -> Period:
    """Return a year; one that the calendar does not have raises ValueError."""
    return Period(f"{date(of, 1, 1).year:04}", Precision.YEAR)


def day_of(of: int | None, number: int, on: int) -> Period:
    """Return a day of a month of the year `of`, --05-15 without one, or raise ValueError."""
    date(2000 if of is None else of, number, on)  # 2000 has a 29 February
    return Period(f"{_year(of)}-{number:02}-{on:02}", Precision.DAY)


def quarter(of: int, number: int) -> Period:
    """Return the first to fourth quarter of a calendar year."""
    return _months(of, 3 * number - 2, 3 * number, Precision.QUARTER)


def half(of: int, number: int) -> Period:
    """Return the first or second half of a calendar year."""
    return _months(of, 6 * number - 5, 6 * number, Precision.HALF)


def season(of: int, name: str) -> Period:
    """Return a season as its year alone, since its months hang on the hemisphere."""
    return year(of)._replace(precision=Precision.SEASON, label=name)


def last_season(on: date, name: str) -> Period:
    """Return the season that was over last before a day; a winter belongs to two years."""
    ended = on.year - (on.month <= SEASONS[name])
    if name == "winter":
        return season(ended - 1, name)._replace(until=f"{ended:04}")
    return season(ended, name)


def decade(of: int) -> Period:
    """Return the decade of a year: 199."""
    return Period(year(of).value[:3], Precision.DECADE)


def century(of: int) -> Period:
    """Return the years that share two digits, which people call the 20th century: 19."""
    return Period(year(max(of, 1)).value[:2], Precision.CENTURY)  # there is no year 0


def _year(of: int | None) -> str:
    return "-" if of is None else f"{date(of, 1, 1).year:04}"


def _months(of: int, first: int, last: int, precision: Precision) -> Period:
    return Period(month(of, first).value, precision, month(of, last).value)


def add_months(to: date, count: int) -> date:
    """Return the first day of the month `count` months away."""
    years, number = divmod(to.year * 12 + to.month - 1 + count, 12)
    return date(years, number + 1, 1)


def moved(from_: date, unit: str, count: int) -> Period:
    """Return the day, week, … century `count` of them away from the one that holds a day."""
    if unit == "weekend":
        return weekend(from_ + timedelta(weeks=count))
    if unit in _IN_DAYS:
        length, around = _IN_DAYS[unit]
        return around(from_ + timedelta(length * count))
    length, period = _IN_MONTHS[unit]
    return period(add_months(from_, length * count))


_IN_DAYS: Mapping[str, tuple[int, Callable[[date], Period]]] = {"day": (1, day), "week": (7, week)}
_IN_MONTHS: Mapping[str, tuple[int, Callable[[date], Period]]] = {
    "month": (1, lambda on: month(on.year, on.month)),
    "quarter": (3, lambda on: quarter(on.year, (on.month + 2) // 3)),
    "year": (12, lambda on: year(on.year)),
    "decade": (120, lambda on: decade(on.year)),
    "century": (1200, lambda on: century(on.year)),
}


def first_day(value: str) -> date | None:
    """Return the first day of an ISO 8601 value, or None where its year is not known."""
    if value.startswith("-"):
        return None
    parts = [int(part) for part in value.ljust(4, "0").split("-")]
    return date(max(parts[0], 1), *[*parts[1:], 1, 1][:2])


def weekday(on: date, number: int, weeks: int = 0) -> date:
    """Return a weekday, counted from Monday, of the week that holds a day, or of one after it."""
    return on + timedelta(number - on.weekday() + 7 * weeks)


def has_day(of: int, number: int, on: int) -> bool:
    """Return True if the month of that year has that day."""
    return 1 <= on <= monthrange(of, number)[1]


def _nth(of: int, number: int, on: int, nth: int) -> date:
    """Return the nth Monday … Sunday of a month."""
    first = date(of, number, 1)
    return first + timedelta((on - first.weekday()) % 7 + 7 * (nth - 1))


def easter(of: int) -> date:
    """Return the western Easter Sunday (the anonymous Gregorian algorithm of Meeus)."""
    a, (b, c) = of % 19, divmod(of, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    number, on = divmod(h + rest - 7 * m + 114, 31)
    return date(of, number, on + 1)


# Days that law or church fix by a rule, without apostrophes; those of the United States where
# others differ.
_FIXED = {
    "new years day": (1, 1), "valentines day": (2, 14), "st patricks day": (3, 17),
    "april fools day": (4, 1), "earth day": (4, 22), "may day": (5, 1), "juneteenth": (6, 19),
    "canada day": (7, 1), "independence day": (7, 4), "fourth of july": (7, 4),
    "july fourth": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints day": (11, 1), "veterans day": (11, 11), "armistice day": (11, 11),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "new years eve": (12, 31),
}  # fmt: skip
_MOVABLE: Mapping[str, Callable[[int], date]] = {
    "martin luther king day": lambda of: _nth(of, 1, 0, 3),
    "presidents day": lambda of: _nth(of, 2, 0, 3),
    "memorial day": lambda of: _nth(of, 6, 0, 1) - timedelta(7),  # the last Monday of May
    "labor day": lambda of: _nth(of, 9, 0, 1),
    "columbus day": lambda of: _nth(of, 10, 0, 2),
    "election day": lambda of: _nth(of, 11, 0, 1) + timedelta(1),
    "thanksgiving": lambda of: _nth(of, 11, 3, 4),
    "thanksgiving day": lambda of: _nth(of, 11, 3, 4),
    "black friday": lambda of: _nth(of, 11, 3, 4) + timedelta(1),
    "cyber monday": lambda of: _nth(of, 11, 3, 4) + timedelta(4),
    "ash wednesday": lambda of: easter(of) - timedelta(46),
    "palm sunday": lambda of: easter(of) - timedelta(7),
    "good friday": lambda of: easter(of) - timedelta(2),
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda of: easter(of) + timedelta(1),
}
NAMED_DAYS = (*_FIXED, *_MOVABLE)


def named_day(name: str, of: int) -> date:
    """Return the day with one of the NAMED_DAYS in a year."""
    return date(of, *_FIXED[name]) if name in _FIXED else _MOVABLE[name](of)


def fixed_day(name: str) -> Period:
    """Return one of the NAMED_DAYS as --12-25; ValueError where it is not the same each year."""
    if name not in _FIXED:
        raise ValueError(f"{name} moves")
    return day_of(None, *_FIXED[name])


_SPOKEN = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}


def number(words: str) -> int:
    """Return a number below a hundred in words or digits; *a* is one."""
    if words.isdecimal():
        return int(words)
    if words in {"a", "an", "the"}:
        return 1
    return sum(_SPOKEN.get(word, 0) for word in re.split(r"[-\s]+", words))
