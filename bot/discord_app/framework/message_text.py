"""The text of a message, in its own words, in embeds or in a card."""

import re
from collections.abc import Iterable, Iterator

import discord

_MARKUP = re.compile(r"<(?:[@#]|a?:\w+:)[^\s>]*>")  # mentions of roles and channels, emoji


def message_text(message: discord.Message, bot: discord.ClientUser) -> str:
    """Return all that a message says, with names in place of mentions and without the bot's."""
    embeds = (text for embed in message.embeds for text in (embed.title, embed.description) if text)
    text = "\n".join([message.content, *embeds, *component_texts(message.components)])
    for user in message.mentions:
        name = "" if user.id == bot.id else user.display_name
        text = re.sub(rf"<@!?{user.id}>", name, text)
    return _MARKUP.sub(" ", text).strip()


def component_texts(components: Iterable[object]) -> Iterator[str]:
    """Yield the texts of a card, in order."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from component_texts(getattr(component, "children", ()))
