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

An index is made of parts, each with the postings of some documents, which several indexes may
share. What a score takes from all documents (how many there are, how long they are on average, how
many have a term) is summed over the parts, so the scores are those of one index of all of them.

A posting is a document and its kind: how often the term stands there, and how long the document is.
These are small whole numbers, so a million sentences have a few thousand different kinds, and two
bytes tell which. No precision is lost by it.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

K1 = 0.9  # a second mention in one sentence tells little
B = 0.4  # sentences differ less in length than the documents for which 0.75 is usual
ROUNDING = 1 - 1e-9  # sums in another order differ by less

_SAMPLE = 64  # documents scored in full to learn what the last of the best scores at least
_SHORT = 4096  # postings: sooner read than pruned
_SMALL = 1 << 18  # documents: sooner all scored than pruned

Scores = NDArray[np.float64]
Documents = NDArray[np.int32]
Impacts = NDArray[np.integer]


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
class Postings:
    """Which terms stand in which documents, numbered from 0: a part of an index.

    The postings of term n are those from `starts[n]` up to `starts[n + 1]`, by document. Kind k is
    a document of `lengths[k]` terms with the term `frequencies[k]` times; the kinds are in the
    order of their weights among these documents alone. `highest[n]` is the highest kind of term n,
    and as many of its postings as a sample has are of kind `good[n]` or a higher one.
    """

    size: int
    total: int
    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    documents: Documents
    kinds: Impacts
    frequencies: NDArray[np.int32]
    lengths: NDArray[np.int32]
    highest: Impacts
    good: Impacts

    def holding(self, term: str) -> Documents:
        """Return the documents that hold a term."""
        return self.of(term)[0]

    def of(self, term: str) -> tuple[Documents, Impacts]:
        """Return the postings of a term."""
        number = self.numbers.get(term)
        if number is None:
            return self.documents[:0], self.kinds[:0]
        span = slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.documents[span], self.kinds[span]

    def weights(self, average: float, b: float) -> Scores:
        """Return the weight of each kind where documents have `average` terms."""
        return _weights(self.frequencies, self.lengths, average, b)


class SegmentScorer(NamedTuple):
    """Postings inside an index: its documents are those from `first` on."""

    postings: Postings
    first: int
    weights: Scores

    @property
    def end(self) -> int:
        """The number behind that of the last document."""
        return self.first + self.postings.size

    def scores(self, term: str, idf: float, first: int, end: int, total: Scores) -> None:
        """Add the scores of the documents from `first` up to `end` for a term to `total`."""
        documents, kinds = self.postings.of(term)
        if first > self.first or end < self.end:
            span = np.array([first - self.first, end - self.first], np.int32)
            part = slice(*documents.searchsorted(span))
            documents, kinds = documents[part], kinds[part]
        shift = self.first - first
        # `take` and `add.at` do what `total[documents] += weights[kinds]` does, in half the time.
        np.add.at(total, documents + shift if shift else documents, idf * self.weights.take(kinds))

    def weights_of(self, term: str, documents: NDArray[np.integer]) -> Scores:
        """Return the weight of a term in each of `documents`, numbered as in the part."""
        holding, kinds = self.postings.of(term)
        if not len(holding):
            return np.zeros(len(documents))
        wanted = documents.astype(np.int32, copy=False)  # else all of `holding` is converted
        places = holding.searchsorted(wanted)
        places[places == len(holding)] = 0
        there = holding[places] == wanted
        weights: Scores = self.weights[kinds[places]] * there
        return weights

    def list_of(self, term: str, factor: float) -> "TermScorer":
        """Return the scorer of a term that the segment has."""
        documents, kinds = self.postings.of(term)
        number = self.postings.numbers[term]
        # The kinds are nearly in the order of their weights, which depends on the average length.
        most = factor * float(self.weights[: int(self.postings.highest[number]) + 1].max())
        good = int(self.postings.good[number])
        return TermScorer(documents, kinds, self.weights, factor, most, good)


