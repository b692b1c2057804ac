"""Cooldown: the buckets hold what they promise, and members are told what they need."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.client import Verbatim
from bot.discord_app.framework import cooldown as module
from bot.discord_app.framework.cooldown import Cooldown
from bot.settings import Rate
from tests.support.bots import make_bot, stop_clock
from tests.support.responses import ANSWER, QUESTION, message_text, response_text, sent_messages

pytestmark = pytest.mark.simcord(shard_count=1)

FEW, MANY = Rate(3, 10), Rate(1_000, 1)
steps = st.lists(st.integers(0, 8), max_size=60)


@given(steps, st.integers(1, 6), st.integers(1, 20))
def test_never_more_than_a_full_bucket_and_what_has_flowed_in_since(waits, questions, seconds):
    """The promise of a token bucket, for every stretch of time."""
    cooldown, now, let = Cooldown(Rate(questions, seconds), MANY), 0.0, []
    for wait in waits:
        now += wait
        if cooldown.acquire(1, None, now) is None:
            let.append(now)
    for i, first in enumerate(let):
        for j, last in enumerate(let[i:], 1):
            assert j <= questions + (last - first) * questions / seconds + 1e-6


@given(steps)
def test_who_waits_until_told_may_ask_and_not_before(waits):
    cooldown, now = Cooldown(FEW, MANY), 0.0
    for pause in waits:
        now += pause
        wait = cooldown.acquire(1, None, now)
        if wait is not None:
            assert now < wait.until <= now + FEW.seconds
            assert cooldown.acquire(1, None, wait.until - 0.01) is not None
            assert cooldown.acquire(1, None, wait.until) is None
            now = wait.until


def test_each_wait_is_news_once():
    cooldown = Cooldown(Rate(1, 10), MANY)
    said = [cooldown.acquire(1, None, now) for now in (0, 1, 2, 10, 11, 12)]
    assert [wait and wait.is_news for wait in said] == [None, True, False, None, True, False]


def test_members_have_buckets_of_their_own():
    cooldown = Cooldown(Rate(1, 10), MANY)
    assert cooldown.acquire(1, None, 0) is cooldown.acquire(2, None, 0) is None


def test_the_members_of_a_server_share_one_too_and_one_refused_there_costs_nothing():
    cooldown = Cooldown(Rate(1, 10), Rate(1, 5))
    assert cooldown.acquire(1, 7, 0) is None
    assert cooldown.acquire(2, 7, 0).until == 5
    assert cooldown.acquire(2, 8, 0) is None
    assert cooldown.acquire(3, 7, 5) is None


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MAX_BUCKETS", 10)
    cooldown = Cooldown(Rate(1, 10), Rate(1, 10))
    for user in range(50):
        for _ in range(2):
            cooldown.acquire(user, user, 0)
    sizes = [len(cooldown._users), len(cooldown._servers), len(cooldown._notices)]
    assert sizes == [10, 10, 10]
    assert cooldown.acquire(49, None, 0) is not None, "who asked last is remembered"


# --- In Discord


@pytest.fixture
def bot(seed, store) -> Verbatim:
    bot = make_bot(seed, store, user_cooldown=Rate(2, 20), server_cooldown=MANY)
    return stop_clock(bot)


async def test_a_burst_of_mentions_is_answered_told_once_and_then_silent(env, bot, channel, alice):
    for _ in range(5):
        await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert len(sent_messages(env)) == 3
    assert "<t:" in sent_messages(env)[-1]["content"]
    bot.now = bot.now.replace(second=10)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)


async def test_a_burst_of_commands_is_told_in_private(channel, alice):
    for _ in range(2):
        assert ANSWER in response_text(await alice.slash(channel, "ask", question=QUESTION))
    result = await alice.slash(channel, "timeline")
    assert result.ephemeral
    assert f"<t:{int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) + 11}:R>" in response_text(
        result
    )
    assert "word for word" in response_text(await alice.slash(channel, "help"))


async def test_direct_messages_count_too(env, alice):
    for _ in range(5):
        await alice.send_dm(QUESTION)
    assert len(sent_messages(env)) == 3


async def test_moderators_are_not_held_up(bot, env, channel, moderator):
    for _ in range(5):
        await moderator.send(channel, f"{bot.user.mention} {QUESTION}")
        await moderator.slash(channel, "ask", question=QUESTION)
    assert len(sent_messages(env)) == 5
    assert not any(one["content"] for one in sent_messages(env)), "each is a card with the answer"


async def test_completions_are_not_limited(channel, alice):
    for _ in range(5):
        assert await alice.autocomplete(channel, "ask", "article", "")


def test_a_clock_that_is_set_back_refuses_nobody_for_an_hour():
    """Until the old time came again, every question was refused, and the asker not told."""
    cooldown, now = Cooldown(FEW, MANY), 7_200.0
    while cooldown.acquire(1, None, now) is None:
        pass
    wait = cooldown.acquire(1, None, now - 3_600)
    assert wait.until <= now - 3_600 + FEW.seconds
    assert wait.is_news
    assert cooldown.acquire(1, None, wait.until) is None
