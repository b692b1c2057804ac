"""What the patterns of data/dates.txt mean: a function `read_…` for each group there.

Each gets the match and what stands around it. ValueError, like None, says that it is no date.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.dates import periods
from bot.core.dates.periods import MONTHS, ORDINALS, WEEKDAYS, Period, Precision, first_day, moved
from bot.core.dates.tense import Direction, Tenses

Match = re.Match[str]
Reader = Callable[[Match, "Context"], Period | None]

_COMPARED = 6  # dates back, in which what is compared was named
_FAR = 60  # days from the article; nearer than that, the tense of a news sentence tells little


@dataclass(frozen=True, slots=True)
class Context:
    """What a date may lean on: the article's day, the dates named before it, the verbs' tenses."""

    published: date | None
    before: Sequence[Period]
    tenses: Tenses

    @property
    def today(self) -> date:
        """The day of the article; without one, what leans on it is no date."""
        if self.published is None:
            raise ValueError("the day of the article is not known")
        return self.published

    def last(self, *precisions: Precision) -> tuple[Period, date]:
        """Return the last date named before that has one of `precisions`, and its first day."""
        for one in reversed(self.before):
            first = first_day(one.value)
            if first and one.precision in (precisions or Precision):
                return one, first
        raise ValueError("no such date was named before")

    def compared(self, *precisions: Precision) -> tuple[Period, date]:
        """Return the last date named before that is not the year before another one.

        Reports compare again and again: profit rose from … a year earlier, sales from … a year ago.
        """
        named, first = self.last(*precisions)
        later = f"{first.year + 1:04}{named.value[4:]}"
        for one in reversed(self.before[-_COMPARED:]):
            if one.value.startswith(later) and one.precision in (precisions or Precision):
                return one, first_day(one.value) or first
        return named, first

    def direction(self, match: Match) -> Direction:
        """Return where the verb points to that governs `match`."""
        return self.tenses.at(*match.span("core" if "core" in match.re.groupindex else 0))

    def away(self, on: date, direction: Direction) -> tuple[bool, int]:
        """Return how far a day is from the article: first whether the tense speaks against it."""
        days = (on - self.today).days
        return direction * days < -_FAR, abs(days)


# --- pieces of a match --------------------------------------------------------------------------


def _said(match: Match, piece: str) -> str:
    """Return the words of a piece in small letters, or nothing where the pattern has no such."""
    words = match.groupdict().get(piece) or ""
    return " ".join(words.lower().replace("’", "'").split())


def _name(match: Match, piece: str) -> str:
    """Return a name in small letters; one that stands so in the text is a word, *may*, *march*."""
    if match[piece].islower():
        raise ValueError("a word")
    return _said(match, piece)


def _month(match: Match, piece: str = "month") -> int:
    name = _name(match, piece)
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


def _day(match: Match, piece: str = "day") -> int:
    words = _said(match, piece).replace(" ", "-")
    return ORDINALS.index(words) + 1 if words in ORDINALS else int(re.sub(r"\D", "", words))


def _weekday(match: Match, piece: str = "weekday") -> int:
    return WEEKDAYS.index(_name(match, piece))


def _year(match: Match) -> int:
    """Return the year of 1998 and of *nineteen ninety-eight*."""
    words = _said(match, "year")
    if words.isdecimal():
        return int(words)
    first, rest = re.split(r"[- ]", words, maxsplit=1)
    return 100 * periods.number(first) + periods.number(rest)


def _which(match: Match, context: Context) -> int | None:
    """Return the year that *1998*, *last year* or *that year* names, if any is named."""
    words = _said(match, "which")
    if not words:
        return None
    if words[-4:].isdecimal():
        return int(words[-4:])
    if words.startswith(("that", "the same", "the following", "the previous")):
        return context.last()[1].year + ("following" in words) - ("previous" in words)
    return context.today.year + words.startswith("next") - words.startswith("last")


def _near(match: Match) -> int | None:
    """Return how many units away *last*, *this* and *next* are, if one of them stands there."""
    words = _said(match, "near")
    if not words:
        return None
    if words.endswith(("last", "past", "latest")):
        return -1
    return 1 if words.endswith(("next", "coming")) else 0


def _unit(match: Match) -> str:
    words = _said(match, "unit") or _said(match, "units")
    return "century" if words.startswith("centur") else words.removesuffix("s")


def _way(match: Match) -> int:
    return -1 if _said(match, "way") in {"earlier", "before", "previous", "preceding"} else 1


# --- days and months ----------------------------------------------------------------------------


def read_iso(match: Match, _context: Context) -> Period:
    """Read 2025-05-15, with a time of day or without."""
    return periods.day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def read_numeric(match: Match, _context: Context) -> Period | None:
    """Read 15/05/2025 and 5/15/2025; nobody can tell what 03/04/2005 is."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 or first == second:
        return periods.day_of(year, second, first)
    return periods.day_of(year, first, second) if second > 12 else None


