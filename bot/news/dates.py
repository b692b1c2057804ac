"""Dates that a text names in full, in part or by their distance; never from today's date.

A small grammar: each rule is a pattern over named pieces and the function that reads its match.
What a rule reads as None is no date, nor is any part of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from bot.news import periods
from bot.news.periods import MONTHS, NAMED_DAYS, ORDINALS, WEEKDAYS, Period, first_day, moved
from bot.news.periods import Precision as Precision
from bot.news.tense import Direction, Tenses


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression, `text[start:end]`; `value` is ISO 8601 at its precision.

    With no known year the value is `--05-15`; a decade is `199`, a century `19`. `until` is the end
    of a range and of what ISO 8601 has no value for; `label` says what no value can: *early*.
    """

    start: int
    end: int
    value: str
    precision: Precision
    until: str | None = None
    label: str = ""

    def in_words(self) -> str:
        """Return the date as a person writes it: 15 May 2025, mid-1990s, 1–5 May 2024."""
        words = self._words()
        return f"{self.label}{'-' if self.label == 'mid' else ' '}{words}" if self.label else words

    def _words(self) -> str:
        if self.precision in {Precision.QUARTER, Precision.HALF}:
            year, month = self.value.split("-")
            months = 3 if self.precision is Precision.QUARTER else 6
            return f"{ORDINALS[int(month) // months]} {self.precision} of {year}"
        if self.precision is Precision.WEEK:
            return f"week of {_in_words(self.value)}"
        if self.until is None or self.until == self.value:
            return _in_words(self.value)
        return _range_in_words(_parts(self.value), _parts(self.until))


def _in_words(value: str) -> str:
    if len(value) == 2:
        return f"{_ordinal(int(value) + 1)} century"
    return f"{value}0s" if len(value) == 3 else " ".join(_parts(value))


def _ordinal(number: int) -> str:
    if number in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def _parts(value: str) -> list[str]:
    year, *rest = value.replace("--", "-").split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return [part for part in (day, month, year) if part]


def _range_in_words(first: list[str], last: list[str]) -> str:
    """Return a range with what its ends share said once."""
    shared = 0
    while shared < len(first) - 1 and first[-1 - shared :] == last[-1 - shared :]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{' '.join(first)}{'–' if len(first) == 1 else ' – '}{' '.join(last)}"


_COMPARED = 6  # dates back, in which what is compared was named


@dataclass(frozen=True, slots=True)
class _Context:
    """What a date may lean on: the article's day, the dates named before it, the verb's tense."""

    published: date | None
    before: Sequence[Dated]
    tenses: Tenses

    @property
    def today(self) -> date:
        """The day of the article; without one nothing that leans on it is a date."""
        if self.published is None:
            raise ValueError("the day of the article is not known")
        return self.published

    def last(self, *precisions: Precision) -> tuple[Dated, date]:
        """Return the last date named before that has one of `precisions`, and its first day."""
        for dated in reversed(self.before):
            first = first_day(dated.value)
            if first and (not precisions or dated.precision in precisions):
                return dated, first
        raise ValueError("no such date was named before")

    def compared(self, *precisions: Precision) -> tuple[Dated, date]:
        """Return the last date named before that is not the year before another one.

        Reports compare again and again: profit rose from … a year earlier, sales from … a year ago.
        """
        named, first = self.last(*precisions)
        later = f"{min(first.year + 1, 9999):04}{named.value[4:]}"
        for dated in reversed(self.before[-_COMPARED:]):
            if dated.value.startswith(later) and (not precisions or dated.precision in precisions):
                return dated, first_day(dated.value) or first
        return named, first

    def direction(self, match: re.Match[str]) -> Direction:
        """Return where the verb points to that governs `match`."""
        return self.tenses.at(*match.span())


Reader = Callable[[re.Match[str], _Context], Period | None]


class _Rule(NamedTuple):
    """A pattern of the grammar; where it has a group `core`, that alone is the date."""

    pattern: re.Pattern[str]
    read: Reader


# --- the pieces ---------------------------------------------------------------------------------


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SPOKEN = (
    rf"(?:{_any_of(_TEENS.split())}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rf"(?:[- ]{_any_of(_ONES.split())})?)"
)
_PIECES = {
    "month": rf"(?:{_any_of(MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)",
    "name": _any_of(MONTHS),
    "day": rf"(?:[0-3]?\d(?:st|nd|rd|th)?|{_any_of(ORDINALS)})",
    "year": rf"(?:(?:1[5-9]|20)\d\d|(?:nineteen|twenty)[- ]{_SPOKEN})",
    "weekday": _any_of(WEEKDAYS),
    "number": rf"(?:\d{{1,3}}|an?|{_any_of(_ONES.split())}|{_SPOKEN})",
    "unit": r"(?:day|week|weekend|month|quarter|year|decade|century)",
    "units": r"(?:days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies))",
    "season": _any_of(list(periods.SEASONS)),
    "ordinal": r"(?:first|second|third|fourth|final|1st|2nd|3rd|4th)",
    "near": r"(?:this past|the past|last|this coming|the coming|next|this|the current|the latest)",
    "which": (
        r"(?:(?:fiscal |fiscal year )?(?:1[5-9]|20)\d\d|(?:last|this|next|that|the (?:same|current"
        r"|previous|following)|the) (?:fiscal )?year)"
    ),
    "named": _any_of([name.replace("'", "['’]?").replace("st.", r"st\.?") for name in NAMED_DAYS]),
    "time": r"(?:morning|afternoon|evening|night)",
    "to": r"(?: ?[-–—] ?| to | through | until | till )",
}
_PREPOSITIONS = (
    r"(?:in|since|until|till|by|from|of|before|after|for|through|during|between|to|and|or|on|at|over"
    r"|as of|around|about|around|early|late|mid|last|this|next|each|starting|beginning|ending|ended)"
)


