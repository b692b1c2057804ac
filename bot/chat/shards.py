"""Shards that take up their session again after the network was away."""

import discord
from discord.gateway import ReconnectWebSocket
from discord.shard import Shard

_LONGEST = (
    5  # waits of at most 2 ** 5 seconds; discord.py would wait for up to a quarter of an hour
)


class ResumingShard(Shard):
    """A shard that loses nothing while it is away.

    discord.py 2.7 identifies anew where it cannot connect at once, and then what was asked in the
    meantime is lost; a single `discord.Client` resumes. Discord says so if the session is too old.
    """

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._backoff._max = _LONGEST

    async def reconnect(self) -> None:
        """Resume the session, if there still is one."""
        if self.ws.session_id is None:
            await super().reconnect()
        else:
            await self.reidentify(ReconnectWebSocket(self.id, resume=True))


def install() -> None:
    """Have discord.py use it: no option does."""
    discord.shard.Shard = ResumingShard  # type: ignore[assignment,misc]
