"""The panel of /config in a simulated Discord: what each part changes, for whom, and how long."""

import discord
import pytest
import simcord

from bot.discord_app.replies.limits import MAX_CARD_TEXT, MAX_COMPONENTS, MAX_CUSTOM_ID
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.storage.server_settings import ServerSettings, Style
from tests.support.bots import make_bot
from tests.support.responses import (
    ANSWER,
    NO_ANSWER,
    QUESTION,
    database_bytes,
    message_text,
    response_text,
    sent_messages,
    walk,
)

pytestmark = pytest.mark.simcord(shard_count=1)


@pytest.fixture
def panel(channel, moderator):
    """Open the panel and return a way to press a part of it."""

    async def press(part: str):
        opened = await moderator.slash(channel, "config")
        return await moderator.click(opened.response, custom_id=f"config:v1:{part}")

    return press


@pytest.fixture
async def settings(bot, guild):
    async def read() -> ServerSettings:
        return await bot.store.servers.settings(guild.id)

    return read


@pytest.fixture
def other(guild):
    return guild.create_text_channel("other")


async def test_the_panel_is_private(channel, moderator):
    assert (await moderator.slash(channel, "config")).ephemeral


async def test_the_panel_is_for_moderators(channel, alice):
    offered = {name.split()[0] for name in alice.available_commands(channel)}
    assert not {"config", "stats", "gaps", "articles"} & offered


async def test_a_press_of_who_is_no_moderator_any_more_changes_nothing(
    env, bot, guild, channel, moderator, settings
):
    opened = await moderator.slash(channel, "config")
    [role] = [role for role in bot.get_guild(guild.id).roles if role.name == "Moderators"]
    role_of_mod = env.backend.guilds[guild.id].roles[role.id]
    role_of_mod.permissions = 0
    result = await moderator.click(opened.response, custom_id="config:v1:threads=on")
    assert "*Manage Server* permission" in response_text(result)
    assert await settings() == ServerSettings()


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("style=plain", "style", Style.PLAIN),
        ("direct_messages=off", "direct_messages", False),
        ("threads=on", "threads", True),
        ("private=on", "private", True),
        ("feedback=off", "feedback", False),
        ("direct_articles=on", "direct_articles", True),
        ("question_log=on", "question_log", True),
        ("shared_articles=off", "shared_articles", False),
    ],
)
async def test_a_switch_is_kept_over_a_restart(env, panel, settings, part, name, value):
    await panel(part)
    await env.restart_bot()
    assert getattr(await settings(), name) == value
    assert getattr(ServerSettings(), name) != value


async def test_an_open_panel_works_after_a_restart_and_shows_what_is_chosen(
    env, channel, moderator, settings
):
    opened = await moderator.slash(channel, "config")
    await env.restart_bot()
    await moderator.click(opened.response, custom_id="config:v1:threads=on")
    assert (await settings()).threads
    assert "A thread for each question: on" in message_text(opened.response.message)
    await moderator.click(opened.response, custom_id="config:v1:threads=off")
    assert not (await settings()).threads


async def test_the_language_is_fixed_or_the_readers(channel, moderator, settings):
    opened = await moderator.slash(channel, "config")
    await moderator.select(opened.response, ["uk"], custom_id="config:v1:language")
    assert (await settings()).language == "uk"
    await moderator.select(opened.response, ["reader"], custom_id="config:v1:language")
    assert (await settings()).language is None


async def test_every_language_is_offered_by_its_own_name(channel, moderator):
    opened = await moderator.slash(channel, "config")
    [select] = [
        part
        for part in walk(opened.response.message.components)
        if getattr(part, "custom_id", None) == "config:v1:language"
    ]
    names = {option.value: option.label for option in select.options}
    assert names.pop("reader") == "Each reader’s language"
    assert names == {language: texts_in(language).name for language in LANGUAGES}
    assert names["de"] == "Deutsch"
    assert names["pt"] == "Português"


async def test_channels_are_chosen_and_all_are_let_go_again(
    channel, other, moderator, settings, env
):
    opened = await moderator.slash(channel, "config")
    await moderator.select(opened.response, [channel, other], custom_id="config:v1:channels")
    assert (await settings()).channels == {channel.id, other.id}
    await env.restart_bot()
    [menu] = [
        part
        for part in walk(opened.response.message.components)
        if part.type is discord.ComponentType.channel_select
    ]
    assert {one.id for one in menu.default_values} == {channel.id, other.id}
    await moderator.select(opened.response, [], custom_id="config:v1:channels")
    assert (await settings()).channels == frozenset()


async def test_a_chosen_channel_that_is_gone_does_not_break_the_panel(
    bot, guild, channel, other, moderator
):
    opened = await moderator.slash(channel, "config")
    await moderator.select(opened.response, [other], custom_id="config:v1:channels")
    await bot.get_guild(guild.id).get_channel(other.id).delete()
    result = await moderator.slash(channel, "config")
    assert "None of the chosen channels exists any more" in response_text(result)


async def test_a_panel_in_every_language_fits(bot, guild, channel, moderator, use_locale):
    """With all that can be in it: a log to delete, which is asked about."""
    await bot.store.servers.change(guild.id, question_log=True)
    await bot.store.unanswered.add(guild.id, "someone", "Who?", bot.clock().date())
    for language in LANGUAGES:
        use_locale(language)
        opened = await moderator.slash(channel, "config")
        assert texts_in(language)("config-channels") in response_text(opened)
        await moderator.click(opened.response, custom_id="config:v1:question_log=ask")
        message = opened.response.message
        parts = list(walk(message.components))
        assert len(parts) + 6 <= MAX_COMPONENTS  # the buttons beside texts are not walked
        assert len(message_text(message)) <= MAX_CARD_TEXT
        assert all(len(getattr(part, "custom_id", "") or "") <= MAX_CUSTOM_ID for part in parts)


