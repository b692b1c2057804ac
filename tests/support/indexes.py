"""Small indexes of made-up articles, whose words are their terms."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from bot.core.index.two_level import SegmentIndex, TwoLevelIndex, build_segment_index

MadeUpArticle = list[str]  # its sentences

# Each list of BLOCKS has the paragraphs of the sentences of an article.
BRIDGE = ["bridge", "mayor", "river bridge", "duke", "town"]
FERRY = ["ferry", "ferry captain", "river", "storm"]
CASTLE = ["castle", "duke", "garden duke castle"]
BLOCKS = [[0, 0, 0, 1, 1], [0, 1, 1, 2], [0, 0, 1]]


def three_articles() -> TwoLevelIndex:
    """Index the three articles as one segment."""
    return TwoLevelIndex([segment_index([BRIDGE, FERRY, CASTLE], BLOCKS)])


def index_of(*articles: MadeUpArticle) -> TwoLevelIndex:
    """Index articles as one segment."""
    return TwoLevelIndex([segment_index(articles)])


def index_in_segments(*segments: Sequence[MadeUpArticle]) -> TwoLevelIndex:
    """Index articles in segments; empty ones are left out."""
    return TwoLevelIndex([segment_index(articles) for articles in segments if articles])


def segment_index(
    articles: Sequence[MadeUpArticle], blocks: Sequence[list[int]] | None = None
) -> SegmentIndex:
    """Index articles, each of one paragraph unless `blocks` are given."""
    terms = [[sentence.split() for sentence in article] for article in articles]
    paragraphs = list(chain(*(blocks or [[0] * len(article) for article in articles])))
    lengths = [len(article) for article in articles]
    return build_segment_index(terms, np.array(lengths), np.array(paragraphs))
