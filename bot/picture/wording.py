"""The words that a picture adds to the events: in English, or as the caller gives them."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.dates.mention import DateMention
from bot.core.text.quote import Quote
from bot.core.timelines.events import Event

_MONTHS_OF_YEAR = 12


class Wording(Protocol):
    """The words of a language, and how it writes dates and counts."""

    @property
    def title(self) -> str:
        """The name of such a picture."""

    @property
    def undrawable(self) -> str:
        """Words for a text that is only in the list sent with the picture."""

    @property
    def unknown_year(self) -> str:
        """A note above events whose year is not given."""

    @property
    def unknown_day(self) -> str:
        """The name of the mark of a date without its day."""

    @property
    def time_span(self) -> str:
        """The name of the mark of a span of time."""

    def describe(self, about: str, extent: str) -> str:
        """Return a sentence about the whole picture."""

    def date(self, mention: DateMention) -> str:
        """Return a date."""

    def date_in_year(self, mention: DateMention) -> str:
        """Return a date without its year, if it lies in one year."""

    def year(self, value: str) -> str:
        """Return a year of four digits."""

    def dates(self, shown: int, total: int) -> str:
        """Return how many of all dates are shown."""

    def pause(self, months: int) -> str:
        """Return how much later an event is than the one before it."""

    def more_sources(self, count: int) -> str:
        """Return how many more sources report an event."""

    def marks(self, event: Event) -> Sequence[str]:
        """Return the reasons why an event is not a plain report with its own date."""

    def place(self, quote: Quote) -> str:
        """Return the lines on which a quote stands."""


class EnglishWording:
    """The words of English, as on the command line."""

    title = "Timeline"
    undrawable = "The picture has no letters for this text. It is in the list."
    unknown_year = "Year not given"
    unknown_day = "day not given"
    time_span = "a span of time"

    def describe(self, about: str, extent: str) -> str:
        """Return a sentence about the whole picture."""
        return f"Timeline: {about}; {extent}."

    def date(self, mention: DateMention) -> str:
        """Return a date."""
        return mention.in_words()

    def date_in_year(self, mention: DateMention) -> str:
        """Return a date without its year, if it lies in one year."""
        return mention.in_words().removesuffix(f" {mention.value[:4]}")

    def year(self, value: str) -> str:
        """Return a year of four digits."""
        return value

    def dates(self, shown: int, total: int) -> str:
        """Return how many of all dates are shown."""
        count = _count(total, "date")
        return f"{shown} of {count}" if shown < total else count

    def pause(self, months: int) -> str:
        """Return how much later an event is than the one before it."""
        years = months // _MONTHS_OF_YEAR
        return f"{_count(years, 'year') if years else _count(months, 'month')} later"

    def more_sources(self, count: int) -> str:
        """Return how many more sources report an event."""
        return f"and {count} more"

    def marks(self, event: Event) -> Sequence[str]:
        """Return the reasons why an event is not a plain report with its own date."""
        return event.marks

    def place(self, quote: Quote) -> str:
        """Return the lines on which a quote stands."""
        return quote.lines


ENGLISH_WORDING = EnglishWording()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"
