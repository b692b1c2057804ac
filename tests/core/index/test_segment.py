"""Part: however articles are put into parts, stored and merged, they say the same."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.collection import Collection
from bot.core.index.codec import decode, encode, segment_version
from bot.core.index.segment import Segment, build_segment, merge_segments
from bot.core.loading import join
from bot.core.text.article import Article, read_articles
from bot.core.text.lexicon import build_lexicon
from tests.conftest import CORPUS
from tests.test_promises import AWKWARD

LEXICON = build_lexicon()
QUESTIONS = (
    "Who leads Russia's delegation?",
    "What did the mayor open?",
    "Who said that talks will go on?",
    "How many peoplle were there?",
    "Where is the delagation?",
)
TOPICS = ("peace talks", "Ukraine", "Istanbul", "mayor")


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> list[Article]:
    folder = tmp_path_factory.mktemp("awkward")
    for name, content in AWKWARD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return [*read_articles(CORPUS).articles, *read_articles(folder).articles]


def collection(parts: Sequence[Segment]) -> Collection:
    texts = {article.path: article.text for part in parts for article in part.articles}
    return join(parts, LEXICON, texts.__getitem__, folder=Path())


@pytest.fixture(scope="module")
def whole(articles) -> Collection:
    return collection([build_segment(sorted(articles, key=lambda one: one.path), LEXICON)])


def everything(held: Collection) -> list[object]:
    """Return all that can be asked of a collection."""
    asked = [held.ask(question, limit=50) for question in QUESTIONS]
    asked += [held.ask("Who leads it?", held.article(one.path)) for one in held.articles_named("")]
    told = [held.topic_summary(topic) for topic in TOPICS]
    times = [held.timeline(topic=topic, limit=None) for topic in (None, *TOPICS)]
    near = held.near(["The mayor opened the bridge.", "Russia's delegation is led by an aide."])
    summaries = [held.summary(one).quotes for one in held.articles_named("")]
    events = held.date_expressions().events
    return [asked, told, [one.events for one in times], near, summaries, events, held.newest().path]


def in_parts(articles: Sequence[Article], seed: int) -> list[Segment]:
    draw = random.Random(seed)
    mixed = draw.sample(articles, len(articles))
    cuts = sorted(draw.sample(range(1, len(articles)), draw.randint(1, 4)))
    ends = zip([0, *cuts], [*cuts, len(articles)], strict=True)
    return [build_segment(mixed[a:b], LEXICON) for a, b in ends]


@pytest.mark.parametrize("seed", range(4))
def test_articles_in_parts_say_what_they_say_in_one(articles, whole, seed):
    """In whatever order they were added."""
    assert everything(collection(in_parts(articles, seed))) == everything(whole)


@pytest.mark.parametrize("seed", range(3))
def test_merged_parts_say_what_their_articles_do(articles, whole, seed):
    merged = merge_segments(in_parts(articles, seed), LEXICON)
    assert everything(collection([merged])) == everything(whole)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_left_of_articles_that_are_merged_away(articles, seed):
    gone = {one.path for one in random.Random(seed).sample(articles, 5)}
    left = [one for one in articles if one.path not in gone]
    merged = merge_segments(in_parts(articles, seed), LEXICON, gone)
    alone = build_segment(left, LEXICON)
    assert everything(collection([merged])) == everything(collection([alone]))
    assert merged.word_counts == alone.word_counts


@pytest.mark.parametrize("seed", range(2))
def test_a_part_that_was_packed_is_the_same(articles, whole, seed):
    opened = []
    for part in in_parts(articles, seed):
        texts = {one.path: one.text for one in part.articles}
        opened.append(decode(encode(part), lambda _, path, texts=texts: lambda: texts[path]))
    assert everything(collection(opened)) == everything(whole)


@given(st.lists(st.text(max_size=9), max_size=3))
def test_the_version_tells_the_aliases(names):
    assert segment_version(build_lexicon([["UN", "United Nations", *names]])) != segment_version(
        LEXICON
    )
    assert segment_version(build_lexicon()) == segment_version(LEXICON)
