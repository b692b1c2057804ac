"""Candidates: the sentences that BM25 proposes for a question, and where its terms stand there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from bot.news.index import Index, Postings, Scores, Tokens, build_postings, spread

MOST = 50  # candidates; of the sentences that answer, hardly more are among twice as many
NEIGHBOUR_WEIGHT = 0.15  # of the BM25 scores of the sentences beside it
ARTICLE_WEIGHT = 1.0  # of the BM25 score of the whole article
ARTICLE_B = 0.75  # articles differ more in length than sentences
LEAD = 3  # sentences
_MOST_SENTENCES = 32  # bits that count those of an article

Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Indexed:
    """Postings of the sentences and of the articles of a part, and where the sentences stand.

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


class Indexes:
    """BM25 over the sentences and over the articles of parts, numbered in the order of the parts.

    `places[n]` is the place of article n among all; without it the articles are in order.
    """

    def __init__(self, parts: Iterable[Indexed], places: Numbers | None = None) -> None:
        self._parts = tuple(parts)
        self._places = places
        self.first_sentences = list(
            accumulate((part.sentences.size for part in self._parts), initial=0)
        )
        self.sentences = Index(part.sentences for part in self._parts)
        self.articles = Index((part.articles for part in self._parts), ARTICLE_B)

    def span(self, article: int | None) -> tuple[int, int]:
        """Return the number of the first sentence of an article, or of all, and behind the last."""
        if article is None:
            return 0, self.sentences.size
        first, end = self.sentences_of(np.array([article]))
        return int(first[0]), int(end[0])

    def sentences_of(self, articles: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first sentence of each article, and the one behind its last."""
        firsts = self.articles.firsts, self.sentences.firsts
        return (
            self._read(articles, firsts, lambda part, own: part.first_sentence[own]),
            self._read(articles, firsts, lambda part, own: part.first_sentence[own + 1]),
        )

    def article_of(self, sentences: Numbers) -> Numbers:
        """Return the article of each sentence."""
        firsts = self.sentences.firsts, self.articles.firsts
        return self._read(sentences, firsts, lambda part, own: part.article_of[own])

    def block_of(self, sentences: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first sentence of the paragraph of each, and the one behind its last."""
        firsts = self.sentences.firsts, self.sentences.firsts
        return (
            self._read(sentences, firsts, lambda part, own: part.block_start[own]),
            self._read(sentences, firsts, lambda part, own: part.block_end[own]),
        )

    def best_first(self, scores: Scores, sentences: Numbers) -> NDArray[np.intp]:
        """Return the order of sentences by their scores; ties go to the earlier."""
        return np.lexsort((self.positions(sentences), -scores))

    def positions(self, sentences: Numbers) -> Numbers:
        """Return numbers that tell the order of sentences; in an article they follow each other."""
        if self._places is None:
            return sentences
        articles = self.article_of(sentences)
        places = self.places(articles).astype(np.int64) << _MOST_SENTENCES
        return places + sentences - self.sentences_of(articles)[0]

    def places(self, articles: Numbers) -> Numbers:
        """Return the place of each article among all, in the order of their paths."""
        return articles if self._places is None else self._places[articles]

    def _read(
        self,
        numbers: Numbers,
        firsts: tuple[Numbers, Numbers],
        read: Callable[[Indexed, Numbers], Numbers],
    ) -> Numbers:
        """Return what the parts say of `numbers`, numbered through all parts like these."""
        of, to = firsts
        return spread(numbers, of, lambda n, own: read(self._parts[n], own) + to[n], int)


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


def build_indexed(
    terms: Iterable[Iterable[Iterable[str]]], lengths: Numbers, blocks: Numbers
) -> Indexed:
    """Index the terms of each sentence of each article.

    `lengths` counts the sentences of each article, `blocks` has the paragraph of each sentence.
    """
    tokens = Tokens(chain.from_iterable(terms))
    of_articles = build_postings(tokens.joined(lengths.tolist()), ARTICLE_B)
    return placed(build_postings(tokens), of_articles, lengths, blocks)


def placed(sentences: Postings, articles: Postings, lengths: Numbers, blocks: Numbers) -> Indexed:
    """Say where the sentences stand; `lengths` and `blocks` as in `build_indexed`."""
    article_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    starts = np.flatnonzero(
        np.r_[True, (blocks[1:] != blocks[:-1]) | (article_of[1:] != article_of[:-1])]
    )
    ends = np.r_[starts[1:], len(article_of)]
    return Indexed(
        sentences=sentences,
        articles=articles,
        first_sentence=np.cumsum([0, *lengths]),
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
    indexes: Indexes

    def sentence(self, numbers: Numbers) -> Scores:
        return self.own[numbers - self.first]

    def article(self, numbers: Numbers) -> Scores:
        return self.of_article[self.indexes.article_of(numbers)]

    def beside(self, numbers: Numbers, step: int) -> Scores:
        """Return the scores of the sentences that follow in the same article, or 0."""
        last = self.first + len(self.own) - 1
        others = np.clip(numbers + step, self.first, last)
        together = self.indexes.article_of(others) == self.indexes.article_of(numbers)
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
    scores = _Scores(own, first, indexes.articles.scores(terms), indexes)
    numbers: Numbers = np.arange(first, end)
    if within is None or len(numbers) > MOST:
        numbers = first + np.flatnonzero(own > 0)  # bools are looked through faster
    numbers = _hopeful(scores, numbers)
    fused = scores.fused(numbers)
    best = indexes.best_first(fused, numbers)[:MOST]
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
    first, end = indexes.sentences_of(indexes.article_of(numbers))
    block, block_end = indexes.block_of(numbers)

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
