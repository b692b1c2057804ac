"""Questions in messages: a mention, a reply to the bot, a direct message."""

import re

import discord

from bot.discord_app.features.questions.answer_replies import answer_footers
from bot.discord_app.framework.checks import channel_ids
from bot.discord_app.framework.message_text import component_texts
from bot.discord_app.framework.triggers import QUESTION_MARKS, IncomingMessage, is_question
from bot.discord_app.question_events import Way
from bot.discord_app.replies.markdown import HEADING, unescape

# A message type that a person wrote, and not "joined the server" or "pinned a message".
_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})

_SENTENCE_ENDS = (*QUESTION_MARKS, *".!…:;")


def incoming_message(message: discord.Message, bot: discord.ClientUser) -> IncomingMessage:
    """Return the facts about `message` that decide whether the bot answers it.

    Discord hides the text of other messages from a bot without the message content intent. A reply
    to the bot mentions it too. `mentioned_in` is no help: it is true for @everyone.
    """
    is_by_bot = message.author.bot or bool(message.webhook_id)
    return IncomingMessage(
        text=message.content,
        is_by_person=not is_by_bot and message.type in _WRITTEN,
        mentions_bot=bot in message.mentions,
        channels=channel_ids(message.channel) if message.guild else frozenset(),
        opens_post=_opens_post(message) and bool(message.content or message.attachments),
    )


def previous_question(message: discord.Message, bot: discord.ClientUser) -> str | None:
    """Return the question that an answer of the bot's repeats, if `message` replies to one."""
    answer = message.reference and message.reference.resolved
    if not isinstance(answer, discord.Message) or answer.author.id != bot.id:
        return None
    return repeated_question(answer)


def repeated_question(answer: discord.Message) -> str | None:
    """Return the question that a message of the bot's repeats, if it is an answer."""
    lines = "\n".join([answer.content, *component_texts(answer.components)]).strip().split("\n")
    is_answer = any(line.startswith(answer_footers()) for line in lines)
    return unescape(lines[0].removeprefix(HEADING)) if is_answer else None


def question_in(message: discord.Message, bot: discord.ClientUser) -> str:
    """Return the text of `message` without the mention of the bot.

    The title of a forum post belongs to its first message.
    """
    text = " ".join(re.sub(rf"<@!?{bot.id}>", " ", message.content).split())
    if isinstance(message.channel, discord.Thread) and _opens_post(message):
        return question_of_post(" ".join(message.channel.name.split()), text)
    return text


def question_of_post(title: str, text: str) -> str:
    """Return the question of a forum post: its title, and its text unless that only explains."""
    is_explained = is_question(title) and not any(mark in text for mark in QUESTION_MARKS)
    if is_explained or text.casefold() in title.casefold():
        return title
    if title.casefold() in text.casefold():
        return text
    return f"{title} {text}" if title.endswith(_SENTENCE_ENDS) else f"{title}. {text}"


def _opens_post(message: discord.Message) -> bool:
    """Return whether this is the first message of a forum post, which has the id of the post."""
    return isinstance(message.channel, discord.Thread) and message.channel.id == message.id


def way_of(message: discord.Message) -> Way:
    """Return the way in which a message asks the bot."""
    if message.guild is None:
        return Way.DIRECT
    return Way.REPLY if message.type is discord.MessageType.reply else Way.MENTION
