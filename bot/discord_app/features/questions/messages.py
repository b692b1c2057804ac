"""Questions in messages: a mention, a reply to the bot, a direct message."""

import re
from collections.abc import Iterable, Iterator

import discord

from bot.discord_app.features.questions.answer_replies import answer_footers
from bot.discord_app.features.questions.question_events import Way
from bot.discord_app.framework.checks import places
from bot.discord_app.framework.triggers import Heard
from bot.discord_app.replies.markdown import HEADING, unescape

# A message type that a person wrote, and not "joined the server" or "pinned a message".
_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def heard_in(message: discord.Message, bot: discord.ClientUser) -> Heard:
    """Return what `message` is to the bot.

    Discord hides the text of other messages from a bot without the message content intent. A reply
    to the bot mentions it too. `mentioned_in` is no help: it is true for @everyone.
    """
    return Heard(
        text=message.content,
        by_person=not message.author.bot and not message.webhook_id and message.type in _WRITTEN,
        mentions_bot=bot in message.mentions,
        places=places(message.channel) if message.guild else frozenset(),
    )


def question_before(message: discord.Message, bot: discord.ClientUser) -> str | None:
    """Return the question that the bot's answer repeats to which `message` replies, if it does."""
    answer = message.reference and message.reference.resolved
    if not isinstance(answer, discord.Message) or answer.author.id != bot.id:
        return None
    return question_of(answer)


def question_of(answer: discord.Message) -> str | None:
    """Return the question that a message of the bot's repeats, if it is an answer."""
    lines = "\n".join([answer.content, *_texts(answer.components)]).strip().split("\n")
    is_answer = any(line.startswith(answer_footers()) for line in lines)
    return unescape(lines[0].removeprefix(HEADING)) if is_answer else None


def _texts(components: Iterable[object]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))


def text_of(message: discord.Message, bot: discord.ClientUser) -> str:
    """Return what a message says, in its own words, in embeds or in a card; names for mentions."""
    embeds = (text for one in message.embeds for text in (one.title, one.description) if text)
    text = "\n".join([message.content, *embeds, *_texts(message.components)])
    for user in message.mentions:
        name = "" if user.id == bot.id else user.display_name
        text = re.sub(rf"<@!?{user.id}>", name, text)
    return re.sub(r"<(?:[@#]|a?:\w+:)[^\s>]*>", " ", text).strip()


def question_in(message: discord.Message, bot: discord.ClientUser) -> str:
    """Return the text of `message` without the mention of the bot."""
    return " ".join(re.sub(rf"<@!?{bot.id}>", " ", message.content).split())


def way_of(message: discord.Message) -> Way:
    """Return how a message for the bot came to be one."""
    if message.guild is None:
        return Way.DIRECT
    return Way.REPLY if message.type is discord.MessageType.reply else Way.MENTION
