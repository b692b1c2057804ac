"""`/privacy` and `/about`, and what is left of a server that the bot leaves."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.discord_app import client
from tests.support.bots import stop_clock
from tests.support.responses import database_bytes, response_text

pytestmark = pytest.mark.simcord(shard_count=1)

SECRET = "Who stole the golden wombat of Ballarat?"


@pytest.fixture
def bot(bot):
    return stop_clock(bot)


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


async def test_a_server_left_while_the_bot_was_off_is_forgotten_a_day_after_a_start(
    bot, logged, guild, env
):
    """Two starts must agree, because the token may be a wrong one and Discord may err."""
    gone, now = guild.id + (1 << 22), bot.clock()
    await bot.store.servers.change(gone, threads=True)
    await bot.store.daily_counts.add(gone, now.date(), 5, is_answered=True)
    await env.restart_bot()
    bot.clock = lambda: now + timedelta(hours=23)
    await env.restart_bot()
    assert await bot.store.servers.ids() == {gone, guild.id}
    bot.clock = lambda: now + timedelta(hours=25)
    await env.restart_bot()
    assert await bot.store.servers.ids() == {guild.id}


async def test_many_servers_left_at_once_are_forgotten_before_the_bot_stops(bot, env, caplog):
    """2,000 servers left at a stop ended in *Connection closed*, and rows stayed."""
    guilds = [SimpleNamespace(id=number) for number in range(1, 2_001)]
    for guild in guilds[::100]:
        await bot.store.servers.change(guild.id, threads=True)
    leaving = [asyncio.create_task(bot.on_guild_remove(guild)) for guild in guilds]
    await asyncio.sleep(0)
    await bot.finish()
    assert await asyncio.gather(*leaving) == [None] * len(guilds)
    assert await bot.store.servers.ids() == set()
    assert "closed" not in caplog.text


async def test_what_is_late_is_cancelled_before_the_database_is_closed(bot, env, monkeypatch):
    monkeypatch.setattr(client, "_FINISH_SECONDS", 0.01)
    task = asyncio.create_task(asyncio.Event().wait())
    bot.finish_first(task)
    await bot.finish()
    assert task.cancelled()