def _rule(pattern: str, read: Reader, after: str = "") -> _Rule:
    """Compile a rule: `<month>` stands for that piece, and `<month2>` for another of its kind."""
    if after:
        pattern = rf"{after}[- ](?P<core>{pattern})"
    named = re.sub(
        r"(?<!\?P)<([a-z]+)(\d?)>", lambda m: f"(?P<{m[1]}{m[2]}>{_PIECES[m[1]]})", pattern
    )
    # A space may be the end of a wrapped line, or one that does not break.
    spaced = re.sub(r" \?", r"\\s*", named.replace("[- ]", r"[-\s]").replace("[ -]", r"[-\s]"))
    whole = rf"(?:(?<=\bmid-)|(?<![\w$€£-]))(?:{spaced})(?![\w%]|[-.,:/]\d)"
    return _Rule(re.compile(whole.replace(" ", r"\s+"), re.IGNORECASE), read)


# --- the readers --------------------------------------------------------------------------------


def _nothing(match: re.Match[str], context: _Context) -> None:
    """Read what only looks like a date, and what is a duration or comes again and again."""


def _month(name: str) -> int:
    """Return the number of a month; in small letters it is a word, *may* or *march*."""
    if name.islower():
        raise ValueError(f"{name} is a word")
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _day(words: str) -> int:
    words = "-".join(words.lower().split())
    return ORDINALS.index(words) + 1 if words in ORDINALS else int(re.sub(r"\D", "", words))


def _year(words: str) -> int:
    if words[0].isdigit():
        return int(words)
    first, rest = re.split(r"[-\s]", words.lower(), maxsplit=1)
    return 100 * periods.number(first) + periods.number(rest)


def _which_year(words: str | None, context: _Context) -> int | None:
    """Return the year that *1998*, *last year* or *that year* names, if any is named."""
    if not words:
        return None
    if digits := re.search(r"\d{4}", words):
        return int(digits[0])
    words = words.lower()
    if words.startswith(("that", "the same", "the following", "the previous")):
        named = context.last()[1].year
        return named + ("following" in words) - ("previous" in words)
    return context.today.year + words.startswith("next") - words.startswith("last")


def _date(match: re.Match[str], context: _Context) -> Period:
    """Read a day of a month, in any order, with its year or without."""
    parts = match.groupdict()
    month, day = _month(parts["month"]), _day(parts["day"])
    if parts.get("year"):
        return periods.day_of(_year(parts["year"]), month, day)
    year = _which_year(parts.get("which"), context)
    if year is None:
        year = _nearest_year(month, day, context, context.direction(match))
    return periods.day_of(year, month, day)


_FAR = 60  # days from the article; nearer than that, the tense of a news sentence tells little


def _nearest_year(month: int, day: int, context: _Context, to: Direction) -> int | None:
    """Return the year in which this day is nearest to the article, where the tense allows it."""
    if context.published is None:
        return None
    near = []
    for year in range(
        max(1, context.published.year - 1), min(9999, context.published.year + 1) + 1
    ):
        try:
            away = (date(year, month, day) - context.published).days
        except ValueError:  # 29 February
            continue
        near.append((to * away < -_FAR, abs(away), year))
    return min(near)[2] if near else None


def _full_month(match: re.Match[str], context: _Context) -> Period:
    parts = match.groupdict()
    number = _month(parts["month"])
    year = _year(parts["year"]) if parts.get("year") else _which_year(parts.get("which"), context)
    return periods.month(year, number)


def _bare_month(match: re.Match[str], context: _Context) -> Period:
    """Read a month without a year: the last one, or the next where the verb says so."""
    number, published = _month(match["name"]), context.published
    if published is None:
        return periods.month(None, number)
    near = (match.groupdict().get("near") or "").lower()
    if near == "this":
        return periods.month(published.year, number)
    if near:
        ahead = near.endswith(("next", "coming"))
    else:
        ahead = context.direction(match) is Direction.FUTURE
    if ahead:
        return periods.month(published.year + (number < published.month + (near != "")), number)
    return periods.month(published.year - (number > published.month - (near != "")), number)


