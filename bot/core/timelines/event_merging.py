"""Merge the reports of the same event, and choose the most relevant events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, ExtractedEvent, Status, sort_by_date

_MIN_COSINE_ACROSS_ARTICLES = 0.33  # between sentences about the same event of a date
_MIN_COSINE_IN_ARTICLE = 0.6  # higher, because an article seldom says a thing twice
_PRECISIONS = tuple(Precision)


def merge_events(events: Iterable[ExtractedEvent]) -> list[ExtractedEvent]:
    """Merge reports of the same event, which are similar and whose dates are compatible.

    The first report is the one with the most precise date, then one of an event that happened
    before one that was planned, then one with the date in the sentence, then the most relevant.
    """
    merged: list[ExtractedEvent] = []
    places_by_date: dict[str, list[int]] = defaultdict(list)
    for event in sorted(events, key=_precedence):
        keys = _date_keys(event.event.date)
        same = next((i for i in places_by_date[keys[0]] if _is_same(merged[i], event)), None)
        if same is None:
            for key in keys:
                places_by_date[key].append(len(merged))
            merged.append(event)
        else:
            merged[same] = _add_source(merged[same], event)
    return merged


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


def _add_source(first: ExtractedEvent, second: ExtractedEvent) -> ExtractedEvent:
    """Add the quote of `second` to `first`; a further article makes the event more relevant."""
    event, quote = first.event, second.event.quote
    if quote in event.quotes:
        return first
    is_new_article = quote.article not in {other.article for other in event.quotes}
    return replace(
        first,
        event=replace(event, also=(*event.also, quote)),
        relevance=first.relevance + is_new_article,
    )
