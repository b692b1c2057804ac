"""Shards: how fast they come back."""

from types import SimpleNamespace

import pytest
from discord.gateway import ReconnectWebSocket
from discord.shard import EventItem, EventType

from bot.discord_app.operations import shards
from bot.discord_app.operations.shards import ResumingShard


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=1_000.0)
    monkeypatch.setattr(shards, "monotonic", lambda: clock.now)
    return clock


def test_a_gateway_that_closes_at_once_is_asked_again_a_few_times_a_minute(clock):
    """It was asked 1,365 times in 12 seconds."""
    waits, queue = [], []
    loop = SimpleNamespace(call_later=lambda wait, *_: waits.append(wait))
    client = SimpleNamespace(loop=loop, dispatch=None, _reconnect=True)
    shard = ResumingShard(SimpleNamespace(shard_id=0), client, queue.append)
    item = EventItem(EventType.resume, shard, ReconnectWebSocket(0))
    for _ in range(30):
        shard._queue_put(item)
        clock.now += waits[-1] if waits else 0
    assert len(queue) == 20, "the first ends of a connection are no reason to wait"
    assert len(waits) == 10
    assert 0.5 <= waits[0] <= 1
    assert all(16 <= wait <= 32 for wait in waits[-3:])
    clock.now += 61
    shard._queue_put(item)
    assert len(queue) == 21