# --- What the settings do


async def test_where_the_bot_may_not_answer_a_command_is_told_the_channels(
    bot, guild, channel, other, alice
):
    await bot.store.servers.change(guild.id, channels=frozenset({other.id}))
    for command, options in (("ask", {"question": QUESTION}), ("summary", {}), ("timeline", {})):
        result = await alice.slash(channel, command, **options)
        assert result.ephemeral
        assert f"<#{other.id}>" in response_text(result)
    assert ANSWER in response_text(await alice.slash(other, "ask", question=QUESTION))
    assert "word for word" in response_text(await alice.slash(channel, "help"))


async def test_where_the_bot_may_not_answer_a_mention_gets_silence(
    env, bot, guild, channel, other, alice
):
    await bot.store.servers.change(guild.id, channels=frozenset({other.id}))
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert sent_messages(env) == []
    await alice.send(other, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(other.last_message)


async def test_a_thread_follows_its_channel(env, bot, guild, channel, other, alice):
    await bot.store.servers.change(guild.id, channels=frozenset({other.id}))
    for parent, count in ((channel, 0), (other, 1)):
        message = await alice.send(parent, "a start")
        await message.create_thread(name="talk")
        await alice.send(parent.threads[0], f"{bot.user.mention} {QUESTION}")
        assert len(sent_messages(env)) == count


async def test_a_mention_is_answered_in_a_thread_named_by_the_question(
    env, bot, guild, channel, alice
):
    await bot.store.servers.change(guild.id, threads=True)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    [thread] = bot.get_guild(guild.id).threads
    assert thread.name == QUESTION
    [posted] = [r for r in env.http_requests if r.path.endswith(f"{thread.id}/messages")]
    assert "message_reference" not in posted.json
    await alice.send(channel.threads[0], f"{bot.user.mention} {QUESTION}")
    assert len(bot.get_guild(guild.id).threads) == 1


async def test_without_permission_for_threads_the_answer_comes_in_the_channel(bot, guild, alice):
    denied = discord.PermissionOverwrite(create_public_threads=False)
    channel = guild.create_text_channel("flat", overwrites={bot.user: denied})
    await bot.store.servers.change(guild.id, threads=True)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)


async def test_a_refused_thread_costs_no_answer(env, bot, guild, channel, alice):
    await bot.store.servers.change(guild.id, threads=True)
    env.inject_error("POST", "/channels/*/messages/*/threads", status=403, times=1)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)


async def test_private_by_default_unless_the_asker_says_otherwise(bot, guild, channel, moderator):
    await bot.store.servers.change(guild.id, private=True)
    for command, options in (("ask", {"question": QUESTION}), ("summary", {}), ("timeline", {})):
        assert (await moderator.slash(channel, command, **options)).ephemeral
        assert not (await moderator.slash(channel, command, private=False, **options)).ephemeral


async def test_a_fixed_language_is_that_of_all_answers(bot, guild, channel, alice):
    await bot.store.servers.change(guild.id, language="tr")
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert "Kelimesi kelimesine" in message_text(channel.last_message)


# --- Every question of chosen channels


async def test_without_the_intent_the_panel_says_so(channel, moderator):
    result = await moderator.slash(channel, "config")
    assert "VERBATIM_MESSAGE_CONTENT" in response_text(result)


async def test_questions_without_a_mention_are_answered_where_that_is_chosen(seed, store):
    bot = make_bot(seed, store, message_content=True)
    async with simcord.run(bot, shard_count=1) as env:
        guild = env.create_guild()
        alice = guild.add_member(env.create_user("alice"))
        role = guild.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
        moderator = guild.add_member(env.create_user("mod"), roles=[role])
        asked, quiet = guild.create_text_channel("ask"), guild.create_text_channel("quiet")
        opened = await moderator.slash(quiet, "config")
        await moderator.select(opened.response, [asked], custom_id="config:v1:listening")
        await alice.send(asked, QUESTION)
        assert ANSWER in message_text(asked.last_message)
        before = len(sent_messages(env))
        for channel, text in ((quiet, QUESTION), (asked, "Medinsky leads."), (asked, NO_ANSWER)):
            await alice.send(channel, text)
        assert len(sent_messages(env)) == before


async def test_turning_the_log_off_asks_and_deletes_it(
    bot, logged, channel, alice, moderator, guild, tmp_path
):
    await alice.slash(channel, "ask", question="Who stole the golden wombat of Ballarat?")
    opened = await moderator.slash(channel, "config")
    await moderator.click(opened.response, custom_id="config:v1:question_log=ask")
    assert (await bot.store.servers.settings(guild.id)).question_log
    await moderator.click(opened.response, custom_id="config:v1:question_log=delete")
    assert not (await bot.store.servers.settings(guild.id)).question_log
    assert b"wombat" not in database_bytes(tmp_path)


async def test_without_the_shared_articles_members_are_not_answered_from_them(
    channel, alice, panel
):
    assert ANSWER in response_text(await alice.slash(channel, "ask", question=QUESTION))
    await panel("shared_articles=off")
    refused = response_text(await alice.slash(channel, "ask", question=QUESTION))
    assert "There are no articles yet" in refused
    assert ANSWER in message_text(
        await alice.send_dm(QUESTION) and alice.user.dm_channel.last_message
    )
