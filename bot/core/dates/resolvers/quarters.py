"""Resolvers of quarters, and of the periods that business news compares with a year before."""

from bot.core.dates.numerals import ORDINALS
from bot.core.dates.periods import Period, Precision, quarter_period, year_period
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.groups import month_in, which_year_in, words_in
from bot.core.dates.resolvers.registry import resolves
from bot.core.dates.tense import Direction


@resolves("quarter")
def resolve_quarter(match: Match, context: DateContext) -> Period | None:
    """Resolve a quarter: the last one that had begun, or in the future tense one not over yet."""
    ordinal, year = words_in(match, "ordinal"), which_year_in(match, context)
    quarter = match.vocabulary.number("ordinal", ordinal) or int(ordinal[0])
    if match.vocabulary.phrase("fiscal").search(match.words):
        label = f"fiscal {ORDINALS[quarter - 1]} quarter of"
        return None if year is None else year_period(year)._replace(label=label)
    if year is None:
        year = _year_of_quarter(match, quarter, context)
    return quarter_period(year, quarter)


def _year_of_quarter(match: Match, quarter: int, context: DateContext) -> int:
    year, this_quarter = context.today.year, (context.today.month + 2) // 3
    last_quarter = (this_quarter - 2) % 4 + 1  # its results are past, whenever they are published
    if context.direction(match) is Direction.FUTURE and quarter != last_quarter:
        return year + (quarter < this_quarter)
    return year - (quarter > this_quarter)


@resolves("ended_quarter")
def resolve_ended_quarter(match: Match, context: DateContext) -> Period | None:
    """Resolve *fourth quarter ended Sept. 30*, unless it is not a quarter of the calendar."""
    quarter = resolve_quarter(match, context)
    if quarter and quarter.until and int(quarter.until[-2:]) == month_in(match):
        return quarter
    return None


@resolves("quarter_before")
def resolve_quarter_before(match: Match, context: DateContext) -> Period | None:
    """Resolve *the year-earlier third quarter*."""
    quarter = resolve_quarter(match, context)
    return quarter and same_period_in(quarter, int(quarter.value[:4]) - 1)


@resolves("that_quarter")
def resolve_that_quarter(_match: Match, context: DateContext) -> Period:
    """Resolve *the quarter*: the one that the text is about."""
    return context.comparison_base(Precision.QUARTER)[0]


_COMPARABLE = Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR


@resolves("year_before")
def resolve_year_before(match: Match, context: DateContext) -> Period | None:
    """Resolve *the 1988 quarter*, *the year-earlier period*: the one mentioned, in that year."""
    year = which_year_in(match, context)
    try:
        period, day = context.comparison_base(*_COMPARABLE)
    except ValueError:
        return None if year is None else year_period(year)
    return same_period_in(period, day.year - 1 if year is None else year)


def same_period_in(period: Period, year: int) -> Period:
    """Return the same quarter, month or year as `period` in another year."""
    if len(period.value) < 4:
        raise ValueError("not of one year")
    value = year_period(year).value
    return period._replace(
        value=value + period.value[4:], until=period.until and value + period.until[4:]
    )
