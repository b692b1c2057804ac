"""Servers that a member picks in a direct message, to ask the articles that only they have.

What does not exist, does not allow it, or has not the member gets one answer: nobody learns more.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import discord

from bot.core.names import has_words, words_typed
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond
from bot.discord_app.replies.custom_ids import parse_server_key, server_key
from bot.discord_app.replies.limits import MAX_CHOICES
from bot.discord_app.replies.reply import notice
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim


_REMEMBERED = 60.0  # seconds, in which somebody types a name
_MOST = 10_000  # members and servers that are remembered
_ASKED_FOR = 25  # servers of which Discord is asked for one completion
_PATIENCE = 2.0  # seconds; Discord waits for three
_NOWHERE = server_key(0)


class Mutual:
    """Which servers a user may ask in private, for a moment."""

    def __init__(self, bot: Verbatim) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[bool, float]] = {}

    async def offered(self, user: discord.abc.User, typed: str) -> list[discord.Guild]:
        """Return those with `typed` in their names, of those that Discord tells in time."""
        words = words_typed(typed)
        guilds = [
            guild
            for server_id in await self._bot.store.servers.with_direct_articles()
            if (guild := self._guild(server_id)) and has_words(guild.name, words)
        ]
        unknown = [guild for guild in guilds if self._remembered(guild, user) is None]
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await asyncio.gather(*(self._ask(guild, user) for guild in unknown[:_ASKED_FOR]))
        return [guild for guild in guilds if self._remembered(guild, user)][:MAX_CHOICES]

    async def may_ask(
        self, server_id: int, user: discord.abc.User, *, lately: bool = False
    ) -> bool:
        """Return True if the server allows it and has the user, now or `lately`."""
        guild = self._guild(server_id)
        if guild is None or not (await self._bot.settings(server_id)).answers_directly:
            return False
        known = self._remembered(guild, user) if lately else None
        if known is None:
            async with asyncio.timeout(_PATIENCE):
                known = await self._asked(guild, user)
        return known

    def _guild(self, server_id: int) -> discord.Guild | None:
        return self._bot.get_guild(server_id) if self._bot.direct_messages else None

    def _remembered(self, guild: discord.Guild, user: discord.abc.User) -> bool | None:
        known, until = self._known.get((guild.id, user.id), (None, 0.0))
        return known if self._bot.clock().timestamp() < until else None

    async def _ask(self, guild: discord.Guild, user: discord.abc.User) -> None:
        with suppress(discord.HTTPException):  # the next completion asks again
            await self._asked(guild, user)

    async def _asked(self, guild: discord.Guild, user: discord.abc.User) -> bool:
        """Return whether the user is in the server as Discord says now, and remember it."""
        known = await is_member(guild, user)
        self._known.pop((guild.id, user.id), None)
        if len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[guild.id, user.id] = known, self._bot.clock().timestamp() + _REMEMBERED
        return known


async def is_member(guild: discord.Guild, user: discord.abc.User) -> bool:
    """Return True if the user is in the server, as Discord says now."""
    try:
        await guild.fetch_member(user.id)
    except discord.NotFound:
        return False
    return True


def is_direct(interaction: Interaction) -> bool:
    """Return True in a direct message to the bot, and not in one that others read too."""
    return interaction.guild_id is None and interaction.context.dm_channel


def picked_server(option: str | None) -> str | None:
    """Return the key of a server whose id was picked, or typed; None if none was."""
    if option is None:
        return None
    is_id = option.isdecimal() and len(option) <= 20 and int(option) < 1 << 63
    return server_key(int(option)) if is_id else _NOWHERE


async def completed_from(interaction: Interaction) -> Collection | None:
    """Return the articles whose titles are offered, of the server that is picked, if one is."""
    bot, server = interaction.client, picked_server(interaction.namespace.server)
    if server is None or not is_direct(interaction):
        return await bot.collection(interaction.guild_id)
    allowed = await bot.mutual.may_ask(parse_server_key(server), interaction.user, lately=True)
    return await bot.collection(parse_server_key(server)) if allowed else None


async def asked_of(interaction: Interaction, server: str | None) -> Collection | None:
    """Return what is asked, also by a button, or say that the server cannot be picked.

    Without a `server`, by its key, these are the articles of where the interaction came from.
    """
    bot = interaction.client
    if server is None:
        return await bot.collection(interaction.guild_id)
    if not is_direct(interaction):
        refusal = "server-in-private"
    elif not await bot.mutual.may_ask(parse_server_key(server), interaction.user):
        refusal = "no-such-server"
    else:
        return await bot.collection(parse_server_key(server))
    texts = await bot.texts(interaction, private=True)
    await respond(interaction, notice(texts, texts(refusal)), Style.PLAIN, private=True)
    return None