def _range_of_days(match: re.Match[str], context: _Context) -> Period:
    """Read May 1-5 and 30 December to 2 January 2025: a year stands at the end for both."""
    parts = match.groupdict()
    first, last = _month(parts["month"]), _month(parts.get("month2") or parts["month"])
    days = _day(parts["day"]), _day(parts["day2"])
    if (first, days[0]) == (last, days[1]) or (first == last and days[0] > days[1]):
        raise ValueError("not a range")
    crosses = first > last
    if parts.get("year"):
        until: int | None = _year(parts["year"])
        since = None if until is None else until - crosses
    else:
        since = _nearest_year(first, days[0], context, context.direction(match))
        until = None if since is None else since + crosses
    start, end = periods.day_of(since, first, days[0]), periods.day_of(until, last, days[1])
    return start._replace(until=end.value)


def _range_of_months(match: re.Match[str], context: _Context) -> Period:
    first, last = _month(match["month"]), _month(match["month2"])
    year = _year(match["year"])
    return periods.month(year - (first > last), first)._replace(until=f"{year:04}-{last:02}")


def _numeric(match: re.Match[str], context: _Context) -> Period | None:
    """Read 15/05/2025 and 5/15/2025; nobody can tell what 03/04/2005 is."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 or first == second:
        return periods.day_of(year, second, first)
    return periods.day_of(year, first, second) if second > 12 else None


def _iso(match: re.Match[str], context: _Context) -> Period:
    return periods.day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _day_of_month(match: re.Match[str], context: _Context) -> Period:
    """Read *on the 15th*, of the month named before, or of the one nearest to the article."""
    day = _day(match["day"])
    month = (match.groupdict().get("near") or "").lower()
    if month:
        of = periods.add_months(context.today, (month == "next") - (month == "last"))
        return periods.day(of.replace(day=day))
    try:
        of = context.last(Precision.DAY, Precision.MONTH)[1]
        return periods.day(of.replace(day=day))
    except ValueError:
        pass
    near = [periods.add_months(context.today, count) for count in (-1, 0, 1)]
    to = context.direction(match)
    days = [one.replace(day=day) for one in near if day <= 28 or _has(one, day)]
    return periods.day(
        min(days, key=lambda on: (to * (on - context.today).days < 0, abs(on - context.today)))
    )


def _has(month: date, day: int) -> bool:
    return (month + timedelta(day - 1)).month == month.month


def _plain_year(match: re.Match[str], context: _Context) -> Period:
    return periods.year(_year(match["year"]))


def _fiscal_year(match: re.Match[str], context: _Context) -> Period | None:
    """Read the number of a fiscal year; when it begins is not known."""
    year = _which_year(match["which"], context)
    return None if year is None else periods.year(year)._replace(label="fiscal")


def _years(match: re.Match[str], context: _Context) -> Period:
    first, last = int(match["year"]), match["last"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if until <= first:
        raise ValueError("not a range")
    return periods.year(first)._replace(until=f"{until:04}")


def _decade(match: re.Match[str], context: _Context) -> Period:
    return periods.decade(int(match["y"]))


def _short_decade(match: re.Match[str], context: _Context) -> Period | None:
    """Read *the '90s*; *the '20s* are of two centuries."""
    tens = int(match["y"])
    return periods.decade(1900 + tens) if tens >= 30 else None


def _century(match: re.Match[str], context: _Context) -> Period:
    words = match["which"].lower()
    number = ORDINALS.index(words) if words in ORDINALS else int(re.sub(r"\D", "", words)) - 1
    return periods.century(100 * number)


def _weekday(match: re.Match[str], context: _Context) -> Period:
    """Read a weekday by the verb's tense: the last one with the article's own day, or the next."""
    parts, today = match.groupdict(), context.today
    number = WEEKDAYS.index(parts["weekday"].lower())
    near = " ".join((parts.get("near") or "").lower().split()).removeprefix("the ")
    if parts["weekday"].islower():
        raise ValueError("not a name")
    ahead = (number - today.weekday()) % 7
    if near == "next":
        return periods.day(periods.weekday(today, number, 1))
    if near in {"last", "this past", "past"}:
        return periods.day(today - timedelta(7 - ahead))
    future = near in {"this coming", "coming"} or context.direction(match) is Direction.FUTURE
    if near == "this" and not ahead:
        return periods.day(today)
    if future or (near == "this" and context.direction(match) is not Direction.PAST):
        return periods.day(today + timedelta(ahead))
    return periods.day(today - timedelta((-ahead) % 7))


def _weekday_of_week(match: re.Match[str], context: _Context) -> Period:
    """Read *Friday last week* and *next week on Friday*."""
    weeks = {"last": -1, "this": 0, "next": 1}[match["near"].lower()]
    number = WEEKDAYS.index(match["weekday"].lower())
    return periods.day(periods.weekday(context.today, number, weeks))


def _previous_weekday(match: re.Match[str], context: _Context) -> Period:
    """Read *the previous Friday* and *the following Monday*, from the day named before."""
    _, named = context.last(Precision.DAY)
    ahead = (WEEKDAYS.index(match["weekday"].lower()) - named.weekday()) % 7
    back = match["way"].lower() in {"previous", "preceding"}
    return periods.day(named + timedelta(ahead - 7 if back else ahead or 7))


_DAY_WORDS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def _day_word(match: re.Match[str], context: _Context) -> Period:
    words = " ".join(match["word"].lower().split())
    return periods.day(context.today + timedelta(_DAY_WORDS.get(words, 0)))


def _near_unit(match: re.Match[str], context: _Context) -> Period:
    """Read *last week*, *this month*, *next year*."""
    near = " ".join(match["near"].lower().split()).removeprefix("the ")
    if match["near"][0].isupper() and match["unit"][0].isupper() and not match[0].isupper():
        raise ValueError("a title")
    count = {"this": 0, "current": 0, "next": 1, "this coming": 1, "coming": 1}.get(near, -1)
    unit = match["unit"].lower()
    return moved(context.today, unit, count)


def _weekend(match: re.Match[str], context: _Context) -> Period:
    """Read *the weekend*: the last one, or the next where the verb says so."""
    today = context.today
    ahead = context.direction(match) is Direction.FUTURE
    return moved(today, "weekend", 0 if ahead or today.weekday() >= 5 else -1)


def _near_season(match: re.Match[str], context: _Context) -> Period:
    near, name = match["near"].lower().split()[-1], match["season"].lower()
    if near in {"last", "past"}:
        return periods.last_season(context.today, name)
    ahead = near in {"next", "coming"} and context.today.month >= periods.SEASONS[name] - 2
    return periods.season(context.today.year + ahead, name)


def _season(match: re.Match[str], context: _Context) -> Period | None:
    year = _which_year(match["which"], context)
    return None if year is None else periods.season(year, match["season"].lower())


def _ago(match: re.Match[str], context: _Context) -> Period:
    """Read *three weeks ago* at the precision of its unit."""
    words = match["number"].lower()
    return moved(context.today, _singular(match["units"]), -periods.number(words))


def _from_now(match: re.Match[str], context: _Context) -> Period:
    words = match["number"].lower()
    return moved(context.today, _singular(match["units"]), periods.number(words))


def _singular(units: str) -> str:
    units = units.lower()
    return "century" if units.startswith("centur") else units.removesuffix("s")


_COARSER = {
    Precision.DAY: 0, Precision.WEEK: 1, Precision.MONTH: 2, Precision.QUARTER: 3,
    Precision.HALF: 3, Precision.YEAR: 4, Precision.SEASON: 4, Precision.DECADE: 5,
    Precision.CENTURY: 6,
}  # fmt: skip


def _from_named(named: Dated, first: date, unit: str, count: int) -> Period:
    """Return what lies `count` units from a date named before.

    Of one year, the period stays what it is, since it is compared: May, and May a year earlier.
    """
    if (
        unit == "year"
        and abs(count) == 1
        and named.precision not in {Precision.DAY, Precision.WEEK}
    ):
        return _same_in(named, first.year + count)
    if _COARSER[Precision(unit)] < _COARSER[named.precision]:
        raise ValueError(f"{unit}s from {named.value} are not known")
    return moved(first, unit, count)


def _same_in(named: Dated, year: int) -> Period:
    """Return the same quarter, month or year as `named` in another year."""
    if len(named.value) < 4:
        raise ValueError("not of one year")
    moved_to = f"{date(year, 1, 1).year:04}"
    until = named.until and moved_to + named.until[4:]
    return Period(moved_to + named.value[4:], named.precision, until, named.label)


def _later(match: re.Match[str], context: _Context) -> Period:
    """Read *two days later*, *a year earlier*, *the day before*, from the date named before."""
    back = match["way"].lower() in {"earlier", "before", "previously"}
    count = periods.number(match["number"].lower())
    named, first = context.compared() if back and count == 1 else context.last()
    return _from_named(named, first, _singular(match["units"]), -count if back else count)


def _following(match: re.Match[str], context: _Context) -> Period:
    """Read *the following year*, *the previous month*, *the next day*."""
    unit = match["unit"].lower()
    named, first = context.last()
    if unit == "weekend" or _COARSER[Precision(unit)] < _COARSER[named.precision]:
        raise ValueError("not of this precision")
    return moved(first, unit, -1 if match["way"].lower() in {"previous", "preceding"} else 1)


def _that(match: re.Match[str], context: _Context) -> Period:
    """Read *that day*, *the same month*: the unit that holds the last date named so finely."""
    unit = match["unit"].lower()
    wanted = Precision.DAY if unit == "weekend" else Precision(unit)
    fine = [one for one in Precision if _COARSER[one] <= _COARSER[wanted]]
    named, first = context.last(*fine)
    return moved(first, unit, 0)


def _since_then(match: re.Match[str], context: _Context) -> Period:
    named, _ = context.last()
    return Period(named.value, named.precision, named.until, named.label)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}


def _quarter(match: re.Match[str], context: _Context) -> Period | None:
    """Read a quarter: the last one that had begun, or one that is not over if the verb says so."""
    parts = match.groupdict()
    words = parts["ordinal"].lower()
    number = _QUARTERS.get(words) or int(re.sub(r"\D", "", words))
    which = parts.get("which") or parts.get("which2")
    if re.search("fiscal", match[0], re.IGNORECASE):
        year = _which_year(which, context)
        label = f"fiscal {ORDINALS[number - 1]} quarter of"
        return None if year is None else periods.year(year)._replace(label=label)
    year = _which_year(which, context)
    if year is None:
        current = (context.today.month + 2) // 3
        # Results of the quarter just over are of the past, whenever they come.
        if context.direction(match) is Direction.FUTURE and number != (current - 2) % 4 + 1:
            year = context.today.year + (number < current)
        else:
            year = context.today.year - (number > current)
    return periods.quarter(year, number)


def _short_quarter(match: re.Match[str], context: _Context) -> Period:
    return periods.quarter(int(match["y"]), int(match["q"]))


_COMPARABLE = Precision.QUARTER, Precision.HALF, Precision.MONTH, Precision.YEAR


def _quarter_of_year(match: re.Match[str], context: _Context) -> Period:
    """Read *the 1988 quarter*, *the year-earlier period*: what was named before, in that year."""
    named, first = context.compared(*_COMPARABLE)
    year = _which_year(match.groupdict().get("which"), context)
    return _same_in(named, first.year - 1 if year is None else year)


def _earlier_quarter(match: re.Match[str], context: _Context) -> Period | None:
    quarter = _quarter(match, context)
    first = quarter and first_day(quarter.value)
    return None if first is None else moved(first, "quarter", -4)


def _that_quarter(match: re.Match[str], context: _Context) -> Period:
    named, _ = context.compared(Precision.QUARTER)
    return Period(named.value, named.precision, named.until)


def _ended_quarter(match: re.Match[str], context: _Context) -> Period | None:
    """Read *fourth quarter ended Sept. 30*: of a fiscal year, unless it is the calendar's."""
    quarter = _quarter(match, context)
    if quarter and quarter.until and int(quarter.until[-2:]) == _month(match["month"]):
        return quarter
    return None


