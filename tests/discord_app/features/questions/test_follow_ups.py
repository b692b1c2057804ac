"""Replies to the bot that lean on the question before, in a simulated Discord."""

import discord
import pytest

from bot.storage.server_settings import Style
from tests.support.responses import (
    AMERICAN,
    ANSWER,
    CARRIED,
    NO_ANSWER,
    QUESTION,
    carried_words,
    message_text,
)

pytestmark = pytest.mark.simcord(shard_count=1)


@pytest.fixture
def ask(bot, channel, alice):
    """Return a function that asks by a mention and returns the bot's answer."""

    async def ask(question: str) -> discord.Message:
        await alice.send(channel, f"{bot.user.mention} {question}")
        return channel.last_message

    return ask


@pytest.fixture
def reply(bot, channel, alice):
    """Return a function that replies to a message and returns the bot's answer.

    It mentions the bot too: Discord hides the text of a mere reply to what a command showed.
    """

    async def reply(question: str, message: discord.Message) -> discord.Message:
        text = f"{bot.user.mention} {question}"
        asked = await alice.send(channel, text, reply_to=message)
        assert channel.last_message.reference.message_id == asked.id
        return channel.last_message

    return reply


# --- A reply to an answer


@pytest.mark.parametrize(
    "question", ["and the American one?", "And the U.S.?", "what about the US"]
)
async def test_a_reply_leans_on_the_question_before(ask, reply, question):
    answer = await reply(question, await ask(QUESTION))
    assert AMERICAN in message_text(answer)
    assert carried_words(answer) == "leads, delegation"


async def test_a_whole_question_takes_nothing_from_the_one_before(ask, reply):
    answer = await reply("who leads the american delegation", await ask(QUESTION))
    assert AMERICAN in message_text(answer)
    assert CARRIED not in message_text(answer)


async def test_the_card_repeats_the_question_as_it_was_typed(ask, reply):
    answer = await reply("and Ukraine's?", await ask(QUESTION))
    assert message_text(answer).strip().split("\n")[0] == "### and Ukraine's?"
    assert carried_words(answer) == "leads, delegation"


async def test_why_not_leans_on_all_words_of_the_question_before(ask, reply):
    answer = await reply("why not?", await ask("Will Trump attend the talks?"))
    assert carried_words(answer) == "Trump, attend, talks"


async def test_the_question_before_is_read_from_plain_text_too(ask, reply, guild, store):
    await store.servers.change(guild.id, style=Style.PLAIN)
    answer = await reply("and the American one?", await ask(QUESTION))
    assert AMERICAN in answer.content
    assert carried_words(answer) == "leads, delegation"


async def test_marks_in_the_question_before_are_no_words(ask, reply):
    answer = await reply("and when?", await ask("Who *leads* the <Russian> `delegation`_?"))
    assert carried_words(answer) == "leads, Russian, delegation"


async def test_a_reply_to_a_refusal_leans_on_what_was_refused(ask, reply):
    refusal = await ask(NO_ANSWER)
    answer = await reply("and when?", refusal)
    assert carried_words(answer) == "won, football, match"


async def test_a_mere_reply_leans_too(channel, alice, ask):
    await alice.send(channel, "and the American one?", reply_to=await ask(QUESTION))
    assert carried_words(channel.last_message) == "leads, delegation"


async def test_a_reply_to_the_answer_of_a_command_leans_too(channel, alice, reply):
    await alice.slash(channel, "ask", question=QUESTION)
    answer = await reply("and the American one?", channel.last_message)
    assert carried_words(answer) == "leads, delegation"


async def test_in_a_direct_message_a_reply_leans_too(alice):
    await alice.send_dm(QUESTION)
    dm = alice.user.dm_channel
    reference = {"channel_id": str(dm.id), "message_id": str(dm.last_message.id)}
    await alice.send_dm("and the American one?", reference=reference)
    assert AMERICAN in message_text(dm.last_message)
    assert carried_words(dm.last_message) == "leads, delegation"


# --- One turn only


async def test_a_reply_to_a_reply_leans_one_turn_only(ask, reply):
    second = await reply("and Ukraine's?", await ask(QUESTION))
    third = await reply("why not?", second)
    assert carried_words(third) == "Ukraine's"


async def test_a_mention_without_a_reply_leans_on_nothing(ask):
    await ask(QUESTION)
    assert CARRIED not in message_text(await ask("and the American one?"))


# --- A reply to something else


async def test_a_reply_to_a_persons_message_leans_on_nothing(bot, channel, alice, reply):
    """Only what the bot has answered was a question; whoever writes a heading has not asked."""
    said = await alice.send(channel, f"### Who leads the delegation? {bot.user.mention}")
    assert CARRIED not in message_text(await reply("and the American one?", said))


async def test_a_reply_to_the_help_leans_on_nothing(ask, reply):
    assert CARRIED not in message_text(await reply("Why did he decline?", await ask("")))


@pytest.mark.parametrize("command", ["summary", "timeline"])
async def test_a_reply_to_what_is_no_answer_leans_on_nothing(channel, alice, reply, command):
    """Its head is a title, and a title is no question."""
    await alice.slash(channel, command)
    assert CARRIED not in message_text(await reply("Why did he decline?", channel.last_message))


# --- What an answer and a refusal show


async def test_the_answer_in_the_sentence_is_underlined(ask):
    assert f"__**{ANSWER}**__" in message_text(await ask(QUESTION))


async def test_a_sentence_without_a_plain_answer_is_bold_only(ask):
    text = message_text(await ask("What did Zelensky say about the final decision?"))
    assert "**" in text
    assert "__" not in text


async def test_a_refusal_names_the_closest_articles_and_quotes_nothing(ask, seed):
    text = message_text(await ask(NO_ANSWER))
    assert "They are about:" in text
    assert f"- {seed.articles[0].title}" in text
    assert "> " not in text
    assert "line " not in text


async def test_an_answer_names_no_closest_articles(ask):
    assert "They are about:" not in message_text(await ask(QUESTION))
