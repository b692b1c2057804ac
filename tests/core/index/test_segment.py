"""Segments: however articles are divided, stored and merged, they say the same."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.core.article_files import read_articles
from bot.core.collection import Collection
from bot.core.index.codec import decode, encode
from bot.core.index.segment import Segment, build_segment, merge_segments
from bot.core.loading import make_collection
from bot.core.text.article import Article
from bot.core.text.lexicon import build_lexicon
from tests.conftest import CORPUS
from tests.support.awkward_articles import AWKWARD
from tests.support.whole_collection import ask_everything

LEXICON = build_lexicon()


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> list[Article]:
    folder = tmp_path_factory.mktemp("awkward")
    for name, content in AWKWARD.items():
        (folder / name).write_bytes(content.encode())
    return [*read_articles(CORPUS).articles, *read_articles(folder).articles]


def collection(segments: Sequence[Segment]) -> Collection:
    texts = {article.path: article.text for segment in segments for article in segment.articles}
    return make_collection(segments, LEXICON, texts.__getitem__, folder=Path())


@pytest.fixture(scope="module")
def whole(articles) -> list[object]:
    by_path = sorted(articles, key=lambda article: article.path)
    return ask_everything(collection([build_segment(by_path, LEXICON)]))


def in_segments(articles: Sequence[Article], seed: int) -> list[Segment]:
    draw = random.Random(seed)
    mixed = draw.sample(articles, len(articles))
    cuts = sorted(draw.sample(range(1, len(articles)), draw.randint(1, 4)))
    ends = zip([0, *cuts], [*cuts, len(articles)], strict=True)
    return [build_segment(mixed[a:b], LEXICON) for a, b in ends]


@pytest.mark.parametrize("seed", range(4))
def test_articles_in_segments_say_what_they_say_in_one(articles, whole, seed):
    """In whatever order they were added."""
    assert ask_everything(collection(in_segments(articles, seed))) == whole


@pytest.mark.parametrize("seed", range(3))
def test_merged_segments_say_what_their_articles_do(articles, whole, seed):
    merged = merge_segments(in_segments(articles, seed), LEXICON)
    assert ask_everything(collection([merged])) == whole


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_left_of_articles_that_are_merged_away(articles, seed):
    removed = {article.path for article in random.Random(seed).sample(articles, 5)}
    remaining = [article for article in articles if article.path not in removed]
    merged = merge_segments(in_segments(articles, seed), LEXICON, removed)
    built = build_segment(remaining, LEXICON)
    assert ask_everything(collection([merged])) == ask_everything(collection([built]))
    assert merged.word_counts == built.word_counts


@pytest.mark.parametrize("seed", range(2))
def test_a_segment_that_was_encoded_is_the_same(articles, whole, seed):
    decoded = []
    for segment in in_segments(articles, seed):
        texts = {article.path: article.text for article in segment.articles}
        decoded.append(decode(encode(segment), lambda _, path, texts=texts: lambda: texts[path]))
    assert ask_everything(collection(decoded)) == whole
