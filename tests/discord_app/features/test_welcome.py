"""The card that a server gets once, in a simulated Discord."""

import discord
import pytest

from bot.core.loading import load_collection
from bot.discord_app.client import Verbatim
from tests.builders import collection
from tests.support.bots import make_bot
from tests.support.responses import ANSWER, message_text, sent_messages

pytestmark = pytest.mark.simcord(shard_count=1)
_EXAMPLE = "Who leads Russia’s delegation?"


@pytest.fixture
def join(bot, guild):
    """Return a function that announces, as Discord does, that the bot has joined the server."""

    async def join(joined: Verbatim = bot) -> None:
        await joined.on_guild_join(joined.get_guild(guild.id))

    return join


async def test_the_card_says_what_the_bot_does_and_what_moderators_do_next(bot, channel, join):
    await join()
    text = message_text(channel.last_message)
    for words in (
        "word for word",
        f"{bot.user.mention} {_EXAMPLE}",
        "`/articles add`",
        "`/config`",
    ):
        assert words in text


async def test_the_example_can_be_asked_as_it_stands(bot, channel, alice, join):
    await join()
    await alice.send(channel, f"{bot.user.mention} {_EXAMPLE}")
    assert ANSWER in message_text(channel.last_message)


async def test_the_card_comes_once(env, bot, channel, join):
    await join()
    await join()
    assert len(sent_messages(env)) == 1


async def test_the_card_does_not_come_again_after_a_restart(seed, store, env, channel, join):
    await join()
    again = make_bot(seed, store)
    await env.restart_bot(again)
    await join(again)
    assert len(sent_messages(env)) == 1


async def test_a_server_that_is_back_after_an_outage_gets_no_card(env, bot, guild, channel):
    bot.dispatch("guild_available", bot.get_guild(guild.id))
    await env.settle()
    assert sent_messages(env) == []


async def test_a_server_that_the_bot_was_in_before_it_started_gets_no_card(
    seed, store, env, channel
):
    await env.restart_bot(make_bot(seed, store))
    assert sent_messages(env) == []


async def test_a_card_that_cannot_be_sent_is_not_sent_later(env, bot, channel, join):
    env.inject_error("POST", "/channels/*/messages", status=403, times=2)  # a card, plain text
    await join()
    await join()
    assert channel.last_message is None


async def test_the_system_channel_comes_first(env, guild, channel, join):
    announcements = guild.create_text_channel("announcements")
    env.backend.edit_guild(guild.id, {"system_channel_id": announcements.id})
    await join()
    assert "word for word" in message_text(announcements.last_message)
    assert channel.last_message is None


async def test_where_the_bot_may_not_write_the_next_channel_is_taken(env, bot, guild, join):
    silent = discord.PermissionOverwrite(send_messages=False)
    guild.create_text_channel("rules", overwrites={bot.user: silent})
    general = guild.create_text_channel("general")
    await join()
    assert "word for word" in message_text(general.last_message)


async def test_without_a_channel_there_is_no_card(env, guild, join):
    await join()
    assert sent_messages(env) == []


@pytest.mark.parametrize(("locale", "words"), [("uk", "дослівними"), ("tr", "kelimesi kelimesine")])
async def test_the_card_is_in_the_language_of_the_server(env, guild, channel, join, locale, words):
    env.backend.edit_guild(guild.id, {"preferred_locale": locale})
    await join()
    assert words in message_text(channel.last_message)


async def test_the_card_of_a_bot_without_articles_begins_with_the_moderators(
    bot, channel, join, tmp_path
):
    bot.library.shared = load_collection(tmp_path, may_be_empty=True)
    await join()
    assert "there are no articles yet" in message_text(channel.last_message)


async def test_other_articles_get_an_example_that_promises_nothing(bot, channel, join, tmp_path):
    bot.library.shared = collection(tmp_path / "corpus", {"a.txt": "The ferry sank in May."})
    await join()
    assert _EXAMPLE not in message_text(channel.last_message)


async def test_a_server_that_is_forgotten_is_welcomed_when_it_invites_the_bot_again(
    env, bot, guild, channel, join
):
    await join()
    await bot.forget(guild.id)
    await join()
    assert len(sent_messages(env)) == 2


async def test_plain_text_follows_where_cards_are_refused(env, channel, join):
    env.inject_error("POST", "/channels/*/messages", status=400, times=1)
    await join()
    assert "word for word" in channel.last_message.content


GERMAN = "Die Besatzungen der Fähren haben ihren Streik am Montag beendet, und alle dankten ihnen."


async def test_the_card_names_the_languages_of_articles_and_an_example_in_one_of_them(
    bot, channel, join, tmp_path
):
    bot.library.shared = collection(tmp_path / "corpus", {"a.txt": GERMAN})
    await join()
    text = message_text(channel.last_message)
    assert "Ask in a language of the articles:** German. I don’t translate." in text
    assert "Wann öffnet die Bibliothek?" in text


async def test_the_card_names_no_language_that_is_its_own(channel, join):
    await join()
    assert "translate" not in message_text(channel.last_message)