def read_full_date(match: Match, context: Context) -> Period:
    """Read a day of a month, in any order, with its year or without."""
    month, day = _month(match), _day(match)
    year = _year(match) if _said(match, "year") else _which(match, context)
    return periods.day_of(
        _nearest(match, month, day, context) if year is None else year, month, day
    )


def _nearest(match: Match, month: int, day: int, context: Context) -> int | None:
    """Return the year in which this day is nearest to the article, as far as the tense allows."""
    if context.published is None:
        return None
    around = _years_around(context)
    days = [date(year, month, day) for year in around if periods.has_day(year, month, day)]
    direction = context.direction(match)
    named = _weekday(match) if _said(match, "weekday") else None
    days.sort(key=lambda on: (named not in {None, on.weekday()}, context.away(on, direction)))
    return days[0].year if days else None


def _years_around(context: Context) -> list[int]:
    of = context.today.year
    return [year for year in (of - 1, of, of + 1) if date.min.year <= year <= date.max.year]


def read_week_of(match: Match, context: Context) -> Period | None:
    """Read *the week of May 5*."""
    on = first_day(read_full_date(match, context).value)
    return None if on is None else periods.week(on)


def read_range_of_days(match: Match, context: Context) -> Period:
    """Read May 1-5, and 30 December to 2 January 2025: a year stands at the end, for both."""
    first = _month(match), _day(match)
    last = _month(match, "month2" if _said(match, "month2") else "month"), _day(match, "day2")
    over_new_year = first[0] > last[0]
    if first >= last and not over_new_year:
        raise ValueError("not a range")
    if _said(match, "year"):
        until: int | None = _year(match)
        since = _year(match) - over_new_year
        return periods.day_of(since, *first)._replace(until=periods.day_of(until, *last).value)
    nearest = _nearest(match, *first, context)
    until = None if nearest is None else nearest + over_new_year
    return periods.day_of(nearest, *first)._replace(until=periods.day_of(until, *last).value)


def read_range_of_months(match: Match, _context: Context) -> Period:
    """Read May to June 2024, and November to February 2025."""
    first, last, year = _month(match), _month(match, "month2"), _year(match)
    if _said(match, "year2"):
        since, year = year, int(match["year2"])
    else:
        since = year - (first > last)
    if (since, first) >= (year, last):
        raise ValueError("not a range")
    return periods.month(since, first)._replace(until=periods.month(year, last).value)


def read_full_month(match: Match, context: Context) -> Period:
    """Read March 2022 and March of last year."""
    return periods.month(
        _year(match) if _said(match, "year") else _which(match, context), _month(match)
    )


def read_bare_month(match: Match, context: Context) -> Period:
    """Read a month without a year: the last one, or the next where the verb says so."""
    number, near = _month(match, "name"), _near(match)
    if context.published is None:
        return periods.month(None, number)
    of, now = context.published.year, context.published.month
    if near is None:
        ahead = context.direction(match) is Direction.FUTURE
        return periods.month(of + (number < now) if ahead else of - (number > now), number)
    return periods.month(of + {-1: -(number >= now), 0: 0, 1: number <= now}[near], number)


def read_day_of_month(match: Match, context: Context) -> Period:
    """Read *on the 15th*: of the month named before, or of the one nearest to the article."""
    near, day = _near(match), _day(match)
    if near is not None:
        return periods.day(periods.add_months(context.today, near).replace(day=day))
    try:
        return periods.day(context.last(Precision.DAY, Precision.MONTH)[1].replace(day=day))
    except ValueError:
        months = [periods.add_months(context.today, count) for count in (-1, 0, 1)]
    days = [on.replace(day=day) for on in months if periods.has_day(on.year, on.month, day)]
    to = context.direction(match)
    return periods.day(
        min(days, key=lambda on: (to * (on - context.today).days < 0, context.away(on, to)))
    )


def read_weekday(match: Match, context: Context) -> Period:
    """Read a weekday by its verb's tense: the last one or the article's own day, or the next.

    *Next Friday* is that of the next week: people who mean the coming one say *Friday*.
    """
    number, today, near = _weekday(match), context.today, _near(match)
    ahead = timedelta((number - today.weekday()) % 7)
    if near == 1 and _said(match, "near") == "next":
        return periods.day(periods.weekday(today, number, 1))
    if near == -1:
        return periods.day(today + ahead - timedelta(7))
    direction = context.direction(match)
    if near == 1 or direction is Direction.FUTURE or (near == 0 and direction is Direction.UNKNOWN):
        return periods.day(today + ahead)
    return periods.day(today + ahead - timedelta(7 if ahead else 0))


