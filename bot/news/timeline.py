"""Timeline: sentences that name a date, in the order of their dates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.news.answer import Quote, quote
from bot.news.article import Article
from bot.news.dates import Dated, dates
from bot.news.passage import Sentence

DEFAULT_EVENTS = 25


@dataclass(frozen=True, slots=True)
class Event:
    """A quote and the date that it names; `expression` is that date's span in the file."""

    dated: Dated
    expression_text: str
    expression: tuple[int, int]
    quote: Quote


def events(article: Article, sentence: Sentence, before: Sequence[Dated] = ()) -> Iterator[Event]:
    """Yield an event for each date that `sentence` names, in the order of the text.

    `before` holds the dates that the article names earlier, for *that day* and its like.
    """
    span = (sentence.start, sentence.end)
    for dated in dates(article.reading.text, *span, article.published, before):
        start, end = article.reading.in_file(dated.start, dated.end)
        yield Event(dated, article.text[start:end], (start, end), quote(article, span, span))


def events_by_sentence(
    article: Article, sentences: Iterable[Sentence]
) -> Iterator[tuple[Sentence, list[Event]]]:
    """Yield each of the sentences of `article` with its events, read in the light of all before."""
    before: list[Dated] = []
    for sentence in sentences:
        found = list(events(article, sentence, before))
        before += [event.dated for event in found]
        yield sentence, found


def in_order(found: list[Event]) -> list[Event]:
    """Sort by date; what has no year comes last, since nothing says where it belongs."""
    return sorted(found, key=lambda event: (event.dated.value.startswith("--"), event.dated.value))
