"""The index of documents: BM25 as rank_bm25 defines it, without its surprises."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.index.bm25_index import BM25Index, build_index
from bot.core.index.postings import DocumentTerms, build_postings, merge_postings
from tests.support.bm25_oracle import Oracle

TERMS = st.sampled_from(["peace", "talks", "war", "", "ceasefire", "слово"])
DOCUMENTS = st.lists(st.lists(TERMS, max_size=8), min_size=1, max_size=12).filter(any)


@given(documents=DOCUMENTS, query=st.lists(TERMS | st.just("unknown"), max_size=6))
def test_scores_are_those_of_rank_bm25(documents, query):
    index, expected = build_index(documents), Oracle(documents).get_scores(query)
    assert index.scores(query).tolist() == expected.tolist()


# Of more words than one document has, and longer than what is read without pruning.
MANY = st.builds(
    lambda seed, size, words: [
        [f"w{int(w)}" for w in draw.zipf(1.3, draw.integers(0, 9)) if w <= words]
        for draw in [np.random.default_rng(seed)]
        for _ in range(size)
    ],
    st.integers(0, 9),
    st.sampled_from([0, 3, 300, 6_000]),
    st.sampled_from([1, 4, 200]),
)
WORDS = st.sampled_from(["w1", "w2", "w3", "w4", "w7", "w30", "w100", "unknown"])


@pytest.fixture(params=[0, 1 << 18], ids=["pruned", "small"], scope="module")
def each_way(request):
    """Search as in a segment of many documents, and as in one of few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.core.index.bm25_index.MAX_EXHAUSTIVE_DOCUMENTS", request.param)
        yield


@pytest.mark.usefixtures("each_way")
@settings(max_examples=60)
@given(
    documents=MANY, query=st.lists(WORDS, max_size=8), count=st.sampled_from([0, 1, 10, 64, 100])
)
def test_the_best_are_the_first_of_all_scores_sorted(documents, query, count):
    """However much is pruned: the same documents, in the same order, with the very same scores."""
    index = build_index(documents)
    scores = index.scores(query)
    order = sorted(np.flatnonzero(scores).tolist(), key=lambda n: (-scores[n], n))[:count]
    best, reached = index.top_k(query, count)
    assert best.tolist() == order
    assert reached.tolist() == scores[order].tolist()


@pytest.mark.usefixtures("each_way")
def test_the_best_of_rare_words_are_all_found():
    """Although the first has a dozen words, and so as many postings."""
    documents = [["rare", *map(str, range(12))], ["rare", *map(str, range(40))], ["other"]]
    assert build_index(documents).top_k(["rare", "other"], 10)[0].tolist() == [2, 0, 1]


@pytest.mark.usefixtures("each_way")
def test_the_best_in_a_large_index_are_those_of_rank_bm25():
    draw = np.random.default_rng(1)
    documents = [[f"w{int(w)}" for w in draw.zipf(1.3, 12) if w < 500] for _ in range(8_000)]
    index, oracle = build_index(documents), Oracle(documents)
    for _ in range(50):
        query = [f"w{int(w)}" for w in draw.zipf(1.2, 6) if w < 600]
        scores = oracle.get_scores(query)
        order = sorted(np.flatnonzero(scores).tolist(), key=lambda n: (-scores[n], n))[:10]
        assert index.top_k(query, 10)[0].tolist() == order


@given(
    documents=DOCUMENTS,
    query=st.lists(TERMS, max_size=6),
    span=st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
def test_scores_of_some_documents_are_those_of_all(documents, query, span):
    index = build_index(documents)
    first, end = sorted(min(place, len(documents)) for place in span)
    part = index.scores(query)[first:end].tolist()
    assert index.scores(query, first, end).tolist() == part
    assert index.scores_of(query, np.arange(first, end, dtype=np.int32)).tolist() == part


@given(DOCUMENTS)
def test_every_document_with_a_word_scores_above_those_without(documents):
    index = build_index(documents)
    for term in {term for document in documents for term in document}:
        found = [score > 0 for score in index.scores([term])]
        assert found == [term in document for document in documents]


def test_a_word_of_all_documents_still_scores():
    """Okapi's own idf is negative for it: a perfect match would score below nothing."""
    index = build_index([["peace"], ["peace"], ["peace", "talks"]])
    assert index.idf("peace") > 0
    assert all(index.scores(["peace"]) > 0)


@given(
    st.integers(1, 50).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(1, n), st.integers(1, n))
    )
)
def test_a_rarer_word_weighs_more(counts):
    size, one, other = counts
    rarer, commoner = sorted((one, other))
    documents = [["rare"] * (i < rarer) + ["common"] * (i < commoner) + ["x"] for i in range(size)]
    index = build_index(documents)
    assert index.idf("rare") >= index.idf("common") > 0
    assert index.idf("unknown") > index.idf("rare")


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([], id="no documents"),
        pytest.param([[]], id="an empty document"),
        pytest.param([[], [], []], id="empty documents"),
    ],
)
def test_an_empty_index_finds_nothing(documents):
    """rank_bm25 divides by zero here."""
    index = build_index(documents)
    assert index.scores(["peace", ""]).tolist() == [0.0] * len(documents)
    assert "peace" not in index
    assert "" not in index
    assert index.idf("peace") > 0


def test_an_empty_document_among_others_scores_nothing():
    assert build_index([[], ["peace"]]).scores(["peace"])[0] == 0


@pytest.mark.parametrize("query", [[], ["unknown"], ["unknown", ""]])
def test_a_query_without_a_known_word_scores_nothing(query):
    assert build_index([["peace"], ["talks"]]).scores(query).tolist() == [0.0, 0.0]


