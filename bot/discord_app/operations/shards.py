"""Shards that resume their session, whatever ended the connection.

This replaces private names of discord.py 2.7, which has no option for it; pyproject.toml allows no
later version. Before allowing one, compare `discord.shard` and `discord.http` with what is here.
"""

import logging
from collections.abc import Callable
from math import inf
from random import uniform
from time import monotonic

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
_STABLE_SECONDS = 60.0  # a connection that lasted as long had no fault
_MAX_ENDS_WITHOUT_WAIT = 20  # in a row
_IMMEDIATE = {EventType.resume, EventType.identify}  # before which discord.py does not wait


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
            wait = self._wait_seconds() if item.type in _IMMEDIATE else 0.0
            if wait:
                client.loop.call_later(wait, queue_put, item)
            else:
                queue_put(item)

        self._last_end = -inf
        self._ends_in_a_row = 0
        super().__init__(ws, client, put)  # type: ignore[arg-type]
        self._backoff._max = _MAX_BACKOFF_EXPONENT

    def _wait_seconds(self) -> float:
        """Return how long to wait before the session is resumed.

        discord.py does not wait, and asks a gateway that closes at once a hundred times a second.
        The first few ends of a connection are no reason to wait, since questions come meanwhile.
        """
        now = monotonic()
        is_in_a_row = now - self._last_end < _STABLE_SECONDS
        self._ends_in_a_row = self._ends_in_a_row + 1 if is_in_a_row else 1
        self._last_end = now
        exponent = self._ends_in_a_row - _MAX_ENDS_WITHOUT_WAIT - 1
        if exponent < 0:
            return 0.0
        seconds: float = 2.0 ** min(exponent, _MAX_BACKOFF_EXPONENT)
        return seconds * uniform(0.5, 1.0)  # noqa: S311 - only spreads the shards

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
