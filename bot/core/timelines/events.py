"""The types of a timeline: events with their dates and the quotes that report them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.dates.mention import DateMention
from bot.core.text.article import Article
from bot.core.text.quote import Quote
from bot.core.text.words import Span

DEFAULT_EVENTS = 25


class Status(StrEnum):
    """Whether the text says that an event happened, is to come, or depends on something."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Event:
    """A quote that reports what happens on a date; the quotes in `also` report the same.

    `expression` is the span of the date in the file. It is None if the date is the article's own
    day, which is the one that its lead mentions or else that of its publication.
    """

    date: DateMention
    expression: Span | None
    expression_text: str
    quote: Quote
    also: tuple[Quote, ...] = ()
    status: Status = Status.HAPPENED

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quote and all others that report the same event."""
        return self.quote, *self.also

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader should know about the date, in words."""
        status_mark = () if self.status is Status.HAPPENED else (str(self.status),)
        return status_mark if self.expression else (*status_mark, "article’s date")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of their dates, of `article` or of all articles.

    `total` counts the events before the limit; `unknown` is set if no article mentions the topic.
    """

    events: tuple[Event, ...]
    total: int
    article: Article | None = None
    topic: str | None = None
    unknown: bool = False

    @property
    def about(self) -> str:
        """The topic, or else the title of the article."""
        return self.topic or (self.article.title if self.article else "All articles")


@dataclass(frozen=True, slots=True)
class ExtractedEvent:
    """An event, the relevance of its sentence, and the sentence's terms as a unit vector."""

    event: Event
    relevance: float
    terms: Mapping[str, float]


def sort_by_date(events: Iterable[Event]) -> list[Event]:
    """Sort events by date; those without a year come last, because their place is unknown."""
    return sorted(events, key=lambda event: (event.date.value.startswith("--"), event.date.value))
