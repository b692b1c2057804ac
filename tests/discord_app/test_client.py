"""The bot in a simulated Discord: every way to ask, and everything that is no question."""

import asyncio

import discord
import pytest
import simcord

from bot.storage.server_settings import Style
from tests.support.bots import make_bot
from tests.support.responses import ANSWER, NO_ANSWER, QUESTION, message_text, sent_messages

pytestmark = pytest.mark.simcord(shard_count=1)


async def test_a_mention_is_answered_with_a_reply(bot, channel, alice):
    asked = await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)
    assert "line 7" in message_text(channel.last_message)
    assert channel.last_message.reference.message_id == asked.id


@pytest.mark.parametrize("place", ["before", "behind", "between"])
async def test_the_mention_may_stand_anywhere(bot, channel, alice, place):
    first, second = QUESTION.split(" leads ")
    texts = {
        "before": f"{bot.user.mention}{QUESTION}",
        "behind": f"{QUESTION} <@!{bot.user.id}>",
        "between": f"{first} leads {bot.user.mention} {second}",
    }
    await alice.send(channel, texts[place])
    assert ANSWER in message_text(channel.last_message)


async def test_a_direct_message_is_answered(env, alice):
    await alice.send_dm(QUESTION)
    assert ANSWER in message_text(alice.user.dm_channel.last_message)


async def test_a_reply_to_an_answer_is_a_question(bot, channel, alice):
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    await alice.send(channel, "who leads the american delegation", reply_to=channel.last_message)
    assert "Marco Rubio" in message_text(channel.last_message)


async def test_a_question_without_an_answer_gets_no_quote(bot, channel, alice):
    await alice.send(channel, f"{bot.user.mention} {NO_ANSWER}")
    assert "don’t say" in message_text(channel.last_message)
    assert "seed-article.txt" not in message_text(channel.last_message)


async def test_a_bare_mention_gets_help(bot, channel, alice):
    await alice.send(channel, bot.user.mention)
    assert "word for word" in message_text(channel.last_message)


async def test_everyone_is_not_a_question(env, guild, channel):
    """`mentioned_in` is true for @everyone: bots that use it answer every announcement."""
    permissions = discord.Permissions(mention_everyone=True)
    role = guild.create_role("Announcer", permissions=permissions)
    announcer = guild.add_member(env.create_user("announcer"), roles=[role])
    await announcer.send(channel, f"@everyone {QUESTION}")
    assert sent_messages(env) == []


async def test_a_message_to_others_is_not_a_question(env, channel, alice):
    await alice.send(channel, QUESTION)
    assert sent_messages(env) == []


async def test_another_bot_is_not_answered(env, bot, guild, channel):
    """Two bots that answer each other never stop."""
    other = guild.add_member(env.create_user("other", bot=True))
    await other.send(channel, f"{bot.user.mention} {QUESTION}")
    assert sent_messages(env) == []


async def test_a_webhook_is_not_answered(env, bot, guild, channel):
    await guild.create_webhook(channel).send(f"{bot.user.mention} {QUESTION}")
    assert sent_messages(env) == []


async def test_no_message_can_ping(env, bot, channel, alice):
    await alice.send(channel, f"{bot.user.mention} what about @everyone and {alice.mention}?")
    assert sent_messages(env)[-1]["allowed_mentions"]["parse"] == []
    assert sent_messages(env)[-1]["allowed_mentions"].get("replied_user") is not True
    assert alice.mention not in message_text(channel.last_message)


async def test_a_refused_card_becomes_plain_text(env, bot, channel, alice):
    """A limit that nobody wrote down should cost the look and not the answer."""
    env.inject_error("POST", "/channels/*/messages", status=400, times=1)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in channel.last_message.content


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_a_failure_is_told_with_an_id_that_the_log_has(bot, env, channel, alice, caplog):
    env.inject_error("POST", "/channels/*/messages", status=500, times=1)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    told = channel.last_message.content
    assert told.startswith("Something went wrong")
    assert told.rsplit(maxsplit=1)[1] in caplog.text
    assert "Traceback" not in told


def test_no_privileged_intent_is_asked_for(seed, store):
    intents = make_bot(seed, store).intents
    assert not any((intents.message_content, intents.members, intents.presences))


async def test_members_are_turned_away_where_their_server_wants_it(env, store, guild, alice):
    await store.servers.change(guild.id, direct_messages=False)
    await alice.send_dm(QUESTION)
    assert "ask me in a channel" in message_text(alice.user.dm_channel.last_message)
    stranger = env.create_user("stranger")
    env.create_guild().add_member(stranger)
    await stranger.send_dm(QUESTION)
    assert ANSWER in message_text(stranger.dm_channel.last_message)


async def test_the_operator_can_turn_direct_messages_off(seed, store):
    async with simcord.run(make_bot(seed, store, direct_messages=False), shard_count=1) as env:
        alice = env.create_guild().add_member(env.create_user("alice"))
        await alice.send_dm(QUESTION)
        assert "ask me in a channel" in message_text(alice.user.dm_channel.last_message)


async def test_a_server_that_the_bot_leaves_is_forgotten(env, bot, store, guild):
    await store.servers.change(guild.id, style=Style.PLAIN)
    await bot.get_guild(guild.id).leave()
    await env.settle()
    assert (await store.servers.settings(guild.id)).style == "card"


async def test_what_is_being_answered_is_finished_before_the_bot_stops(env, bot):
    """A stop in the middle of an answer lost it, and left tracebacks in the log."""
    sent_now = asyncio.Event()

    async def answer() -> None:
        bot.finish_first()
        await sent_now.wait()
        assert not bot.is_closed()

    answering = asyncio.create_task(answer())
    await asyncio.sleep(0)
    stopping = asyncio.create_task(bot.finish())
    await asyncio.sleep(0)
    assert not bot.is_closed()
    sent_now.set()
    await stopping
    assert answering.done()
    assert answering.exception() is None
    assert bot.is_closed()
