"""BM25 over lists of terms: the only import of rank_bm25.

score(q, d) = sum of idf(t) * f(t, d) * (k1 + 1) / (f(t, d) + k1 * (1 - b + b * |d| / avgdl))

rank-bm25 is the definition (its `get_scores`, after Robertson & Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009), with three changes:

- idf is Lucene's ln(1 + (N - n + 0.5) / (n + 0.5)), which is above 0 for every word. Okapi's is 0
  or less for words in half of the documents, so in a tiny corpus a perfect match scored nothing
  (rank_bm25 issues 29, 39, 43).
- No documents at all are an index that finds nothing, not a ZeroDivisionError (issues 7, 36).
- The scores are read from posting lists, so that a question touches only the documents that have
  its words. The tests compare them with `get_scores`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import log

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

K1 = 0.9  # a second mention in one sentence tells little
B = 0.4  # sentences differ less in length than the documents for which 0.75 is usual

Scores = NDArray[np.float64]
Posting = tuple[NDArray[np.int32], Scores]


def _idf(size: int, frequency: int) -> float:
    return log(1 + (size - frequency + 0.5) / (frequency + 0.5))


class _Bm25(BM25Okapi):  # type: ignore[misc]
    """BM25Okapi with an idf that is never 0 or negative."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        n = self.corpus_size
        self.idf = {term: _idf(n, df) for term, df in nd.items()}


_NOWHERE: Posting = (np.zeros(0, np.int32), np.zeros(0))


class Index:
    """Documents, each a list of terms, numbered from 0 in the order given."""

    def __init__(self, documents: Sequence[Sequence[str]], b: float = B) -> None:
        self.size = len(documents)
        # One term in an index of empty documents keeps the average length above 0.
        self.bm25 = _Bm25(documents if any(documents) else [[""]], k1=K1, b=b)
        self._postings = _postings(self.bm25) if any(documents) else {}

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    @property
    def highest_idf(self) -> float:
        """The inverse document frequency of a word that no document has."""
        return _idf(self.size, 0)

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term, known or not."""
        known: float | None = self.bm25.idf.get(term)
        return self.highest_idf if known is None else known

    def terms(self, document: int) -> Mapping[str, int]:
        """Return how often a document has each of its terms."""
        counts: Mapping[str, int] = self.bm25.doc_freqs[document] if self._postings else {}
        return counts

    def scores(self, query: Iterable[str]) -> Scores:
        """Return the score of every document; a term given twice counts twice."""
        total = np.zeros(self.size)
        for term in query:
            if posting := self._postings.get(term):
                documents, weights = posting
                total[documents] += self.idf(term) * weights
        return total

    def weights(self, term: str, documents: NDArray[np.intp]) -> Scores:
        """Return the weight of a term, without its idf, in each of `documents`."""
        holding, weights = self._postings.get(term, _NOWHERE)
        if not len(holding):
            return np.zeros(len(documents))
        places = np.minimum(np.searchsorted(holding, documents), len(holding) - 1)
        return np.where(holding[places] == documents, weights[places], 0)

    def holding(self, terms: Iterable[str]) -> NDArray[np.intp]:
        """Return the documents that hold every one of `terms`, in order; none for no terms."""
        postings = [self._postings.get(term, _NOWHERE)[0] for term in terms]
        return reduce(np.intersect1d, postings or [_NOWHERE[0]]).astype(np.intp)

    def count(self, term: str, first: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return how many of the documents from `first` up to `end` hold a term, for each pair."""
        holding, _ = self._postings.get(term, _NOWHERE)
        return np.searchsorted(holding, end) - np.searchsorted(holding, first)


def _postings(bm25: _Bm25) -> dict[str, Posting]:
    """Return the documents that hold each term, and its weight in each: all but the idf."""
    documents: dict[str, list[int]] = {}
    frequencies: dict[str, list[int]] = {}
    for number, counts in enumerate(bm25.doc_freqs):
        for term, count in counts.items():
            documents.setdefault(term, []).append(number)
            frequencies.setdefault(term, []).append(count)
    saturation = bm25.k1 * (1 - bm25.b + bm25.b * np.array(bm25.doc_len) / bm25.avgdl)
    postings = {}
    for term, numbers in documents.items():
        ids = np.array(numbers, np.int32)
        f = np.array(frequencies[term], np.float64)
        postings[term] = ids, f * (bm25.k1 + 1) / (f + saturation[ids])
    return postings
