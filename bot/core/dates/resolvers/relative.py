"""Resolvers of dates by their distance from the article's day or from another date."""

from bot.core.dates.periods import Period, Precision, shift
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.groups import length_in, near_in, number_in, unit_in, way_in
from bot.core.dates.resolvers.quarters import same_period_in
from bot.core.dates.resolvers.registry import resolves
from bot.core.dates.tense import Direction

_COARSENESS = {precision: rank for rank, precision in enumerate(Precision)}


@resolves("near_unit")
def resolve_near_unit(match: Match, context: DateContext) -> Period:
    """Resolve *last week*, *this month*, *next year*, but not the title *This Week*."""
    if match.vocabulary.has("capitals in titles") and _is_title(match.words):
        raise ValueError("a title")
    return shift(context.today, unit_in(match), near_in(match) or 0)


def _is_title(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and not words.isupper()


@resolves("weekend")
def resolve_weekend(match: Match, context: DateContext) -> Period:
    """Resolve *the weekend*: the last one, or the next in the future tense."""
    is_ahead = context.direction(match) is Direction.FUTURE or context.today.weekday() >= 5
    return shift(context.today, "weekend", 0 if is_ahead else -1)


@resolves("ago")
def resolve_ago(match: Match, context: DateContext) -> Period:
    """Resolve *three weeks ago* at the precision of its unit."""
    count, unit = length_in(match)
    return shift(context.today, unit, -count)


@resolves("from_now")
def resolve_from_now(match: Match, context: DateContext) -> Period:
    """Resolve *two years from now*."""
    count, unit = length_in(match)
    return shift(context.today, unit, count)


@resolves("ahead")
def resolve_ahead(match: Match, context: DateContext) -> Period | None:
    """Resolve *in two years* if it is not a length of time: in the future tense."""
    is_ahead = context.direction(match) is Direction.FUTURE
    return resolve_from_now(match, context) if is_ahead else None


@resolves("running")
def resolve_running(match: Match, context: DateContext) -> Period:
    """Resolve *the end of the month*, *earlier in the year*: the current one."""
    return shift(context.today, unit_in(match), 0)


@resolves("later")
def resolve_later(match: Match, context: DateContext) -> Period:
    """Resolve *two days later*, *a year earlier*, *the following month*, from the date before.

    A year away, the period keeps its kind, because it is compared: May, and May a year earlier.
    """
    unit, way, count = unit_in(match), way_in(match), number_in(match)
    period, day = context.comparison_base() if (way, count) == (-1, 1) else context.last()
    is_one_year = unit == "year" and count == 1
    if is_one_year and _COARSENESS[period.precision] >= _COARSENESS[Precision.MONTH]:
        return same_period_in(period, day.year + way)
    if _COARSENESS[Precision(unit)] < _COARSENESS[period.precision]:
        raise ValueError(f"{unit}s from {period.value} are not known")
    return shift(day, unit, way * count)


@resolves("that")
def resolve_that(match: Match, context: DateContext) -> Period:
    """Resolve *that day*, *the same month*: the one of the last date of that precision or finer."""
    unit = unit_in(match)
    coarsest = _COARSENESS[Precision.DAY if unit == "weekend" else Precision(unit)]
    precisions = [precision for precision, rank in _COARSENESS.items() if rank <= coarsest]
    return shift(context.last(*precisions)[1], unit, 0)


@resolves("since_then")
def resolve_since_then(_match: Match, context: DateContext) -> Period:
    """Resolve *since then*: since the date mentioned before."""
    return context.last()[0]
