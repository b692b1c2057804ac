"""Texts: what the bot says, in the reader's language. The only import of babel.

Each language is a file of messages beside this one. A message is a text with {places} for values,
or a table of texts for the plural categories of the language, chosen by its {count}
(Unicode CLDR, "Language Plural Rules").
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.core.answers.answer import Quote
from bot.core.dates.dates import DateMention, Precision

ENGLISH = "en"
LANGUAGES = (ENGLISH, "uk", "ru", "tr")
_REGIONS = {ENGLISH: "en_GB"}  # where dates begin with the day, as in most of the world

_LEAP_YEAR = "2000-"  # has every day
_SKELETONS = {
    (Precision.DAY, False): "",  # Babel's own long form, with the month in full
    (Precision.DAY, True): "MMMMd",
    (Precision.MONTH, False): "yMMMM",
    (Precision.YEAR, False): "y",
}

Message = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The messages of one language, and how it writes numbers and dates."""

    language: str
    locale: Locale
    messages: Mapping[str, Message]

    def __call__(self, key: str, count: int = 0, **values: object) -> str:
        """Return the message `key` with `values` in their places; `count` chooses the plural."""
        message = self.messages[key]
        if isinstance(message, Mapping):
            message = message[self.locale.plural_form(count)]
        return message.format(count=self.number(count), **values)

    @property
    def name(self) -> str:
        """What the language calls itself."""
        name = self.locale.get_language_name() or self.language
        return name[:1].upper() + name[1:]

    def number(self, number: int) -> str:
        """Return a number as the language writes it."""
        return format_decimal(number, locale=self.locale)

    def size(self, count: int) -> str:
        """Return a number of bytes, in kilobytes or megabytes."""
        unit, of = ("mega", 1_000_000) if count >= 1_000_000 else ("kilo", 1_000)
        rounded = round(count / of, 1) if unit == "mega" else max(1, round(count / of))
        return format_unit(
            rounded, f"digital-{unit}byte", "short", format="#,##0.#", locale=self.locale
        )

    def date(self, day: date) -> str:
        """Return a date as the language writes it."""
        return format_date(day, "long", locale=self.locale)

    def when(self, dated: DateMention) -> str:
        """Return the date of an event; what is not a day, month or year is said in English."""
        skeleton = _SKELETONS.get((dated.precision, dated.value.startswith("--")))
        if skeleton is None or dated.until:
            return dated.in_words()
        first = date.fromisoformat(f"{dated.value.replace('--', _LEAP_YEAR)}-01-01"[:10])
        return (
            format_skeleton(skeleton, first, locale=self.locale) if skeleton else self.date(first)
        )

    def lines(self, quote: Quote) -> str:
        """Return the lines of a quote."""
        key = "line" if quote.first_line == quote.last_line else "lines"
        return self(key, first=quote.first_line, last=quote.last_line)


@cache
def texts_in(locale: str) -> Texts:
    """Return the texts for a locale such as `uk` or `en-GB`; English for a language unknown."""
    language = locale.partition("-")[0]
    language = language if language in LANGUAGES else ENGLISH
    content = (files(__name__) / f"{language}.toml").read_text("utf-8")
    return Texts(language, Locale.parse(_REGIONS.get(language, language)), tomllib.loads(content))
