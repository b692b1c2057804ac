"""Resolvers of halves of a year, seasons, years, decades and centuries."""

from bot.core.dates.periods import (
    SEASONS,
    Period,
    century_of,
    date_period,
    decade_of,
    half_period,
    last_season,
    season_period,
    year_period,
)
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.groups import (
    day_in,
    near_in,
    season_in,
    which_year_in,
    words_in,
    year_in,
)
from bot.core.dates.resolvers.registry import resolves
from bot.core.dates.tense import Direction

_FIRST_CLEAR_DECADE = 30  # *the '20s* may be those of either century


@resolves("plain_year")
def resolve_plain_year(match: Match, _context: DateContext) -> Period:
    """Resolve 1998, but not the end of a name such as *Blade Runner 2049*."""
    if match["year"].isdecimal() and _is_behind_name(match):
        raise ValueError("part of a name")
    return year_period(year_in(match))


def _is_behind_name(match: Match) -> bool:
    """Return whether a name stands before a year, but not that of an event: *at Expo 2020*."""
    name = match.vocabulary.phrase("name").search(match.text, match.groups.pos, match.date_span[0])
    return name is not None and not match.vocabulary.phrase("event").fullmatch(name[0])


@resolves("years")
def resolve_years(match: Match, _context: DateContext) -> Period:
    """Resolve 1998-2001 and 1998-99."""
    first, suffix = match["year"], match["last"]
    last = first[: 4 - len(suffix)] + suffix
    if last <= first:
        raise ValueError("not a range")
    return year_period(int(first))._replace(until=last)


@resolves("which_year")
def resolve_which_year(match: Match, context: DateContext) -> Period | None:
    """Resolve a year that a language names by one word, such as the last."""
    year = which_year_in(match, context)
    return None if year is None else year_period(year)


@resolves("short_year")
def resolve_short_year(match: Match, context: DateContext) -> Period:
    """Resolve *in '89*: the last such year."""
    this_year = context.today.year
    return year_period(this_year - (this_year - int(match["y"])) % 100)


@resolves("fiscal_year")
def resolve_fiscal_year(match: Match, context: DateContext) -> Period | None:
    """Resolve a fiscal year as only its number, because it may begin in any month."""
    year = which_year_in(match, context)
    return None if year is None else year_period(year)._replace(label="fiscal")


@resolves("decade")
def resolve_decade(match: Match, _context: DateContext) -> Period:
    """Resolve *the 1990s*."""
    return decade_of(int(match["y"]))


@resolves("short_decade")
def resolve_short_decade(match: Match, _context: DateContext) -> Period | None:
    """Resolve *the '90s*, in digits or in words, of the century that is named if there is one."""
    digits = match["y"]
    decade = int(digits) if digits.isdecimal() else match.vocabulary.number("decade", digits) or 0
    if words_in(match, "nth"):
        return decade_of(100 * (day_in(match, "nth") - 1) + decade)
    return decade_of(1900 + decade) if decade >= _FIRST_CLEAR_DECADE else None


@resolves("century")
def resolve_century(match: Match, _context: DateContext) -> Period:
    """Resolve *the 20th century*, whose years begin with 19 for most people."""
    return century_of(100 * (day_in(match, "nth") - 1))


@resolves("season")
def resolve_season(match: Match, context: DateContext) -> Period | None:
    """Resolve *last summer* and *the winter of 1994*."""
    season, near = season_in(match), near_in(match)
    year = which_year_in(match, context)
    if near == -1:
        return last_season(context.today, season)
    if near is not None:
        is_over = context.today.month > SEASONS[season]
        return season_period(context.today.year + (near == 1 and is_over), season)
    return None if year is None else season_period(year, season)


@resolves("half")
def resolve_half(match: Match, context: DateContext) -> Period | None:
    """Resolve *the first half of 1989*."""
    year = which_year_in(match, context)
    half = match.vocabulary.number("half", match["half"]) or 2
    return None if year is None else half_period(year, half)


@resolves("year_end")
def resolve_year_end(match: Match, context: DateContext) -> Period:
    """Resolve *year-end* as the last day of this year, or of the last year in the past tense."""
    year = which_year_in(match, context)
    if year is None:
        year = context.today.year - (context.direction(match) is Direction.PAST)
    return date_period(year, 12, 31)
