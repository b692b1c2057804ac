"""Candidates: the sentences that BM25 proposes for a question, and where its terms stand there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from bot.news.index import Index, Scores

MOST = 50  # candidates; of the sentences that answer, hardly more are among twice as many
NEIGHBOUR_WEIGHT = 0.15  # of the BM25 scores of the sentences beside it
ARTICLE_WEIGHT = 1.0  # of the BM25 score of the whole article
LEAD = 3  # sentences

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Indexes:
    """BM25 over sentences and over articles.

    Sentences are numbered through all articles: article n has those from `first_sentence[n]` up to
    `first_sentence[n + 1]`. The paragraph of sentence i has those from `block_start[i]` up to
    `block_end[i]`.
    """

    sentences: Index
    articles: Index
    first_sentence: Numbers
    article_of: Numbers
    block_start: Numbers
    block_end: Numbers

    def span(self, article: int | None) -> tuple[int, int]:
        """Return the number of the first sentence of an article, or of all, and behind the last."""
        if article is None:
            return 0, len(self.article_of)
        return int(self.first_sentence[article]), int(self.first_sentence[article + 1])


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the indexes know of each candidate, best by BM25 first: arrays with a row for each.

    `in_sentence` to `in_article` have a column for each term of the question and are 1 where it
    stands; `sentences_with` counts the sentences of the article that have it, and `saturation` is
    BM25's weight of it without the idf. `idf` and `in_corpus` are of each term. All scores are in
    units of the idf of a word never seen, so that they say the same in a folder of one article and
    of thousands.
    """

    numbers: Numbers
    in_sentence: Scores
    before: Scores
    three_before: Scores
    after: Scores
    in_block: Scores
    in_lead: Scores
    in_article: Scores
    sentences_with: Scores
    saturation: Scores
    article_length: Scores
    position: Scores
    position_in_block: Scores
    bm25: Scores
    bm25_before: Scores
    bm25_after: Scores
    bm25_of_block: Scores
    bm25_of_article: Scores
    fused: Scores
    idf: Scores
    in_corpus: Scores
    one_article: bool


def build_indexes(
    terms: Sequence[Sequence[Sequence[str]]], blocks: Sequence[Sequence[int]]
) -> Indexes:
    """Index the terms of each sentence of each article; `blocks` has each sentence's paragraph."""
    lengths = [len(own) for own in terms]
    article_of = np.repeat(np.arange(len(terms)), lengths)
    block_of = np.fromiter(chain.from_iterable(blocks), np.intp)
    starts = np.flatnonzero(
        np.r_[True, (block_of[1:] != block_of[:-1]) | (article_of[1:] != article_of[:-1])]
    )
    of_block = np.searchsorted(starts, np.arange(len(article_of)), side="right") - 1
    return Indexes(
        sentences=Index(list(chain.from_iterable(terms))),
        articles=Index([list(chain.from_iterable(own)) for own in terms], b=0.75),
        first_sentence=np.array(list(accumulate(lengths, initial=0))),
        article_of=article_of,
        block_start=starts[of_block],
        block_end=np.r_[starts[1:], len(article_of)][of_block],
    )


def propose(terms: Sequence[str], indexes: Indexes, within: int | None) -> Candidates:
    """Return the candidates for a question with these terms, from article `within` or from all.

    From a long text only sentences that share a term with the question; ties go to the earlier.
    """
    own = indexes.sentences.scores(terms)
    of_article = indexes.articles.scores(terms)[indexes.article_of]
    fused = own + NEIGHBOUR_WEIGHT * _beside(own, indexes.article_of) + ARTICLE_WEIGHT * of_article
    first, end = indexes.span(within)
    numbers = np.arange(first, end)
    if within is None or len(numbers) > MOST:
        numbers = numbers[own[first:end] > 0]
    if len(numbers) > MOST:
        least = np.partition(fused[numbers], -MOST)[-MOST]
        numbers = numbers[fused[numbers] >= least]
    numbers = numbers[np.lexsort((numbers, -fused[numbers]))][:MOST]
    return _candidates(terms, indexes, numbers, own, of_article, fused, within)


def _candidates(
    terms: Sequence[str],
    indexes: Indexes,
    numbers: Numbers,
    own: Scores,
    of_article: Scores,
    fused: Scores,
    within: int | None,
) -> Candidates:
    index = indexes.sentences
    article = indexes.article_of[numbers]
    first, end = indexes.first_sentence[article], indexes.first_sentence[article + 1]
    block, block_end = indexes.block_start[numbers], indexes.block_end[numbers]

    def of_terms(measure: Callable[[str], Scores]) -> Scores:
        columns = [measure(term) for term in terms]
        return np.stack(columns, axis=1) if columns else np.zeros((len(numbers), 0))

    def held(left: Numbers, right: Numbers) -> Scores:
        return of_terms(lambda term: (index.count(term, left, right) > 0).astype(float))

    saturation = of_terms(lambda term: index.weights(term, numbers))
    sentences_with = of_terms(lambda term: index.count(term, first, end).astype(float))
    total = np.r_[0, np.cumsum(own)]
    unit = index.highest_idf
    return Candidates(
        numbers=numbers,
        in_sentence=(saturation > 0).astype(float),
        before=held(np.maximum(numbers - 1, first), numbers),
        three_before=held(np.maximum(numbers - 3, first), numbers),
        after=held(numbers + 1, np.minimum(numbers + 2, end)),
        in_block=held(block, block_end),
        in_lead=held(first, np.minimum(first + LEAD, end)),
        in_article=(sentences_with > 0).astype(float),
        sentences_with=sentences_with,
        saturation=saturation,
        article_length=(end - first).astype(float),
        position=(numbers - first).astype(float),
        position_in_block=(numbers - block).astype(float),
        bm25=own[numbers] / unit,
        bm25_before=np.where(numbers > first, own[numbers - 1], 0) / unit,
        bm25_after=np.where(numbers + 1 < end, own[np.minimum(numbers + 1, len(own) - 1)], 0)
        / unit,
        bm25_of_block=(total[block_end] - total[block]) / unit,
        bm25_of_article=of_article[numbers] / indexes.articles.highest_idf,
        fused=fused[numbers] / unit,
        idf=np.array([index.idf(term) for term in terms]) / unit,
        in_corpus=np.array([float(term in index) for term in terms]),
        one_article=within is not None,
    )


def _beside(own: Scores, article_of: Numbers) -> Scores:
    """Return the summed scores of the sentences just before and after each, in its article."""
    together = article_of[1:] == article_of[:-1]
    beside = np.zeros_like(own)
    beside[1:] += own[:-1] * together
    beside[:-1] += own[1:] * together
    return beside
