"""Servers that a member chooses in a direct message, to ask the articles that only they have.

Unknown servers, servers that forbid it and servers without the member get the same reply, so
nothing leaks.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.core.names import has_words, typed_words
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.replies.custom_ids import parse_server_key, server_key
from bot.discord_app.replies.limits import MAX_CHOICES

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim
    from bot.discord_app.framework.interaction import Request

MAX_ASKED_SERVERS = 25  # about which Discord is asked for one completion
PATIENCE_SECONDS = 2.0  # Discord waits for three
_UNKNOWN_SERVER = server_key(0)


@dataclass(frozen=True, slots=True)
class DirectServers:
    """The servers whose own articles can be asked in direct messages."""

    bot: Verbatim

    async def matching(self, user: discord.abc.User, text: str) -> list[discord.Guild]:
        """Return servers of the user's with `text` in their names, as far as Discord replies."""
        words = typed_words(text)
        guilds = [
            guild
            for server_id in await self.bot.store.servers.with_direct_articles()
            if (guild := self._guild(server_id)) and has_words(guild.name, words)
        ]
        unknown = [guild for guild in guilds if self._is_recent_member(guild, user) is None]
        asked = unknown[:MAX_ASKED_SERVERS]
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*(self._try_to_fetch(guild, user) for guild in asked))
        return [guild for guild in guilds if self._is_recent_member(guild, user)][:MAX_CHOICES]

    async def may_ask(
        self, server_id: int, user: discord.abc.User, *, recently: bool = False
    ) -> bool:
        """Return whether the server allows it and the user is a member, now or a moment ago."""
        guild = self._guild(server_id)
        if guild is None or not (await self.bot.server_settings(server_id)).answers_directly:
            return False
        is_in = self._is_recent_member(guild, user) if recently else None
        if is_in is None:
            async with asyncio.timeout(PATIENCE_SECONDS):
                is_in = await self._fetch(guild, user)
        return is_in

    def _guild(self, server_id: int) -> discord.Guild | None:
        return self.bot.get_guild(server_id) if self.bot.settings.direct_messages else None

    def _is_recent_member(self, guild: discord.Guild, user: discord.abc.User) -> bool | None:
        return self.bot.memberships.recent(guild, user, self.bot.clock().timestamp())

    async def _fetch(self, guild: discord.Guild, user: discord.abc.User) -> bool:
        return await self.bot.memberships.fetch(guild, user, self.bot.clock().timestamp())

    async def _try_to_fetch(self, guild: discord.Guild, user: discord.abc.User) -> None:
        with suppress(discord.HTTPException):  # the next completion asks again
            await self._fetch(guild, user)


def is_direct(interaction: Interaction) -> bool:
    """Return whether this is a direct message to the bot, and not one that others read too."""
    return interaction.guild_id is None and interaction.context.dm_channel


def parse_server_option(option: str | None) -> str | None:
    """Return the key of the server whose id was chosen, or typed; None if none was."""
    if option is None:
        return None
    is_id = option.isdecimal() and len(option) <= 20 and int(option) < 1 << 63
    return server_key(int(option)) if is_id else _UNKNOWN_SERVER


async def collection_to_complete(interaction: Interaction) -> Collection | None:
    """Return the articles whose titles are offered: of the chosen server, if one is chosen."""
    bot, server = interaction.client, parse_server_option(interaction.namespace.server)
    if server is None or not is_direct(interaction):
        return await bot.server_collection(interaction.guild_id)
    server_id = parse_server_key(server)
    is_allowed = await DirectServers(bot).may_ask(server_id, interaction.user, recently=True)
    return await bot.server_collection(server_id) if is_allowed else None


async def collection_for(request: Request, server: str | None) -> Collection:
    """Return the articles of a server, by its key; raise RefusedError if it cannot be chosen.

    Without a key, return the articles of the server that the request comes from.
    """
    if server is None:
        return await request.collection()
    if not is_direct(request.interaction):
        raise request.refusal("server-in-private")
    server_id = parse_server_key(server)
    if not await DirectServers(request.bot).may_ask(server_id, request.user):
        raise request.refusal("no-such-server")
    return await request.bot.server_collection(server_id)