def _half(match: re.Match[str], context: _Context) -> Period | None:
    year = _which_year(match["which"] or match["which2"], context)
    number = 1 if match["half"].lower() == "first" else 2
    return None if year is None else periods.half(year, number)


def _end_of(match: re.Match[str], context: _Context) -> Period:
    """Read *the end of the month*: of the running one."""
    period = moved(context.today, match["unit"].lower(), 0)
    return period._replace(label="end of")


def _in_the(match: re.Match[str], context: _Context) -> Period:
    """Read *earlier in the year*: in the running one."""
    return moved(context.today, match["unit"].lower(), 0)._replace(label=_label(match["part"]))


def _label(part: str) -> str:
    part = part.lower()
    return f"{part} in" if part in {"earlier", "later"} else part


def _year_end(match: re.Match[str], context: _Context) -> Period:
    """Read *year-end* as its last day: of this year, or of the last where the verb looks back."""
    year = _which_year(match["which"], context)
    if year is None:
        past = context.direction(match) is Direction.PAST
        year = context.today.year - past
    return periods.day_of(year, 12, 31)


def _named(match: re.Match[str], context: _Context) -> Period:
    """Read Christmas or Thanksgiving, in the year named or nearest to the article."""
    name = " ".join(match["named"].lower().replace("’", "'").split())
    parts = match.groupdict()
    name = _NAMED[re.sub(r"[^a-z ]", "", name)]
    if match["named"].islower():
        raise ValueError("not a name")
    year = _which_year(parts.get("which"), context)
    if year is None and context.published is None:
        return periods.day_of(None, *periods.FIXED_DAYS[name])
    if year is None:
        year = _nearest_named(name, context, context.direction(match), parts.get("near"))
    return periods.day(periods.named_day(name, year))


