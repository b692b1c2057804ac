"""How many questions were asked, and how long the answers took."""

from datetime import date, timedelta

import pytest

from bot.storage.daily_counts import Statistics
from bot.storage.store import open_store

SERVER, OTHER, ANNA = 1_000_000_000_000_000_001, 2, 1_000_000_000_000_000_003
TODAY = date(2025, 5, 15)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        await store.servers.change(SERVER, question_log=True)
        yield store


async def test_where_nothing_was_asked_there_is_no_median(store):
    assert await store.daily_counts.of_server(SERVER, TODAY) == Statistics(0, 0, None)


@pytest.mark.parametrize(
    ("times", "median"), [([5], 5), ([1, 2, 900], 2), ([0.01, 0.02], 1), ([1, 8, 8, 70, 4_000], 8)]
)
async def test_the_median_is_told_within_a_tenth(store, times, median):
    for time in times:
        await store.daily_counts.add(SERVER, TODAY, time, is_answered=True)
    found = await store.daily_counts.of_server(SERVER, TODAY)
    assert found.median == pytest.approx(median, rel=0.1)
    assert found.questions == len(times)


async def test_questions_of_other_servers_and_days_are_not_counted(store):
    await store.daily_counts.add(SERVER, TODAY - timedelta(days=30), 5, is_answered=True)
    await store.daily_counts.add(SERVER, TODAY - timedelta(days=29), 5, is_answered=False)
    await store.daily_counts.add(OTHER, TODAY, 5, is_answered=True)
    assert await store.daily_counts.of_server(SERVER, TODAY) == Statistics(
        0, 1, pytest.approx(5, 0.1)
    )


async def test_old_counts_expire(store):
    await store.daily_counts.add(OTHER, TODAY - timedelta(days=30), 5, is_answered=True)
    await store.expire(TODAY - timedelta(days=1))
    assert OTHER in await store.servers.ids()
    await store.expire(TODAY)
    assert OTHER not in await store.servers.ids()
