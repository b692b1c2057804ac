"""Candidates: the sentences that BM25 proposes for a question, and where its terms stand there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.news.index import Index, Scores, Tokens, build_index

MOST = 50  # candidates; of the sentences that answer, hardly more are among twice as many
NEIGHBOUR_WEIGHT = 0.15  # of the BM25 scores of the sentences beside it
ARTICLE_WEIGHT = 1.0  # of the BM25 score of the whole article
LEAD = 3  # sentences

Numbers = NDArray[np.integer]


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


def build_indexes(terms: Iterable[Iterable[Iterable[str]]], blocks: Sequence[int]) -> Indexes:
    """Index the terms of each sentence of each article; `blocks` has each one's paragraph."""
    tokens = Tokens()
    lengths = []
    for article in terms:
        before = len(tokens.lengths)
        for sentence in article:
            tokens.add(sentence)
        lengths.append(len(tokens.lengths) - before)
    article_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    block_of = np.array(blocks, np.int32)
    starts = np.flatnonzero(
        np.r_[True, (block_of[1:] != block_of[:-1]) | (article_of[1:] != article_of[:-1])]
    )
    ends = np.r_[starts[1:], len(article_of)]
    return Indexes(
        sentences=build_index(tokens),
        articles=build_index(tokens.joined(lengths), b=0.75),
        first_sentence=np.array(list(accumulate(lengths, initial=0))),
        article_of=article_of,
        block_start=np.repeat(starts.astype(np.int32), ends - starts),
        block_end=np.repeat(ends.astype(np.int32), ends - starts),
    )


@dataclass(frozen=True, slots=True)
class _Scores:
    """BM25 of the sentences from `first` on, and of all articles."""

    own: Scores
    first: int
    of_article: Scores
    article_of: Numbers

    def sentence(self, numbers: Numbers) -> Scores:
        return self.own[numbers - self.first]

    def article(self, numbers: Numbers) -> Scores:
        return self.of_article[self.article_of[numbers]]

    def beside(self, numbers: Numbers, step: int) -> Scores:
        """Return the scores of the sentences that follow in the same article, or 0."""
        last = self.first + len(self.own) - 1
        others = np.clip(numbers + step, self.first, last)
        together = self.article_of[others] == self.article_of[numbers]
        scores: Scores = self.sentence(others) * (together & (others != numbers))
        return scores

    def fused(self, numbers: Numbers) -> Scores:
        beside = self.beside(numbers, -1) + self.beside(numbers, 1)
        return (
            self.sentence(numbers)
            + NEIGHBOUR_WEIGHT * beside
            + ARTICLE_WEIGHT * self.article(numbers)
        )


def propose(terms: Sequence[str], indexes: Indexes, within: int | None) -> Candidates:
    """Return the candidates for a question with these terms, from article `within` or from all.

    From a long text only sentences that share a term with the question; ties go to the earlier.
    """
    first, end = indexes.span(within)
    own = indexes.sentences.scores(terms, first, end)
    scores = _Scores(own, first, indexes.articles.scores(terms), indexes.article_of)
    numbers: Numbers = np.arange(first, end)
    if within is None or len(numbers) > MOST:
        numbers = first + np.flatnonzero(own > 0)  # bools are looked through faster
    numbers = _hopeful(scores, numbers)
    fused = scores.fused(numbers)
    best = np.lexsort((numbers, -fused))[:MOST]
    return _candidates(terms, indexes, numbers[best], scores, fused[best], within)


def _hopeful(scores: _Scores, numbers: Numbers) -> Numbers:
    """Return the sentences that can be among the best, by all but their neighbours' scores."""
    if len(numbers) <= MOST:
        return numbers
    alone = scores.sentence(numbers) + ARTICLE_WEIGHT * scores.article(numbers)
    least = np.partition(alone, -MOST)[-MOST] * (1 - 1e-9)  # sums in another order differ by less
    most_beside = 2 * NEIGHBOUR_WEIGHT * scores.own.max()
    hopeful: Numbers = numbers[alone + most_beside >= least]
    return hopeful


def _candidates(
    terms: Sequence[str],
    indexes: Indexes,
    numbers: Numbers,
    scores: _Scores,
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
    own_of_block = [own.sum() for own in map(scores.sentence, map(np.arange, block, block_end))]
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
        bm25=scores.sentence(numbers) / unit,
        bm25_before=scores.beside(numbers, -1) / unit,
        bm25_after=scores.beside(numbers, 1) / unit,
        bm25_of_block=np.array(own_of_block, float) / unit,
        bm25_of_article=scores.article(numbers) / indexes.articles.highest_idf,
        fused=fused / unit,
        idf=np.array([index.idf(term) for term in terms]) / unit,
        in_corpus=np.array([float(term in index) for term in terms]),
        one_article=within is not None,
    )
