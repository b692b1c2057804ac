"""Whether the bot can hear and answer, for those who watch over it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

log = logging.getLogger(__name__)

_LATE = 60.0  # seconds; discord.py leaves a connection on which nothing came for as long
_TOUCHED_EVERY = 10.0  # seconds


def ailment(bot: "Verbatim") -> str | None:
    """Return what keeps the bot from answering, if anything does."""
    if not bot.is_ready():
        return "not connected yet"
    for shard in bot.shards.values():
        if shard.is_closed():
            return f"shard {shard.id} is not connected"
        if shard.latency > _LATE:
            return f"the heartbeats of shard {shard.id} are late"
    return None


@contextlib.asynccontextmanager
async def health_file(bot: "Verbatim", file: Path) -> AsyncIterator[None]:
    """Touch `file` again and again while the bot is well; it is gone when the bot is.

    Raises SettingsError if it cannot be written.
    """
    try:
        _make(file)
        _remove(file)  # what a bot that was killed has left
    except OSError as error:
        raise SettingsError(f"VERBATIM_HEALTH_FILE: {file}: {error.strerror}") from error
    touching = asyncio.create_task(_keep_touching(bot, file))
    try:
        yield
    finally:
        touching.cancel()
        with contextlib.suppress(OSError):
            _remove(file)


async def _keep_touching(bot: "Verbatim", file: Path) -> None:
    await bot.wait_until_ready()
    while True:
        if ailment(bot) is None:
            try:
                _make(file)
            except OSError as error:  # such as a full disk, with which the bot still answers
                log.warning("VERBATIM_HEALTH_FILE: %s: %s", file, error.strerror)
        await asyncio.sleep(_TOUCHED_EVERY)


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
