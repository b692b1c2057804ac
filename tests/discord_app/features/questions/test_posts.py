"""Posts of forums: their title belongs to the question, and some are answered without a mention."""

import pytest
import simcord

from bot.discord_app.features.questions.messages import question_of_post
from tests.support.bots import make_bot
from tests.support.responses import ANSWER, message_text, sent_messages

pytestmark = pytest.mark.simcord(shard_count=1)

TITLE = "Who leads Russia's delegation?"


@pytest.fixture
def bot(seed, store):
    """Return a bot that may read all messages."""
    return make_bot(seed, store, message_content=True)


@pytest.fixture
def forum(guild):
    return guild.create_forum_channel("help")


@pytest.fixture
def post(env, forum, alice, monkeypatch):
    """Return a function that opens a post, whose first message has its id, as in Discord."""

    async def open_post(title: str, text: str) -> simcord.ChannelHandle:
        thread = env.backend.create_thread(forum.id, title, alice.id)
        with monkeypatch.context() as patched:
            patched.setattr(env.backend, "snowflake", lambda: thread.id)
            env.backend.create_message(thread.id, alice.id, text)
        await env.settle()
        [handle] = forum.threads
        return handle

    return open_post


@pytest.mark.parametrize(
    ("title", "text", "question"),
    [
        ("Who leads it?", "", "Who leads it?"),
        ("Who leads it?", "I have looked everywhere.", "Who leads it?"),
        ("Russia's delegation", "Who leads it?", "Russia's delegation. Who leads it?"),
        ("Talks!", "Who leads them?", "Talks! Who leads them?"),
        ("Who leads it?", "And who leads the other?", "Who leads it? And who leads the other?"),
        ("who leads it", "So, who leads it?", "So, who leads it?"),
    ],
)
def test_the_title_belongs_to_the_question(title, text, question):
    assert question_of_post(title, text) == question


@pytest.mark.parametrize(
    "text", ["{bot}", "{bot} I looked everywhere.", "{bot} can anyone tell me?"]
)
async def test_a_mention_in_a_new_post_asks_what_its_title_asks(bot, post, text):
    opened = await post(TITLE, text.format(bot=bot.user.mention))
    assert ANSWER in message_text(opened.last_message)


async def test_a_title_without_a_question_belongs_to_the_question_too(bot, post):
    opened = await post("Russia's delegation", f"{bot.user.mention} who leads it?")
    assert ANSWER in message_text(opened.last_message)


async def test_later_messages_of_a_post_stand_by_themselves(bot, post, alice):
    opened = await post(TITLE, "I looked everywhere.")
    await alice.send(opened, bot.user.mention)
    assert "word for word" in message_text(opened.last_message)


async def test_a_new_post_of_a_chosen_forum_is_answered_without_a_mention(
    store, guild, forum, post
):
    await store.servers.change(guild.id, listening=frozenset({forum.id}))
    opened = await post("Russia's delegation", "I would like to know who leads it")
    assert ANSWER in message_text(opened.last_message)


async def test_later_messages_of_a_chosen_forum_are_answered_only_if_they_ask(
    env, store, guild, forum, post, alice
):
    await store.servers.change(guild.id, listening=frozenset({forum.id}))
    opened = await post(TITLE, "I looked everywhere.")
    await alice.send(opened, "Thanks, Medinsky leads Russia's delegation then.")
    assert len(sent_messages(env)) == 1


async def test_a_new_post_that_the_articles_do_not_answer_is_left_to_people(
    env, store, guild, forum, post
):
    await store.servers.change(guild.id, listening=frozenset({forum.id}))
    await post("Who won the football match?", "I missed it.")
    assert sent_messages(env) == []


async def test_a_new_post_of_another_forum_is_left_to_people(env, post):
    await post(TITLE, "I looked everywhere.")
    assert sent_messages(env) == []