def read_range_of_weekdays(match: Match, context: Context) -> Period:
    """Read *Monday to Friday*."""
    first = date.fromisoformat(read_weekday(match, context).value)
    days = (_weekday(match, "weekday2") - _weekday(match)) % 7 or 7
    return periods.days(first, first + timedelta(days))


def read_weekday_of_week(match: Match, context: Context) -> Period:
    """Read *Friday last week* and *next week on Friday*."""
    return periods.day(periods.weekday(context.today, _weekday(match), _near(match) or 0))


def read_previous_weekday(match: Match, context: Context) -> Period:
    """Read *the previous Friday* and *the following Monday*, from the day named before."""
    _, named = context.last(Precision.DAY)
    ahead = (_weekday(match) - named.weekday()) % 7
    return periods.day(named + timedelta(ahead - 7 if _way(match) < 0 else ahead or 7))


_DAY_WORDS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip


def read_day_word(match: Match, context: Context) -> Period:
    """Read *yesterday*, *this morning*: of a time of day, its day."""
    return periods.day(context.today + timedelta(_DAY_WORDS.get(_said(match, "word"), 0)))


def read_named(match: Match, context: Context) -> Period:
    """Read Christmas or Thanksgiving, in the year named or the one nearest to the article."""
    name, year = _name(match, "named").replace("'", ""), _which(match, context)
    if year is None and context.published is None:
        return periods.fixed_day(name)
    if year is not None:
        return periods.day(periods.named_day(name, year))
    if (near := _near(match)) == 0:
        return periods.day(periods.named_day(name, context.today.year))
    days = [periods.named_day(name, year) for year in _years_around(context)]
    if near:
        days = [on for on in days if near * (on - context.today).days > 0]
        return periods.day(min(days, key=lambda on: abs(on - context.today)))
    direction = context.direction(match)
    if direction is Direction.FUTURE:
        return periods.day(min(on for on in days if on >= context.today))
    return periods.day(min(days, key=lambda on: context.away(on, direction)))


def read_september_11(_match: Match, _context: Context) -> Period:
    """Read *the Sept. 11 attacks*, whose year goes without saying."""
    return periods.day_of(2001, 9, 11)


RANGES = frozenset({read_range_of_days, read_range_of_months, read_range_of_weekdays})


# --- years and more -----------------------------------------------------------------------------


def read_plain_year(match: Match, _context: Context) -> Period:
    """Read 1998."""
    return periods.year(_year(match))


def read_years(match: Match, _context: Context) -> Period:
    """Read 1998-2001 and 1998-99; what does not go up is no range."""
    first, last = match["year"], match["last"]
    until = first[: 4 - len(last)] + last
    if until <= first:
        raise ValueError("not a range")
    return periods.year(int(first))._replace(until=until)


def read_short_year(match: Match, context: Context) -> Period:
    """Read *in '89*: the last such year."""
    of = context.today.year
    return periods.year(of - (of - int(match["y"])) % 100)


def read_fiscal_year(match: Match, context: Context) -> Period | None:
    """Read the number of a fiscal year; when it begins is not known."""
    year = _which(match, context)
    return None if year is None else periods.year(year)._replace(label="fiscal")


def read_decade(match: Match, _context: Context) -> Period:
    """Read *the 1990s*."""
    return periods.decade(int(match["y"]))


def read_short_decade(match: Match, _context: Context) -> Period | None:
    """Read *the '90s*; *the '20s* are of two centuries."""
    return periods.decade(1900 + int(match["y"])) if int(match["y"]) >= 30 else None


def read_century(match: Match, _context: Context) -> Period:
    """Read *the 20th century*, whose years begin with 19 for most people."""
    return periods.century(100 * (_day(match, "nth") - 1))


def read_season(match: Match, context: Context) -> Period | None:
    """Read *last summer* and *the winter of 1994*."""
    name, near, year = _said(match, "season"), _near(match), _which(match, context)
    if near == -1:
        return periods.last_season(context.today, name)
    if near is not None:
        over = context.today.month > periods.SEASONS[name]
        return periods.season(context.today.year + (near == 1 and over), name)
    return None if year is None else periods.season(year, name)


def read_half(match: Match, context: Context) -> Period | None:
    """Read *the first half of 1989*."""
    year = _which(match, context)
    return (
        None if year is None else periods.half(year, 1 if match["half"].lower() == "first" else 2)
    )


def read_year_end(match: Match, context: Context) -> Period:
    """Read *year-end* as its last day: of this year, or of the last where the verb looks back."""
    year = _which(match, context)
    if year is None:
        year = context.today.year - (context.direction(match) is Direction.PAST)
    return periods.day_of(year, 12, 31)


# --- quarters -----------------------------------------------------------------------------------


