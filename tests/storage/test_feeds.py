"""Feeds of servers: what is kept of them, on a real SQLite file."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.storage.feeds import MAX_FEEDS, Check, Refusal
from bot.storage.store import open_store

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
URL = "https://news.example/feed.xml"


@pytest.fixture
async def feeds(tmp_path):
    async with open_store(tmp_path) as store:
        yield store.feeds


async def added(feeds, server=SERVER, url=URL, next_check=0.0):
    return await feeds.add(server, url, next_check, TODAY)


async def test_a_feed_is_its_servers_own(feeds):
    feed = await added(feeds)
    assert [one.number for one in await feeds.of_server(SERVER)] == [feed.number]
    assert await feeds.of_server(OTHER) == []
    assert await feeds.remove(OTHER, feed.number) is None
    assert await feeds.exists(feed)


async def test_a_feed_comes_once_to_a_server(feeds):
    await added(feeds)
    assert await added(feeds) is Refusal.KNOWN
    assert (await added(feeds, OTHER)).url == URL


async def test_a_server_has_no_more_feeds_than_it_may_even_at_once(feeds):
    urls = [f"{URL}?{n}" for n in range(MAX_FEEDS + 5)]
    came = await asyncio.gather(*(added(feeds, url=url) for url in urls))
    assert came.count(Refusal.FULL) == 5
    assert len(await feeds.of_server(SERVER)) == MAX_FEEDS


async def test_due_feeds_are_those_of_the_servers_asked_for_the_longest_due_first(feeds):
    late, later = await added(feeds, next_check=20), await added(feeds, url="b", next_check=10)
    await added(feeds, url="c", next_check=31)
    await added(feeds, OTHER)
    due = await feeds.due(30, [SERVER], 5)
    assert [one.number for one in due] == [later.number, late.number]
    assert len(await feeds.due(30, [SERVER, OTHER], 2)) == 2
    assert await feeds.due(30, [], 5) == []


async def test_an_entry_is_seen_of_its_feed(feeds):
    feed, other = await added(feeds), await added(feeds, OTHER)
    await feeds.set_checked(feed, Check("News", None, None, ["1", "2"]), 9, TODAY)
    assert await feeds.unseen(feed, ["1", "2", "3"]) == {"3"}
    assert await feeds.unseen(other, ["1"]) == {"1"}
    assert await feeds.unseen(feed, []) == set()


async def test_no_more_of_an_entry_is_kept_than_a_hash(feeds):
    feed = await added(feeds)
    await feeds.set_checked(
        feed, Check("News", None, None, ["https://news.example/secret"]), 9, TODAY
    )
    rows = await feeds._database.rows("SELECT * FROM feed_entries")
    assert "secret" not in str([tuple(row) for row in rows])


async def test_a_check_ends_what_failed_before(feeds):
    feed = await added(feeds)
    await feeds.set_failed(feed, "is not there", 5, TODAY)
    await feeds.set_failed(feed, "is too slow", 7, TODAY + timedelta(3))
    [failing] = await feeds.of_server(SERVER)
    assert (failing.failures, failing.failure, failing.next_check) == (2, "is too slow", 7)
    assert failing.failing_since == TODAY
    await feeds.set_checked(failing, Check("News", '"1"', "today"), 9, TODAY)
    [well] = await feeds.of_server(SERVER)
    assert (well.failures, well.failure, well.failing_since) == (0, None, None)
    assert (well.title, well.etag, well.last_modified) == ("News", '"1"', "today")


async def test_entries_are_forgotten_long_after_they_left_the_feed(feeds):
    """Else the file would grow for ever; while one is listed it never comes again."""
    feed = await added(feeds)
    await feeds.set_checked(feed, Check("News", None, None, ["gone", "stays"]), 9, TODAY)
    half = TODAY + timedelta(60)
    await feeds.set_checked(feed, Check("News", None, None, ["stays"]), 9, half)
    assert await feeds.unseen(feed, ["gone", "stays"]) == set()
    await feeds.set_checked(feed, Check("News", None, None, ["stays"]), 9, half + timedelta(60))
    assert await feeds.unseen(feed, ["gone", "stays"]) == {"gone"}


async def test_entries_of_a_feed_that_rests_for_long_are_not_forgotten(feeds):
    feed = await added(feeds)
    await feeds.set_checked(feed, Check("News", None, None, ["1", "2"]), 9, TODAY)
    await feeds.set_checked(feed, Check("News", None, None), 9, TODAY + timedelta(365))
    assert await feeds.unseen(feed, ["1", "2"]) == set()


async def test_of_a_feed_that_is_gone_nothing_is_kept(feeds):
    feed = await added(feeds)
    await feeds.set_checked(feed, Check("News", None, None, ["1"]), 9, TODAY)
    assert (await feeds.remove(SERVER, feed.number)).title == "News"
    await feeds.set_checked(feed, Check("News", None, None, ["1"]), 9, TODAY)
    await feeds.set_failed(feed, "is not there", 9, TODAY)
    assert await feeds.of_server(SERVER) == []
    assert await feeds.unseen(feed, ["1"]) == {"1"}
    assert (await added(feeds)).number != feed.number
