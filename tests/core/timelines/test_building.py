"""Timelines of one article, of all and of a topic."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.collection import Collection
from bot.core.timelines.topic import MAX_TIMELINE_ARTICLES
from tests.builders import collection
from tests.support.timelines import PUBLISHED, TWO_ARTICLES, date_values


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(tmp_path, TWO_ARTICLES)


@pytest.mark.parametrize(("limit", "count"), [(None, 4), (9, 4), (2, 2), (0, 0)])
def test_a_limit_tells_how_many_there_were(two, limit, count):
    timeline = two.timeline(limit=limit)
    values = [event.date.value for event in timeline.events]
    assert len(values) == count
    assert values == sorted(values)
    assert timeline.total == 4


def test_of_all_articles(two):
    assert date_values(two.timeline()) == ["1996", "1997", "1998", "1999"]


def test_of_one_article(two):
    assert date_values(two.timeline(two.article("a.txt"))) == ["1998", "1999"]


def test_of_a_topic_in_one_article(two):
    assert date_values(two.timeline(two.article("a.txt"), "Moscow")) == ["1998"]
    assert two.timeline(two.article("b.txt"), "Moscow").unknown


SENTENCES = (
    "The mayor of Rome met the king on 2 May 2025.",
    "On 2 May 2025 the king met the mayor of Rome.",
    "They will meet again in June 2026.",
    "It rained in Rome all day.",
    "The king left Rome in 1998 and came back in 2001.",
    "He might be there on Monday.",
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), min_size=1, max_size=3),
    st.integers(0, 5),
)
@settings(max_examples=25)
def test_whatever_the_articles_tell(texts, limit):
    """Events are in order, the limit holds, and no quote is shown twice on one date."""
    with TemporaryDirectory() as folder:
        files = {f"{n}.txt": PUBLISHED + " ".join(text) for n, text in enumerate(texts)}
        articles = collection(Path(folder), files)
        everything, some = articles.timeline(limit=None), articles.timeline(limit=limit)
    assert date_values(everything) == sorted(date_values(everything))
    assert set(some.events) <= set(everything.events)
    assert len(some.events) == min(limit, everything.total)
    shown = [(e.date.value, q.article, q.start) for e in everything.events for q in e.quotes]
    assert len(shown) == len(set(shown))


def test_of_many_articles_the_newest_or_those_most_about_the_topic(tmp_path):
    def report_of(year: int, more: str = "") -> str:
        return f"---\npublished: {year}-01-01\n---\nThe king went home.{more}"

    files = {f"{year}.txt": report_of(year) for year in range(1901, 1901 + MAX_TIMELINE_ARTICLES)}
    files |= {"a.txt": report_of(1800), "b.txt": report_of(2020, " It is hot." * 9)}
    articles = collection(tmp_path, files)
    newest = date_values(articles.timeline(limit=None))
    assert (len(newest), newest[0], newest[-1]) == (
        MAX_TIMELINE_ARTICLES,
        "1902-01-01",
        "2020-01-01",
    )
    about = date_values(articles.timeline(topic="king", limit=None))
    assert (len(about), about[-1]) == (
        MAX_TIMELINE_ARTICLES,
        f"{1900 + MAX_TIMELINE_ARTICLES}-01-01",
    )


@pytest.mark.parametrize("topic", ["the", "😀", " ", "penguins", "Moscow penguins"])
def test_an_unknown_topic_is_said_so(two, topic):
    """All events under a topic that none of them has would be a lie."""
    timeline = two.timeline(topic=topic)
    assert (timeline.events, timeline.total, timeline.unknown) == ((), 0, True)


def test_a_topic_that_no_terminal_can_print_is_said_all_the_same(two):
    assert two.timeline(topic="\udcff").topic == "?"


def test_an_article_without_the_topic_is_said_so(two):
    assert two.timeline(two.article("b.txt"), "Moscow").unknown


def test_a_known_topic_without_a_date_is_said_so(tmp_path):
    timeline = collection(tmp_path, {"a.txt": "The moon is round."}).timeline(topic="moon")
    assert not timeline.unknown
    assert timeline.events == ()


def test_an_article_without_a_date_says_so(tmp_path):
    timeline = collection(tmp_path, {"a.txt": "The moon is round."}).timeline()
    assert (timeline.events, timeline.unknown) == ((), False)


def test_the_seed_article(seed):
    """May 15 has no year, since the article does not say when it was published."""
    assert [(event.date.value, event.quote.first_line) for event in seed.timeline().events] == [
        ("2022-03", 12),
        ("--05-15", 7),
    ]
