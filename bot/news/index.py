"""BM25 over lists of terms, kept as posting lists in flat arrays.

score(q, d) = sum of idf(t) * f(t, d) * (k1 + 1) / (f(t, d) + k1 * (1 - b + b * |d| / avgdl))

rank-bm25 is the definition (its `get_scores`, after Robertson & Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); the tests compare every score with it. There are
three differences:

- idf is Lucene's ln(1 + (N - n + 0.5) / (n + 0.5)), which is above 0 for every word. Okapi's is 0
  or less for words in half of the documents, so in a tiny corpus a perfect match scored nothing
  (rank_bm25 issues 29, 39, 43).
- No documents at all are an index that finds nothing, not a ZeroDivisionError (issues 7, 36).
- A question touches only the documents that have its words, and `best` not even all of these.

A posting is a document and the rank of its weight among all weights that there are. f and |d| are
small whole numbers, so a million sentences have a few thousand different weights, and two bytes
tell which. No precision is lost by it.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

K1 = 0.9  # a second mention in one sentence tells little
B = 0.4  # sentences differ less in length than the documents for which 0.75 is usual

_SAMPLE = 64  # documents scored in full to learn what the last of the best scores at least
_SHORT = 4096  # postings: sooner read than pruned
_ROUNDING = 1 - 1e-9  # sums in another order differ by less

Scores = NDArray[np.float64]
Documents = NDArray[np.int32]
Ranks = NDArray[np.integer]


class Tokens:
    """Documents, each a list of terms, as the numbers of these: what an index is built from."""

    def __init__(self, documents: Iterable[Iterable[str]] = ()) -> None:
        self.numbers: dict[str, int] = _Numbers()
        self.terms = array("i")
        self.lengths = array("i")
        for document in documents:
            self.add(document)

    def add(self, document: Iterable[str]) -> None:
        """Append a document."""
        before = len(self.terms)
        self.terms.extend(map(self.numbers.__getitem__, document))
        self.lengths.append(len(self.terms) - before)

    def joined(self, counts: Iterable[int]) -> "Tokens":
        """Return the documents joined, so many at a time."""
        whole = Tokens()
        whole.numbers, whole.terms = self.numbers, self.terms
        ends = np.cumsum([0, *self.lengths])[np.cumsum([0, *counts])]
        whole.lengths = array("i", np.diff(ends).tolist())
        return whole


class _Numbers(dict[str, int]):
    """Numbers from 0, in the order in which the terms are first asked for."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Index:
    """Documents numbered from 0 in the order given.

    The postings of term n are those from `starts[n]` up to `starts[n + 1]`, by document;
    `levels[ranks]` are their weights, all but the idf, and `highest[n]` is the highest rank.
    """

    size: int
    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    documents: Documents
    ranks: Ranks
    levels: Scores
    highest: Ranks
    good: Ranks

    def __contains__(self, term: str) -> bool:
        return term in self.numbers

    @property
    def highest_idf(self) -> float:
        """The inverse document frequency of a word that no document has."""
        return idf(self.size, 0)

    def frequency(self, term: str) -> int:
        """Return how many documents hold a term."""
        return len(self._postings(term)[0])

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term, known or not."""
        return idf(self.size, self.frequency(term))

    def scores(self, query: Iterable[str], first: int = 0, end: int | None = None) -> Scores:
        """Return the score of every document from `first` up to `end`.

        A term given twice counts twice.
        """
        end = self.size if end is None else end
        total = np.zeros(end - first)
        for term in query:
            documents, ranks = self._postings(term, first, end)
            total[documents - first if first else documents] += self.idf(term) * self.levels[ranks]
        return total

    def scores_of(self, query: Iterable[str], documents: Documents) -> Scores:
        """Return the scores of some documents, the very same as in `scores`."""
        total = np.zeros(len(documents))
        for term in query:
            total += self.idf(term) * self.weights(term, documents)
        return total

    def weights(self, term: str, documents: NDArray[np.integer]) -> Scores:
        """Return the weight of a term, without its idf, in each of `documents`."""
        holding, ranks = self._postings(term)
        if not len(holding):
            return np.zeros(len(documents))
        wanted = documents.astype(np.int32, copy=False)  # else all of `holding` is converted
        places = holding.searchsorted(wanted)
        places[places == len(holding)] = 0
        there = holding[places] == wanted
        weights: Scores = self.levels[ranks[places]] * there
        return weights

    def holding(self, terms: Iterable[str]) -> NDArray[np.intp]:
        """Return the documents that hold every one of `terms`, in order; none for no terms."""
        holding = [self._postings(term)[0] for term in terms]
        shortest_first = sorted(holding, key=len) or [self.documents[:0]]
        return reduce(np.intersect1d, shortest_first).astype(np.intp)

    def count(
        self, term: str, first: NDArray[np.integer], end: NDArray[np.integer]
    ) -> NDArray[np.intp]:
        """Return how many of the documents from `first` up to `end` hold a term, for each pair."""
        holding = self._postings(term)[0]
        return holding.searchsorted(end.astype(np.int32)) - holding.searchsorted(
            first.astype(np.int32)
        )

    def best(self, query: Iterable[str], count: int) -> tuple[Documents, Scores]:
        """Return the `count` documents with the highest scores, and these; the best first.

        They are those that sorting all `scores` gives: ties go to the earlier, and none is
        without a term of the query. It is MaxScore (Turtle & Flood, "Query evaluation: strategies
        and optimizations", 1995), a posting list at a time: once a document that has none of the
        rarer terms cannot be among the best any more, the lists of the others are no longer read;
        what they add to the documents found is looked up.
        """
        query = [term for term in query if term in self.numbers]
        lists = [self._list(term, times) for term, times in Counter(query).items()]
        lists.sort(key=lambda one: -one.most)
        rest = [*accumulate((one.most for one in reversed(lists)), initial=0.0)][::-1]
        found, sums, least = self.documents[:0], np.zeros(0), 0.0
        for place, one in enumerate(lists):
            if rest[place] >= least and len(one.documents) > _SHORT:
                sample = _best_of(found, sums) if len(found) >= count else one.sample()
                least = max(least, _reached(lists, sample, count))
            near = (sums + rest[place] >= least).nonzero()[0]
            found, sums = found[near], sums[near]
            places, there = one.find(found)
            sums += one.scores(places) * there
            if rest[place] >= least:
                new = one.reaching(least - rest[place + 1], places[there])
                found = np.concatenate([found, one.documents[new]])
                sums = np.concatenate([sums, one.scores(new)])
            least = max(least, _nth(sums, count))
        found = np.sort(found[sums >= least])
        return _first(found, self.scores_of(query, found), count)

    def _list(self, term: str, times: int) -> "_List":
        documents, ranks = self._postings(term)
        number = self.numbers[term]
        factor = times * idf(self.size, len(documents))
        most = factor * float(self.levels[self.highest[number]])
        return _List(documents, ranks, self.levels, factor, most, int(self.good[number]))

    def _postings(
        self, term: str, first: int = 0, end: int | None = None
    ) -> tuple[Documents, Ranks]:
        """Return the documents from `first` up to `end` that hold a term, and its ranks there."""
        number = self.numbers.get(term)
        if number is None:
            return self.documents[:0], self.ranks[:0]
        span = slice(int(self.starts[number]), int(self.starts[number + 1]))
        documents, ranks = self.documents[span], self.ranks[span]
        if first == 0 and end in {None, self.size}:
            return documents, ranks
        part = slice(*documents.searchsorted(np.array([first, end], np.int32)))
        return documents[part], ranks[part]


class _List(NamedTuple):
    """The postings of a term of a query: what it adds to their scores is `factor` times the weight.

    `most` is the most that it adds. So many postings as a sample has are `good` or better.
    """

    documents: Documents
    ranks: Ranks
    levels: Scores
    factor: float
    most: float
    good: int

    def find(self, documents: Documents) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return the places of `documents` among the postings, and which of them are there."""
        places = self.documents.searchsorted(documents)
        places[places == len(self.documents)] = 0
        return places, self.documents[places] == documents

    def scores(self, places: NDArray[np.intp]) -> Scores:
        return self.factor * self.levels[self.ranks[places]]

    def scores_of(self, documents: Documents) -> Scores:
        places, there = self.find(documents)
        return self.scores(places) * there

    def reaching(self, score: float, known: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the places of the postings that add at least `score`, but for `known` ones."""
        lowest = int(self.levels.searchsorted(score / self.factor))
        reaching = self.ranks >= lowest
        reaching[known] = False
        return reaching.nonzero()[0]

    def sample(self) -> Documents:
        """Return documents to which the term adds the most."""
        good = (self.ranks >= self.good).nonzero()[0]
        return _best_of(self.documents[good], self.ranks[good])


def build_index(documents: Iterable[Iterable[str]] | Tokens, b: float = B) -> Index:
    """Index documents, each a list of terms."""
    tokens = documents if isinstance(documents, Tokens) else Tokens(documents)
    terms, lengths = np.array(tokens.terms, np.int32), np.array(tokens.lengths, np.int32)
    starts, holding, frequencies = _postings(len(tokens.numbers), terms, lengths)
    ranks, levels = _weights(frequencies, lengths[holding], len(terms) / max(1, len(lengths)), b)
    return Index(
        size=len(lengths),
        numbers=dict(tokens.numbers),
        starts=starts,
        documents=holding,
        ranks=ranks,
        levels=levels,
        highest=np.maximum.reduceat(ranks, starts[:-1]) if len(ranks) else ranks,
        good=_good(starts, ranks),
    )


def _postings(
    count: int, terms: NDArray[np.int32], lengths: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Documents, NDArray[np.int32]]:
    """Return where each term's postings start, their documents, and how often it stands there."""
    shift = max(1, len(lengths).bit_length())
    pairs = terms.astype(np.int64)
    pairs <<= shift
    pairs |= np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    pairs.sort()  # by term, then by document
    first = np.flatnonzero(np.concatenate([pairs[:1] == pairs[:1], pairs[1:] != pairs[:-1]]))
    frequencies = np.diff(first, append=len(pairs)).astype(np.int32)
    pairs = pairs[first]
    starts = pairs.searchsorted(np.arange(count + 1, dtype=np.int64) << shift)
    return starts, (pairs & ((1 << shift) - 1)).astype(np.int32), frequencies


def _weights(
    frequencies: NDArray[np.int32], lengths: NDArray[np.int32], average: float, b: float
) -> tuple[Ranks, Scores]:
    """Return the rank of each posting's weight, and all weights that there are, ascending."""
    longest = int(lengths.max(initial=0)) + 1
    kinds = frequencies * np.int64(longest) + lengths
    different = np.unique(kinds)
    f, length = np.divmod(different, longest)
    weights = f * (K1 + 1) / (f + K1 * (1 - b + b * length / max(average, 1e-9)))
    levels, rank = np.unique(weights, return_inverse=True)
    rank = rank.astype(np.min_scalar_type(len(levels)))
    return rank[different.searchsorted(kinds)], levels


def _good(starts: NDArray[np.int64], ranks: Ranks) -> Ranks:
    """Return the rank that as many postings of each term reach as a sample has; 0 of short ones."""
    good = np.zeros(len(starts) - 1, ranks.dtype)
    for term in (np.diff(starts) > _SHORT).nonzero()[0]:
        own = ranks[starts[term] : starts[term + 1]]
        good[term] = np.partition(own, -_SAMPLE)[-_SAMPLE]
    return good


def idf(size: int, frequency: int) -> float:
    """Return the inverse document frequency of a word that so many of `size` documents have."""
    return log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _reached(lists: Iterable[_List], documents: Documents, count: int) -> float:
    """Return a score that `count` documents reach, as some of `documents` do."""
    return _nth(np.sum([one.scores_of(documents) for one in lists], axis=0), count)


def _best_of(documents: Documents, scores: NDArray[np.generic]) -> Documents:
    """Return as many of the documents with the highest scores as a sample has."""
    if len(documents) <= _SAMPLE:
        return documents
    return documents[np.argpartition(scores, -_SAMPLE)[-_SAMPLE:]]


def _nth(scores: Scores, count: int) -> float:
    """Return the score of the last of the best `count`, or 0 if there are not so many.

    It is a little less, since the sum of the same weights in another order may be.
    """
    if not 0 < count <= len(scores):
        return 0.0
    return float(np.partition(scores, -count)[-count]) * _ROUNDING


def _first(documents: Documents, scores: Scores, count: int) -> tuple[Documents, Scores]:
    kept = np.flatnonzero(scores >= _nth(scores, count))
    order = kept[np.lexsort((documents[kept], -scores[kept]))][:count]
    return documents[order], scores[order]
