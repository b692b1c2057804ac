"""The menu of a message, and where the commands can be used."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.features.articles.commands import ADD_MENU
from bot.discord_app.features.questions.answer_replies import near_reply
from bot.discord_app.features.questions.answers import MAX_QUESTION
from bot.discord_app.features.questions.context_menus import MENUS
from bot.discord_app.replies.layout import card, plain_text
from bot.discord_app.replies.limits import MAX_CONTENT, MAX_MODAL_TITLE
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.discord_app.texts.translator import CommandTranslator
from tests.builders import ENGLISH
from tests.support.bots import make_bot
from tests.support.cards import AWKWARD, assert_within_limits, quote
from tests.support.responses import (
    ANSWER,
    QUESTION,
    buttons,
    message_text,
    press,
    response_text,
    without_markdown,
)

pytestmark = pytest.mark.simcord(shard_count=1)

ASK, CHECK = (menu.name for menu in MENUS)
ADD = ADD_MENU.name
CLAIM = "Medinsky led the Russian delegation in Istanbul."


@pytest.fixture
def said(channel, alice):
    """Return a function by which alice says something that is not for the bot."""

    async def said(text: str, **more: object) -> discord.Message:
        return await alice.send(channel, text, **more)

    return said


# --- Ask about this message


async def test_the_text_of_a_message_can_be_asked(bot, channel, alice, said):
    opened = await alice.context_menu(channel, ASK, await said(QUESTION))
    field = opened.modal["components"][0]["component"]
    assert field["value"] == QUESTION
    await alice.submit_modal(opened, {"text": field["value"]})
    assert ANSWER in message_text(channel.last_message)
    assert "Delete" in buttons(channel.last_message)


async def test_the_question_can_be_changed_first(channel, alice, said):
    opened = await alice.context_menu(channel, ASK, await said("hello there"))
    await alice.submit_modal(opened, {"text": QUESTION})
    assert ANSWER in message_text(channel.last_message)


async def test_a_long_message_is_cut_between_words(channel, alice, said):
    opened = await alice.context_menu(channel, ASK, await said("seventeen " * 180))
    value = opened.modal["components"][0]["component"]["value"]
    assert len(value) <= MAX_QUESTION
    assert set(value.split()) == {"seventeen"}


async def test_mentions_become_names(bot, channel, alice, said):
    text = f"{bot.user.mention} did {alice.mention} leave <#1> <@&2> <:x:3>?"
    opened = await alice.context_menu(channel, ASK, await said(text))
    assert opened.modal["components"][0]["component"]["value"] == "did alice leave ?"


@pytest.mark.parametrize("menu", [ASK, CHECK])
async def test_a_message_without_text_is_told(channel, alice, said, menu):
    message = await said("", attachments=[("a.png", b"a picture")])
    result = await alice.context_menu(channel, menu, message)
    assert result.ephemeral
    assert "no text" in response_text(result)


# --- Check against the articles


async def test_the_nearest_passage_is_shown_in_private_without_a_judgement(channel, alice, said):
    result = await alice.context_menu(channel, CHECK, await said(CLAIM))
    assert result.ephemeral
    assert "presidential adviser Vladimir Medinsky" in without_markdown(response_text(result))
    assert "line 7" in response_text(result)
    assert "don’t say whether it is true" in response_text(result)
    result = await press(alice, result.response.message, "Context")
    assert "`7`" in response_text(result)


async def test_each_sentence_is_compared(channel, alice, said):
    message = await said(f"{CLAIM}\nPutin and Zelensky decline to attend the peace talks. Yes!")
    result = await alice.context_menu(channel, CHECK, message)
    assert response_text(result).count("Message:") == 2
    assert len(buttons(result.response.message)) == 2


async def test_what_is_near_to_nothing_is_told(channel, alice, said):
    result = await alice.context_menu(channel, CHECK, await said("I had pizza for lunch today."))
    assert result.ephemeral
    assert "comes close to this message" in response_text(result)
    assert "> " not in response_text(result)


async def test_of_a_long_message_the_first_sentences_are_compared(channel, alice, said):
    result = await alice.context_menu(channel, CHECK, await said(f"{CLAIM} " * 9))
    assert "only the first 5 sentences" in response_text(result)
    assert response_text(result).count("Message:") == 1


@given(st.lists(st.tuples(st.text(max_size=900), AWKWARD.map(quote)), max_size=5))
def test_no_comparison_passes_a_limit(near):
    reply = near_reply(near, ENGLISH, ["note"])
    assert_within_limits(card(reply))
    assert 0 < len(plain_text(reply)) <= MAX_CONTENT


# --- Names


async def test_the_names_are_translated_and_within_the_limit(bot):
    for menu in (*MENUS, ADD_MENU):
        payload = await menu.get_translated_payload(bot.tree, CommandTranslator())
        names = {payload["name"], *payload["name_localizations"].values()}
        assert names == {texts_in(language)(menu.extras["key"]) for language in LANGUAGES}
        assert all(1 <= len(name) <= 32 for name in names)
        assert len(names) == len(LANGUAGES)


def test_a_modal_takes_its_titles_and_labels():
    for language in LANGUAGES:
        for key in "menu-ask follow-up say-why your-question reason paste title text".split():
            assert 1 <= len(texts_in(language)(key)) <= MAX_MODAL_TITLE


# --- Where commands can be used

EVERYWHERE = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
IN_SERVERS = {"integration_types": [0], "contexts": [0, 1]}
COMMANDS = ("ask", "summary", "timeline", "help", ASK, CHECK)


def places(bot, *names: str) -> list[dict]:
    payloads = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    found = [one for one in payloads if not names or one["name"] in names]
    return [{key: sorted(one[key]) for key in EVERYWHERE} for one in found]


def test_commands_go_where_a_member_brings_the_bot(bot):
    assert places(bot, *COMMANDS) == [EVERYWHERE] * len(COMMANDS)


def test_settings_stay_in_servers(bot):
    for name in ("config", "articles", ADD):
        assert places(bot, name) == [{"integration_types": [0], "contexts": [0]}]


def test_an_operator_can_keep_the_bot_in_servers(seed, store):
    bot = make_bot(seed, store, user_install=False)
    assert places(bot, *COMMANDS) == [IN_SERVERS] * len(COMMANDS)


# --- Threads


@pytest.mark.parametrize("way", ["mention", "command"])
async def test_a_question_in_a_thread_is_answered_there(env, bot, channel, alice, guild, way):
    parent = bot.get_channel(channel.id)
    thread = await parent.create_thread(name="talks", type=discord.ChannelType.public_thread)
    await env.settle()
    [place] = channel.threads
    if way == "mention":
        await alice.send(place, f"{bot.user.mention} {QUESTION}")
    else:
        await alice.slash(place, "ask", question=QUESTION)
    assert ANSWER in message_text(place.last_message)
    assert place.id == thread.id
    assert ANSWER not in "".join(map(message_text, channel.history()))


async def test_a_question_in_a_post_of_a_forum_is_answered_there(env, bot, guild, alice):
    forum = guild.create_forum_channel("help")
    await bot.get_channel(forum.id).create_thread(name="talks", content="Ask here.")
    await env.settle()
    [post] = forum.threads
    await alice.send(post, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(post.last_message)
    await press(alice, post.last_message, "Helpful")
    assert await bot.store.votes.counts(guild.id) == (1, 0)