_NAMED = {re.sub(r"[^a-z ]", "", name): name for name in NAMED_DAYS}


def _nearest_named(name: str, context: _Context, to: Direction, near: str | None) -> int:
    today, near = context.today, (near or "").lower()
    years = [y for y in (today.year - 1, today.year, today.year + 1) if 1 <= y <= 9999]
    if near.endswith(("last", "past")):
        return max(y for y in years if periods.named_day(name, y) < today)
    if near.endswith(("next", "coming")):
        return min(y for y in years if periods.named_day(name, y) > today)
    if near == "this":
        return today.year
    away = {y: (periods.named_day(name, y) - today).days for y in years}
    return min(years, key=lambda y: (to * away[y] < -_FAR, abs(away[y])))


def _september_11(match: re.Match[str], context: _Context) -> Period:
    return periods.day_of(2001, 9, 11)


# --- the grammar --------------------------------------------------------------------------------

_OF = r"(?: of|,| in)? "
_AFTER_THE_YEAR = (
    r"(?:people|men|women|troops|children|(?:gmt|hours|hrs|utc|est|edt|pst|pdt|bst|cet)\b)"
)
_GRAMMAR: Mapping[str, tuple[tuple[str, Reader] | tuple[str, Reader, str], ...]] = {
    "digits": (
        (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:t\d\d:?\d\d(?::?\d\d)?(?:z|[+-]\d\d:?\d\d)?)?", _iso),
        (r"(?P<a>[0-3]?\d)(?P<s>[/.-])(?P<b>[0-3]?\d)(?P=s)(?P<y>(?:19|20)\d\d)", _numeric),
        (r"\d{1,2}/\d{1,2}/\d{2,4}", _nothing),
        (r"<year>(?! (?!(?:is|was|has|does|as|versus|its|his|this)\b)[a-z]+s\b)", _plain_year),
        (
            r"<year>",
            _plain_year,
            r"(?:in|since|until|till|by|from|during|before|after|through|between|the|its|his|her|their"
            r"|our|a|and|early|late|mid|year|of|[a-z]+['’]s)",
        ),
        (r"(?P<year>(?:1[5-9]|20)\d\d)[-–](?P<last>(?:1[5-9]|20)\d\d|\d\d)(?!-)", _years),
        (rf"(?:{_PIECES['year']}) {_AFTER_THE_YEAR}", _nothing),
        (
            r"(?:section|boeing|airbus|room|flight|page|pages|no\.|number|chapter|article|resolution|act"
            r"|channel|route|highway|interstate|windows|office|rule|form|bill|version|model|suite|unit"
            r"|vol\.|volume|code|at|about|some|nearly|almost|over|than|only|up to|least|most|[a-z]\.) <year>"
            r"(?: [a-z]+s\b| gmt| hours)",
            _nothing,
        ),
        (
            r"(?:section|boeing|airbus|room|flight|pages?|no\.|number|chapter|article|resolution"
            r"|channel|route|highway|interstate|windows|rule|form|vol\.|volume|code) <year>",
            _nothing,
        ),
        (r"(?:the )?(?P<y>(?:1[5-9]|20)\d0)['’]?s", _decade),
        (r"(?:the )?['’‘](?P<y>\d0)s", _short_decade),
        (r"(?:the )?fiscal[- ](?:year )?(?P<which>(?:19|20)\d\d)", _fiscal_year),
        (r"(?:the )?(?P<which>(?:19|20)\d\d) fiscal year", _fiscal_year),
        (r"9/11", _september_11),
    ),
    "month": (
        (r"(?:<weekday>,?(?: the)? )?<month> <day>,? <year>", _date),
        (r"(?:<weekday>,?(?: the)? )?<day>[ -](?:of )?<month>,?[ -]<year>", _date),
        (r"(?:<weekday>,?(?: the)? )?<month> <day>(?!\d)(?:,? (?:of )?<which>)?", _date),
        (r"(?:<weekday>,?(?: the)? )?<day> (?:of )?<month>(?:,? (?:of )?<which>)?", _date),
        (r"<month> <day><to><day2>(?:,? <year>)?", _range_of_days),
        (r"<month> <day><to><month2> <day2>(?:,? <year>)?", _range_of_days),
        (r"<day><to><day2> (?:of )?<month>(?:,? <year>)?", _range_of_days),
        (r"<day> <month><to><day2> <month2>(?:,? <year>)?", _range_of_days),
        (r"between <month> <day> and (?:<month2> )?<day2>(?:,? <year>)?", _range_of_days),
        (r"between <day> (?:<month> )and <day2> <month2>(?:,? <year>)?", _range_of_days),
        (r"<month><to><month2>,? <year>", _range_of_months),
        (r"<month>,?(?: of)? (?:<year>|<which>)", _full_month),
        (r"<near> <name>", _bare_month),
        (r"(?P<name>january|february|july|september|october|november|december)", _bare_month),
        (r"(?P<name>march|april|june|august)['’]s", _bare_month),
        (r"<name>(?! (?:(?-i:[A-Z])|(?:on|of|said|says)\b))", _bare_month, _PREPOSITIONS),
        (
            r"<name>(?= (?-i:[a-z]))(?! (?:on|of|to|in|against|from|by|and|for|through|said|says)\b)",
            _bare_month,
            r"(?:an?|its|his|her|their|our)",
        ),
        (r"march (?:on|of|for|through) (?:the )?[a-z]+", _nothing),
        (r"(?:sept\.?|september) 11(?:th)?(?= (?:\w+ )?(?:attacks?|terror|hijack))", _september_11),
    ),
    "weekday": (
        (r"(?:<near> )?<weekday>(?:,? <time>)?", _weekday),
        (r"<weekday>,? (?:of )?<near> week", _weekday_of_week),
        (r"(?:late |early )?(?P<near>last|this|next) week,? (?:on )?<weekday>", _weekday_of_week),
        (r"the (?P<way>previous|preceding|following) <weekday>", _previous_weekday),
        (r"(?:every|each|most|any|a|one|alternate) <weekday>", _nothing),
        (r"<weekday> (?:mornings|afternoons|evenings|nights)", _nothing),
        (
            r"<weekday> (?:times|telegraph|mirror|express|post|herald|mail|magazine|school|mass|best"
            r"|night (?:live|football|fever)|the 13th)",
            _nothing,
        ),
        (r"(?:bloody|super|fat|casual|ruby|man) <weekday>", _nothing),
    ),
    "dayword": (
        (
            r"(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow)"
            r"(?:['’]s)?(?: <time>)?",
            _day_word,
        ),
        (r"(?P<word>tonight|last night|this (?:very )?<time>)", _day_word),
    ),
    "unit": (
        (r"(?P<near>this past|this coming|last|this|next|the current|the latest) <unit>", _near_unit),
        (r"(?:the past|the coming) (?P<unit>weekend)", _weekend),
        (r"(?:the )(?:last|past|next|coming) <unit>", _nothing),
        (r"(?:the )weekend", _weekend),
        (r"(?:about |almost |nearly |around |roughly |some )?<number> <units> ago", _ago),
        (r"<number> <units> from (?:now|today)", _from_now),
        (r"(?:more than|over|less than|under|at least) <number> <units> ago", _nothing),
        (r"<number> <units> (?P<way>earlier|later|afterwards?|previously)", _later),
        (r"<number> <units> (?P<way>before|after)(?=[,.;)]|$)", _later),
        (r"(?P<number>the) (?P<units>day|year|month|week) (?P<way>before|after)(?=[,.;)]|$)", _later),
        (r"the (?P<way>previous|preceding|following) <unit>", _following),
        (r"the (?P<way>next) (?P<unit>day)(?: <time>)?", _following),
        (r"(?:that|(?:the|that) same|that very) <unit>", _that),
        (r"(?:since|until|by) then", _since_then),
        (r"(?P<part>early|late|earlier|later) in the (?P<unit>week|month|year|decade)", _in_the),
        (r"the end of the (?P<unit>week|month|year|decade|century)", _end_of),
        (r"(?:the )?year[- ]end(?:,? (?:of )?<which>)?", _year_end),
        (r"(?:the )?<which> year[- ]end", _year_end),
    ),
    "quarter": (
        (r"(?:the )?<ordinal>[- ]quarter(?=,?(?: which)? (?:ended|ending|ends) <month>)", _ended_quarter),
        (rf"(?:the )?(?:fiscal[- ])?<ordinal>[- ]quarter(?:{_OF}<which>)?", _quarter),
        (r"(?:the )?<which>(?:['’]s)? (?:fiscal[- ])?<ordinal>[- ]quarter", _quarter),
        (r"q(?P<q>[1-4])(?: of)?[\s/]?(?P<y>(?:19|20)\d\d)", _short_quarter),
        (r"(?P<q>[1-4])q[\s/]?(?P<y>(?:19|20)\d\d)", _short_quarter),
        (r"(?P<y>(?:19|20)\d\d)[- ]?q(?P<q>[1-4])", _short_quarter),
        (r"(?P<ordinal>q[1-4])", _quarter),
        (r"(?:the |that |that same |the same )quarter", _that_quarter),
        (r"(?:the )?<which>(?:['’]s)? quarter", _quarter_of_year),
        (
            r"(?:the )?(?:comparable |same |corresponding )?year[- ](?:ago|earlier) <ordinal>[- ]quarter",
            _earlier_quarter,
        ),
        (r"<ordinal>[- ]quarter (?:goal|lead|touchdown|score|point|deficit)s?", _nothing),
    ),
    "period": (
        (
            r"(?:the )?(?:comparable |same |corresponding )?(?<!a\s)year[- ](?:ago|earlier)"
            r"(?: (?:quarter|period|month|half|level|figure)s?)?",
            _quarter_of_year,
        ),
        (
            r"the (?:same|corresponding|comparable|like|year-earlier) (?:quarter|period|month|half)(?: of| in)?"
            r" (?:<which>|a year (?:earlier|ago|before))",
            _quarter_of_year,
        ),
        (r"(?:the )?(?P<half>first|second|last)[- ]half of (?:<which>)", _half),
    ),
    "season": (
        (r"<near> <season>", _near_season),
        (r"(?:the )?<season>(?: of|,)? <which>", _season),
    ),
    "century": (
        (r"(?:the )?(?P<which>\d{1,2}(?:st|nd|rd|th)|" + _any_of(ORDINALS) + r")[- ]century", _century),
        (r"(?:the )?(?:[a-z]+|\d{1,2}(?:st|nd|rd|th))[- ]century b\.?c\.?", _nothing),
    ),
    "named": (
        (r"(?:<near> )?<named>(?:,? (?:of )?<which>)?", _named),
        (
            r"<named> (?:trees?|cards?|shopping|season|party|parties|sales?|lights|carols?|presents?|gifts?"
            r"|eggs?|bunny|island|dinner|lunch|holidays?|vacation|break|uprising|rising|parade|pudding"
            r"|spending|bonus|tale|story|movie|films?|songs?|decorations|turkeys?|costumes?|seal|carol|box)",
            _nothing,
        ),
    ),
    "ordinal": (
        (
            r"the (?P<day>[0-3]?\d(?:st|nd|rd|th))(?: of (?P<near>this|last|next) month)?(?=\s*(?:[.,;:)!?]|$))",
            _day_of_month,
            r"(?:on|by|until|till|before|after|since)",
        ),
        (
            r"the (?P<day>[0-3]?\d(?:st|nd|rd|th)) of (?P<near>this|last|next) month",
            _day_of_month,
        ),
    ),
}  # fmt: skip

