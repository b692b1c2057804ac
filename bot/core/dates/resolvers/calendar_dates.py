"""Resolvers of days and months, with or without their year."""

from datetime import date, timedelta

from bot.core.dates.named_days import day_by_name, period_by_name
from bot.core.dates.periods import (
    Period,
    Precision,
    add_months,
    date_period,
    day_period,
    day_range,
    first_day,
    has_day,
    month_period,
    week_of,
    weekday_in_week,
)
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.groups import (
    day_in,
    month_in,
    named_day_in,
    near_in,
    way_in,
    weekday_in,
    which_year_in,
    words_in,
    year_in,
)
from bot.core.dates.resolvers.narrative import day_in_narrative
from bot.core.dates.resolvers.registry import resolves
from bot.core.dates.tense import Direction


@resolves("iso")
def resolve_iso(match: Match, _context: DateContext) -> Period:
    """Resolve 2025-05-15, with or without a time of day."""
    return date_period(int(match["y"]), int(match["m"]), int(match["d"]))


@resolves("numeric")
def resolve_numeric(match: Match, _context: DateContext) -> Period | None:
    """Resolve 15/05/2025 and 5/15/2025, but not 03/04/2005 where people write it both ways."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 or first == second or not match.vocabulary.has("month first too"):
        return date_period(year, second, first)
    return date_period(year, first, second) if second > 12 else None


@resolves("full_date")
def resolve_full_date(match: Match, context: DateContext) -> Period:
    """Resolve a day of a month, in any order, with or without its year or *last* and *next*."""
    month, day = month_in(match), day_in(match)
    has_year = words_in(match, "year")
    year = year_in(match) if has_year else which_year_in(match, context)
    if year is None:
        near = near_in(match)
        guess = _year_in_direction if near else _nearest_year
        year = guess(match, month, day, context)
    return date_period(year, month, day)


def _year_in_direction(match: Match, month: int, day: int, context: DateContext) -> int:
    """Return the year of the last such day before the article, or of the next one after it."""
    near = near_in(match) or 0
    days = [date(y, month, day) for y in _years_around(context) if has_day(y, month, day)]
    distances = [(near * (day - context.today).days, day.year) for day in days]
    return min((days, year) for days, year in distances if days > 0)[1]


def _nearest_year(match: Match, month: int, day: int, context: DateContext) -> int | None:
    """Return the year of the narrative, or else that in which a day is nearest to the article."""
    direction = context.direction(match)
    weekday = weekday_in(match) if words_in(match, "weekday") else None
    usual = _nearest_day(match, month, day, context) if context.published else None
    is_recent = usual is not None and (
        _is_recent(usual, context.today) or _is_near(usual, context.today, direction)
    )
    in_narrative = day_in_narrative(month, day, direction, context, is_recent=is_recent)
    if in_narrative and weekday in {None, in_narrative.weekday()}:
        return in_narrative.year
    return usual.year if usual else None


def _is_recent(day: date, today: date) -> bool:
    """Return whether news of `today` would leave out the year of a day."""
    age = today - day
    return timedelta(0) <= age and (day.year == today.year or age <= _MAX_AGE_WITHOUT_YEAR)


def _is_near(day: date, today: date, direction: Direction) -> bool:
    """Return whether news of `today` would leave out the year of a day that is to come."""
    wait = day - today
    return direction is not Direction.PAST and timedelta(0) < wait <= _MAX_WAIT_WITHOUT_YEAR


_MAX_WAIT_WITHOUT_YEAR = timedelta(days=30)
_MAX_AGE_WITHOUT_YEAR = timedelta(days=45)  # of a day in the year before
_MAX_MONTH_AGE_WITHOUT_YEAR = timedelta(days=183)
_MAX_ON_LENGTH = 10  # characters
_MAX_DAYS_AGAINST_TENSE = 14  # behind *on*


def _nearest_day(match: Match, month: int, day: int, context: DateContext) -> date | None:
    """Return the day that is nearest to the article, as far as its weekday and the tense allow.

    The tense tells more of a verb with *on* (*fell on July 3*) than of others (*until July 3*).
    """
    direction = context.direction(match)
    weekday = weekday_in(match) if words_in(match, "weekday") else None
    start = match.start()
    has_on = context.tenses.has_verb_before(start) and match.vocabulary.phrase("on").search(
        match.text, max(0, start - _MAX_ON_LENGTH), start
    )

    def distance(day: date) -> tuple[bool, bool, tuple[bool, int]]:
        days = direction * (day - context.today).days
        is_against_tense = bool(has_on) and days < -_MAX_DAYS_AGAINST_TENSE
        is_other_weekday = weekday not in {None, day.weekday()}
        return is_other_weekday, is_against_tense, context.distance(day, direction)

    years = _years_around(context)
    days = [date(year, month, day) for year in years if has_day(year, month, day)]
    return min(days, key=distance, default=None)


def _years_around(context: DateContext) -> list[int]:
    this_year = context.today.year
    years = (this_year - 1, this_year, this_year + 1)
    return [year for year in years if date.min.year <= year <= date.max.year]


@resolves("week_of")
def resolve_week_of(match: Match, context: DateContext) -> Period | None:
    """Resolve *the week of May 5*."""
    day = first_day(resolve_full_date(match, context).value)
    return None if day is None else week_of(day)


@resolves("range_of_days", is_range=True)
def resolve_range_of_days(match: Match, context: DateContext) -> Period:
    """Resolve May 1-5, and 30 December to 2 January 2025, where the year belongs to the end."""
    last_month = "month2" if words_in(match, "month2") else "month"
    first = month_in(match), day_in(match)
    last = month_in(match, last_month), day_in(match, "day2")
    over_new_year = first[0] > last[0]
    if first >= last and not over_new_year:
        raise ValueError("not a range")
    if words_in(match, "year"):
        last_year: int | None = year_in(match)
        first_year: int | None = year_in(match) - over_new_year
    else:
        first_year = _nearest_year(match, *first, context)
        last_year = None if first_year is None else first_year + over_new_year
    return date_period(first_year, *first)._replace(until=date_period(last_year, *last).value)


@resolves("range_of_months", is_range=True)
def resolve_range_of_months(match: Match, _context: DateContext) -> Period:
    """Resolve May to June 2024, and November to February 2025."""
    first, last = month_in(match), month_in(match, "month2")
    if words_in(match, "year2"):
        first_year, last_year = year_in(match), year_in(match, "year2")
    else:
        last_year = year_in(match)
        first_year = last_year - (first > last)
    if (first_year, first) >= (last_year, last):
        raise ValueError("not a range")
    return month_period(first_year, first)._replace(until=month_period(last_year, last).value)


@resolves("full_month")
def resolve_full_month(match: Match, context: DateContext) -> Period:
    """Resolve March 2022 and March of last year."""
    has_year = words_in(match, "year")
    year = year_in(match) if has_year else which_year_in(match, context)
    return month_period(year, month_in(match))


@resolves("bare_month")
def resolve_bare_month(match: Match, context: DateContext) -> Period:
    """Resolve a month without a year: that of the narrative, or the last, or in future the next."""
    month, near = month_in(match, "name"), near_in(match)
    if near is not None:
        this_month = context.today.month
        years = {-1: -(month >= this_month), 0: 0, 1: month <= this_month}[near]
        return month_period(context.today.year + years, month)
    usual = _nearest_month(match, month, context) if context.published else None
    is_recent = usual is not None and context.today - usual <= _MAX_MONTH_AGE_WITHOUT_YEAR
    direction = context.direction(match)
    in_narrative = day_in_narrative(month, 1, direction, context, is_recent=is_recent)
    day = in_narrative or usual
    return month_period(day.year if day else None, month)


def _nearest_month(match: Match, month: int, context: DateContext) -> date:
    year, this_month = context.today.year, context.today.month
    is_ahead = context.direction(match) is Direction.FUTURE
    return date(year + (month < this_month if is_ahead else -(month > this_month)), month, 1)


@resolves("day_of_month")
def resolve_day_of_month(match: Match, context: DateContext) -> Period:
    """Resolve *on the 15th*: of the month mentioned before, or the one nearest to the article."""
    near, day = near_in(match), day_in(match)
    if near is not None:
        return day_period(add_months(context.today, near).replace(day=day))
    try:
        return day_period(context.last(Precision.DAY, Precision.MONTH)[1].replace(day=day))
    except ValueError:
        months = [add_months(context.today, count) for count in (-1, 0, 1)]
    days = [month.replace(day=day) for month in months if has_day(month.year, month.month, day)]
    direction = context.direction(match)

    def distance(day: date) -> tuple[bool, tuple[bool, int]]:
        is_against_tense = direction * (day - context.today).days < 0
        return is_against_tense, context.distance(day, direction)

    return day_period(min(days, key=distance))


@resolves("weekday")
def resolve_weekday(match: Match, context: DateContext) -> Period:
    """Resolve a weekday by the tense: the last one or the article's own day, or the next.

    *Next Friday* is that of the next week, because people who mean the coming one say *Friday*.
    """
    weekday, today, near = weekday_in(match), context.today, near_in(match)
    ahead = timedelta((weekday - today.weekday()) % 7)
    if near == 1 and match.vocabulary.value("nextweek", words_in(match, "near")):
        return day_period(weekday_in_week(today, weekday, 1))
    if near == -1:
        return day_period(today + ahead - timedelta(7))
    direction = context.direction(match)
    if near == 1 or direction is Direction.FUTURE or (near == 0 and direction is Direction.UNKNOWN):
        return day_period(today + ahead)
    return day_period(today + ahead - timedelta(7 if ahead else 0))


@resolves("range_of_weekdays", is_range=True)
def resolve_range_of_weekdays(match: Match, context: DateContext) -> Period:
    """Resolve *Monday to Friday*."""
    first = date.fromisoformat(resolve_weekday(match, context).value)
    days = (weekday_in(match, "weekday2") - weekday_in(match)) % 7 or 7
    return day_range(first, first + timedelta(days))


@resolves("weekday_of_week")
def resolve_weekday_of_week(match: Match, context: DateContext) -> Period:
    """Resolve *Friday last week* and *next week on Friday*."""
    weekday, weeks = weekday_in(match), near_in(match) or 0
    return day_period(weekday_in_week(context.today, weekday, weeks))


@resolves("previous_weekday")
def resolve_previous_weekday(match: Match, context: DateContext) -> Period:
    """Resolve *the previous Friday* and *the following Monday*, from the day mentioned before."""
    _, day = context.last(Precision.DAY)
    ahead = (weekday_in(match) - day.weekday()) % 7
    return day_period(day + timedelta(ahead - 7 if way_in(match) < 0 else ahead or 7))


@resolves("day_word")
def resolve_day_word(match: Match, context: DateContext) -> Period:
    """Resolve *yesterday*; a time of day such as *this morning* is its day."""
    days = match.vocabulary.number("word", words_in(match, "word")) or 0
    return day_period(context.today + timedelta(days))


@resolves("named")
def resolve_named_day(match: Match, context: DateContext) -> Period:
    """Resolve Christmas or Thanksgiving, in the year named or the one nearest to the article."""
    name = named_day_in(match)
    year = which_year_in(match, context)
    if year is None and context.published is None:
        return period_by_name(name)
    if year is not None:
        return day_period(day_by_name(name, year))
    if (near := near_in(match)) == 0:
        return day_period(day_by_name(name, context.today.year))
    days = [day_by_name(name, year) for year in _years_around(context)]
    if near:
        days = [day for day in days if near * (day - context.today).days > 0]
        return day_period(min(days, key=lambda day: abs(day - context.today)))
    direction = context.direction(match)
    if direction is Direction.FUTURE:
        return day_period(min(day for day in days if day >= context.today))
    return day_period(min(days, key=lambda day: context.distance(day, direction)))


@resolves("september_11")
def resolve_september_11(_match: Match, _context: DateContext) -> Period:
    """Resolve *the Sept. 11 attacks*, whose year goes without saying."""
    return date_period(2001, 9, 11)
