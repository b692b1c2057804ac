"""`/help`, and messages that ask for help, in a simulated Discord."""

import pytest

from bot.core.loading import load_collection
from bot.discord_app.features.questions.help import is_call_for_help
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.storage.server_settings import Style
from tests.support.drafts import draft
from tests.support.responses import ANSWER, message_text, response_text
from tests.support.server_articles import articles

pytestmark = pytest.mark.simcord(shard_count=1)

STEP = "Your next step"
HELP = "### Verbatim"


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "HELP!",
        "help me, please",
        "What can you do?",
        "what can you do for me??",
        "hi, how does this work",
        "Who are you?",
        "hello",
        "допоможіть, будь ласка",
        "що ти вмієш?",
        "помощь",
        "Привет! Что ты умеешь?",
        "yardım",
        "Neler yapabilirsin?",
        "Hallo! Was kannst du?",
        "¿Qué puedes hacer?",
        "Aide-moi, s’il te plaît",
        "Qui êtes-vous ?",
        "Por favor, o que você faz?",
        "Ciao! Cos’è questo?",
        "Pomóż mi, proszę",
        "こんにちは！使い方を教えてください。",
        "你好，你能做什么？",
    ],
)
async def test_a_call_for_help_gets_help_and_no_answer(bot, channel, alice, text):
    await alice.send(channel, f"{bot.user.mention} {text}")
    assert HELP in message_text(channel.last_message)
    await alice.send_dm(text)
    assert HELP in message_text(alice.user.dm_channel.last_message)


@pytest.mark.parametrize(
    "text",
    [
        "Who will help Ukraine?",
        "What can you tell me about the talks?",
        "What is the delegation?",
        "Did Turkey help the talks?",
        "what can Putin do",
        "Wer hilft der Ukraine?",
        "¿Por qué?",
        "À quelle heure arrivez-vous ?",
        "Kto to jest?",
        "誰ですか？",
        "谁？",
        "Medinsky",
    ],
)
def test_a_question_is_no_call_for_help(text):
    assert not is_call_for_help(text)


async def test_a_call_for_help_is_not_counted_as_a_question(bot, store, guild, channel, alice):
    await store.servers.change(guild.id, question_log=True)
    await alice.send(channel, f"{bot.user.mention} what can you do")
    assert await store.unanswered.of_server(guild.id, bot.clock().date()) == []


async def test_a_call_for_help_that_is_not_for_the_bot_is_left_alone(env, channel, alice):
    await alice.send(channel, "help")
    assert channel.last_message.author.id == alice.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_every_language_calls_for_help(language):
    texts = texts_in(language)
    for phrase in texts("help-phrases").split("\n"):
        assert is_call_for_help(phrase)
    assert is_call_for_help(texts("help-courtesies"))


async def test_members_are_told_no_step(channel, alice):
    assert STEP not in response_text(await alice.slash(channel, "help"))


async def test_moderators_are_told_to_add_articles_of_their_own(bot, channel, moderator):
    text = response_text(await moderator.slash(channel, "help"))
    assert STEP in text
    assert "own articles with `/articles add`" in text
    await moderator.send(channel, bot.user.mention)
    assert "own articles with `/articles add`" in message_text(channel.last_message)


async def test_moderators_of_a_server_without_articles_are_told_so(
    bot, channel, moderator, tmp_path
):
    bot.library.shared = load_collection(tmp_path, may_be_empty=True)
    assert "there are no articles yet" in response_text(await moderator.slash(channel, "help"))


async def test_with_articles_the_question_log_is_the_next_step(
    bot, store, guild, channel, moderator
):
    await articles(bot.library, guild.id).add([draft("The ferry sank in May.")])
    text = response_text(await moderator.slash(channel, "help"))
    assert "turn on the question log in `/config`" in text
    await store.servers.change(guild.id, question_log=True)
    text = response_text(await moderator.slash(channel, "help"))
    assert "Fill the gaps with `/articles add`" in text


async def test_help_is_plain_where_the_server_wants_that(bot, store, guild, channel, alice):
    await store.servers.change(guild.id, style=Style.PLAIN)
    await alice.send(channel, f"{bot.user.mention} help")
    assert HELP in channel.last_message.content


async def test_a_question_that_has_help_in_it_is_answered(bot, channel, alice):
    await alice.send(channel, f"{bot.user.mention} help me: who leads Russia's delegation?")
    assert ANSWER in message_text(channel.last_message)
