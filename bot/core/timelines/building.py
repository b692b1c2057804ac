"""Building: the timeline of an article, of a topic or of a whole corpus."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import numpy as np

from bot.core.corpus import Corpus
from bot.core.text.article import Article
from bot.core.text.words import Span
from bot.core.timelines.event_extraction import extract_events
from bot.core.timelines.timeline import (
    Event,
    ExtractedEvent,
    Timeline,
    date_expression_events,
    merge_events,
    most_relevant,
    sort_by_date,
)
from bot.core.timelines.topic import (
    MAX_TIMELINE_ARTICLES,
    TextAndWords,
    Topic,
    find_mentions,
    read_topic,
)
from bot.core.verification import verify


def build_timeline(
    corpus: Corpus, article: Article | None, topic: str | None, limit: int | None
) -> Timeline:
    """Return what happened when in `article` or in all, only of `topic` if one is named.

    The same event is told once, with all its sources; a limit keeps the most telling ones. Of many
    articles those that are most about the topic are read, or the newest if none is named.
    """
    topic = topic and topic.encode(errors="replace").decode()  # as of a question
    named = None if topic is None else read_topic(topic, corpus.lexicon)
    if named and not _is_known(corpus, named, article):
        return Timeline((), 0, article, topic, unknown=True)
    found = list(_extract_events(corpus, article, named))
    exact = set(verify(corpus, [one.event.quote for one in found])[0])
    events = merge_events(one for one in found if one.event.quote in exact)
    return Timeline(tuple(most_relevant(events, limit)), len(events), article, topic)


def list_date_expressions(corpus: Corpus, article: Article | None) -> Timeline:
    """Return every date expression of `article` or of all, neither chosen nor merged."""
    articles = corpus.by_path() if article is None else [article]
    found: list[Event] = []
    for one in articles:
        found += date_expression_events(one, corpus.sentences_of(one))
    found = sort_by_date(found)
    exact = set(verify(corpus, [event.quote for event in found])[0])
    events = tuple(event for event in found if event.quote in exact)
    return Timeline(events, len(events), article)


def _is_known(corpus: Corpus, topic: Topic, article: Article | None) -> bool:
    """Return whether all words of `topic` stand in the articles, or in one."""
    first, end = corpus.indexes.sentence_range(corpus.number_or_all(article))
    span = np.array([first]), np.array([end])
    return bool(topic.terms) and all(
        corpus.indexes.sentences.count_in_ranges(term, *span).any() for term in topic.terms
    )


def _extract_events(
    corpus: Corpus, article: Article | None, topic: Topic | None
) -> Iterator[ExtractedEvent]:
    """Yield the events that the articles tell, only those of `topic` if there is one."""
    read = cache(corpus.words)
    for number, spans in _mentions(corpus, article, topic, read):
        first, _ = corpus.indexes.sentence_range(number)
        yield from extract_events(
            corpus.articles[number],
            corpus.sentences[number],
            {sentence - first: (span, read(sentence)[1]) for sentence, span in spans.items()},
            corpus.indexes.sentences.idf,
        )


def _mentions(
    corpus: Corpus,
    article: Article | None,
    topic: Topic | None,
    read: Callable[[int], TextAndWords],
) -> Iterator[tuple[int, Mapping[int, Span | None]]]:
    """Yield each article with its sentences that speak of `topic`; all if there is none."""
    within = corpus.number_or_all(article)
    if topic:
        yield from find_mentions(topic, corpus.indexes, corpus.lexicon, read, within)
        return
    for number in _newest(corpus) if within is None else [within]:
        yield number, dict.fromkeys(range(*corpus.indexes.sentence_range(number)))


def _newest(corpus: Corpus) -> list[int]:
    """Return the numbers of the newest articles, as many as a timeline is made of."""
    places = corpus.indexes.article_ranks(np.arange(len(corpus.articles)))
    newest = np.lexsort((places, np.negative(corpus.days())))[:MAX_TIMELINE_ARTICLES]
    ordered: list[int] = newest[places[newest].argsort()].tolist()
    return ordered
