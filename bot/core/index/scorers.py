"""Scorers: the postings of a segment, and of one term in it, with the weights of their impacts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.index.bm25 import Scores
from bot.core.index.postings import SAMPLE_SIZE, Documents, Impacts, Postings


class SegmentScorer(NamedTuple):
    """The postings of a segment inside an index, whose documents are numbered from `first` on."""

    postings: Postings
    first: int
    weights: Scores

    @property
    def end(self) -> int:
        """The number behind that of the last document."""
        return self.first + self.postings.document_count

    def add_scores(self, term: str, idf: float, first: int, end: int, total: Scores) -> None:
        """Add the scores of the documents from `first` up to `end` for a term to `total`."""
        documents, impacts = self.postings.posting_list(term)
        if first > self.first or end < self.end:
            span = np.array([first - self.first, end - self.first], np.int32)
            inside = slice(*documents.searchsorted(span))
            documents, impacts = documents[inside], impacts[inside]
        shift = self.first - first
        # This is `total[documents + shift] += idf * weights[impacts]`, in half the time.
        np.add.at(
            total, documents + shift if shift else documents, idf * self.weights.take(impacts)
        )

    def term_weights(self, term: str, documents: NDArray[np.integer]) -> Scores:
        """Return the weight of a term in each of `documents`, numbered as in the segment."""
        with_term, impacts = self.postings.posting_list(term)
        if not len(with_term):
            return np.zeros(len(documents))
        wanted = documents.astype(np.int32, copy=False)  # otherwise all of `with_term` is converted
        places = with_term.searchsorted(wanted)
        places[places == len(with_term)] = 0
        is_there = with_term[places] == wanted
        weights: Scores = self.weights[impacts[places]] * is_there
        return weights

    def term_scorer(self, term: str, factor: float) -> "TermScorer":
        """Return the scorer of a term that the segment has."""
        documents, impacts = self.postings.posting_list(term)
        term_id = self.postings.term_ids[term]
        # The table is sorted by the weights in its own segment. Those in the index are nearly in
        # this order, so the maximum of all up to the greatest impact is the bound.
        weights = self.weights[: int(self.postings.max_impacts[term_id]) + 1]
        return TermScorer(
            documents=documents,
            impacts=impacts,
            weights=self.weights,
            factor=factor,
            max_score=factor * float(weights.max()),
            sample_impact=int(self.postings.sample_impacts[term_id]),
        )


class TermScorer(NamedTuple):
    """The postings of a query term, each of which scores `factor` times its impact's weight.

    None scores more than `max_score`, and at least SAMPLE_SIZE have `sample_impact` or more.
    """

    documents: Documents
    impacts: Impacts
    weights: Scores
    factor: float
    max_score: float
    sample_impact: int

    def find(self, documents: Documents) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return the places of `documents` among the postings, and which of them are there."""
        places = self.documents.searchsorted(documents)
        places[places == len(self.documents)] = 0
        return places, self.documents[places] == documents

    def posting_scores(self, places: NDArray[np.intp]) -> Scores:
        """Return the scores of the postings at `places`."""
        return self.factor * self.weights[self.impacts[places]]

    def document_scores(self, documents: Documents) -> Scores:
        """Return the score that the term adds to each of `documents`."""
        places, is_there = self.find(documents)
        return self.posting_scores(places) * is_there

    def competitive(self, min_score: float, scored: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the places of the postings that may score `min_score`, except for `scored`."""
        is_heavy = self.weights >= min_score / self.factor
        is_competitive = self.impacts >= (
            int(is_heavy.argmax()) if is_heavy.any() else len(is_heavy)
        )
        is_competitive[scored] = False
        return is_competitive.nonzero()[0]

    def sample(self) -> Documents:
        """Return documents to which the term adds the most."""
        best = (self.impacts >= self.sample_impact).nonzero()[0]
        return sample_of_best(self.documents[best], self.impacts[best])


def sample_of_best(documents: Documents, scores: NDArray[np.generic]) -> Documents:
    """Return the SAMPLE_SIZE documents with the highest scores, in any order."""
    if len(documents) <= SAMPLE_SIZE:
        return documents
    return documents[np.argpartition(scores, -SAMPLE_SIZE)[-SAMPLE_SIZE:]]
