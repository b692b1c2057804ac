"""Days with a name, such as holidays, whose date law or church fixes by a rule.

The keys have no apostrophes. Where countries differ, the day is that of the United States.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.core.dates.periods import Period, date_period

_FIXED = {
    "new years day": (1, 1), "valentines day": (2, 14), "st patricks day": (3, 17),
    "april fools day": (4, 1), "earth day": (4, 22), "may day": (5, 1), "juneteenth": (6, 19),
    "canada day": (7, 1), "independence day": (7, 4), "fourth of july": (7, 4),
    "july fourth": (7, 4), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints day": (11, 1), "veterans day": (11, 11), "armistice day": (11, 11),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "new years eve": (12, 31),
}  # fmt: skip


def day_by_name(name: str, year: int) -> date:
    """Return the day with one of the NAMED_DAYS in a year."""
    return date(year, *_FIXED[name]) if name in _FIXED else _MOVABLE[name](year)


def period_by_name(name: str) -> Period:
    """Return one of the NAMED_DAYS as `--12-25`; raise ValueError if its date is not fixed."""
    if name not in _FIXED:
        raise ValueError(f"{name} moves")
    return date_period(None, *_FIXED[name])


def easter(year: int) -> date:
    """Return the western Easter Sunday (the anonymous Gregorian algorithm of Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth Monday (0) … Sunday (6) of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _thanksgiving(year: int) -> date:
    return _nth_weekday(year, 11, 3, 4)


_MOVABLE: Mapping[str, Callable[[int], date]] = {
    "martin luther king day": lambda year: _nth_weekday(year, 1, 0, 3),
    "presidents day": lambda year: _nth_weekday(year, 2, 0, 3),
    "memorial day": lambda year: _nth_weekday(year, 6, 0, 1) - timedelta(7),  # last Monday of May
    "labor day": lambda year: _nth_weekday(year, 9, 0, 1),
    "columbus day": lambda year: _nth_weekday(year, 10, 0, 2),
    "election day": lambda year: _nth_weekday(year, 11, 0, 1) + timedelta(1),
    "thanksgiving": _thanksgiving,
    "thanksgiving day": _thanksgiving,
    "black friday": lambda year: _thanksgiving(year) + timedelta(1),
    "cyber monday": lambda year: _thanksgiving(year) + timedelta(4),
    "ash wednesday": lambda year: easter(year) - timedelta(46),
    "palm sunday": lambda year: easter(year) - timedelta(7),
    "good friday": lambda year: easter(year) - timedelta(2),
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(1),
}
NAMED_DAYS = (*_FIXED, *_MOVABLE)
