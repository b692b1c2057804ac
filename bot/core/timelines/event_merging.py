"""Merge the reports of the same event, and choose the most relevant events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, ExtractedEvent, Status, sort_by_date

_MIN_COSINE_ACROSS_ARTICLES = 0.33  # between sentences about the same event of a date
_MIN_COSINE_IN_ARTICLE = 0.6  # higher, because an article seldom says a thing twice
_MAX_COMPARISONS = 200  # for an event; of 75 articles on one topic, a year has fewer events
_PRECISIONS = tuple(Precision)


class _SameEvent:
    """The reports of one event, each quoted once."""

    def __init__(self, first: ExtractedEvent) -> None:
        self.first = first
        self._quotes = dict.fromkeys(first.event.quotes)

    def add(self, report: ExtractedEvent) -> None:
        self._quotes.setdefault(report.event.quote)

    def merge(self) -> ExtractedEvent:
        """Return the first report with the other quotes; each further article adds relevance."""
        articles = {quote.article for quote in self._quotes}
        return replace(
            self.first,
            event=replace(self.first.event, also=tuple(self._quotes)[1:]),
            relevance=self.first.relevance + len(articles) - 1,
        )


def merge_events(events: Iterable[ExtractedEvent]) -> list[ExtractedEvent]:
    """Merge reports of the same event, which are similar and whose dates are compatible.

    The first report is the one with the most precise date, then one of an event that happened
    before one that was planned, then one with the date in the sentence, then the most relevant.
    """
    groups: list[_SameEvent] = []
    groups_by_date: dict[str, list[_SameEvent]] = defaultdict(list)
    for event in sorted(events, key=_precedence):
        keys = _date_keys(event.event.date)
        candidates = groups_by_date[keys[0]][:_MAX_COMPARISONS]
        same = next((group for group in candidates if _is_same(group.first, event)), None)
        if same:
            same.add(event)
            continue
        group = _SameEvent(event)
        groups.append(group)
        for key in keys:
            groups_by_date[key].append(group)
    return [group.merge() for group in groups]


def most_relevant(events: Sequence[ExtractedEvent], limit: int | None) -> list[Event]:
    """Return the `limit` most relevant events in the order of their dates."""
    best = sorted(events, key=lambda event: -event.relevance)
    return sort_by_date(event.event for event in best[:limit])


def _precedence(extracted: ExtractedEvent) -> tuple[int, bool, bool, float]:
    event = extracted.event
    return (
        _PRECISIONS.index(event.date.precision),
        event.status is not Status.HAPPENED,
        event.expression is None,
        -extracted.relevance,
    )


def _date_keys(date: DateMention) -> list[str]:
    """Return the date and, unless it is a range, the month and the year that contain it."""
    if date.until:
        return [f"{date.value}/{date.until}"]
    return list(dict.fromkeys(date.value[:length] for length in (10, 7, 4)))


def _is_same(first: ExtractedEvent, second: ExtractedEvent) -> bool:
    """Return whether the cosine of the two sentences is high, where rare terms count more."""
    shared_terms = first.terms.keys() & second.terms
    cosine = sum(first.terms[term] * second.terms[term] for term in shared_terms)
    if first.event.quote.article == second.event.quote.article:
        return cosine >= _MIN_COSINE_IN_ARTICLE
    return cosine >= _MIN_COSINE_ACROSS_ARTICLES