class Index:
    """Documents numbered from 0 in the order of the parts."""

    def __init__(self, parts: Iterable[Postings], b: float = B) -> None:
        parts = tuple(parts)
        self.size = sum(part.size for part in parts)
        average = sum(part.total for part in parts) / max(1, self.size)
        self.firsts = np.cumsum([0, *(part.size for part in parts)])
        self._average, self._b = average, b
        self._parts = tuple(
            SegmentScorer(part, int(first), part.weights(average, b))
            for part, first in zip(parts, self.firsts, strict=False)
        )
        self.weights_of_kinds = tuple(part.weights for part in self._parts)

    def __contains__(self, term: str) -> bool:
        return any(term in part.postings.numbers for part in self._parts)

    @property
    def highest_idf(self) -> float:
        """The inverse document frequency of a word that no document has."""
        return idf(self.size, 0)

    def frequency(self, term: str) -> int:
        """Return how many documents hold a term."""
        return sum([len(part.postings.holding(term)) for part in self._parts])

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term, known or not."""
        return idf(self.size, self.frequency(term))

    def most(self, frequencies: NDArray[np.integer]) -> Scores:
        """Return what a term weighs at most that stands so often in a document, without its idf."""
        return _weights(frequencies, frequencies, self._average, self._b)

    def scores(self, query: Iterable[str], first: int = 0, end: int | None = None) -> Scores:
        """Return the score of every document from `first` up to `end`.

        A term given twice counts twice.
        """
        end = self.size if end is None else end
        total = np.zeros(end - first)
        for term in query:
            weight = self.idf(term)
            for part in self._parts:
                if first < part.end and part.first < end and term in part.postings.numbers:
                    part.scores(term, weight, first, end, total)
        return total

    def scores_of(self, query: Iterable[str], documents: NDArray[np.integer]) -> Scores:
        """Return the scores of some documents, the very same as in `scores`."""
        total = np.zeros(len(documents))
        for term in query:
            total += self.idf(term) * self.weights(term, documents)
        return total

    def weights(self, term: str, documents: NDArray[np.integer]) -> Scores:
        """Return the weight of a term, without its idf, in each of `documents`."""
        return spread(
            documents, self.firsts, lambda n, own: self._parts[n].weights_of(term, own), float
        )

    def holding(self, terms: Iterable[str]) -> NDArray[np.intp]:
        """Return the documents that hold every one of `terms`, in order; none for no terms."""
        terms = list(terms)
        found = [_holding(part.postings, terms) + part.first for part in self._parts]
        return np.concatenate([np.zeros(0, np.intp), *found])

    def postings(self, term: str) -> Iterator[tuple[int, Documents, Impacts]]:
        """Yield the number of each part that has a term, and its postings as numbered there."""
        for number, part in enumerate(self._parts):
            if term in part.postings.numbers:
                yield number, *part.postings.of(term)

    def count(
        self, term: str, first: NDArray[np.integer], end: NDArray[np.integer]
    ) -> NDArray[np.intp]:
        """Return how many of the documents from `first` up to `end` hold a term, for each pair."""
        left, right = self._before(term, np.stack([first, end]))
        held: NDArray[np.intp] = right - left
        return held

    def _before(self, term: str, documents: NDArray[np.integer]) -> NDArray[np.intp]:
        """Return how many of the documents before each of `documents` hold a term."""
        total = np.zeros(documents.shape, np.intp)
        for number, holding, _ in self.postings(term):
            own = (documents - self.firsts[number]).clip(0, self._parts[number].postings.size)
            own = own.astype(np.int32)  # else all of `holding` is converted
            total += holding.searchsorted(own)
        return total

    def best(self, query: Iterable[str], count: int) -> tuple[Documents, Scores]:
        """Return the `count` documents with the highest scores, and these; the best first.

        They are those that sorting all `scores` gives: ties go to the earlier, and none is
        without a term of the query.
        """
        idfs = [(term, self.idf(term)) for term in query]
        least, found, scores = 0.0, [np.zeros(0, np.int32)], [np.zeros(0)]
        for part in self._parts:
            search = max_score_top_k if part.postings.size > _SMALL else exhaustive_top_k
            own, of_own, least = search(part, idfs, count, least)
            found.append(own + np.int32(part.first))
            scores.append(of_own)
        return _first(np.concatenate(found), np.concatenate(scores), count)


def spread(
    numbers: NDArray[np.integer],
    firsts: NDArray[np.integer],
    read: Callable[[int, NDArray[np.integer]], NDArray[Any]],
    dtype: type,
) -> NDArray[Any]:
    """Return what `read` says of each of `numbers`, given a part and the numbers in it.

    The numbers of part n are those from `firsts[n]` up to `firsts[n + 1]`.
    """
    if len(firsts) == 2:  # one part, as most have
        return read(0, numbers)
    result: NDArray[Any] = np.zeros(len(numbers), dtype)
    part_of = firsts.searchsorted(numbers, side="right") - 1
    for part in np.bincount(part_of).nonzero()[0].tolist():
        there = (part_of == part).nonzero()[0]
        result[there] = read(part, numbers[there] - firsts[part])
    return result


def _holding(postings: Postings, terms: Iterable[str]) -> NDArray[np.intp]:
    shortest_first = sorted(map(postings.holding, terms), key=len) or [postings.documents[:0]]
    return reduce(np.intersect1d, shortest_first).astype(np.intp)


def exhaustive_top_k(
    part: SegmentScorer, idfs: Iterable[tuple[str, float]], count: int, least: float
) -> tuple[Documents, Scores, float]:
    """Do as `max_score_top_k` by scoring every document: in a small segment that is faster."""
    total, lists = np.zeros(part.postings.size), []
    for term, weight in idfs:
        documents, kinds = part.postings.of(term)
        np.add.at(total, documents, part.weights.take(kinds) * weight)
        if len(documents) >= count:
            lists.append(documents)
    if lists:  # in one of them no document stands twice
        least = max(least, _nth(total.take(min(lists, key=len)), count))
    found = (total >= least if least else total > 0).nonzero()[0].astype(np.int32)
    return found, total.take(found), least


def max_score_top_k(
    part: SegmentScorer, idfs: Iterable[tuple[str, float]], count: int, least: float
) -> tuple[Documents, Scores, float]:
    """Return the documents of a part that can be among the best, and their scores.

    The third is what the last of the best scores at least, in this part or in one before.

    It is MaxScore (Turtle & Flood, "Query evaluation: strategies and optimizations", 1995), a
    posting list at a time: once a document that has none of the rarer terms cannot be among the
    best any more, the lists of the others are no longer read; what they add to the documents found
    is looked up.
    """
    factors: dict[str, float] = {}
    for term, weight in idfs:
        factors[term] = factors.get(term, 0.0) + weight
    lists = [
        part.list_of(term, factor)
        for term, factor in factors.items()
        if term in part.postings.numbers
    ]
    lists.sort(key=lambda one: -one.most)
    rest = [*accumulate((one.most for one in reversed(lists)), initial=0.0)][::-1]
    found, sums = part.postings.documents[:0], np.zeros(0)
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
    scores = np.zeros(len(found))
    for term, weight in idfs:
        scores += weight * part.weights_of(term, found)
    return found, scores, least


class TermScorer(NamedTuple):
    """The postings of a term of a query: what it adds to their scores is `factor` times the weight.

    `most` is the most that it adds. So many postings as a sample has are `good` or better.
    """

    documents: Documents
    kinds: Impacts
    weights: Scores
    factor: float
    most: float
    good: int

    def find(self, documents: Documents) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Return the places of `documents` among the postings, and which of them are there."""
        places = self.documents.searchsorted(documents)
        places[places == len(self.documents)] = 0
        return places, self.documents[places] == documents

    def scores(self, places: NDArray[np.intp]) -> Scores:
        """Return the scores of the postings at `places`."""
        return self.factor * self.weights[self.kinds[places]]

    def scores_of(self, documents: Documents) -> Scores:
        """Return the score that the term adds to each of `documents`."""
        places, there = self.find(documents)
        return self.scores(places) * there

    def reaching(self, score: float, known: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the places of the postings that may add `score`, but for `known` ones."""
        heavy = self.weights >= score / self.factor
        reaching = self.kinds >= (int(heavy.argmax()) if heavy.any() else len(heavy))
        reaching[known] = False
        return reaching.nonzero()[0]

    def sample(self) -> Documents:
        """Return documents to which the term adds the most."""
        good = (self.kinds >= self.good).nonzero()[0]
        return _best_of(self.documents[good], self.kinds[good])


def build_index(documents: Iterable[Iterable[str]] | Tokens, b: float = B) -> Index:
    """Index documents, each a list of terms."""
    tokens = documents if isinstance(documents, Tokens) else Tokens(documents)
    return Index([build_postings(tokens, b)], b)


def build_postings(tokens: Tokens, b: float = B) -> Postings:
    """Return the postings of documents."""
    terms, lengths = np.array(tokens.terms, np.int32), np.array(tokens.lengths, np.int32)
    starts, documents, frequencies = _sorted(len(tokens.numbers), terms, lengths)
    longest = int(lengths.max(initial=0)) + 1
    coded = frequencies * np.int64(longest) + lengths[documents]
    different = np.unique(coded)
    kinds = different.searchsorted(coded)
    f, length = np.divmod(different, longest)
    return _of_kinds(dict(tokens.numbers), starts, documents, kinds, (f, length), lengths, b)


def merge_postings(
    parts: Sequence[Postings], kept: Sequence[NDArray[np.bool_]], b: float = B
) -> Postings:
    """Return the postings of the documents of `parts` that are `kept`, as if built of them."""
    numbers = _Numbers()
    terms, documents, kinds, lengths = [], [], [], []
    size = seen = 0
    for part, mask in zip(parts, kept, strict=True):
        number = np.fromiter(map(numbers.__getitem__, part.numbers), np.int32, len(part.numbers))
        held = mask[part.documents]
        terms.append(np.repeat(number, np.diff(part.starts))[held])
        documents.append((np.cumsum(mask, dtype=np.int32) + (size - 1))[part.documents[held]])
        kinds.append(part.kinds[held] + np.int32(seen))
        lengths.append(_lengths(part)[mask])
        size, seen = size + len(lengths[-1]), seen + len(part.lengths)
    of_terms = np.concatenate(terms)
    # The documents of a term are in order already.
    order = np.argsort(of_terms, kind="stable") if len(parts) > 1 else slice(None)
    counts = np.bincount(of_terms, minlength=len(numbers))
    words, used = list(numbers), counts.nonzero()[0]
    return _of_kinds(
        {words[number]: n for n, number in enumerate(used.tolist())},
        np.concatenate([[0], np.cumsum(counts[used])]),
        np.concatenate(documents)[order].astype(np.int32, copy=False),
        np.concatenate(kinds)[order],
        (
            np.concatenate([part.frequencies for part in parts]),
            np.concatenate([part.lengths for part in parts]),
        ),
        np.concatenate(lengths),
        b,
    )


def _lengths(part: Postings) -> NDArray[np.int32]:
    """Return the length of each document; of one without terms it is 0."""
    lengths = np.zeros(part.size, np.int32)
    lengths[part.documents] = part.lengths[part.kinds]
    return lengths


def _of_kinds(
    numbers: Mapping[str, int],
    starts: NDArray[np.int64],
    documents: Documents,
    kinds: NDArray[np.integer],
    table: tuple[NDArray[np.integer], NDArray[np.integer]],
    lengths: NDArray[np.int32],
    b: float,
) -> Postings:
    """Return postings whose kinds are places in a table of frequencies and documents' lengths.

    There the same kind may stand twice.
    """
    average = int(lengths.sum()) / max(1, len(lengths))
    different, same = np.unique(np.stack([*table]), axis=1, return_inverse=True)
    by_weight = np.argsort(_weights(different[0], different[1], average, b), kind="stable")
    place = np.empty(len(by_weight), np.min_scalar_type(len(by_weight)))
    place[by_weight] = np.arange(len(by_weight))
    kinds = place[same][kinds]
    frequencies, kind_lengths = different[:, by_weight].astype(np.int32)
    return Postings(
        size=len(lengths),
        total=int(lengths.sum()),
        numbers=numbers,
        starts=starts,
        documents=documents,
        kinds=kinds,
        frequencies=frequencies,
        lengths=kind_lengths,
        highest=np.maximum.reduceat(kinds, starts[:-1]) if len(kinds) else kinds,
        good=_good(starts, kinds),
    )


def _sorted(
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
    frequency: NDArray[np.integer], length: NDArray[np.integer], average: float, b: float
) -> Scores:
    """Return the weights of kinds of postings: the score without the idf."""
    norm = 1 - b + b * length / max(average, 1e-9)
    weights: Scores = frequency * (K1 + 1) / (frequency + K1 * norm)
    return weights


def _good(starts: NDArray[np.int64], kinds: Impacts) -> Impacts:
    """Return the kind that as many postings of each term reach as a sample has; 0 of short ones."""
    good = np.zeros(len(starts) - 1, kinds.dtype)
    for term in (np.diff(starts) > _SHORT).nonzero()[0]:
        own = kinds[starts[term] : starts[term + 1]]
        good[term] = np.partition(own, -_SAMPLE)[-_SAMPLE]
    return good


def idf(size: int, frequency: int) -> float:
    """Return the inverse document frequency of a word that so many of `size` documents have."""
    return log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _reached(lists: Iterable[TermScorer], documents: Documents, count: int) -> float:
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
    return float(np.partition(scores, -count)[-count]) * ROUNDING


def _first(documents: Documents, scores: Scores, count: int) -> tuple[Documents, Scores]:
    kept = np.flatnonzero(scores >= _nth(scores, count))
    order = kept[np.lexsort((documents[kept], -scores[kept]))][:count]
    return documents[order], scores[order]
