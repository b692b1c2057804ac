"""The card that a server gets once, when the bot joins it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord_app.framework.checks import add_command_name
from bot.discord_app.framework.responses import send_to
from bot.discord_app.replies.languages import article_languages, foreign_languages
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import LANGUAGES, texts_in

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

log = logging.getLogger(__name__)

_EXAMPLE = "Who leads Russia’s delegation?"  # which the seed article answers


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.join_handlers.append(partial(welcome, bot))


async def welcome(bot: Verbatim, guild: discord.Guild) -> None:
    """Post the card where the bot may write, unless the server had it before.

    The server is noted first: rather no card than two.
    """
    if bot.user is None or not await bot.store.welcomes.claim(guild.id, bot.clock().date()):
        return
    channel = channel_to_welcome_in(guild)
    if channel is None:
        log.info("no channel for the welcome card", extra={"fields": {"server": guild.id}})
        return
    settings = await bot.server_settings(guild.id)
    texts = texts_in(settings.language or guild.preferred_locale.value)
    collection = await bot.server_collection(guild.id, settings)
    reply = await asyncio.to_thread(welcome_reply, bot.user.mention, collection, texts)
    try:
        await send_to(channel, reply, settings.style)
    except discord.HTTPException as error:
        log.warning("could not send the welcome card: %s", error)


def channel_to_welcome_in(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel or else the first text channel in which the bot may write."""
    channels = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in channels if channel and _may_write(channel)), None)


def welcome_reply(mention: str, collection: Collection, texts: Texts) -> Reply:
    """Say what the bot does, with an example, and what moderators can do next."""
    key = "welcome" if collection.articles else "welcome-empty"
    text = texts(
        key,
        articles=texts("articles", len(collection.articles)),
        example=f"{mention} {_example(collection, texts)}",
        add=add_command_name(texts),
        config=texts("command-config"),
        help=texts("command-help"),
        library=texts("command-library"),
    )
    if languages := foreign_languages(collection, texts):
        text += "\n" + texts("welcome-languages", languages=languages)
    return notice(texts, text)


def _example(collection: Collection, texts: Texts) -> str:
    """Return a question that the articles answer, if the usual example is one.

    Any other is in their language if the bot speaks it.
    """
    if collection.articles and collection.ask(_EXAMPLE, limit=1).is_answered:
        return _EXAMPLE
    spoken = (code for code in article_languages(collection) if code in LANGUAGES)
    return texts_in(next(spoken, texts.language))("example-question")


def _may_write(channel: discord.TextChannel) -> bool:
    permissions = channel.permissions_for(channel.guild.me)
    return permissions.view_channel and permissions.send_messages
