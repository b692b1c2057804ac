"""Shards that take up their session again, whatever ended the connection."""

import logging
from collections.abc import Callable

import aiohttp
import discord
from discord import http
from discord.client import Client
from discord.gateway import (
    DiscordClientWebSocketResponse,
    DiscordWebSocket,
    ReconnectWebSocket,
)
from discord.shard import EventItem, EventType, Shard

log = logging.getLogger(__name__)

# Exponents of two: waits of up to half a minute, where discord.py comes to a quarter of an hour.
_LONGEST_BACKOFF = 5


class ResumingShard(Shard):
    """A shard that loses nothing while it is away.

    Where it cannot connect at once, discord.py 2.7 begins a new session, which is not told what was
    asked in the meantime; a single `discord.Client` resumes the old. And an event that it cannot
    read ends the whole client. Discord says so if a session is too old to be resumed.
    """

    def __init__(
        self, ws: DiscordWebSocket, client: Client, queue_put: Callable[[EventItem], None]
    ) -> None:
        def put(item: EventItem) -> None:
            if item.type == EventType.terminate and not isinstance(
                item.error, discord.DiscordException
            ):
                log.error("an event that cannot be read is left out", exc_info=item.error)
                item = EventItem(EventType.resume, self, ReconnectWebSocket(self.id))
            queue_put(item)

        super().__init__(ws, client, put)  # type: ignore[arg-type]
        self._backoff._max = _LONGEST_BACKOFF

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Take up the session on a new connection, or begin one."""
        if self.ws.open:
            await self.ws.close(code=4000)
        await super().reidentify(exc)

    async def reconnect(self) -> None:
        """Take up the session, if there still is one."""
        if self.ws.session_id is None:
            await super().reconnect()
        else:
            await self.reidentify(ReconnectWebSocket(self.id))


class Socket(DiscordClientWebSocketResponse):
    """A connection that keeps the code with which Discord closed it.

    aiohttp 3.14 forgets it, and says 1006, where the connection is gone before the closing is
    answered. A token that was revoked would then be tried again and again.
    """

    _told: int | None = None

    async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109
        """Return the next message."""
        message = await super().receive(timeout)
        if message.type is aiohttp.WSMsgType.CLOSE:
            self._told = message.data
        return message

    @property
    def close_code(self) -> int | None:
        """The code with which the connection ended, if it did."""
        return self._told or super().close_code


def install() -> None:
    """Have discord.py use both: no option does."""
    discord.shard.Shard = ResumingShard  # type: ignore[misc]
    http.DiscordClientWebSocketResponse = Socket  # type: ignore[attr-defined]
