"""The meaning of the named groups of a match, which stand for the pieces of dates.txt."""

import re

from bot.core.dates.numerals import ORDINALS, parse_number
from bot.core.dates.periods import MONTHS, WEEKDAYS
from bot.core.dates.resolvers.context import DateContext, Match


def words_in(match: Match, group: str) -> str:
    """Return the words of a group in small letters, or nothing if the pattern lacks the group."""
    text = match.groupdict().get(group) or ""
    return " ".join(text.lower().replace("’", "'").split())


def name_in(match: Match, group: str) -> str:
    """Return a name in small letters.

    Raises ValueError if it has no capital, because *may* and *march* are words then.
    """
    if match[group].islower():
        raise ValueError("a word")
    return words_in(match, group)


def month_in(match: Match, group: str = "month") -> int:
    """Return the number of a month, counted from 1."""
    prefix = name_in(match, group)[:3]
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(prefix))


def day_in(match: Match, group: str = "day") -> int:
    """Return the number of a day or of a century: *15*, *15th* or *fifteenth*."""
    ordinal = words_in(match, group).replace(" ", "-")
    return ORDINALS.index(ordinal) + 1 if ordinal in ORDINALS else int(re.sub(r"\D", "", ordinal))


def weekday_in(match: Match, group: str = "weekday") -> int:
    """Return the number of a weekday, counted from Monday as 0."""
    return WEEKDAYS.index(name_in(match, group))


def year_in(match: Match) -> int:
    """Return the year of *1998* or *nineteen ninety-eight*."""
    text = words_in(match, "year")
    if text.isdecimal():
        return int(text)
    century, rest = re.split(r"[- ]", text, maxsplit=1)
    return 100 * parse_number(century) + parse_number(rest)


def which_year_in(match: Match, context: DateContext) -> int | None:
    """Return the year of *1998*, *last year* or *that year*, or None without such words."""
    text = words_in(match, "which")
    if not text:
        return None
    if text[-4:].isdecimal():
        return int(text[-4:])
    if text.startswith(("that", "the same", "the following", "the previous")):
        return context.last()[1].year + ("following" in text) - ("previous" in text)
    return context.today.year + text.startswith("next") - text.startswith("last")


def near_in(match: Match) -> int | None:
    """Return -1 for *last*, 0 for *this* and 1 for *next*, or None without such a word."""
    text = words_in(match, "near")
    if not text:
        return None
    if text.endswith(("last", "past", "latest")):
        return -1
    return 1 if text.endswith(("next", "coming")) else 0


def unit_in(match: Match) -> str:
    """Return the unit of *two weeks* or *the week* in the singular."""
    text = words_in(match, "unit") or words_in(match, "units")
    return "century" if text.startswith("centur") else text.removesuffix("s")


def length_in(match: Match) -> tuple[int, str]:
    """Return the number and the unit of *two weeks* or *the day*; a fortnight is two weeks."""
    count = parse_number(words_in(match, "number") or "a")
    units = words_in(match, "units")
    if units.startswith("fortnight"):
        return 2 * count, "week"
    return count, "century" if units.startswith("centur") else units.removesuffix("s")


_WAYS_BACK = {"earlier", "before", "previous", "preceding", "ago", "before last"}


def way_in(match: Match) -> int:
    """Return -1 for *earlier*, *before*, … and 1 for *later*, *after*, ..."""
    return -1 if words_in(match, "way") in _WAYS_BACK else 1
