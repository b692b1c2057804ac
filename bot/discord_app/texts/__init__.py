"""The texts that people read, in their language. The only import of babel.

Each language is a file of messages in this folder. A message is a text with {places} for values,
or one such text for each plural category of the language, chosen by {count}
(Unicode CLDR, "Language Plural Rules").
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.text.quote import Quote

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr", "it", "pl", "pt", "uk", "ru", "tr", "ja", "zh")
_REGIONS = {ENGLISH: "en_GB"}  # puts the day first in dates, as most of the world does
_OTHER_SCRIPTS = {"zh-TW"}  # whose readers read another script than that of the language's file

_KILOBYTE, _MEGABYTE = 1_000, 1_000_000  # bytes
_LEAP_YEAR = "2000-"  # stands in for an unknown year, and has a 29 February
_SKELETONS = {
    (Precision.DAY, False): "",  # Babel's own long form spells the month out
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
        """Return the date of an event, in English unless it is a day, a month or a year."""
        skeleton = _SKELETONS.get((mention.precision, mention.value.startswith("--")))
        if skeleton is None or mention.until:
            return mention.in_words()
        day = date.fromisoformat(f"{mention.value.replace('--', _LEAP_YEAR)}-01-01"[:10])
        return format_skeleton(skeleton, day, locale=self.locale) if skeleton else self.date(day)

    def place(self, quote: Quote) -> str:
        """Return the line or lines on which a quote stands, and its page of a PDF."""
        key = "line" if quote.first_line == quote.last_line else "lines"
        lines = self(key, first=quote.first_line, last=quote.last_line)
        return f"{lines} · {self('page-of-pdf', page=quote.page)}" if quote.page else lines


@cache
def texts_in(locale: str) -> Texts:
    """Return the texts for a locale such as `uk` or `es-419`, in English if it is not supported."""
    language = locale.partition("-")[0]
    if language not in LANGUAGES or locale in _OTHER_SCRIPTS:
        language = ENGLISH
    content = (files(__name__) / f"{language}.toml").read_text("utf-8")
    return Texts(language, Locale.parse(_REGIONS.get(language, language)), tomllib.loads(content))
