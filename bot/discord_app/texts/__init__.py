"""The texts that people read, in their language. The only import of babel.

Each language is a file of messages in this folder. A message is a text with {places} for values,
or one such text for each plural category of the language, chosen by {count}
(Unicode CLDR, "Language Plural Rules").
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.core.dates.mention import DateMention, ordinal
from bot.core.dates.numerals import ORDINALS
from bot.core.dates.periods import Precision
from bot.core.text.quote import Quote

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr", "it", "pl", "pt", "uk", "ru", "tr", "ja", "zh")
_REGIONS = {ENGLISH: "en_GB"}  # puts the day first in dates, as most of the world does
_OTHER_SCRIPTS = {"zh-TW"}  # whose readers read another script than that of the language's file

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000  # bytes
_LEAP_YEAR = "2000-"  # stands in for an unknown year, and has a 29 February
# CLDR's names of patterns, by whether the year is known and the length of the ISO 8601 value
_SKELETONS = {
    (True, 10): "yMMMMd",
    (True, 7): "yMMMM",
    (True, 4): "y",
    (False, 10): "MMMMd",
    (False, 7): "LLLL",
}
# The patterns of intervals that each language has, whose months may be short
_INTERVALS = {"yMMMMd": "yMMMd", "MMMMd": "MMMd", "yMMMM": "yMMMM", "LLLL": "MMM", "y": "y"}
_PARTS = {
    "early": "date-early",
    "start of": "date-start",
    "beginning of": "date-start",
    "mid": "date-mid",
    "middle of": "date-mid",
    "late": "date-late",
    "end of": "date-end",
    "close of": "date-end",
}
_SEASONS = {
    "spring": "season-spring",
    "summer": "season-summer",
    "autumn": "season-autumn",
    "fall": "season-autumn",
    "winter": "season-winter",
}
_FISCAL = "fiscal"  # how the label of a year of accounts begins
_ROMAN_DIGITS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

Message = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The messages of one language, and how it writes numbers and dates."""

    language: str
    locale: Locale
    messages: Mapping[str, Message]

    def __call__(self, key: str, count: int = 0, **values: object) -> str:
        """Return the message `key` with `values` filled in; `count` chooses the plural form."""
        message = self.messages[key]
        if isinstance(message, Mapping):
            message = message[self.locale.plural_form(count)]
        return message.format(count=self.number(count), **values)

    @property
    def name(self) -> str:
        """The name of the language in the language itself."""
        name = self.locale.get_language_name() or self.language
        return name[:1].upper() + name[1:]

    def language_name(self, code: str) -> str:
        """Return the name of a language."""
        return str(self.locale.languages.get(code, code))

    def language_names(self, codes: Iterable[str]) -> str:
        """Return the names of languages as a list in a sentence."""
        return format_list(list(map(self.language_name, codes)), locale=self.locale)

    def number(self, number: int) -> str:
        """Return a number as the language writes it."""
        return format_decimal(number, locale=self.locale)

    def size(self, count: int) -> str:
        """Return a number of bytes in kilobytes, at least one, or in megabytes."""
        if count >= _MEGABYTE:
            unit, amount = "digital-megabyte", round(count / _MEGABYTE, 1)
        else:
            unit, amount = "digital-kilobyte", max(1, round(count / _KILOBYTE))
        return format_unit(amount, unit, "short", format="#,##0.#", locale=self.locale)

    def date(self, day: date) -> str:
        """Return a date as the language writes it."""
        return format_date(day, "long", locale=self.locale)

    def when(self, mention: DateMention) -> str:
        """Return the date of an event, as far as it is known."""
        part = _PARTS.get(mention.label)
        period = self._period(mention)
        return self(part, date=period) if part else period

    def _period(self, mention: DateMention) -> str:
        first, last, label = mention.value, mention.until or mention.value, mention.label
        if label in _SEASONS:
            years = first if last == first else f"{first}–{last}"
            return self(_SEASONS[label], year=years)
        if label.startswith(_FISCAL):
            return self("date-fiscal", date=self._fiscal_period(first, label))
        if mention.precision is Precision.QUARTER:
            return self._quarter(first)
        if mention.precision is Precision.HALF:
            half = "half-first" if first.endswith("-01") else "half-second"
            return self(half, year=first[:4])
        dates = self._range(first, last)
        return self("week-of", dates=dates) if mention.precision is Precision.WEEK else dates

    def _fiscal_period(self, year: str, label: str) -> str:
        """Return a year of accounts, or the quarter of it that the label names."""
        quarter = next((n for n, word in enumerate(ORDINALS[:4]) if word in label.split()), None)
        return (
            self._value(year) if quarter is None else self._quarter(f"{year}-{3 * quarter + 1:02}")
        )

    def _quarter(self, month: str) -> str:
        return format_skeleton("yQQQQ", _first_day(month), locale=self.locale)

    def _range(self, first: str, last: str) -> str:
        """Return the period from one ISO 8601 value to another; what both share is written once."""
        skeleton = _skeleton(first)
        if first == last:
            return self._value(first)
        if skeleton is None or _skeleton(last) != skeleton:
            return self._join_ends(self._value(first), self._value(last))
        days = _first_day(first), _first_day(last)
        intervals = self.locale.interval_formats
        patterns = (intervals.get(skeleton) or intervals[_INTERVALS[skeleton]])[_difference(*days)]
        ends = zip(days, map(_spell_month_out, patterns), strict=True)
        return "".join(format_date(day, pattern, locale=self.locale) for day, pattern in ends)

    def _join_ends(self, first: str, last: str) -> str:
        return str(self.locale.interval_formats[None]).format(first, last)

    def _value(self, value: str) -> str:
        """Return an ISO 8601 value as the language writes it."""
        skeleton = _skeleton(value)
        if skeleton is None:
            return self._decade(value) if len(value) == 3 else self._century(int(value) + 1)
        day = _first_day(value)
        if skeleton == "yMMMMd":  # of which Babel's long form spells the month out
            return self.date(day)
        if skeleton == "LLLL":
            return format_date(day, skeleton, locale=self.locale)
        return format_skeleton(skeleton, day, locale=self.locale)

    def _decade(self, value: str) -> str:
        return self("decade", year=f"{value}0", last=f"{value}9")

    def _century(self, number: int) -> str:
        return self("century", number=number, ordinal=ordinal(number), roman=_roman(number))

    def place(self, quote: Quote) -> str:
        """Return the line or lines on which a quote stands, and its page of a PDF."""
        key = "line" if quote.first_line == quote.last_line else "lines"
        lines = self(key, first=quote.first_line, last=quote.last_line)
        return f"{lines} · {self('page-of-pdf', page=quote.page)}" if quote.page else lines


