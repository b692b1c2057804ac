"""BM25 over sentences and, at the same time, over the articles that hold them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from bot.core.index.bm25 import Scores
from bot.core.index.bm25_index import BM25Index
from bot.core.index.concatenated import look_up
from bot.core.index.postings import DocumentTerms, Postings, build_postings

NEIGHBOUR_WEIGHT = 0.15  # share of the scores of the sentences just before and after
ARTICLE_WEIGHT = 1.0  # share of the score of the whole article
ARTICLE_B = 0.75  # articles differ more in length than sentences
_SENTENCE_BITS = 32  # of a position, for the sentences of one article

Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class SegmentIndex:
    """Postings of the sentences and of the articles of a segment, and how these are nested.

    Sentences are numbered through all articles: article n has those from `first_sentence[n]` up to
    `first_sentence[n + 1]`. The paragraph of sentence i has those from `block_start[i]` up to
    `block_end[i]`.
    """

    sentences: Postings
    articles: Postings
    first_sentence: Numbers
    article_of: Numbers
    block_start: Numbers
    block_end: Numbers


def build_segment_index(
    terms: Iterable[Iterable[Iterable[str]]], lengths: Numbers, blocks: Numbers
) -> SegmentIndex:
    """Index the terms of each sentence of each article.

    `lengths` has the number of sentences of each article, `blocks` the paragraph of each sentence.
    """
    tokens = DocumentTerms(chain.from_iterable(terms))
    articles = build_postings(tokens.join_runs(lengths.tolist()), ARTICLE_B)
    return make_segment_index(build_postings(tokens), articles, lengths, blocks)


def make_segment_index(
    sentences: Postings, articles: Postings, lengths: Numbers, blocks: Numbers
) -> SegmentIndex:
    """Return the index with the given postings; see `build_segment_index`."""
    article_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    starts = np.flatnonzero(
        np.r_[True, (blocks[1:] != blocks[:-1]) | (article_of[1:] != article_of[:-1])]
    )
    ends = np.r_[starts[1:], len(article_of)]
    return SegmentIndex(
        sentences=sentences,
        articles=articles,
        first_sentence=np.cumsum([0, *lengths]),
        article_of=article_of,
        block_start=np.repeat(starts.astype(np.int32), ends - starts),
        block_end=np.repeat(ends.astype(np.int32), ends - starts),
    )


class TwoLevelIndex:
    """BM25 over the sentences and the articles of segments, numbered in the order of these.

    `ranks` has the rank of each article in the order of their paths; None if they are in order.
    """

    def __init__(self, segments: Iterable[SegmentIndex], ranks: Numbers | None = None) -> None:
        self.segments = tuple(segments)
        self._ranks = ranks
        self.first_sentences = list(
            accumulate((segment.sentences.document_count for segment in self.segments), initial=0)
        )
        self.sentences = BM25Index(segment.sentences for segment in self.segments)
        self.articles = BM25Index((segment.articles for segment in self.segments), ARTICLE_B)
        self._max_impact_weights = tuple(
            self._max_sentence_weights(segment.articles) for segment in self.segments
        )

    def sentence_range(self, article: int | None) -> tuple[int, int]:
        """Return the first sentence of an article, or of all articles, and the end of the range."""
        if article is None:
            return 0, self.sentences.size
        firsts, ends = self.sentence_ranges(np.array([article]))
        return int(firsts[0]), int(ends[0])

    def sentence_ranges(self, articles: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first sentence of each article, and the end of its range."""
        firsts = self.articles.firsts, self.sentences.firsts
        return (
            self._look_up(articles, firsts, lambda segment, n: segment.first_sentence[n]),
            self._look_up(articles, firsts, lambda segment, n: segment.first_sentence[n + 1]),
        )

    def articles_of(self, sentences: Numbers) -> Numbers:
        """Return the article of each sentence."""
        firsts = self.sentences.firsts, self.articles.firsts
        return self._look_up(sentences, firsts, lambda segment, n: segment.article_of[n])

    def block_ranges(self, sentences: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first sentence of each one's paragraph, and the end of the paragraph."""
        firsts = self.sentences.firsts, self.sentences.firsts
        return (
            self._look_up(sentences, firsts, lambda segment, n: segment.block_start[n]),
            self._look_up(sentences, firsts, lambda segment, n: segment.block_end[n]),
        )

    def max_sentence_scores(self, terms: Iterable[str]) -> Scores:
        """Bound, for each article, the score of any of its sentences with its neighbours' share."""
        total = np.zeros(self.articles.size)
        for term in terms:
            idf = self.sentences.idf(term)
            for segment, documents, impacts in self.articles.posting_lists(term):
                first = self.articles.firsts[segment]
                weights = self._max_impact_weights[segment].take(impacts)
                np.add.at(total[first:], documents, idf * weights)
        return total

    def order_by_score(self, scores: Scores, sentences: Numbers) -> NDArray[np.intp]:
        """Return the order of sentences from the best score down; ties go to the earlier."""
        return np.lexsort((self.positions(sentences), -scores))

    def positions(self, sentences: Numbers) -> Numbers:
        """Return numbers that sort sentences by path and place; in an article they are adjacent."""
        if self._ranks is None:
            return sentences
        articles = self.articles_of(sentences)
        ranks = self.article_ranks(articles).astype(np.int64) << _SENTENCE_BITS
        return ranks + sentences - self.sentence_ranges(articles)[0]

    def article_ranks(self, articles: Numbers) -> Numbers:
        """Return the rank of each article in the order of the paths."""
        return articles if self._ranks is None else self._ranks[articles]

    def _max_sentence_weights(self, postings: Postings) -> Scores:
        """Bound the weight that a term with each impact in an article has for a sentence of it.

        A term that stands once in an article is not in the sentence and in a neighbour, too.
        """
        weights = self.sentences.max_weights(postings.frequencies)
        return weights * np.where(postings.frequencies > 1, 1 + 2 * NEIGHBOUR_WEIGHT, 1)

    def _look_up(
        self,
        numbers: Numbers,
        firsts: tuple[Numbers, Numbers],
        read: Callable[[SegmentIndex, Numbers], Numbers],
    ) -> Numbers:
        """Return values that `read` gets from the segments, renumbered through all of them.

        `firsts` has the first number of each segment: of `numbers`, and of the values.
        """
        numbers_from, values_from = firsts
        return look_up(
            numbers, numbers_from, lambda i, n: read(self.segments[i], n) + values_from[i], int
        )
