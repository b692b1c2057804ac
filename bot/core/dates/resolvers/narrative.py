"""The year of a day or a month that is told without it, by the story in which it stands."""

from datetime import date, timedelta

from bot.core.dates.periods import Precision, first_day, has_day
from bot.core.dates.resolvers.context import DateContext
from bot.core.dates.tense import Direction

_MIN_AGE = timedelta(days=60)  # of a story before the article; later ones are the news itself
_MAX_GAP = timedelta(days=183)  # between two days of one story
_COARSE = {Precision.DECADE, Precision.CENTURY}


def day_in_narrative(
    month: int, day: int, direction: Direction, context: DateContext, *, is_recent: bool
) -> date | None:
    """Return the day after the date mentioned before: *on 2 March 2015 … dismissed on June 9*.

    Returns None if the text does not tell of the past there, or if the day nearest to the article
    `is_recent`, so that news leaves out its year, and the date before is not close.
    """
    last = context.narrative[-1] if context.narrative else None
    base = first_day(last.value) if last and last.precision not in _COARSE else None
    if last is None or base is None:
        return None
    days = [date(y, month, day) for y in (base.year, base.year + 1) if has_day(y, month, day)]
    next_day = next((day for day in days if day >= base), None)
    if next_day is None or context.published is None:
        return next_day
    if direction is Direction.FUTURE or next_day > context.published - _MIN_AGE:
        return None
    is_close = last.precision is Precision.DAY and next_day - base <= _MAX_GAP
    return next_day if is_close or not is_recent else None
