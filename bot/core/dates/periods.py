"""Periods of the calendar, from a day to a century, and how they are made and shifted."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# The last month of each season in the north. It tells the season's year and nothing else.
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
    """A stretch of the calendar.

    `value` is ISO 8601 at its precision: `2025-05-15`, `2025-05`, `2025`. Without a known year it
    is `--05-15`; a decade is `199`, a century `19`. `until` is the end of a range, and of anything
    for which ISO 8601 has no value. `label` says what no value can: *early*, *summer*.
    """

    value: str
    precision: Precision
    until: str | None = None
    label: str = ""


def day_period(day: date) -> Period:
    """Return a single day."""
    return Period(day.isoformat(), Precision.DAY)


def day_range(first: date, last: date) -> Period:
    """Return the days from `first` to `last`."""
    return Period(first.isoformat(), Precision.DAY, last.isoformat())


def week_of(day: date) -> Period:
    """Return the ISO 8601 week, from Monday to Sunday, that contains a day."""
    monday = day - timedelta(day.weekday())
    return day_range(monday, monday + timedelta(6))._replace(precision=Precision.WEEK)


def weekend_of(day: date) -> Period:
    """Return the Saturday and Sunday of the week that contains a day."""
    saturday = day + timedelta(5 - day.weekday())
    return day_range(saturday, saturday + timedelta(1))


def month_period(year: int | None, month: int) -> Period:
    """Return a month, `--05` without a year."""
    return Period(f"{_year_value(year)}-{month:02}", Precision.MONTH)


def year_period(year: int) -> Period:
    """Return a year; raise ValueError if the calendar does not have it."""
    return Period(_year_value(year), Precision.YEAR)


def date_period(year: int | None, month: int, day: int) -> Period:
    """Return a day, `--05-15` without a year; raise ValueError if the calendar does not have it."""
    date(2000 if year is None else year, month, day)  # 2000 has a 29 February
    return Period(f"{_year_value(year)}-{month:02}-{day:02}", Precision.DAY)


def quarter_period(year: int, quarter: int) -> Period:
    """Return the first to fourth quarter of a calendar year."""
    return _months(year, 3 * quarter - 2, 3 * quarter, Precision.QUARTER)


def half_period(year: int, half: int) -> Period:
    """Return the first or second half of a calendar year."""
    return _months(year, 6 * half - 5, 6 * half, Precision.HALF)


def season_period(year: int, season: str) -> Period:
    """Return a season as only its year, because its months depend on the hemisphere."""
    return year_period(year)._replace(precision=Precision.SEASON, label=season)


def last_season(day: date, season: str) -> Period:
    """Return the last season of this name that was over before a day; a winter has two years."""
    year = day.year - (day.month <= SEASONS[season])
    if season == "winter":
        return season_period(year - 1, season)._replace(until=f"{year:04}")
    return season_period(year, season)


def decade_of(year: int) -> Period:
    """Return the decade of a year: 199."""
    return Period(_year_value(year)[:3], Precision.DECADE)


def century_of(year: int) -> Period:
    """Return the years with the same first two digits, which people call the 20th century: 19."""
    return Period(_year_value(max(year, 1))[:2], Precision.CENTURY)  # there is no year 0


def _year_value(year: int | None) -> str:
    return "-" if year is None else f"{date(year, 1, 1).year:04}"


def _months(year: int, first: int, last: int, precision: Precision) -> Period:
    return Period(month_period(year, first).value, precision, month_period(year, last).value)


def add_months(day: date, count: int) -> date:
    """Return the first day of the month `count` months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


def shift(day: date, unit: str, count: int) -> Period:
    """Return the day, week, … or century `count` units later than the one that contains a day."""
    if unit == "weekend":
        return weekend_of(day + timedelta(weeks=count))
    if unit in _UNITS_IN_DAYS:
        length, make_period = _UNITS_IN_DAYS[unit]
        return make_period(day + timedelta(length * count))
    length, make_period = _UNITS_IN_MONTHS[unit]
    return make_period(add_months(day, length * count))


_UNITS_IN_DAYS: Mapping[str, tuple[int, Callable[[date], Period]]] = {
    "day": (1, day_period),
    "week": (7, week_of),
}
_UNITS_IN_MONTHS: Mapping[str, tuple[int, Callable[[date], Period]]] = {
    "month": (1, lambda day: month_period(day.year, day.month)),
    "quarter": (3, lambda day: quarter_period(day.year, (day.month + 2) // 3)),
    "year": (12, lambda day: year_period(day.year)),
    "decade": (120, lambda day: decade_of(day.year)),
    "century": (1200, lambda day: century_of(day.year)),
}


def day_at_distance(day: date, unit: str, count: int) -> date:
    """Return the day exactly `count` units later, or the last of its month if that is shorter."""
    if unit in _UNITS_IN_DAYS:
        return day + timedelta(_UNITS_IN_DAYS[unit][0] * count)
    month = add_months(day, _UNITS_IN_MONTHS[unit][0] * count)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def first_day(value: str) -> date | None:
    """Return the first day of an ISO 8601 value, or None if its year is unknown."""
    if value.startswith("-"):
        return None
    year, *rest = [int(part) for part in value.ljust(4, "0").split("-")]
    return date(max(year, 1), *[*rest, 1, 1][:2])


def weekday_in_week(day: date, weekday: int, weeks: int = 0) -> date:
    """Return a weekday, counted from Monday, of the week that contains a day, or weeks later."""
    return day + timedelta(weekday - day.weekday() + 7 * weeks)


def has_day(year: int, month: int, day: int) -> bool:
    """Return whether the month of that year has that day."""
    return 1 <= day <= monthrange(year, month)[1]
