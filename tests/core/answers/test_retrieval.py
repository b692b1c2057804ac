"""Candidates: what BM25 proposes, and where each term of the question stands around it."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answers.retrieval import LEAD_SENTENCES, MAX_CANDIDATES, Candidates, retrieve
from bot.core.index.two_level import (
    ARTICLE_WEIGHT,
    NEIGHBOUR_WEIGHT,
    SegmentIndex,
    TwoLevelIndex,
    build_segment_index,
)

# Three articles; each word is the terms of a sentence, each bracket of BLOCKS a paragraph.
BRIDGE = ["bridge", "mayor", "river bridge", "duke", "town"]
FERRY = ["ferry", "ferry captain", "river", "storm"]
CASTLE = ["castle", "duke", "garden duke castle"]
BLOCKS = [[0, 0, 0, 1, 1], [0, 1, 1, 2], [0, 0, 1]]


def indexes_of(*articles: list[str], blocks: list[list[int]] | None = None) -> TwoLevelIndex:
    """Index articles, each a list of sentences, each words that are their terms."""
    return TwoLevelIndex([part(articles, blocks)])


def in_parts(*parts: Sequence[list[str]]) -> TwoLevelIndex:
    return TwoLevelIndex([part(articles) for articles in parts if articles])


def part(articles: Sequence[list[str]], blocks: list[list[int]] | None = None) -> SegmentIndex:
    terms = [[sentence.split() for sentence in article] for article in articles]
    paragraphs = list(chain(*(blocks or [[0] * len(article) for article in articles])))
    lengths = [len(article) for article in articles]
    return build_segment_index(terms, np.array(lengths), np.array(paragraphs))


@pytest.fixture(scope="module")
def three() -> TwoLevelIndex:
    return indexes_of(BRIDGE, FERRY, CASTLE, blocks=BLOCKS)


def row(found: Candidates, number: int) -> int:
    (at,) = np.flatnonzero(found.numbers == number)
    return int(at)


# --- What is numbered how


def test_sentences_are_numbered_through_all_articles(three):
    first, end = three.sentence_ranges(np.arange(3))
    assert (first.tolist(), end.tolist()) == ([0, 5, 9], [5, 9, 12])
    assert three.articles_of(np.arange(12)).tolist() == [0] * 5 + [1] * 4 + [2] * 3
    assert [three.sentence_range(article) for article in (None, 0, 1, 2)] == [
        (0, 12),
        (0, 5),
        (5, 9),
        (9, 12),
    ]


def test_paragraphs_end_with_their_article(three):
    starts = [0, 0, 0, 3, 3, 5, 6, 6, 8, 9, 9, 11]
    ends = [3, 3, 3, 5, 5, 6, 8, 8, 9, 11, 11, 12]
    assert [one.tolist() for one in three.block_ranges(np.arange(12))] == [starts, ends]


# --- Which are proposed


def test_only_sentences_with_a_word_of_the_question_are_proposed(three):
    assert sorted(retrieve(["duke"], three, None).numbers) == [3, 10, 11]


@pytest.mark.parametrize("terms", [["volcano"], [], ["volcano", "penguin"]])
def test_nothing_is_proposed_for_words_that_no_article_has(three, terms):
    found = retrieve(terms, three, None)
    assert found.numbers.tolist() == []
    assert found.in_sentence.shape == (0, len(terms))


def test_within_one_article_all_its_sentences_and_no_others_are_proposed(three):
    assert sorted(retrieve(["duke"], three, 2).numbers) == [9, 10, 11]
    assert retrieve(["duke"], three, 2).one_article
    assert not retrieve(["duke"], three, None).one_article


def test_within_one_article_an_unknown_word_matches_nothing(three):
    found = retrieve(["volcano"], three, 1)
    assert sorted(found.numbers) == [5, 6, 7, 8]
    assert not found.in_sentence.any()


def test_of_a_long_article_only_sentences_with_a_word_of_the_question_are_proposed():
    long = ["duke", *["town"] * (MAX_CANDIDATES + 1), "duke"]
    assert retrieve(["duke"], indexes_of(long), 0).numbers.tolist() == [0, MAX_CANDIDATES + 2]


@pytest.mark.parametrize("within", [None, 0])
def test_ties_go_to_the_earlier_and_the_rest_is_left_out(within):
    found = retrieve(["duke"], indexes_of(["duke"] * (3 * MAX_CANDIDATES)), within)
    # The two at the ends have one neighbour each, and so a little less.
    assert found.numbers.tolist() == list(range(1, MAX_CANDIDATES + 1))


def test_equal_articles_keep_their_order():
    found = retrieve(["duke"], indexes_of(["duke"], ["duke"], ["duke"]), None)
    assert found.numbers.tolist() == [0, 1, 2]


def test_the_best_comes_first(three):
    found = retrieve(["duke", "castle"], three, None)
    assert found.numbers[0] == 11
    assert (np.diff(found.fused) <= 0).all()


def test_a_neighbour_counts_in_its_own_article_only():
    beside = retrieve(
        ["duke"], indexes_of(["duke", "duke", "town"], ["duke", "town", "town"]), None
    )
    assert beside.fused[row(beside, 0)] > beside.fused[row(beside, 3)]
    apart = retrieve(["duke"], indexes_of(["town", "duke"], ["duke", "town"]), None)
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
def test_the_proposed_are_the_best_of_all_by_the_whole_formula(seed, count, terms, cut):
    """However few are looked at: own score, a share of the neighbours' and the article's."""
    articles = made_up(seed, count)
    indexes = in_parts(articles[:cut], articles[cut:])
    own, of_article = indexes.sentences.scores(terms), indexes.articles.scores(terms)
    every = np.arange(len(own))
    article = indexes.articles_of(every)
    first, end = indexes.sentence_ranges(article)
    before = np.where(every > first, own[np.maximum(every - 1, 0)], 0)
    after = np.where(every + 1 < end, own[np.minimum(every + 1, len(own) - 1)], 0)
    beside = NEIGHBOUR_WEIGHT * (before + after)
    expected = own + beside + ARTICLE_WEIGHT * of_article[article]
    order = sorted(np.flatnonzero(own).tolist(), key=lambda number: (-expected[number], number))
    found = retrieve(terms, indexes, None)
    unit = indexes.sentences.max_idf
    assert found.numbers.tolist() == order[:MAX_CANDIDATES]
    assert found.fused.tolist() == (expected[found.numbers] / unit).tolist()
    assert found.bm25_before.tolist() == (before[found.numbers] / unit).tolist()
    assert found.bm25_after.tolist() == (after[found.numbers] / unit).tolist()


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
def test_where_the_words_stand_around_a_sentence(three, place, bridge, duke):
    found = retrieve(["bridge", "duke"], three, None)
    assert getattr(found, place)[row(found, 2)].tolist() == [bridge, duke]


def test_the_first_sentence_of_an_article_has_none_before_it(three):
    found = retrieve(["castle", "storm"], three, None)
    assert found.before[row(found, 9)].tolist() == [0, 0]
    assert found.three_before[row(found, 9)].tolist() == [0, 0]
    assert found.bm25_before[row(found, 9)] == 0


def test_the_last_sentence_of_an_article_has_none_after_it(three):
    found = retrieve(["storm", "castle"], three, None)
    assert found.after[row(found, 8)].tolist() == [0, 0]
    assert found.bm25_after[row(found, 8)] == 0


def test_the_last_sentence_of_all_has_none_after_it(three):
    found = retrieve(["garden"], three, None)
    assert found.numbers.tolist() == [11]
    assert found.bm25_after.tolist() == [0]


@pytest.mark.parametrize(("place", "stands"), [(LEAD_SENTENCES - 1, 1), (LEAD_SENTENCES, 0)])
def test_the_lead_is_the_first_sentences(place, stands):
    article = ["town"] * (LEAD_SENTENCES + 2)
    article[place] = "duke"
    found = retrieve(["duke", "town"], indexes_of(article), None)
    assert (found.in_lead[:, 0] == stands).all()


def test_counts_and_positions(three):
    found = retrieve(["bridge", "river"], three, None)
    at = row(found, 2)
    assert found.sentences_with[at].tolist() == [2, 1]
    assert found.article_length[at] == len(BRIDGE)
    assert (found.position[at], found.position_in_block[at]) == (2, 2)
    other = row(found, 7)
    assert found.sentences_with[other].tolist() == [0, 1]
    assert (found.position[other], found.position_in_block[other]) == (2, 1)


def test_a_paragraph_has_the_scores_of_its_sentences(three):
    found = retrieve(["bridge", "mayor"], three, None)
    own = found.bm25[[row(found, number) for number in (0, 1, 2)]]
    assert found.bm25_of_block[row(found, 1)] == pytest.approx(own.sum())
    assert found.bm25_before[row(found, 1)] == pytest.approx(own[0])
    assert found.bm25_after[row(found, 1)] == pytest.approx(own[2])


def test_an_unknown_word_is_the_rarest(three):
    found = retrieve(["duke", "volcano"], three, None)
    assert found.in_corpus.tolist() == [1, 0]
    assert found.idf[1] == pytest.approx(1)
    assert 0 < found.idf[0] < 1
