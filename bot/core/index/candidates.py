"""Candidates: the sentences that BM25 proposes for a question, and where its terms stand there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from bot.core.index.index import (
    ROUNDING,
    Documents,
    Index,
    Postings,
    Scores,
    Tokens,
    build_postings,
    spread,
)

MAX_CANDIDATES = 50  # candidates; of the sentences that answer, hardly more are among twice as many
NEIGHBOUR_WEIGHT = 0.15  # of the BM25 scores of the sentences beside it
ARTICLE_WEIGHT = 1.0  # of the BM25 score of the whole article
ARTICLE_B = 0.75  # articles differ more in length than sentences
LEAD_SENTENCES = 3  # sentences
_SAMPLE = 2 * MAX_CANDIDATES  # articles, whose best sentences tell what those of others must score
_STEP = 8  # of so many articles, one tells which scores are high
_SEARCHING = 16  # postings are read while an article is searched for
_NOWHERE = np.iinfo(np.int64).min
_MOST_SENTENCES = 32  # bits that count those of an article

Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class SegmentIndex:
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


class TwoLevelIndex:
    """BM25 over the sentences and over the articles of parts, numbered in the order of the parts.

    `places[n]` is the place of article n among all; without it the articles are in order.
    """

    def __init__(self, parts: Iterable[SegmentIndex], places: Numbers | None = None) -> None:
        self.parts = tuple(parts)
        self._places = places
        self.first_sentences = list(
            accumulate((part.sentences.size for part in self.parts), initial=0)
        )
        self.sentences = Index(part.sentences for part in self.parts)
        self.articles = Index((part.articles for part in self.parts), ARTICLE_B)
        self._most = tuple(self._most_of(part.articles) for part in self.parts)

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

    def most(self, terms: Iterable[str]) -> Scores:
        """Return for each article the most that a sentence of it scores, with its neighbours."""
        total = np.zeros(self.articles.size)
        for term in terms:
            idf = self.sentences.idf(term)
            for part, documents, kinds in self.articles.postings(term):
                first = self.articles.firsts[part]
                np.add.at(total[first:], documents, idf * self._most[part].take(kinds))
        return total

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

    def _most_of(self, postings: Postings) -> Scores:
        """Return what a term adds to a sentence at most, for each kind of posting of articles.

        What stands once in an article does not stand in two sentences.
        """
        most = self.sentences.most(postings.frequencies)
        return most * np.where(postings.frequencies > 1, 1 + 2 * NEIGHBOUR_WEIGHT, 1)

    def _read(
        self,
        numbers: Numbers,
        firsts: tuple[Numbers, Numbers],
        read: Callable[[SegmentIndex, Numbers], Numbers],
    ) -> Numbers:
        """Return what the parts say of `numbers`, numbered through all parts like these."""
        of, to = firsts
        return spread(numbers, of, lambda n, own: read(self.parts[n], own) + to[n], int)


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


def build_segment_index(
    terms: Iterable[Iterable[Iterable[str]]], lengths: Numbers, blocks: Numbers
) -> SegmentIndex:
    """Index the terms of each sentence of each article.

    `lengths` counts the sentences of each article, `blocks` has the paragraph of each sentence.
    """
    tokens = Tokens(chain.from_iterable(terms))
    of_articles = build_postings(tokens.joined(lengths.tolist()), ARTICLE_B)
    return make_segment_index(build_postings(tokens), of_articles, lengths, blocks)


def make_segment_index(
    sentences: Postings, articles: Postings, lengths: Numbers, blocks: Numbers
) -> SegmentIndex:
    """Say where the sentences stand; `lengths` and `blocks` as in `build_segment_index`."""
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


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """BM25 of some articles, and of their sentences at places side by side.

    The sentences of row n, from `firsts[n]` up to `ends[n]`, have the places from `starts[n]` on. A
    place that scores 0 is between two articles and at both ends, since neighbours are of the same
    article.
    """

    of_article: Scores
    own: Scores
    starts: Numbers
    firsts: Numbers
    ends: Numbers

    def row(self, places: Numbers) -> Numbers:
        """Return the row of the article of each place."""
        return self.starts.searchsorted(places, side="right") - 1

    def numbers(self, places: Numbers) -> Numbers:
        """Return the number of the sentence at each place."""
        row = self.row(places)
        return self.firsts[row] + places - self.starts[row]

    def matching(self) -> Numbers:
        """Return the places of the sentences with a term of the question."""
        return (self.own > 0).nonzero()[0]  # bools are looked through faster

    def fused(self, places: Numbers) -> Scores:
        """Return the scores with a share of the neighbours' and the article's."""
        own = self.own
        article = np.repeat(self.of_article, self.ends - self.firsts + 1)[: len(own) - 2]
        beside = own[:-2] + own[2:]
        fused: Scores = own[1:-1] + NEIGHBOUR_WEIGHT * beside + ARTICLE_WEIGHT * article
        return fused.take(places - 1)


def retrieve(terms: Sequence[str], indexes: TwoLevelIndex, within: int | None) -> Candidates:
    """Return the candidates for a question with these terms, from article `within` or from all.

    From a long text only sentences that share a term with the question; ties go to the earlier.
    """
    if within is None:
        articles, of_article = _candidate_articles(terms, indexes)
    else:
        articles = np.array([within])
        of_article = indexes.articles.scores_of(terms, articles)
    sheet = _score_sentences(terms, indexes, articles, of_article)
    if within is None or len(sheet.own) - 2 > MAX_CANDIDATES:
        places = sheet.matching()
    else:
        places = np.arange(1, len(sheet.own) - 1)
    fused = sheet.fused(places)
    near = (fused >= _least(fused)).nonzero()[0]
    places, fused = places[near], fused[near]
    best = indexes.best_first(fused, sheet.numbers(places))[:MAX_CANDIDATES]
    return _candidates(terms, indexes, sheet, places[best], fused[best], within)


def _candidate_articles(terms: Sequence[str], indexes: TwoLevelIndex) -> tuple[Numbers, Scores]:
    """Return the articles of which a sentence can be among the best, and the articles' scores.

    As in MaxScore (see `Index.best`), the most that a sentence can score is compared with what the
    last of the best scores at least.
    """
    scores, most = indexes.articles.scores(terms), indexes.most(terms)
    most += ARTICLE_WEIGHT * scores
    sample = _sample(most)
    sheet = _score_sentences(terms, indexes, sample, scores[sample])
    least = _least(sheet.fused(sheet.matching())) * ROUNDING
    hopeful = ((most >= least) & (most > 0)).nonzero()[0]
    return hopeful, scores[hopeful]


def _sample(scores: Scores) -> Numbers:
    """Return some of the articles with the highest scores; to sort all takes longer."""
    few = scores[::_STEP]
    count = min(len(few), _SAMPLE // _STEP)
    least = np.partition(few, -count)[-count] if count else 0.0
    return ((scores >= least) & (scores > 0)).nonzero()[0][: 2 * _SAMPLE]


def _least(scores: Scores) -> float:
    """Return the score of the last of the best, or 0 if there are not so many."""
    return (
        float(np.partition(scores, -MAX_CANDIDATES)[-MAX_CANDIDATES])
        if len(scores) >= MAX_CANDIDATES
        else 0.0
    )


def _score_sentences(
    terms: Sequence[str], indexes: TwoLevelIndex, articles: Numbers, of_article: Scores
) -> SentenceScores:
    """Score the sentences of `articles`, which are in order."""
    firsts, ends = indexes.sentences_of(articles)
    starts = np.cumsum(np.concatenate([[1], ends - firsts + 1]))
    sheet = SentenceScores(of_article, np.zeros(int(starts[-1])), starts[:-1], firsts, ends)
    index = indexes.sentences
    idfs = [index.idf(term) for term in terms]
    for number, part in enumerate(indexes.parts):
        first, end = indexes.articles.firsts[number : number + 2]
        rows = slice(*articles.searchsorted([first, end]))
        held = SelectedArticles(part, articles[rows] - first, sheet.starts[rows])
        for term, idf in zip(terms, idfs, strict=True):
            documents, kinds = part.sentences.of(term)
            at, places = held.among(documents)
            np.add.at(sheet.own, places, idf * index.weights_of_kinds[number].take(kinds.take(at)))
    return sheet


class SelectedArticles:
    """The sentences of some articles of a part, and the places that they have."""

    def __init__(self, part: SegmentIndex, articles: Numbers, starts: Numbers) -> None:
        self.article_of = part.article_of
        self.firsts = part.first_sentence[articles].astype(np.int32)  # as postings are
        self.ends = part.first_sentence[articles + 1].astype(np.int32)
        self.shifts = starts - self.firsts
        self.shift_of = np.full(part.articles.size, _NOWHERE)
        self.shift_of[articles] = self.shifts

    def among(self, documents: Documents) -> tuple[Numbers, Numbers]:
        """Return where in `documents` are sentences of the articles, and their places."""
        if len(documents) > _SEARCHING * len(self.firsts):
            left = documents.searchsorted(self.firsts)
            counts = documents.searchsorted(self.ends) - left
            ends = counts.cumsum()
            at = np.repeat(left + counts - ends, counts) + np.arange(counts.sum())
            return at, documents.take(at) + np.repeat(self.shifts, counts)
        shifts = self.shift_of.take(self.article_of.take(documents))
        at = (shifts != _NOWHERE).nonzero()[0]
        return at, documents.take(at) + shifts.take(at)


def _candidates(
    terms: Sequence[str],
    indexes: TwoLevelIndex,
    sheet: SentenceScores,
    places: Numbers,
    fused: Scores,
    within: int | None,
) -> Candidates:
    index, numbers, row = indexes.sentences, sheet.numbers(places), sheet.row(places)
    first, end = sheet.firsts[row], sheet.ends[row]
    block, block_end = indexes.block_of(numbers)
    spans = (
        (np.maximum(numbers - 1, first), numbers),
        (np.maximum(numbers - 3, first), numbers),
        (numbers + 1, np.minimum(numbers + 2, end)),
        (block, block_end),
        (first, np.minimum(first + LEAD_SENTENCES, end)),
        (first, end),
    )
    left, right = np.stack(spans, axis=1)
    saturation = np.zeros((len(numbers), len(terms)))
    counts = np.zeros((len(spans), *saturation.shape))
    for column, term in enumerate(terms):
        saturation[:, column] = index.weights(term, numbers)
        counts[:, :, column] = index.count(term, left, right)
    before, three_before, after, in_block, in_lead, in_article = (counts > 0).astype(float)
    shift = places - numbers
    blocks = map(slice, (block + shift).tolist(), (block_end + shift).tolist())
    unit = index.highest_idf
    return Candidates(
        numbers=numbers,
        in_sentence=(saturation > 0).astype(float),
        before=before,
        three_before=three_before,
        after=after,
        in_block=in_block,
        in_lead=in_lead,
        in_article=in_article,
        sentences_with=counts[-1],
        saturation=saturation,
        article_length=(end - first).astype(float),
        position=(numbers - first).astype(float),
        position_in_block=(numbers - block).astype(float),
        bm25=sheet.own[places] / unit,
        bm25_before=sheet.own[places - 1] / unit,
        bm25_after=sheet.own[places + 1] / unit,
        bm25_of_block=np.array([sheet.own[span].sum() for span in blocks], float) / unit,
        bm25_of_article=sheet.of_article[row] / indexes.articles.highest_idf,
        fused=fused / unit,
        idf=np.array([index.idf(term) for term in terms]) / unit,
        in_corpus=np.array([float(term in index) for term in terms]),
        one_article=within is not None,
    )
