"""The words of a timeline's picture, as the list beside it has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.discord_app.features.timeline.replies import event_marks

if TYPE_CHECKING:
    from bot.core.text.quote import Quote
    from bot.core.timelines.events import Event
    from bot.discord_app.texts import Texts

_MONTHS_OF_YEAR = 12
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, slots=True)
class TextsWording:
    """The words of a reader's language: see `bot.picture.Wording`."""

    texts: Texts

    @property
    def title(self) -> str:
        """The name of such a picture."""
        return self.texts("picture-title")

    @property
    def undrawable(self) -> str:
        """Words for a text that is only in the list sent with the picture."""
        return self.texts("undrawable")

    @property
    def unknown_year(self) -> str:
        """A note above events whose year is not given."""
        return self.texts("year-not-given")

    @property
    def unknown_day(self) -> str:
        """The name of the mark of a date without its day."""
        return self.texts("day-not-given")

    @property
    def time_span(self) -> str:
        """The name of the mark of a span of time."""
        return self.texts("time-span")

    def describe(self, about: str, extent: str) -> str:
        """Return a sentence about the whole picture."""
        return self.texts("picture-of", about=about, extent=extent)

    def date(self, mention: DateMention) -> str:
        """Return a date, with plain spaces."""
        return " ".join(self.texts.when(mention).split())

    def date_in_year(self, mention: DateMention) -> str:
        """Return a date without its year, if it lies in one year."""
        year = mention.value[:_DIGITS_OF_YEAR]
        if not year.isdecimal() or not (mention.until or year).startswith(year):
            return self.date(mention)
        until = mention.until and _without_year(mention.until)
        return self.date(replace(mention, value=_without_year(mention.value), until=until))

    def year(self, value: str) -> str:
        """Return a year of four digits."""
        return self.date(DateMention(0, 0, value, Precision.YEAR))

    def dates(self, shown: int, total: int) -> str:
        """Return how many of all dates are shown."""
        if shown < total:
            return self.texts("dates-shown", total, shown=self.texts.number(shown))
        return self.texts("dates", total)

    def pause(self, months: int) -> str:
        """Return how much later an event is than the one before it."""
        years = months // _MONTHS_OF_YEAR
        return self.texts("years-later", years) if years else self.texts("months-later", months)

    def more_sources(self, count: int) -> str:
        """Return how many more sources report an event."""
        return self.texts("more-sources", count)

    def marks(self, event: Event) -> list[str]:
        """Return the reasons why an event is not a plain report with its own date."""
        return event_marks(event, self.texts)

    def place(self, quote: Quote) -> str:
        """Return the lines on which a quote stands."""
        return self.texts.place(quote)


def _without_year(value: str) -> str:
    """Return an ISO 8601 value of a month or a day without its year: `--05-15`."""
    return f"-{value[_DIGITS_OF_YEAR:]}"