_SIGNS = {
    "digits": r"\d\d|nineteen|twenty",
    "month": r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "weekday": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "dayword": r"\b(?:yesterday|today|tonight|tomorrow|morning|afternoon|evening|night)\b",
    "unit": r"\b(?:day|week|weekend|month|quarter|year|decade|century|ago|earlier|later|then)s?\b",
    "quarter": r"\bquarter\b|\bq[1-4]\b|\b[1-4]q\b",
    "period": r"\byear[- ](?:ago|earlier|before)|\bperiod\b|\bhalf of\b",
    "season": r"\b(?:spring|summer|autumn|fall|winter)\b",
    "century": r"century",
    "named": r"\b(?:day|eve|christmas|easter|thanksgiving|halloween|juneteenth|fourth|friday)\b",
    "ordinal": r"\dth\b|\dst\b|\dnd\b|\drd\b",
}


@cache
def _rules() -> tuple[tuple[re.Pattern[str], tuple[_Rule, ...]], ...]:
    """Return the rules by the sign without which none of them can match."""
    return tuple(
        (re.compile(sign, re.IGNORECASE), tuple(_rule(*one) for one in _GRAMMAR[name]))
        for name, sign in _SIGNS.items()
    )


def dates(
    text: str, start: int, end: int, published: date | None, before: Sequence[Dated] = ()
) -> Iterator[Dated]:
    """Yield the dates that `text[start:end]`, a sentence, names, in order.

    The leftmost is taken, and the longest there. What is relative leans on `published`, *that day*
    and its like on the dates named `before` it; without these they are no dates.
    """
    found: list[Dated] = []
    context = _Context(published, [*before], Tenses(text, start, end))
    taken = start
    for span, rule, match in _matches(text, start, end):
        if span[0] < taken:
            continue
        taken = span[1]
        period = _read(rule, match, _Context(published, [*before, *found], context.tenses))
        if period is not None:
            found.append(Dated(*span, *period))
    yield from _joined(text, start, end, found)


