"""Merge the reports of the same event, and choose the most relevant events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, ExtractedEvent, Status, sort_by_date

_MIN_COSINE_ACROSS_ARTICLES = 0.33  # between sentences about the same event of a date
_MIN_COSINE_IN_ARTICLE = 0.6  # higher, because an article seldom says a thing twice
_MAX_COMPARED = 200  # events of a date; of 75 articles on one topic, a year has fewer
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


class _EventsOfDate:
    """The first events of a date, with a posting list of their numbers and weights for each term.

    A comparison with each of them takes minutes for an article of two million bytes.
    """

    def __init__(self) -> None:
        self._events: list[_SameEvent] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def add(self, event: _SameEvent) -> None:
        number = len(self._events)
        if number == _MAX_COMPARED:
            return
        self._events.append(event)
        for term, weight in event.first.terms.items():
            self._postings[term].append((number, weight))

    def find(self, report: ExtractedEvent) -> _SameEvent | None:
        """Return the first event that `report` is about.

        The cosine of the two sentences is high, where rare terms count more.
        """
        cosines: dict[int, float] = defaultdict(float)
        for term, weight in report.terms.items():
            for number, other_weight in self._postings.get(term, ()):
                cosines[number] += weight * other_weight
        similar = [n for n, cosine in cosines.items() if cosine >= _MIN_COSINE_ACROSS_ARTICLES]
        for number in sorted(similar):
            event = self._events[number]
            if cosines[number] >= _min_cosine(event.first, report):
                return event
        return None


def merge_events(events: Iterable[ExtractedEvent]) -> list[ExtractedEvent]:
    """Merge reports of the same event, which are similar and whose dates are compatible.

    The first report is the one with the most precise date, then one of an event that happened
    before one that was planned, then one with the date in the sentence, then the most relevant.
    """
    merged: list[_SameEvent] = []
    by_date: dict[str, _EventsOfDate] = defaultdict(_EventsOfDate)
    for report in sorted(events, key=_precedence):
        dates = _date_keys(report.event.date)
        if same := by_date[dates[0]].find(report):
            same.add(report)
            continue
        event = _SameEvent(report)
        merged.append(event)
        for date in dates:
            by_date[date].add(event)
    return [event.merge() for event in merged]


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


def _min_cosine(first: ExtractedEvent, second: ExtractedEvent) -> float:
    is_in_article = first.event.quote.article == second.event.quote.article
    return _MIN_COSINE_IN_ARTICLE if is_in_article else _MIN_COSINE_ACROSS_ARTICLES
