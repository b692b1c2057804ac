"""The documents of a segment that can be among the best k, by MaxScore or by scoring all.

MaxScore: Turtle & Flood, "Query evaluation: strategies and optimizations", 1995. Here it runs a
posting list at a time, from the term with the greatest maximum score to the one with the least.
Once a document without any of the terms seen so far cannot be competitive any more, the remaining
lists are no longer scanned for new documents; their terms are only looked up in those found.

Both searches take the minimum competitive score that the segments before have reached, and return
documents, their scores, and a new minimum. The documents may be more than k.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np

from bot.core.index.bm25 import ROUNDING, Scores
from bot.core.index.postings import MAX_UNSAMPLED_POSTINGS, Documents
from bot.core.index.scorers import SegmentScorer, TermScorer, sample_of_best

TermIdfs = Sequence[tuple[str, float]]  # the terms of a query; one given twice counts twice


def exhaustive_top_k(
    segment: SegmentScorer, term_idfs: TermIdfs, k: int, min_score: float
) -> tuple[Documents, Scores, float]:
    """Score every document of a segment, which is faster than MaxScore where it is small."""
    total, long_lists = np.zeros(segment.postings.document_count), []
    for term, idf in term_idfs:
        documents, impacts = segment.postings.posting_list(term)
        np.add.at(total, documents, segment.weights.take(impacts) * idf)
        if len(documents) >= k:
            long_lists.append(documents)
    if long_lists:  # no document stands twice in a list, so its k-th best score is a minimum
        min_score = max(min_score, kth_score(total.take(min(long_lists, key=len)), k))
    is_competitive = total >= min_score if min_score else total > 0
    best = is_competitive.nonzero()[0].astype(np.int32)
    return best, total.take(best), min_score


def max_score_top_k(
    segment: SegmentScorer, term_idfs: TermIdfs, k: int, min_score: float
) -> tuple[Documents, Scores, float]:
    """Find the competitive documents of a segment without scoring the others."""
    terms = _term_scorers(segment, term_idfs)
    max_rest = [*accumulate((term.max_score for term in reversed(terms)), initial=0.0)][::-1]
    documents, sums = segment.postings.documents[:0], np.zeros(0)
    for place, term in enumerate(terms):
        if max_rest[place] >= min_score and len(term.documents) > MAX_UNSAMPLED_POSTINGS:
            sample = sample_of_best(documents, sums) if len(documents) >= k else term.sample()
            min_score = max(min_score, _score_reached(terms, sample, k))
        near = (sums + max_rest[place] >= min_score).nonzero()[0]
        documents, sums = documents[near], sums[near]
        places, is_there = term.find(documents)
        sums += term.posting_scores(places) * is_there
        if max_rest[place] >= min_score:
            new = term.competitive(min_score - max_rest[place + 1], places[is_there])
            documents = np.concatenate([documents, term.documents[new]])
            sums = np.concatenate([sums, term.posting_scores(new)])
        min_score = max(min_score, kth_score(sums, k))
    best = np.sort(documents[sums >= min_score])
    return best, _exact_scores(segment, term_idfs, best), min_score


def _term_scorers(segment: SegmentScorer, term_idfs: TermIdfs) -> list[TermScorer]:
    """Return a scorer for each different term that the segment has, the strongest first."""
    factors: dict[str, float] = {}
    for term, idf in term_idfs:
        factors[term] = factors.get(term, 0.0) + idf
    scorers = [
        segment.term_scorer(term, factor)
        for term, factor in factors.items()
        if term in segment.postings.term_ids
    ]
    return sorted(scorers, key=lambda scorer: -scorer.max_score)


def _exact_scores(segment: SegmentScorer, term_idfs: TermIdfs, documents: Documents) -> Scores:
    """Sum the scores in the order of the query, so that they are equal to the last bit."""
    scores = np.zeros(len(documents))
    for term, idf in term_idfs:
        scores += idf * segment.term_weights(term, documents)
    return scores


def _score_reached(terms: Iterable[TermScorer], documents: Documents, k: int) -> float:
    """Return a score that k of `documents`, and so the best k of all, reach."""
    return kth_score(np.sum([term.document_scores(documents) for term in terms], axis=0), k)


def kth_score(scores: Scores, k: int) -> float:
    """Return the k-th best score, or 0 if there are fewer scores.

    It is a little too low, because the same weights summed in another order may give less.
    """
    if not 0 < k <= len(scores):
        return 0.0
    return float(np.partition(scores, -k)[-k]) * ROUNDING
