"""BM25 over the documents of several segments."""

from collections.abc import Iterable, Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from bot.core.index.bm25 import B, Scores, idf, term_weights
from bot.core.index.concatenated import look_up
from bot.core.index.max_score import exhaustive_top_k, kth_score, max_score_top_k
from bot.core.index.postings import Documents, DocumentTerms, Impacts, Postings, build_postings
from bot.core.index.scorers import SegmentScorer

MAX_EXHAUSTIVE_DOCUMENTS = 1 << 18  # in a segment up to this size, scoring all is faster


class BM25Index:
    """Documents, numbered from 0 in the order of the segments."""

    def __init__(self, segments: Iterable[Postings], b: float = B) -> None:
        segments = tuple(segments)
        self.size = sum(segment.document_count for segment in segments)
        average = sum(segment.total_length for segment in segments) / max(1, self.size)
        self.firsts = np.cumsum([0, *(segment.document_count for segment in segments)])
        self._average_length, self._b = average, b
        self._segments = tuple(
            SegmentScorer(segment, int(first), segment.impact_weights(average, b))
            for segment, first in zip(segments, self.firsts, strict=False)
        )
        self.impact_weights = tuple(segment.weights for segment in self._segments)

    def __contains__(self, term: str) -> bool:
        return any(term in segment.postings.term_ids for segment in self._segments)

    @property
    def max_idf(self) -> float:
        """The idf of a term that no document has."""
        return idf(self.size, 0)

    def document_frequency(self, term: str) -> int:
        """Count the documents that have a term."""
        return sum([len(segment.postings.documents_with(term)) for segment in self._segments])

    def idf(self, term: str) -> float:
        """Return the idf of a term, known or not."""
        return idf(self.size, self.document_frequency(term))

    def max_weights(self, frequencies: NDArray[np.integer]) -> Scores:
        """Bound the weight of a term in any document that has it so many times."""
        return term_weights(frequencies, frequencies, self._average_length, self._b)

    def scores(self, query: Iterable[str], first: int = 0, end: int | None = None) -> Scores:
        """Return the score of every document from `first` up to `end`.

        A term given twice counts twice.
        """
        end = self.size if end is None else end
        total = np.zeros(end - first)
        for term in query:
            term_idf = self.idf(term)
            for segment in self._segments:
                overlaps = first < segment.end and segment.first < end
                if overlaps and term in segment.postings.term_ids:
                    segment.add_scores(term, term_idf, first, end, total)
        return total

    def scores_of(self, query: Iterable[str], documents: NDArray[np.integer]) -> Scores:
        """Return the scores of some documents, equal to the last bit to those of `scores`."""
        total = np.zeros(len(documents))
        for term in query:
            total += self.idf(term) * self.term_weights(term, documents)
        return total

    def term_weights(self, term: str, documents: NDArray[np.integer]) -> Scores:
        """Return the weight of a term, without its idf, in each of `documents`."""
        return look_up(
            documents,
            self.firsts,
            lambda segment, numbers: self._segments[segment].term_weights(term, numbers),
            float,
        )

    def documents_with_all(self, terms: Iterable[str]) -> NDArray[np.intp]:
        """Return the documents that have every one of `terms`, in order; none for no terms."""
        terms = list(terms)
        matches = [
            _documents_with_all(segment.postings, terms) + segment.first
            for segment in self._segments
        ]
        return np.concatenate([np.zeros(0, np.intp), *matches])

    def posting_lists(self, term: str) -> Iterator[tuple[int, Documents, Impacts]]:
        """Yield the number of each segment that has a term, and its postings as numbered there."""
        for number, segment in enumerate(self._segments):
            if term in segment.postings.term_ids:
                yield number, *segment.postings.posting_list(term)

    def count_in_ranges(
        self, term: str, firsts: NDArray[np.integer], ends: NDArray[np.integer]
    ) -> NDArray[np.intp]:
        """Count the documents with a term in each range from a first up to an end."""
        before_first, before_end = self._count_before(term, np.stack([firsts, ends]))
        counts: NDArray[np.intp] = before_end - before_first
        return counts

    def _count_before(self, term: str, documents: NDArray[np.integer]) -> NDArray[np.intp]:
        """Count the documents with a term before each of `documents`."""
        total = np.zeros(documents.shape, np.intp)
        for number, with_term, _ in self.posting_lists(term):
            size = self._segments[number].postings.document_count
            inside = (documents - self.firsts[number]).clip(0, size)
            inside = inside.astype(np.int32)  # otherwise all of `with_term` is converted
            total += with_term.searchsorted(inside)
        return total

    def top_k(self, query: Iterable[str], k: int) -> tuple[Documents, Scores]:
        """Return the k documents with the highest scores, the best first, and these scores.

        They are the ones that sorting all `scores` gives: ties go to the earlier document, and
        documents without any term of the query are left out.
        """
        term_idfs = [(term, self.idf(term)) for term in query]
        min_score, documents, scores = 0.0, [np.zeros(0, np.int32)], [np.zeros(0)]
        for segment in self._segments:
            is_small = segment.postings.document_count <= MAX_EXHAUSTIVE_DOCUMENTS
            search = exhaustive_top_k if is_small else max_score_top_k
            best, best_scores, min_score = search(segment, term_idfs, k, min_score)
            documents.append(best + np.int32(segment.first))
            scores.append(best_scores)
        return _sort_best(np.concatenate(documents), np.concatenate(scores), k)


def build_index(documents: Iterable[Iterable[str]] | DocumentTerms, b: float = B) -> BM25Index:
    """Index documents, each a list of terms, as one segment."""
    tokens = documents if isinstance(documents, DocumentTerms) else DocumentTerms(documents)
    return BM25Index([build_postings(tokens, b)], b)


def _documents_with_all(postings: Postings, terms: Iterable[str]) -> NDArray[np.intp]:
    lists = sorted(map(postings.documents_with, terms), key=len) or [postings.documents[:0]]
    return reduce(np.intersect1d, lists).astype(np.intp)


def _sort_best(documents: Documents, scores: Scores, k: int) -> tuple[Documents, Scores]:
    best = np.flatnonzero(scores >= kth_score(scores, k))
    order = best[np.lexsort((documents[best], -scores[best]))][:k]
    return documents[order], scores[order]
