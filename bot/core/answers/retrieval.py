"""Retrieve the candidate sentences for a question, and where its terms stand around each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.index.bm25 import ROUNDING, Scores
from bot.core.index.postings import Documents
from bot.core.index.two_level import (
    ARTICLE_WEIGHT,
    NEIGHBOUR_WEIGHT,
    Numbers,
    SegmentIndex,
    TwoLevelIndex,
)

MAX_CANDIDATES = 50  # twice as many hold hardly more of the sentences that answer
LEAD_SENTENCES = 3
_SAMPLE_ARTICLES = 2 * MAX_CANDIDATES  # scored in full to learn a minimum competitive score
_SAMPLING_STEP = 8  # one of so many articles tells which scores are high
_POSTINGS_PER_SEARCH = 16  # read in the time of one binary search
_NOT_SELECTED = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates, best by BM25 first, as arrays with a row for each.

    `in_sentence` to `in_article` have a column for each term of the question and are 1 where it
    stands; `sentences_with` counts the sentences of the article that have it, and `saturation` is
    BM25's weight of it without the idf. `idf` and `in_corpus` have an item for each term. All
    scores are in units of the idf of an unknown word, so that they mean the same in a folder of one
    article and of thousands.
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


def retrieve(terms: Sequence[str], index: TwoLevelIndex, within: int | None) -> Candidates:
    """Return the candidates for a question with these terms, from article `within` or from all.

    Unless `within` is short, only sentences that share a term with the question are candidates.
    Ties go to the earlier sentence.
    """
    if within is None:
        articles, article_scores = _competitive_articles(terms, index)
    else:
        articles = np.array([within])
        article_scores = index.articles.scores_of(terms, articles)
    scores = _score_sentences(terms, index, articles, article_scores)
    if within is None or scores.sentence_count > MAX_CANDIDATES:
        places = scores.matching_places()
    else:
        places = scores.all_places()
    fused = scores.fused(places)
    competitive = (fused >= _min_score(fused)).nonzero()[0]
    places, fused = places[competitive], fused[competitive]
    best = index.order_by_score(fused, scores.numbers(places))[:MAX_CANDIDATES]
    return _candidates(terms, index, scores, places[best], fused[best], within)


# --- Which sentences are scored


def _competitive_articles(terms: Sequence[str], index: TwoLevelIndex) -> tuple[Numbers, Scores]:
    """Return the articles that can still contribute a candidate, with their scores.

    As in MaxScore (see `bot.core.index`), the bound of an article's sentences is compared with the
    minimum competitive score, which a sample of the articles gives.
    """
    scores, bounds = index.articles.scores(terms), index.max_sentence_scores(terms)
    bounds += ARTICLE_WEIGHT * scores
    sample = _sample_articles(bounds)
    sample_scores = _score_sentences(terms, index, sample, scores[sample])
    min_score = _min_score(sample_scores.fused(sample_scores.matching_places())) * ROUNDING
    competitive = ((bounds >= min_score) & (bounds > 0)).nonzero()[0]
    return competitive, scores[competitive]


def _sample_articles(bounds: Scores) -> Numbers:
    """Return some of the articles with the highest bounds; sorting all would take longer."""
    every_nth = bounds[::_SAMPLING_STEP]
    count = min(len(every_nth), _SAMPLE_ARTICLES // _SAMPLING_STEP)
    min_bound = np.partition(every_nth, -count)[-count] if count else 0.0
    return ((bounds >= min_bound) & (bounds > 0)).nonzero()[0][: 2 * _SAMPLE_ARTICLES]


def _min_score(scores: Scores) -> float:
    """Return the score of the last of the MAX_CANDIDATES best, or 0 if there are fewer."""
    if len(scores) < MAX_CANDIDATES:
        return 0.0
    return float(np.partition(scores, -MAX_CANDIDATES)[-MAX_CANDIDATES])


# --- Scores of sentences


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """BM25 scores of some articles, and of all their sentences in one array.

    The sentences of row n, from `firsts[n]` up to `ends[n]`, have the places from `starts[n]` on.
    Between two articles and at both ends of the array is a place that scores 0, because a
    sentence's neighbours are in its own article.
    """

    articles: Scores
    sentences: Scores
    starts: Numbers
    firsts: Numbers
    ends: Numbers

    @property
    def sentence_count(self) -> int:
        """How many sentences a single article has."""
        return len(self.sentences) - 2

    def rows(self, places: Numbers) -> Numbers:
        """Return the row of the article of each place."""
        return self.starts.searchsorted(places, side="right") - 1

    def numbers(self, places: Numbers) -> Numbers:
        """Return the number of the sentence at each place."""
        rows = self.rows(places)
        return self.firsts[rows] + places - self.starts[rows]

    def all_places(self) -> Numbers:
        """Return the places of all sentences of a single article."""
        return np.arange(1, len(self.sentences) - 1)

    def matching_places(self) -> Numbers:
        """Return the places of the sentences with a term of the question."""
        return (self.sentences > 0).nonzero()[0]  # `nonzero` is faster on booleans

    def fused(self, places: Numbers) -> Scores:
        """Return the scores with a share of the neighbours' and the article's."""
        own = self.sentences
        article = np.repeat(self.articles, self.ends - self.firsts + 1)[: len(own) - 2]
        neighbours = own[:-2] + own[2:]
        fused: Scores = own[1:-1] + NEIGHBOUR_WEIGHT * neighbours + ARTICLE_WEIGHT * article
        return fused.take(places - 1)


def _score_sentences(
    terms: Sequence[str], index: TwoLevelIndex, articles: Numbers, article_scores: Scores
) -> SentenceScores:
    """Score the sentences of `articles`, which are in order."""
    firsts, ends = index.sentence_ranges(articles)
    starts = np.cumsum(np.concatenate([[1], ends - firsts + 1]))
    total = np.zeros(int(starts[-1]))
    scores = SentenceScores(article_scores, total, starts[:-1], firsts, ends)
    idfs = [index.sentences.idf(term) for term in terms]
    for number, segment in enumerate(index.segments):
        first, end = index.articles.firsts[number : number + 2]
        rows = slice(*articles.searchsorted([first, end]))
        selected = SelectedArticles(segment, articles[rows] - first, scores.starts[rows])
        weights = index.sentences.impact_weights[number]
        for term, idf in zip(terms, idfs, strict=True):
            documents, impacts = segment.sentences.posting_list(term)
            postings, places = selected.find(documents)
            np.add.at(total, places, idf * weights.take(impacts.take(postings)))
    return scores


class SelectedArticles:
    """Some articles of a segment, with the places of their sentences in SentenceScores."""

    def __init__(self, segment: SegmentIndex, articles: Numbers, starts: Numbers) -> None:
        self._article_of = segment.article_of
        self._firsts = segment.first_sentence[articles].astype(np.int32)  # like postings
        self._ends = segment.first_sentence[articles + 1].astype(np.int32)
        self._shifts = starts - self._firsts
        self._shift_of = np.full(segment.articles.document_count, _NOT_SELECTED)
        self._shift_of[articles] = self._shifts

    def find(self, documents: Documents) -> tuple[Numbers, Numbers]:
        """Return the indices of the `documents` that are in the articles, and their places."""
        if len(documents) > _POSTINGS_PER_SEARCH * len(self._firsts):
            return self._search(documents)
        shifts = self._shift_of.take(self._article_of.take(documents))
        selected = (shifts != _NOT_SELECTED).nonzero()[0]
        return selected, documents.take(selected) + shifts.take(selected)

    def _search(self, documents: Documents) -> tuple[Numbers, Numbers]:
        """Do as `find` by searching for each article, without reading a long list."""
        left = documents.searchsorted(self._firsts)
        counts = documents.searchsorted(self._ends) - left
        ends = counts.cumsum()
        selected = np.repeat(left + counts - ends, counts) + np.arange(counts.sum())
        return selected, documents.take(selected) + np.repeat(self._shifts, counts)


# --- Where the terms stand


def _candidates(
    terms: Sequence[str],
    index: TwoLevelIndex,
    scores: SentenceScores,
    places: Numbers,
    fused: Scores,
    within: int | None,
) -> Candidates:
    numbers, rows = scores.numbers(places), scores.rows(places)
    first, end = scores.firsts[rows], scores.ends[rows]
    block, block_end = index.block_ranges(numbers)
    saturation = _saturation(terms, index, numbers)
    before, three_before, after, in_block, in_lead, in_article = _counts_around(
        terms, index, numbers, (first, end), (block, block_end)
    )
    shift = places - numbers
    blocks = map(slice, (block + shift).tolist(), (block_end + shift).tolist())
    unit = index.sentences.max_idf
    return Candidates(
        numbers=numbers,
        in_sentence=_is_there(saturation),
        before=_is_there(before),
        three_before=_is_there(three_before),
        after=_is_there(after),
        in_block=_is_there(in_block),
        in_lead=_is_there(in_lead),
        in_article=_is_there(in_article),
        sentences_with=in_article,
        saturation=saturation,
        article_length=(end - first).astype(float),
        position=(numbers - first).astype(float),
        position_in_block=(numbers - block).astype(float),
        bm25=scores.sentences[places] / unit,
        bm25_before=scores.sentences[places - 1] / unit,
        bm25_after=scores.sentences[places + 1] / unit,
        bm25_of_block=np.array([scores.sentences[span].sum() for span in blocks], float) / unit,
        bm25_of_article=scores.articles[rows] / index.articles.max_idf,
        fused=fused / unit,
        idf=np.array([index.sentences.idf(term) for term in terms]) / unit,
        in_corpus=np.array([float(term in index.sentences) for term in terms]),
        one_article=within is not None,
    )


def _saturation(terms: Sequence[str], index: TwoLevelIndex, numbers: Numbers) -> Scores:
    saturation = np.zeros((len(numbers), len(terms)))
    for column, term in enumerate(terms):
        saturation[:, column] = index.sentences.term_weights(term, numbers)
    return saturation


def _counts_around(
    terms: Sequence[str],
    index: TwoLevelIndex,
    numbers: Numbers,
    articles: tuple[Numbers, Numbers],
    blocks: tuple[Numbers, Numbers],
) -> Scores:
    """Count, in each range around the candidates, the sentences with each term."""
    first, end = articles
    ranges = (
        (np.maximum(numbers - 1, first), numbers),
        (np.maximum(numbers - 3, first), numbers),
        (numbers + 1, np.minimum(numbers + 2, end)),
        blocks,
        (first, np.minimum(first + LEAD_SENTENCES, end)),
        articles,
    )
    firsts, ends = np.stack(ranges, axis=1)
    counts = np.zeros((len(ranges), len(numbers), len(terms)))
    for column, term in enumerate(terms):
        counts[:, :, column] = index.sentences.count_in_ranges(term, firsts, ends)
    return counts


def _is_there(counts: Scores) -> Scores:
    return (counts > 0).astype(float)
