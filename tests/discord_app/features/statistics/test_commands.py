"""`/stats` and `/gaps` in a simulated Discord."""

from datetime import timedelta

import pytest

from bot.discord_app.features.statistics.replies import stats_reply
from bot.discord_app.operations.expiry import expiring
from bot.storage.daily_counts import Statistics
from tests.builders import ENGLISH
from tests.support.bots import stop_clock
from tests.support.responses import NO_ANSWER, QUESTION, database_bytes, response_text
from tests.support.waiting import until

pytestmark = pytest.mark.simcord(shard_count=1)

SECRET = "Who stole the golden wombat of Ballarat?"


@pytest.fixture
def bot(bot):
    return stop_clock(bot)


async def test_stats_count_the_last_30_days(bot, channel, alice, moderator):
    await alice.slash(channel, "ask", question=QUESTION)
    bot.now += timedelta(days=30)
    for question in (QUESTION, QUESTION, NO_ANSWER):
        await alice.slash(channel, "ask", question=question)
    result = await moderator.slash(channel, "stats")
    assert result.ephemeral
    for line in ("Questions: **3**", "Answered: **2**", "Not in the articles: **1**"):
        assert line in response_text(result)


@pytest.mark.parametrize("command", ["config", "stats", "gaps"])
async def test_a_command_that_others_were_given_refuses_them(
    bot, logged, guild, channel, alice, command
):
    """Discord lets a server give a command to others."""
    await alice.slash(channel, "ask", question=SECRET)
    for given in await bot.tree.fetch_commands():
        guild.set_command_permissions(given, {alice: True})
    result = await alice.slash(channel, command)
    assert result.ephemeral
    assert "*Manage Server* permission" in response_text(result)
    assert "wombat" not in response_text(result)


def test_votes_are_shown_where_there_are_any():
    [[text]] = stats_reply(Statistics(3, 1, 4.2), (2, 1), ENGLISH).items
    assert "Found helpful: **2**, not helpful: **1**" in text
    assert "took **4 ms** or less" in text


async def test_gaps_are_kept_only_where_the_log_is_on(channel, alice, moderator):
    await alice.slash(channel, "ask", question=SECRET)
    assert "log is off" in response_text(await moderator.slash(channel, "gaps"))


async def test_gaps_come_grouped_for_30_days(bot, logged, channel, alice, moderator, tmp_path):
    for question in (NO_ANSWER, SECRET, "who has stolen the golden wombats of Ballarat", QUESTION):
        await alice.slash(channel, "ask", question=question)
    result = await moderator.slash(channel, "gaps")
    assert result.ephemeral
    assert "**2×** who has stolen" in response_text(result)
    assert "**1×** Who won" in response_text(result)
    assert QUESTION not in response_text(result)
    bot.now += timedelta(days=30)
    async with expiring(bot):
        await until(lambda: bot.tasks.statuses["expiry"].last_success)
    assert "Nothing in the last" in response_text(await moderator.slash(channel, "gaps"))
    assert b"wombat" not in database_bytes(tmp_path)