def test_equal_documents_have_equal_scores():
    scores = build_index([["peace", "talks"], ["war"], ["peace", "talks"]]).scores(
        ["talks", "peace"]
    )
    assert scores[0] == scores[2] > scores[1]


def test_a_term_given_twice_counts_twice():
    index = build_index([["peace"], ["war"]])
    assert index.scores(["peace", "peace"])[0] == 2 * index.scores(["peace"])[0]


def test_a_shorter_document_scores_more():
    scores = build_index([["peace"], ["peace", "talks", "go", "on"]]).scores(["peace"])
    assert scores[0] > scores[1]


def test_a_term_that_stands_more_often_scores_more_but_not_as_much_more():
    scores = build_index([["peace", "peace"], ["peace", "talks"]]).scores(["peace"])
    assert scores[1] < scores[0] < 2 * scores[1]


def test_scores_do_not_change_what_is_indexed():
    index = build_index([["peace"], ["war"]])
    first = index.scores(["peace"]).copy()
    index.scores(["peace"])[:] = 9
    assert index.scores(["peace"]).tolist() == first.tolist()


def test_it_knows_its_terms():
    index = build_index([["peace", "talks", "peace"], ["war"]])
    assert "peace" in index
    assert "unknown" not in index
    assert index.size == 2


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=12))
def test_weights_times_idf_are_the_scores(documents):
    index = build_index(documents)
    everywhere = np.arange(len(documents))
    for term in "abcdef":
        weighed = index.idf(term) * index.term_weights(term, everywhere)
        assert weighed == pytest.approx(index.scores([term]))


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=4), min_size=1, max_size=9),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_it_counts_the_documents_of_a_range(documents, first, end):
    first, end = sorted((min(first, len(documents)), min(end, len(documents))))
    counted = build_index(documents).count_in_ranges("a", np.array([first]), np.array([end]))
    assert counted.tolist() == [sum("a" in document for document in documents[first:end])]


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=9),
    st.sets(st.sampled_from("abcd")),
)
def test_it_finds_the_documents_with_every_term(documents, terms):
    with_all = [n for n, one in enumerate(documents) if terms and terms <= set(one)]
    assert build_index(documents).documents_with_all(terms).tolist() == with_all


# --- Segments


def split(documents: list[list[str]], cuts: list[int]) -> list[list[list[str]]]:
    places = [0, *sorted(cut % (len(documents) + 1) for cut in cuts), len(documents)]
    return [documents[a:b] for a, b in zip(places, places[1:], strict=False)]


def in_segments(documents: list[list[str]], cuts: list[int]) -> BM25Index:
    return BM25Index(build_postings(DocumentTerms(part)) for part in split(documents, cuts))


CUTS = st.lists(st.integers(0, 6_000), max_size=4)


@given(documents=DOCUMENTS, query=st.lists(TERMS | st.just("unknown"), max_size=6), cuts=CUTS)
def test_an_index_in_segments_is_the_index_of_all(documents, query, cuts):
    """To the last bit, or an answer would depend on when each article was added."""
    whole, segments = build_index(documents), in_segments(documents, cuts)
    assert segments.scores(query).tolist() == whole.scores(query).tolist()
    every = np.arange(len(documents))
    first, end = np.maximum(every - 1, 0), every
    for term in query:
        assert (
            segments.term_weights(term, every).tolist() == whole.term_weights(term, every).tolist()
        )
        assert (segments.idf(term), term in segments) == (whole.idf(term), term in whole)
        assert segments.count_in_ranges(term, every, every + 1).tolist() == (
            whole.count_in_ranges(term, every, every + 1).tolist()
        )
    assert segments.documents_with_all(query).tolist() == whole.documents_with_all(query).tolist()
    assert segments.max_idf == whole.max_idf
    for one, two in zip(first.tolist(), end.tolist(), strict=True):
        assert segments.scores(query, one, two).tolist() == whole.scores(query, one, two).tolist()


@pytest.mark.usefixtures("each_way")
@settings(max_examples=40)
@given(documents=MANY, query=st.lists(WORDS, max_size=8), cuts=CUTS)
def test_the_best_of_segments_are_those_of_all(documents, query, cuts):
    """Although the impacts of a segment are sorted by other weights than those of the whole."""
    whole, segments = build_index(documents), in_segments(documents, cuts)
    for one, other in zip(segments.top_k(query, 10), whole.top_k(query, 10), strict=True):
        assert one.tolist() == other.tolist()


@given(documents=DOCUMENTS, query=st.lists(TERMS, max_size=6), cuts=CUTS, seed=st.integers(0, 99))
def test_merged_segments_are_as_if_built_of_the_documents_that_are_kept(
    documents, query, cuts, seed
):
    masks = np.random.default_rng(seed).random(len(documents)) < 0.7
    parts = split(documents, cuts)
    ends = np.cumsum([0, *map(len, parts)])
    kept = [masks[a:b] for a, b in zip(ends, ends[1:], strict=False)]
    merged = merge_postings([build_postings(DocumentTerms(part)) for part in parts], kept)
    left = [document for document, is_kept in zip(documents, masks, strict=True) if is_kept]
    built = build_postings(DocumentTerms(left))
    assert BM25Index([merged]).scores(query).tolist() == BM25Index([built]).scores(query).tolist()
    assert (merged.document_count, merged.total_length, set(merged.term_ids)) == (
        (built.document_count, built.total_length, set(built.term_ids))
    )
    assert (
        BM25Index([merged]).top_k(query, 5)[0].tolist()
        == BM25Index([built]).top_k(query, 5)[0].tolist()
    )
