"""Segments: immutable pieces of the index, which many collections may share.

Several segments together give the same answers as one of all their articles. So an added article
becomes a segment of its own, and the articles of a server are segments next to the shared ones.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from bot.core.index.postings import merge_postings
from bot.core.index.sentence_table import (
    Column,
    SentenceTable,
    build_sentence_table,
    merge_sentence_tables,
)
from bot.core.index.two_level import (
    ARTICLE_B,
    SegmentIndex,
    build_segment_index,
    make_segment_index,
)
from bot.core.index.word_counts import WordCounts
from bot.core.text.article import Article, LazyContent, path_sort_key
from bot.core.text.lexicon import Lexicon
from bot.core.text.sentences import Sentence, split_article
from bot.core.text.spelling import WordFrequencies


@dataclass(frozen=True)
class Segment:
    """Articles, numbered from 0, and everything that is needed to search them."""

    articles: tuple[Article, ...]
    sentences: SentenceTable
    index: SegmentIndex
    word_counts: WordCounts

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each article by its path."""
        return {article.path: number for number, article in enumerate(self.articles)}

    @cached_property
    def languages(self) -> Mapping[str, int]:
        """The number of sentences in each language."""
        return self.sentences.language_counts()

    @property
    def sentence_count(self) -> int:
        """How many sentences the articles have."""
        return self.index.sentences.document_count

    @cached_property
    def words(self) -> WordFrequencies:
        """The words of the articles."""
        return WordFrequencies(self.word_counts.total)

    @cached_property
    def publication_days(self) -> NDArray[np.integer]:
        """The day on which each article was published, as an ordinal; 1 if it is unknown."""
        days = [(article.published or date.min).toordinal() for article in self.articles]
        return np.array(days)

    @cached_property
    def article_ranks(self) -> Column:
        """The rank of each article inside the segment, in the order of the paths."""
        ranks = {key: rank for rank, key in enumerate(self.sort_keys)}
        return np.array([ranks[path_sort_key(article.path)] for article in self.articles], np.int64)

    @cached_property
    def sort_keys(self) -> Sequence[str]:
        """The sort keys of the articles, in order."""
        return sorted(map(path_sort_key, self.numbers))

    def article_of(self, sentence: int) -> int:
        """Return the article of a sentence."""
        return int(self.index.article_of[sentence])


def build_segment(articles: Iterable[Article], lexicon: Lexicon) -> Segment:
    """Make a segment of articles in one pass over their words."""
    articles = tuple(articles)
    columns, counts = build_sentence_table(map(split_article, articles)), WordCounts()
    terms = (
        _sentence_terms(article, columns[number], lexicon, counts)
        for number, article in enumerate(articles)
    )
    index = build_segment_index(terms, np.diff(columns.firsts), columns.blocks)
    return Segment(tuple(map(_without_reading, articles)), columns, index, counts)


def merge_segments(
    segments: Sequence[Segment], lexicon: Lexicon, without: Container[str] = ()
) -> Segment:
    """Make one segment of several except for the articles `without`, as if built of the others."""
    article_masks = [
        np.array([article.path not in without for article in segment.articles], bool)
        for segment in segments
    ]
    sentence_masks = [
        mask[segment.index.article_of]
        for segment, mask in zip(segments, article_masks, strict=True)
    ]
    columns = merge_sentence_tables(
        [segment.sentences for segment in segments], article_masks, sentence_masks
    )
    index = make_segment_index(
        merge_postings([segment.index.sentences for segment in segments], sentence_masks),
        merge_postings([segment.index.articles for segment in segments], article_masks, ARTICLE_B),
        np.diff(columns.firsts),
        columns.blocks,
    )
    articles: list[Article] = []
    counts = WordCounts()
    for segment, mask in zip(segments, article_masks, strict=True):
        articles += [segment.articles[number] for number in mask.nonzero()[0].tolist()]
        counts = counts.plus(segment.word_counts.minus(_count_words(segment, ~mask, lexicon)))
    return Segment(tuple(articles), columns, index, counts)


def _count_words(segment: Segment, mask: NDArray[np.bool_], lexicon: Lexicon) -> WordCounts:
    """Count the words of some articles of a segment."""
    counts = WordCounts()
    for number in mask.nonzero()[0].tolist():
        for _ in _sentence_terms(
            segment.articles[number], segment.sentences[number], lexicon, counts
        ):
            pass  # only the counts are wanted
    return counts


def _sentence_terms(
    article: Article, sentences: Iterable[Sentence], lexicon: Lexicon, counts: WordCounts
) -> Iterator[list[str]]:
    """Yield the terms of each sentence of an article, and add its words to `counts`."""
    text = article.visible_text
    for sentence in sentences:
        words = lexicon.words(text, *sentence.span, sentence.language)
        counts.add(text, sentence, words)
        yield [word.term for word in words if word.term]


def _without_reading(article: Article) -> Article:
    """Return `article` with only its text, because parsed forms would fill the memory."""
    return replace(article, content=LazyContent(article.path, partial(str, article.text)))


def rank_articles(segments: Sequence[Segment]) -> Column | None:
    """Return the rank of each article of all segments in the order of the paths.

    None means that they are in order already. The largest segment stays sorted; only the small
    ones, which come and go, are merged in.
    """
    if not segments:
        return None
    largest = max(segments, key=lambda segment: len(segment.articles))
    others = sorted(
        path_sort_key(article.path)
        for segment in segments
        if segment is not largest
        for article in segment.articles
    )
    before = np.array([bisect_left(largest.sort_keys, key) for key in others], np.int64)
    other_ranks = before + np.arange(len(others))
    largest_ranks = np.arange(len(largest.sort_keys))
    largest_ranks += before.searchsorted(largest_ranks, side="right")
    rank_of = dict(zip(others, other_ranks.tolist(), strict=True))
    ranks = np.concatenate(
        [
            largest_ranks[segment.article_ranks]
            if segment is largest
            else np.array(
                [rank_of[path_sort_key(article.path)] for article in segment.articles], np.int64
            )
            for segment in segments
        ]
    )
    return None if (ranks[1:] > ranks[:-1]).all() else ranks
