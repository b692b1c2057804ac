"""Retrieval: which sentences are candidates, and where the question's terms stand around them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answers.retrieval import LEAD_SENTENCES, MAX_CANDIDATES, Candidates, retrieve
from bot.core.index.two_level import ARTICLE_WEIGHT, NEIGHBOUR_WEIGHT, TwoLevelIndex
from tests.support.indexes import BRIDGE, index_in_segments, index_of, three_articles


@pytest.fixture(scope="module")
def index() -> TwoLevelIndex:
    return three_articles()


def row(candidates: Candidates, number: int) -> int:
    (place,) = np.flatnonzero(candidates.numbers == number)
    return int(place)


# --- Which sentences are candidates


def test_only_sentences_with_a_word_of_the_question_are_candidates(index):
    assert sorted(retrieve(["duke"], index, None).numbers) == [3, 10, 11]


@pytest.mark.parametrize("terms", [["volcano"], [], ["volcano", "penguin"]])
def test_nothing_is_a_candidate_for_words_that_no_article_has(index, terms):
    candidates = retrieve(terms, index, None)
    assert candidates.numbers.tolist() == []
    assert candidates.in_sentence.shape == (0, len(terms))


def test_within_one_article_all_its_sentences_and_no_others_are_candidates(index):
    assert sorted(retrieve(["duke"], index, 2).numbers) == [9, 10, 11]
    assert retrieve(["duke"], index, 2).one_article
    assert not retrieve(["duke"], index, None).one_article


def test_within_one_article_an_unknown_word_matches_nothing(index):
    candidates = retrieve(["volcano"], index, 1)
    assert sorted(candidates.numbers) == [5, 6, 7, 8]
    assert not candidates.in_sentence.any()


def test_of_a_long_article_only_sentences_with_a_word_of_the_question_are_candidates():
    long = ["duke", *["town"] * (MAX_CANDIDATES + 1), "duke"]
    assert retrieve(["duke"], index_of(long), 0).numbers.tolist() == [0, MAX_CANDIDATES + 2]


@pytest.mark.parametrize("within", [None, 0])
def test_ties_go_to_the_earlier_and_the_rest_is_left_out(within):
    candidates = retrieve(["duke"], index_of(["duke"] * (3 * MAX_CANDIDATES)), within)
    # The two at the ends have one neighbour each, and so a little less.
    assert candidates.numbers.tolist() == list(range(1, MAX_CANDIDATES + 1))


def test_equal_articles_keep_their_order():
    candidates = retrieve(["duke"], index_of(["duke"], ["duke"], ["duke"]), None)
    assert candidates.numbers.tolist() == [0, 1, 2]


def test_the_best_comes_first(index):
    candidates = retrieve(["duke", "castle"], index, None)
    assert candidates.numbers[0] == 11
    assert (np.diff(candidates.fused) <= 0).all()


def test_a_neighbour_counts_in_its_own_article_only():
    beside = retrieve(["duke"], index_of(["duke", "duke", "town"], ["duke", "town", "town"]), None)
    assert beside.fused[row(beside, 0)] > beside.fused[row(beside, 3)]
    apart = retrieve(["duke"], index_of(["town", "duke"], ["duke", "town"]), None)
    assert apart.fused[0] == pytest.approx(apart.fused[1])


def made_up(seed: int, count: int) -> list[list[str]]:
    """Draw articles of few words, some of which are rare."""
    draw = np.random.default_rng(seed)
    letters, shares = list("abcdefgh"), np.array([30, 20, 10, 6, 4, 2, 1, 0.2])
    return [
        [" ".join(draw.choice(letters, words, p=shares / shares.sum())) for words in lengths]
        for lengths in (draw.integers(0, 5, size) for size in draw.integers(1, 12, count))
    ]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 99),
    count=st.sampled_from([60, 400]),
    terms=st.lists(st.sampled_from("abcdefghz"), unique=True),
    cut=st.integers(0, 60),
)
def test_the_candidates_are_the_best_of_all_by_the_whole_formula(seed, count, terms, cut):
    """However few are looked at: own score, a share of the neighbours' and the article's."""
    articles = made_up(seed, count)
    index = index_in_segments(articles[:cut], articles[cut:])
    own, of_article = index.sentences.scores(terms), index.articles.scores(terms)
    every = np.arange(len(own))
    article = index.articles_of(every)
    first, end = index.sentence_ranges(article)
    before = np.where(every > first, own[np.maximum(every - 1, 0)], 0)
    after = np.where(every + 1 < end, own[np.minimum(every + 1, len(own) - 1)], 0)
    neighbours = NEIGHBOUR_WEIGHT * (before + after)
    expected = own + neighbours + ARTICLE_WEIGHT * of_article[article]
    order = sorted(np.flatnonzero(own).tolist(), key=lambda number: (-expected[number], number))
    candidates = retrieve(terms, index, None)
    unit = index.sentences.max_idf
    assert candidates.numbers.tolist() == order[:MAX_CANDIDATES]
    assert candidates.fused.tolist() == (expected[candidates.numbers] / unit).tolist()
    assert candidates.bm25_before.tolist() == (before[candidates.numbers] / unit).tolist()
    assert candidates.bm25_after.tolist() == (after[candidates.numbers] / unit).tolist()


# --- Where the terms stand


@pytest.mark.parametrize(
    ("place", "bridge", "duke"),
    [
        pytest.param("in_sentence", 1, 0, id="in it"),
        pytest.param("before", 0, 0, id="just before"),
        pytest.param("three_before", 1, 0, id="three before"),
        pytest.param("after", 0, 1, id="just after"),
        pytest.param("in_block", 1, 0, id="paragraph"),
        pytest.param("in_lead", 1, 0, id="first sentences"),
        pytest.param("in_article", 1, 1, id="article"),
    ],
)
def test_where_the_words_stand_around_a_sentence(index, place, bridge, duke):
    candidates = retrieve(["bridge", "duke"], index, None)
    assert getattr(candidates, place)[row(candidates, 2)].tolist() == [bridge, duke]


def test_the_first_sentence_of_an_article_has_none_before_it(index):
    candidates = retrieve(["castle", "storm"], index, None)
    assert candidates.before[row(candidates, 9)].tolist() == [0, 0]
    assert candidates.three_before[row(candidates, 9)].tolist() == [0, 0]
    assert candidates.bm25_before[row(candidates, 9)] == 0


def test_the_last_sentence_of_an_article_has_none_after_it(index):
    candidates = retrieve(["storm", "castle"], index, None)
    assert candidates.after[row(candidates, 8)].tolist() == [0, 0]
    assert candidates.bm25_after[row(candidates, 8)] == 0


def test_the_last_sentence_of_all_has_none_after_it(index):
    candidates = retrieve(["garden"], index, None)
    assert candidates.numbers.tolist() == [11]
    assert candidates.bm25_after.tolist() == [0]


@pytest.mark.parametrize(("place", "stands"), [(LEAD_SENTENCES - 1, 1), (LEAD_SENTENCES, 0)])
def test_the_lead_is_the_first_sentences(place, stands):
    article = ["town"] * (LEAD_SENTENCES + 2)
    article[place] = "duke"
    candidates = retrieve(["duke", "town"], index_of(article), None)
    assert (candidates.in_lead[:, 0] == stands).all()


def test_counts_and_positions(index):
    candidates = retrieve(["bridge", "river"], index, None)
    place = row(candidates, 2)
    assert candidates.sentences_with[place].tolist() == [2, 1]
    assert candidates.article_length[place] == len(BRIDGE)
    assert (candidates.position[place], candidates.position_in_block[place]) == (2, 2)
    other = row(candidates, 7)
    assert candidates.sentences_with[other].tolist() == [0, 1]
    assert (candidates.position[other], candidates.position_in_block[other]) == (2, 1)


def test_a_paragraph_has_the_scores_of_its_sentences(index):
    candidates = retrieve(["bridge", "mayor"], index, None)
    own = candidates.bm25[[row(candidates, number) for number in (0, 1, 2)]]
    assert candidates.bm25_of_block[row(candidates, 1)] == pytest.approx(own.sum())
    assert candidates.bm25_before[row(candidates, 1)] == pytest.approx(own[0])
    assert candidates.bm25_after[row(candidates, 1)] == pytest.approx(own[2])


def test_an_unknown_word_is_the_rarest(index):
    candidates = retrieve(["duke", "volcano"], index, None)
    assert candidates.in_corpus.tolist() == [1, 0]
    assert candidates.idf[1] == pytest.approx(1)
    assert 0 < candidates.idf[0] < 1
