"""Build the timeline of an article, of a topic or of a whole corpus."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from bot.core.corpus import Corpus
from bot.core.languages.registry import ENGLISH
from bot.core.text.article import Article
from bot.core.text.words import Span
from bot.core.timelines.date_expressions import find_date_expressions
from bot.core.timelines.event_extraction import extract_events
from bot.core.timelines.event_merging import merge_events, most_relevant
from bot.core.timelines.events import Event, ExtractedEvent, Timeline, sort_by_date
from bot.core.timelines.mentions import find_mentions
from bot.core.timelines.theme import theme_sentences
from bot.core.timelines.topic import MAX_TIMELINE_ARTICLES, SentenceReader, Topic, read_topics
from bot.core.verification import verify


def build_timeline(
    corpus: Corpus, article: Article | None, topic: str | None, limit: int | None
) -> Timeline:
    """Return the events that `article` or all articles report, only of `topic` if one is named.

    An event is listed once, with all its sources; a limit keeps the most relevant ones. Of many
    articles, those that are most about the topic are read, or the newest if no topic is named.
    """
    topic = topic and topic.encode(errors="replace").decode()  # a command line can hold any bytes
    topics = None
    if topic is not None:
        topics = read_topics(topic, corpus.languages or [ENGLISH], corpus.lexicon)
        if not topics:
            return Timeline((), 0, article, topic, unknown=True)
    reports = list(_extract_events(corpus, article, topics))
    if topics and not reports and not any(_is_known(corpus, t, article) for t in topics):
        return Timeline((), 0, article, topic, unknown=True)
    exact = set(verify(corpus, [report.event.quote for report in reports])[0])
    events = merge_events(report for report in reports if report.event.quote in exact)
    return Timeline(tuple(most_relevant(events, limit)), len(events), article, topic)


def list_date_expressions(corpus: Corpus, article: Article | None) -> Timeline:
    """Return every date expression of `article` or of all articles, not selected or merged."""
    articles = corpus.by_path() if article is None else [article]
    expressions: list[Event] = []
    for source in articles:
        expressions += find_date_expressions(source, corpus.sentences_of(source))
    exact = set(verify(corpus, [event.quote for event in expressions])[0])
    events = tuple(event for event in sort_by_date(expressions) if event.quote in exact)
    return Timeline(events, len(events), article)


def _is_known(corpus: Corpus, topic: Topic, article: Article | None) -> bool:
    """Return whether all words of `topic` stand in the articles, or in the one."""
    first, end = corpus.index.sentence_range(corpus.number_or_all(article))
    span = np.array([first]), np.array([end])
    sentences = corpus.index.sentences
    return all(
        any(sentences.count_in_ranges(form, *span).any() for form in topic.forms_of(term))
        for term in topic.terms
    )


def _extract_events(
    corpus: Corpus, article: Article | None, topics: Sequence[Topic] | None
) -> Iterator[ExtractedEvent]:
    """Yield the events that the articles report, only those of a topic if there is one."""
    read = cache(corpus.words)
    for number, spans in _mentions(corpus, article, topics, read):
        first, _ = corpus.index.sentence_range(number)
        yield from extract_events(
            corpus.articles[number],
            corpus.sentences[number],
            {sentence - first: (span, read(sentence)[1]) for sentence, span in spans.items()},
            corpus.index.sentences.idf,
        )


def _mentions(
    corpus: Corpus, article: Article | None, topics: Sequence[Topic] | None, read: SentenceReader
) -> Iterator[tuple[int, Mapping[int, Span | None]]]:
    """Yield each article with its sentences that mention a topic; with all if there is none."""
    within = corpus.number_or_all(article)
    if topics:
        yield from _mentions_of(topics, corpus, read, within)
        return
    for number in _newest_articles(corpus) if within is None else [within]:
        yield number, dict.fromkeys(range(*corpus.index.sentence_range(number)))


def _mentions_of(
    topics: Sequence[Topic], corpus: Corpus, read: SentenceReader, within: int | None
) -> Iterator[tuple[int, Mapping[int, Span | None]]]:
    """Yield the articles about a topic in the order of their paths, with their sentences."""
    sentences: dict[int, dict[int, Span | None]] = {}
    for topic in topics:
        for number, spans in theme_sentences(topic, corpus, within):
            sentences[number] = {**sentences.get(number, {}), **spans}
    for number, mentions in find_mentions(topics, corpus.index, corpus.lexicon, read, within):
        sentences[number] = {**sentences.get(number, {}), **mentions}
    numbers = np.array(list(sentences), np.intp)
    for number in numbers[corpus.index.article_ranks(numbers).argsort()].tolist():
        yield number, dict(sorted(sentences[number].items()))


def _newest_articles(corpus: Corpus) -> list[int]:
    """Return the MAX_TIMELINE_ARTICLES newest articles in the order of their paths."""
    ranks = corpus.index.article_ranks(np.arange(len(corpus.articles)))
    newest = np.lexsort((ranks, np.negative(corpus.days())))[:MAX_TIMELINE_ARTICLES]
    by_path: list[int] = newest[ranks[newest].argsort()].tolist()
    return by_path