def _matches(text: str, start: int, end: int) -> list[tuple[tuple[int, int], _Rule, re.Match[str]]]:
    """Return the matches of all rules, the leftmost and longest first."""
    matches = [
        (match.span("core") if "core" in match.re.groupindex else match.span(), rule, match)
        for sign, rules in _rules()
        if sign.search(text, start, end)
        for rule in rules
        for match in rule.pattern.finditer(text, start, end)
    ]
    return sorted(matches, key=lambda one: (one[0][0], -one[0][1]))


def _read(rule: _Rule, match: re.Match[str], context: _Context) -> Period | None:
    """Return what a match names, or None where the calendar or the context has no such date."""
    try:
        return rule.read(match, context)
    except (ValueError, OverflowError, KeyError):
        return None


# --- what stands around a date ------------------------------------------------------------------

_PART = re.compile(
    r"\b(?:(?P<part>early|late|mid|earlier|later)|sometime|so far|(?:the )?(?P<edge>end|start|beginning|middle)"
    r" of)[-\s]+(?:in[-\s]+|on[-\s]+)?(?:the[-\s]+)?$".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|through|thru|until|till)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:mov|postpon|delay|reschedul|shift|push|extend|chang|rais|cut|ros|rise|fell|fall|grew|up"
    r"|increas|declin)\w*\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r",?\s+\(?")


def _joined(text: str, start: int, end: int, found: Sequence[Dated]) -> Iterator[Dated]:
    """Yield dates with the parts they name, those of a range as one."""
    pending: Dated | None = None
    taken = start
    for one in found:
        dated = _with_part(text, taken, one)
        joined = pending and _one_of_two(text, start, pending, dated)
        if pending and not joined:
            yield pending
        pending = joined or dated
        taken = dated.end
    if pending:
        yield pending


def _with_part(text: str, start: int, dated: Dated) -> Dated:
    part = _PART.search(text, max(start, dated.start - 30), dated.start)
    if part is None:
        return dated
    label = _label(part["part"] or "") or (f"{part['edge'].lower()} of" if part["edge"] else "")
    if dated.precision is Precision.DAY or dated.label:
        label = dated.label
    return replace(dated, start=part.start(), label=label)


def _one_of_two(text: str, start: int, first: Dated, last: Dated) -> Dated | None:
    """Return the range from `first` to `last`, or the day that both name, if they do."""
    gap = text[first.end : last.start]
    if first.precision is not last.precision or first.until or last.until:
        return None
    if _SAME_DAY.fullmatch(gap) and first.precision is Precision.DAY and first.value == last.value:
        return replace(first, end=last.end)
    is_range = _TO.fullmatch(gap) or (
        _AND.fullmatch(gap) and _BETWEEN.search(text, start, first.start)
    )
    if not is_range or first.label or last.label or last.value <= first.value:
        return None
    if _APART.search(text, start, first.start):
        return None
    return replace(first, end=last.end, until=last.value)
