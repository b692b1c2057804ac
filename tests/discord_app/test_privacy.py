"""Everyone's rights, and what moderators may see, in a simulated Discord."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.discord_app.features.statistics.grouping import group_questions
from bot.discord_app.features.statistics.replies import stats_reply
from bot.discord_app.operations.expiry import expiring
from bot.storage.daily_counts import Statistics
from tests.builders import ENGLISH
from tests.support.responses import NO_ANSWER, QUESTION, database_bytes, response_text
from tests.support.waiting import until

pytestmark = pytest.mark.simcord(shard_count=1)

SECRET = "Who stole the golden wombat of Ballarat?"


@pytest.fixture
def bot(bot):
    bot.now = datetime(2026, 1, 1, tzinfo=UTC)
    bot.clock = lambda: bot.now
    return bot


@pytest.fixture
async def logged(bot, guild):
    await bot.store.servers.change(guild.id, question_log=True)


async def test_by_default_no_question_and_no_member_is_kept(bot, channel, alice, tmp_path):
    await alice.slash(channel, "ask", question=SECRET)
    await alice.send(channel, f"{bot.user.mention} {SECRET}")
    await alice.send_dm(SECRET)
    assert b"wombat" not in database_bytes(tmp_path)
    assert str(alice.id).encode() not in database_bytes(tmp_path)
    assert "I keep nothing about you" in response_text(await alice.slash(channel, "privacy show"))


async def test_delete_leaves_nothing_in_the_files(bot, logged, channel, alice, moderator, tmp_path):
    """Under every pseudonym, also that of a month ago; and nothing of others is lost."""
    await alice.slash(channel, "ask", question=SECRET)
    await moderator.slash(channel, "ask", question="Who tamed the platypus?")
    bot.now += timedelta(days=29)
    await alice.send(channel, f"{bot.user.mention} {SECRET}")
    bot.now += timedelta(days=2)
    await alice.slash(channel, "ask", question=SECRET)
    names = await bot.store.pseudonyms.of_member(alice.id)
    assert len(names) == 2
    assert b"wombat" in database_bytes(tmp_path)
    assert all(name.encode() in database_bytes(tmp_path) for name in names)
    result = await alice.slash(channel, "privacy delete")
    assert result.ephemeral
    assert "3 questions" in response_text(result)
    for trace in (b"wombat", str(alice.id).encode(), *map(str.encode, names)):
        assert trace not in database_bytes(tmp_path)
    assert alice.id.to_bytes(8, "big") not in database_bytes(tmp_path)
    assert b"platypus" in database_bytes(tmp_path)
    assert "I keep nothing about you" in response_text(await alice.slash(channel, "privacy show"))


async def test_show_and_export_tell_what_is_kept(logged, channel, alice):
    await alice.slash(channel, "ask", question=SECRET)
    shown = await alice.slash(channel, "privacy show")
    assert shown.ephemeral
    assert "1 question that" in response_text(shown)
    exported = await alice.slash(channel, "privacy export")
    assert exported.ephemeral
    [file] = exported.response.message.attachments
    kept = json.loads(await file.read())
    assert [one["question"] for one in kept["questions"]] == [SECRET]
    assert kept["questions"][0]["day"] == "2026-01-01"


async def test_privacy_works_in_a_direct_message(logged, channel, alice):
    await alice.slash(channel, "ask", question=SECRET)
    assert "1 question that" in response_text(await alice.user.slash("privacy show"))
    await alice.user.slash("privacy delete")
    assert "I keep nothing about you" in response_text(await alice.user.slash("privacy show"))


async def test_about(channel, alice):
    result = await alice.slash(channel, "about")
    assert result.ephemeral
    assert "1 article, in 1 server" in response_text(result)
    assert "/privacy show" in response_text(result)


# --- Servers that the bot leaves


async def test_all_of_a_server_goes_when_the_bot_leaves_it(bot, logged, guild, channel, alice, env):
    await alice.slash(channel, "ask", question=SECRET)
    assert guild.id in await bot.store.servers.ids()
    await bot.get_guild(guild.id).leave()
    await env.settle()
    assert guild.id not in await bot.store.servers.ids()
    assert not any((await bot.store.data_of_member(alice.id)).values())


async def test_a_server_left_while_the_bot_was_off_is_forgotten_at_the_start(
    bot, logged, guild, env
):
    gone = guild.id + (1 << 22)
    await bot.store.servers.change(gone, threads=True)
    await bot.store.daily_counts.add(gone, bot.clock().date(), 5, is_answered=True)
    await env.restart_bot()
    assert await bot.store.servers.ids() == {guild.id}


# --- What moderators see


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


async def test_what_is_too_old_goes_while_the_bot_runs_too(bot, logged, channel, alice, tmp_path):
    async with expiring(bot, every=0.01):
        await alice.slash(channel, "ask", question=SECRET)
        assert b"wombat" in database_bytes(tmp_path)
        bot.now += timedelta(days=30)
        await until(lambda: b"wombat" not in database_bytes(tmp_path))


async def test_turning_the_log_off_asks_and_deletes_it(
    bot, logged, channel, alice, moderator, guild, tmp_path
):
    await alice.slash(channel, "ask", question=SECRET)
    opened = await moderator.slash(channel, "config")
    await moderator.click(opened.response, custom_id="config:v1:question_log=ask")
    assert (await bot.store.servers.settings(guild.id)).question_log
    await moderator.click(opened.response, custom_id="config:v1:question_log=delete")
    assert not (await bot.store.servers.settings(guild.id)).question_log
    assert b"wombat" not in database_bytes(tmp_path)


def test_the_same_or_near_words_are_one_gap():
    asked = ["who won the match", "winner match final", "match won", "bridge", "", "the", "the"]
    found = group_questions(asked, lambda text: frozenset(text.split()) - {"the", "who"})
    assert [(gap.example, gap.count) for gap in found] == [
        ("who won the match", 2),
        ("the", 2),
        ("winner match final", 1),
        ("bridge", 1),
        ("", 1),
    ]