def read_quarter(match: Match, context: Context) -> Period | None:
    """Read a quarter: the last one that had begun, or one that is not over if the verb says so."""
    words, year = _said(match, "ordinal"), _which(match, context)
    number = (
        int(words[0])
        if words[0].isdecimal()
        else ORDINALS.index(words.replace("final", "fourth")) + 1
    )
    if "fiscal" in match[0].lower():
        label = f"fiscal {ORDINALS[number - 1]} quarter of"
        return None if year is None else periods.year(year)._replace(label=label)
    return periods.quarter(
        _year_of_quarter(match, number, context) if year is None else year, number
    )


def _year_of_quarter(match: Match, number: int, context: Context) -> int:
    of, current = context.today.year, (context.today.month + 2) // 3
    just_over = (current - 2) % 4 + 1  # its results are of the past, whenever they come
    if context.direction(match) is Direction.FUTURE and number != just_over:
        return of + (number < current)
    return of - (number > current)


def read_ended_quarter(match: Match, context: Context) -> Period | None:
    """Read *fourth quarter ended Sept. 30*: of a fiscal year, unless it is the calendar's."""
    quarter = read_quarter(match, context)
    if quarter and quarter.until and int(quarter.until[-2:]) == _month(match):
        return quarter
    return None


def read_quarter_before(match: Match, context: Context) -> Period | None:
    """Read *the year-earlier third quarter*."""
    quarter = read_quarter(match, context)
    return quarter and _same_in(quarter, int(quarter.value[:4]) - 1)


def read_that_quarter(_match: Match, context: Context) -> Period:
    """Read *the quarter*: the one that is spoken of."""
    return context.compared(Precision.QUARTER)[0]


_COMPARABLE = Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR


def read_year_before(match: Match, context: Context) -> Period | None:
    """Read *the 1988 quarter*, *the year-earlier period*: what was named before, in that year."""
    year = _which(match, context)
    try:
        named, first = context.compared(*_COMPARABLE)
    except ValueError:
        return None if year is None else periods.year(year)
    return _same_in(named, first.year - 1 if year is None else year)


def _same_in(named: Period, year: int) -> Period:
    """Return the same quarter, month or year as `named` in another year."""
    if len(named.value) < 4:
        raise ValueError("not of one year")
    of = periods.year(year).value
    return named._replace(value=of + named.value[4:], until=named.until and of + named.until[4:])


# --- by distance --------------------------------------------------------------------------------


def read_near_unit(match: Match, context: Context) -> Period:
    """Read *last week*, *this month*, *next year*; *This Week* is a title."""
    if all(word[0].isupper() for word in match[0].split()) and not match[0].isupper():
        raise ValueError("a title")
    return moved(context.today, _unit(match), _near(match) or 0)


def read_weekend(match: Match, context: Context) -> Period:
    """Read *the weekend*: the last one, or the next where the verb says so."""
    ahead = context.direction(match) is Direction.FUTURE or context.today.weekday() >= 5
    return moved(context.today, "weekend", 0 if ahead else -1)


def read_ago(match: Match, context: Context) -> Period:
    """Read *three weeks ago* at the precision of its unit."""
    return moved(context.today, _unit(match), -periods.number(_said(match, "number")))


def read_from_now(match: Match, context: Context) -> Period:
    """Read *two years from now*."""
    return moved(context.today, _unit(match), periods.number(_said(match, "number")))


def read_running(match: Match, context: Context) -> Period:
    """Read *the end of the month*, *earlier in the year*: of the running one."""
    return moved(context.today, _unit(match), 0)


_COARSENESS = {precision: place for place, precision in enumerate(Precision)}


def read_later(match: Match, context: Context) -> Period:
    """Read *two days later*, *a year earlier*, *the following month*, from the date named before.

    Of one year, the period stays what it is, since it is compared: May, and May a year earlier.
    """
    unit, way = _unit(match), _way(match)
    count = periods.number(_said(match, "number") or "a")
    named, first = context.compared() if (way, count) == (-1, 1) else context.last()
    if (
        unit == "year"
        and count == 1
        and _COARSENESS[named.precision] >= _COARSENESS[Precision.MONTH]
    ):
        return _same_in(named, first.year + way)
    if _COARSENESS[Precision(unit)] < _COARSENESS[named.precision]:
        raise ValueError(f"{unit}s from {named.value} are not known")
    return moved(first, unit, way * count)


def read_that(match: Match, context: Context) -> Period:
    """Read *that day*, *the same month*: the one of the last date named so finely."""
    unit = _unit(match)
    wanted = _COARSENESS[Precision.DAY if unit == "weekend" else Precision(unit)]
    finer = [precision for precision, place in _COARSENESS.items() if place <= wanted]
    return moved(context.last(*finer)[1], unit, 0)


def read_since_then(_match: Match, context: Context) -> Period:
    """Read *since then*: since the date named before."""
    return context.last()[0]
