"""Resolvers of dates in two parts: *a year ago today*, *two weeks ago on Friday*."""

from datetime import date, timedelta

from bot.core.dates.named_days import day_by_name
from bot.core.dates.periods import (
    Period,
    date_period,
    day_at_distance,
    day_period,
    month_period,
    season_period,
    shift,
    weekday_in_week,
)
from bot.core.dates.resolvers.calendar_dates import (
    resolve_day_word,
    resolve_full_date,
    resolve_named_day,
    resolve_weekday,
)
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.groups import (
    day_in,
    length_in,
    month_in,
    named_day_in,
    near_in,
    number_in,
    season_in,
    unit_in,
    way_in,
    weekday_in,
    which_year_in,
    words_in,
)
from bot.core.dates.resolvers.registry import resolves


@resolves("day_apart")
def resolve_day_apart(match: Match, context: DateContext) -> Period:
    """Resolve *a year ago today*, *a week from tomorrow* and *today last year* as one day."""
    day = date.fromisoformat(resolve_day_word(match, context).value)
    count, unit = length_in(match)
    if near := near_in(match):
        return day_period(day_at_distance(day, unit, near))
    return day_period(day_at_distance(day, unit, way_in(match) * count))


@resolves("weekday_apart")
def resolve_weekday_apart(match: Match, context: DateContext) -> Period:
    """Resolve *two weeks ago on Friday*, in that week, and *a week ago Friday*, from the last one.

    Years are counted from the weekday nearest to the article: *ten years ago on Sunday*.
    """
    count, unit = length_in(match)
    if way_in(match) > 0 or near_in(match) == 0:
        ahead = (weekday_in(match) - context.today.weekday()) % 7
        day = context.today + timedelta(ahead)
        return day_period(day_at_distance(day, unit, way_in(match) * count))
    is_in_that_week = unit in {"day", "week", "month"} and not words_in(match, "near")
    if is_in_that_week and (words_in(match, "on") or date_stands_first(match)):
        day = day_at_distance(context.today, unit, -count)
        return day_period(weekday_in_week(day, weekday_in(match)))
    day = date.fromisoformat(resolve_weekday(match, context).value)
    return day_period(day_at_distance(day, unit, -count))


def date_stands_first(match: Match) -> bool:
    """Return whether the distance follows the date: *on Friday, two weeks ago*."""
    return match.start("weekday") < match.start("number")


@resolves("unit_apart")
def resolve_unit_apart(match: Match, context: DateContext) -> Period:
    """Resolve *five years ago this week*."""
    count, unit = length_in(match)
    return shift(day_at_distance(context.today, unit, -count), unit_in(match), near_in(match) or 0)


@resolves("this_day")
def resolve_this_day(match: Match, context: DateContext) -> Period:
    """Resolve *this day last year* and *this date in 1969*; *this time* is the same month."""
    year = which_year_in(match, context)
    if year is None:
        year = context.today.year - number_in(match)
    day = day_at_distance(context.today, "year", year - context.today.year)
    return shift(day, unit_in(match), 0)


@resolves("last_but_one")
def resolve_last_but_one(match: Match, context: DateContext) -> Period:
    """Resolve *the week before last*, *the Friday before last* and *the week after next*."""
    way = way_in(match)
    if not words_in(match, "weekday"):
        return shift(context.today, unit_in(match), 2 * way)
    ahead = (weekday_in(match) - context.today.weekday()) % 7
    return day_period(context.today + timedelta(ahead + (7 if way > 0 else -14)))


@resolves("year_apart")
def resolve_year_apart(match: Match, context: DateContext) -> Period:
    """Resolve *a year ago, on March 3*, *last year in March* and *the summer two years ago*."""
    near = near_in(match)
    count = -number_in(match) if near is None else near
    year = context.today.year + count
    if season := season_in(match):
        return season_period(year, season)
    if words_in(match, "named"):
        return day_period(day_by_name(named_day_in(match), year))
    if words_in(match, "day"):
        return date_period(year, month_in(match), day_in(match))
    return month_period(year, month_in(match))


@resolves("distance_from_date")
def resolve_distance_from_date(match: Match, context: DateContext) -> Period | None:
    """Resolve *the day after Christmas*, *three days before May 5*."""
    resolve = resolve_named_day if words_in(match, "named") else resolve_full_date
    base = resolve(match, context)
    if base.value.startswith("-"):
        return None
    count, unit = length_in(match)
    return shift(date.fromisoformat(base.value), unit, way_in(match) * count)
