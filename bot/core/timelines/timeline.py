"""Timeline: what happened on a date, told by sentences in the order of their dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.answers.answer import Quote, quote
from bot.core.dates.dates import find_dates, may_refer_back
from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.text.article import Article
from bot.core.text.passage import Sentence
from bot.core.text.words import Span

DEFAULT_EVENTS = 25
_ALIKE = 0.33  # cosine from which sentences of two articles tell the same event of a date
_TWICE = 0.6  # the same within an article, which seldom says a thing twice


class Status(StrEnum):
    """Whether the text says that an event happened, is to come, or depends on something."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Event:
    """A quote that tells what happens on a date; `also` tells the same.

    `expression` is the span of the date in the file. It is None where the article's own day stands
    for it: the one that its lead names, or that of its publication.
    """

    date: DateMention
    expression: Span | None
    expression_text: str
    quote: Quote
    also: tuple[Quote, ...] = ()
    status: Status = Status.HAPPENED

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quote and all others that tell the same."""
        return self.quote, *self.also

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader should know of the date, in words."""
        of_article = () if self.expression else ("article’s date",)
        return (() if self.status is Status.HAPPENED else (str(self.status),)) + of_article


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of their dates, of `article` or of all articles.

    `total` counts what there was before the limit; `unknown` says that no article has the topic.
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
    """An event, how telling it is, and its sentence as a vector of terms of length 1."""

    event: Event
    weight: float
    terms: Mapping[str, float]


def date_expression_events(article: Article, sentences: Sequence[Sentence]) -> Iterator[Event]:
    """Yield an event for each date in the sentences of `article`, in the order of the text."""
    for position, found in dates_by_sentence(article, sentences, range(len(sentences))).items():
        for dated in found:
            yield make_event(article, sentences[position], dated)


def dates_by_sentence(
    article: Article, sentences: Sequence[Sentence], positions: Iterable[int]
) -> dict[int, list[DateMention]]:
    """Return the dates that the sentences at `positions`, in order, name.

    The others are read only where one of these may lean on a date that they name.
    """
    text, published = article.shown, article.published
    found: dict[int, list[DateMention]] = {}
    before: list[DateMention] = []
    unread = 0
    for position in positions:
        own = sentences[position]
        if may_refer_back(text, own.start, own.end):
            for one in sentences[unread:position]:
                before += find_dates(text, one.start, one.end, published, before)
            unread = position
        found[position] = list(find_dates(text, own.start, own.end, published, before))
    return found


def make_event(
    article: Article,
    sentence: Sentence,
    dated: DateMention,
    status: Status = Status.HAPPENED,
    *,
    is_named: bool = True,
) -> Event:
    """Return the event that `sentence` tells; `is_named` unless the date stands elsewhere."""
    span = sentence.start, sentence.end
    quoted = quote(article, span, span)
    if not is_named:
        return Event(dated, None, "", quoted, status=status)
    start, end = article.in_file(dated.start, dated.end)
    return Event(dated, (start, end), article.text[start:end], quoted, status=status)


def merge_events(found: Iterable[ExtractedEvent]) -> list[ExtractedEvent]:
    """Join what tells the same event: alike in content, and on dates that do not differ.

    The most precise date leads, then what has happened over what was planned, then a date in the
    sentence itself, then the most telling sentence.
    """
    joined: list[ExtractedEvent] = []
    on_date: dict[str, list[int]] = defaultdict(list)
    for one in sorted(found, key=_leads):
        days = _days(one.event.date)
        same = next((i for i in on_date[days[0]] if _is_same(joined[i], one)), None)
        if same is None:
            for day in days:
                on_date[day].append(len(joined))
            joined.append(one)
        else:
            joined[same] = _with_source(joined[same], one)
    return joined


def most_relevant(found: Sequence[ExtractedEvent], limit: int | None) -> list[Event]:
    """Return the `limit` most telling events in the order of their dates."""
    best = sorted(found, key=lambda one: -one.weight)
    return sort_by_date([one.event for one in best[:limit]])


def sort_by_date(found: list[Event]) -> list[Event]:
    """Sort by date; what has no year comes last, since nothing says where it belongs."""
    return sorted(found, key=lambda event: (event.date.value.startswith("--"), event.date.value))


def _leads(one: ExtractedEvent) -> tuple[int, bool, bool, float]:
    event = one.event
    has_not_happened = event.status is not Status.HAPPENED
    precision = list(Precision).index(event.date.precision)
    return precision, has_not_happened, event.expression is None, -one.weight


def _days(dated: DateMention) -> list[str]:
    """Return the date and, unless it is a range, the month and the year that hold it."""
    if dated.until:
        return [f"{dated.value}/{dated.until}"]
    return list(dict.fromkeys(dated.value[:length] for length in (10, 7, 4)))


def _is_same(one: ExtractedEvent, other: ExtractedEvent) -> bool:
    """Return True if the cosine of the two sentences is high, their rare terms counting more."""
    cosine = sum(one.terms[term] * other.terms[term] for term in one.terms.keys() & other.terms)
    is_inside = one.event.quote.article == other.event.quote.article
    return cosine >= (_TWICE if is_inside else _ALIKE)


def _with_source(one: ExtractedEvent, other: ExtractedEvent) -> ExtractedEvent:
    """Return `one` with the quote of `other` beside it; another article makes it tell more."""
    event, quoted = one.event, other.event.quote
    if quoted in event.quotes:
        return one
    is_new = quoted.article not in {q.article for q in event.quotes}
    return replace(
        one, event=replace(event, also=(*event.also, quoted)), weight=one.weight + is_new
    )