def _skeleton(value: str) -> str | None:
    """Return the name of the pattern of an ISO 8601 value; None for a decade or a century."""
    return _SKELETONS.get((not value.startswith("--"), len(value.replace("--", _LEAP_YEAR))))


def _first_day(value: str) -> date:
    return date.fromisoformat(f"{value.replace('--', _LEAP_YEAR)}-01-01"[:10])


def _difference(first: date, last: date) -> str:
    """Return CLDR's letter for the largest field in which two days differ."""
    if first.year != last.year:
        return "y"
    return "M" if first.month != last.month else "d"


def _spell_month_out(pattern: str) -> str:
    """Return a pattern of dates with the name of the month in full, and days without a zero."""
    return re.sub(r"\bdd\b", "d", re.sub(r"(M|L)\1{2,}", r"\1\1\1\1", pattern))


def _roman(number: int) -> str:
    numeral = ""
    for value, digits in _ROMAN_DIGITS:
        numeral += digits * (number // value)
        number %= value
    return numeral


@cache
def texts_in(locale: str) -> Texts:
    """Return the texts for a locale such as `uk` or `es-419`, in English if it is not supported."""
    language = locale.partition("-")[0]
    if language not in LANGUAGES or locale in _OTHER_SCRIPTS:
        language = ENGLISH
    content = (files(__name__) / f"{language}.toml").read_text("utf-8")
    return Texts(language, _locale(_REGIONS.get(language, language)), tomllib.loads(content))


def _locale(name: str) -> Locale:
    """Return a locale with month names of its own.

    Locales share a table into which babel writes the names of the first that is asked, so that a
    German date may have a Chinese month: https://github.com/python-babel/babel/issues/1234.
    """
    data = localedata.load(name)
    data["months"] = deepcopy(data["months"])
    return Locale.parse(name)
