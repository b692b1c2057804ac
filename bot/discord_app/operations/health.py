"""The health of the bot: whether it can hear and answer, for programs that watch over it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.files import make_private_file, make_private_folder

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

_MAX_LATENCY_SECONDS = 60.0  # discord.py gives a silent connection up after as long
_TOUCH_SECONDS = 10.0


def find_ailment(bot: "Verbatim") -> str | None:
    """Return the reason why the bot cannot answer, or None if it is well."""
    if not bot.is_ready():
        return "not connected yet"
    for shard in bot.shards.values():
        if shard.is_closed():
            return f"shard {shard.id} is not connected"
        if shard.latency > _MAX_LATENCY_SECONDS:
            return f"the heartbeats of shard {shard.id} are late"
    return None


@contextlib.asynccontextmanager
async def health_file(bot: "Verbatim", file: Path) -> AsyncIterator[None]:
    """Touch `file` every few seconds while the bot is well, and remove it at the end.

    Raises SettingsError if it cannot be written.
    """
    try:
        _touch(file)
        _remove(file)  # which a bot that was killed may have left
    except OSError as error:
        raise SettingsError(f"VERBATIM_HEALTH_FILE: {file}: {error.strerror}") from error

    async def touch_if_well() -> None:
        await bot.wait_until_ready()
        if find_ailment(bot) is None:
            _touch(file)

    try:
        async with bot.tasks.periodic(
            "health", touch_if_well, every=_TOUCH_SECONDS, retry_after=_TOUCH_SECONDS
        ):
            yield
    finally:
        with contextlib.suppress(OSError):
            _remove(file)


def _touch(file: Path) -> None:
    make_private_folder(file.parent)
    make_private_file(file)
    file.touch()


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
