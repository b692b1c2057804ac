"""Timeline: sentences that name a date, in the order of their dates."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.news.answer import Quote, quote
from bot.news.article import Article
from bot.news.dates import Dated, dates, leans_back
from bot.news.passage import Sentence

DEFAULT_EVENTS = 25


class Status(StrEnum):
    """Whether an event has happened."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Event:
    """A quote and the date that it names; `expression` is that date's span in the file.

    It is None where the article's own date stands for the event's. `also` are the quotes of other
    articles that tell the same.
    """

    dated: Dated
    expression_text: str
    expression: tuple[int, int] | None
    quote: Quote
    also: tuple[Quote, ...] = ()
    status: Status = Status.HAPPENED

    @property
    def marks(self) -> list[str]:
        """What a reader must know beside the date, in words."""
        status = [] if self.status is Status.HAPPENED else [self.status.value]
        return status if self.expression else [*status, "article’s date"]


def events(article: Article, sentence: Sentence, before: Sequence[Dated] = ()) -> Iterator[Event]:
    """Yield an event for each date that `sentence` names, in the order of the text.

    `before` holds the dates that the article names earlier, for *that day* and its like.
    """
    span = (sentence.start, sentence.end)
    for dated in dates(article.reading.text, *span, article.published, before):
        start, end = article.reading.in_file(dated.start, dated.end)
        yield Event(dated, article.text[start:end], (start, end), quote(article, span, span))


def events_of(
    article: Article, sentences: Sequence[Sentence], chosen: Collection[Sentence]
) -> Iterator[Event]:
    """Yield the events of the `chosen` ones of all `sentences` of an article.

    The others are read only where a chosen one may lean on a date that they name.
    """
    before: list[Dated] = []
    unread, text = 0, article.reading.text
    for place, sentence in enumerate(sentences):
        if sentence not in chosen:
            continue
        if leans_back(text, sentence.start, sentence.end):
            for earlier in sentences[unread:place]:
                before += dates(text, earlier.start, earlier.end, article.published, before)
            unread = place
        yield from events(article, sentence, before)


def in_order(found: list[Event]) -> list[Event]:
    """Sort by date; what has no year comes last, since nothing says where it belongs."""
    return sorted(found, key=lambda event: (event.dated.value.startswith("--"), event.dated.value))
