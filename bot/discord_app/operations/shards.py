"""Shards that resume their session, whatever ended the connection.

This replaces private names of discord.py 2.7, which has no option for it; pyproject.toml allows no
later version. Before allowing one, compare `discord.shard` and `discord.http` with what is here.
"""

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

# An exponent of two: waits of up to half a minute, while discord.py waits up to 17 minutes.
_MAX_BACKOFF_EXPONENT = 5


class ResumingShard(Shard):
    """A shard that loses no event while it is away.

    If it cannot connect at once, discord.py 2.7 begins a new session, which never hears of the
    questions asked meanwhile; a single `discord.Client` resumes the old one. And an event that it
    cannot read ends the whole client. Discord says so if a session is too old to be resumed.
    """

    def __init__(
        self, ws: DiscordWebSocket, client: Client, queue_put: Callable[[EventItem], None]
    ) -> None:
        def put(item: EventItem) -> None:
            if item.type == EventType.terminate and not isinstance(
                item.error, discord.DiscordException
            ):
                log.error("skipped an event that cannot be read", exc_info=item.error)
                item = EventItem(EventType.resume, self, ReconnectWebSocket(self.id))
            queue_put(item)

        super().__init__(ws, client, put)  # type: ignore[arg-type]
        self._backoff._max = _MAX_BACKOFF_EXPONENT

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Resume the session on a new connection, or begin one."""
        if self.ws.open:
            await self.ws.close(code=4000)
        await super().reidentify(exc)

    async def reconnect(self) -> None:
        """Resume the session if there still is one."""
        if self.ws.session_id is None:
            await super().reconnect()
        else:
            await self.reidentify(ReconnectWebSocket(self.id))


class Socket(DiscordClientWebSocketResponse):
    """A connection that remembers the code with which Discord closed it.

    aiohttp 3.14 forgets it, and says 1006, if the connection is gone before the closing frame is
    answered. The bot would then try a revoked token again and again.
    """

    _code_from_discord: int | None = None

    async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109
        """Return the next message."""
        message = await super().receive(timeout)
        if message.type is aiohttp.WSMsgType.CLOSE:
            self._code_from_discord = message.data
        return message

    @property
    def close_code(self) -> int | None:
        """The code with which the connection ended, if it did."""
        return self._code_from_discord or super().close_code


def use_resuming_shards() -> None:
    """Have discord.py use both classes."""
    discord.shard.Shard = ResumingShard  # type: ignore[misc]
    http.DiscordClientWebSocketResponse = Socket  # type: ignore[attr-defined]
