"""Posting lists in flat arrays: the documents of each term, and with which impact.

An impact is a pair of a term's frequency in a document and the document's length. A posting refers
to its impact by its place in a table, mostly in two bytes: see `bot.core.index`.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.index.bm25 import B, Scores, term_weights

SAMPLE_SIZE = 64  # documents scored in full to learn a minimum competitive score
MAX_UNSAMPLED_POSTINGS = 4096  # a list up to this length is scanned sooner than pruned

Documents = NDArray[np.int32]
Impacts = NDArray[np.integer]
ImpactTable = tuple[NDArray[np.integer], NDArray[np.integer]]  # frequencies, and document lengths


class DocumentTerms:
    """The terms of documents as numbers, from which postings are built."""

    def __init__(self, documents: Iterable[Iterable[str]] = ()) -> None:
        self.term_ids: dict[str, int] = _TermIds()
        self.terms = array("i")
        self.lengths = array("i")
        for document in documents:
            self.add(document)

    def add(self, document: Iterable[str]) -> None:
        """Append a document."""
        start = len(self.terms)
        self.terms.extend(map(self.term_ids.__getitem__, document))
        self.lengths.append(len(self.terms) - start)

    def join_runs(self, counts: Iterable[int]) -> "DocumentTerms":
        """Return the same terms with each run of so many documents as one document."""
        joined = DocumentTerms()
        joined.term_ids, joined.terms = self.term_ids, self.terms
        ends = np.cumsum([0, *self.lengths])[np.cumsum([0, *counts])]
        joined.lengths = array("i", np.diff(ends).tolist())
        return joined


class _TermIds(dict[str, int]):
    """Numbers from 0, in the order in which the terms are first looked up."""

    def __missing__(self, term: str) -> int:
        self[term] = term_id = len(self)
        return term_id


@dataclass(frozen=True, slots=True)
class Postings:
    """The posting lists of documents that are numbered from 0.

    The postings of term n are those from `starts[n]` up to `starts[n + 1]`, by document. Impact i
    is that of a term which stands `frequencies[i]` times in a document of `lengths[i]` terms; the
    table is sorted by the weight that an impact has among these documents only. `max_impacts[n]` is
    the greatest impact of term n, and SAMPLE_SIZE of its postings reach `sample_impacts[n]`.
    """

    document_count: int
    total_length: int
    term_ids: Mapping[str, int]
    starts: NDArray[np.int64]
    documents: Documents
    impacts: Impacts
    frequencies: NDArray[np.int32]
    lengths: NDArray[np.int32]
    max_impacts: Impacts
    sample_impacts: Impacts

    def documents_with(self, term: str) -> Documents:
        """Return the documents that have a term."""
        return self.posting_list(term)[0]

    def posting_list(self, term: str) -> tuple[Documents, Impacts]:
        """Return the documents that have a term, and the impacts there."""
        term_id = self.term_ids.get(term)
        if term_id is None:
            return self.documents[:0], self.impacts[:0]
        span = slice(int(self.starts[term_id]), int(self.starts[term_id + 1]))
        return self.documents[span], self.impacts[span]

    def impact_weights(self, average_length: float, b: float) -> Scores:
        """Return the weight of each impact where documents have `average_length` terms."""
        return term_weights(self.frequencies, self.lengths, average_length, b)


def build_postings(tokens: DocumentTerms, b: float = B) -> Postings:
    """Return the postings of documents."""
    terms, lengths = np.array(tokens.terms, np.int32), np.array(tokens.lengths, np.int32)
    starts, documents, frequencies = _sort_terms(len(tokens.term_ids), terms, lengths)
    radix = int(lengths.max(initial=0)) + 1
    codes = frequencies * np.int64(radix) + lengths[documents]
    unique_codes = np.unique(codes)
    impacts = unique_codes.searchsorted(codes)
    table = np.divmod(unique_codes, radix)
    return _assemble(dict(tokens.term_ids), starts, documents, impacts, table, lengths, b)


def merge_postings(
    sources: Sequence[Postings], masks: Sequence[NDArray[np.bool_]], b: float = B
) -> Postings:
    """Return the postings of the documents in the masks, as if built from only these."""
    term_ids = _TermIds()
    terms, documents, impacts, lengths = [], [], [], []
    document_count = impact_count = 0
    for source, mask in zip(sources, masks, strict=True):
        new_ids = np.fromiter(
            map(term_ids.__getitem__, source.term_ids), np.int32, len(source.term_ids)
        )
        selected = mask[source.documents]
        new_documents = np.cumsum(mask, dtype=np.int32) + (document_count - 1)
        terms.append(np.repeat(new_ids, np.diff(source.starts))[selected])
        documents.append(new_documents[source.documents[selected]])
        impacts.append(source.impacts[selected] + np.int32(impact_count))
        lengths.append(_document_lengths(source)[mask])
        document_count += len(lengths[-1])
        impact_count += len(source.lengths)
    all_terms = np.concatenate(terms)
    # A stable sort by term is enough: the documents of each term are in order already.
    order = np.argsort(all_terms, kind="stable") if len(sources) > 1 else slice(None)
    counts = np.bincount(all_terms, minlength=len(term_ids))
    names, remaining = list(term_ids), counts.nonzero()[0]
    return _assemble(
        {names[old_id]: new_id for new_id, old_id in enumerate(remaining.tolist())},
        np.concatenate([[0], np.cumsum(counts[remaining])]),
        np.concatenate(documents)[order].astype(np.int32, copy=False),
        np.concatenate(impacts)[order],
        (
            np.concatenate([source.frequencies for source in sources]),
            np.concatenate([source.lengths for source in sources]),
        ),
        np.concatenate(lengths),
        b,
    )


def _document_lengths(postings: Postings) -> NDArray[np.int32]:
    """Return the length of each document, 0 for one without terms."""
    lengths = np.zeros(postings.document_count, np.int32)
    lengths[postings.documents] = postings.lengths[postings.impacts]
    return lengths


def _assemble(
    term_ids: Mapping[str, int],
    starts: NDArray[np.int64],
    documents: Documents,
    impacts: NDArray[np.integer],
    table: ImpactTable,
    lengths: NDArray[np.int32],
    b: float,
) -> Postings:
    """Return postings whose impacts refer to `table`, in which an impact may stand twice."""
    average_length = int(lengths.sum()) / max(1, len(lengths))
    unique, unique_of = np.unique(np.stack([*table]), axis=1, return_inverse=True)
    by_weight = np.argsort(term_weights(unique[0], unique[1], average_length, b), kind="stable")
    place = np.empty(len(by_weight), np.min_scalar_type(len(by_weight)))
    place[by_weight] = np.arange(len(by_weight))
    impacts = place[unique_of][impacts]
    frequencies, impact_lengths = unique[:, by_weight].astype(np.int32)
    return Postings(
        document_count=len(lengths),
        total_length=int(lengths.sum()),
        term_ids=term_ids,
        starts=starts,
        documents=documents,
        impacts=impacts,
        frequencies=frequencies,
        lengths=impact_lengths,
        max_impacts=np.maximum.reduceat(impacts, starts[:-1]) if len(impacts) else impacts,
        sample_impacts=_sample_impacts(starts, impacts),
    )


def _sort_terms(
    term_count: int, terms: NDArray[np.int32], lengths: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Documents, NDArray[np.int32]]:
    """Return the start of each term's postings, and the document and frequency of each posting."""
    shift = max(1, len(lengths).bit_length())
    pairs = terms.astype(np.int64)
    pairs <<= shift
    pairs |= np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    pairs.sort()  # by term, then by document
    first = np.flatnonzero(np.concatenate([pairs[:1] == pairs[:1], pairs[1:] != pairs[:-1]]))
    frequencies = np.diff(first, append=len(pairs)).astype(np.int32)
    pairs = pairs[first]
    starts = pairs.searchsorted(np.arange(term_count + 1, dtype=np.int64) << shift)
    return starts, (pairs & ((1 << shift) - 1)).astype(np.int32), frequencies


def _sample_impacts(starts: NDArray[np.int64], impacts: Impacts) -> Impacts:
    """Return the impact that the SAMPLE_SIZE best postings of each term reach; 0 in short lists."""
    sample_impacts = np.zeros(len(starts) - 1, impacts.dtype)
    for term in (np.diff(starts) > MAX_UNSAMPLED_POSTINGS).nonzero()[0]:
        term_impacts = impacts[starts[term] : starts[term + 1]]
        sample_impacts[term] = np.partition(term_impacts, -SAMPLE_SIZE)[-SAMPLE_SIZE]
    return sample_impacts
