"""Two levels: how sentences are numbered, and in which article and paragraph they are."""

import numpy as np
import pytest

from bot.core.index.two_level import TwoLevelIndex
from tests.support.indexes import index_in_segments, three_articles


@pytest.fixture(scope="module")
def index() -> TwoLevelIndex:
    return three_articles()


def test_sentences_are_numbered_through_all_articles(index):
    first, end = index.sentence_ranges(np.arange(3))
    assert (first.tolist(), end.tolist()) == ([0, 5, 9], [5, 9, 12])
    assert index.articles_of(np.arange(12)).tolist() == [0] * 5 + [1] * 4 + [2] * 3
    assert [index.sentence_range(article) for article in (None, 0, 1, 2)] == [
        (0, 12),
        (0, 5),
        (5, 9),
        (9, 12),
    ]


def test_paragraphs_end_with_their_article(index):
    starts = [0, 0, 0, 3, 3, 5, 6, 6, 8, 9, 9, 11]
    ends = [3, 3, 3, 5, 5, 6, 8, 8, 9, 11, 11, 12]
    assert [numbers.tolist() for numbers in index.block_ranges(np.arange(12))] == [starts, ends]


def test_segments_are_numbered_one_after_another():
    index = index_in_segments([["bridge", "duke"]], [["ferry"], ["castle", "storm"]])
    assert index.articles_of(np.arange(5)).tolist() == [0, 0, 1, 2, 2]
    assert [index.sentence_range(article) for article in range(3)] == [(0, 2), (2, 3), (3, 5)]
    assert index.block_ranges(np.array([4]))[0].tolist() == [3]
