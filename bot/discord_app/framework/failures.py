"""What failed: the cause for the operator's log, a line with the same id for the member."""

import errno
import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from http.client import NOT_FOUND

import aiohttp
import discord

from bot.discord_app.framework.responses import answer_privately
from bot.discord_app.replies.markdown import escape
from bot.discord_app.texts import Texts, texts_in
from bot.errors import DiskFullError, StoreError, VerbatimError

log = logging.getLogger(__name__)


def report(
    what: str,
    error: BaseException | None,
    texts: Texts,
    server_id: int | None = None,
    channel_id: int | None = None,
) -> str:
    """Log the cause of what failed and return the line for the member.

    The channel of direct messages, which stands for a member, is not logged.
    """
    if isinstance(error, VerbatimError) and not isinstance(error, StoreError):
        return escape(str(error))  # what the member can mend, such as the name of an article
    error_id = secrets.token_hex(4)
    extra = {"fields": {"server": server_id, "channel": channel_id} if server_id else {}}
    if _says_why(error):
        log.warning("%s failed (%s): %s", what, error_id, error, extra=extra)
    else:
        log.error("%s failed (%s): %s", what, error_id, error, exc_info=error, extra=extra)
    return texts("disk-full" if _is_full(error) else "failed", id=error_id)


def _is_full(error: BaseException | None) -> bool:
    """Return True if there was no room left on the disk."""
    return isinstance(error, DiskFullError) or (
        isinstance(error, OSError) and error.errno == errno.ENOSPC
    )


def _says_why(error: BaseException | None) -> bool:
    """Return True if a traceback would tell nothing more.

    Discord says it: a permission is missing, or the channel or the time to answer is gone.
    """
    return isinstance(error, discord.Forbidden | discord.RateLimited) or (
        isinstance(error, discord.HTTPException) and error.status == NOT_FOUND
    )


async def tell_failure(
    interaction: discord.Interaction, what: str, error: BaseException | None
) -> None:
    """Say to who used a command, a button or a modal what they can do, or that it failed."""
    texts = texts_in(interaction.locale.value)
    text = report(what, error, texts, interaction.guild_id, interaction.channel_id)
    if interaction.type is not discord.InteractionType.autocomplete:
        await tell(partial(answer_privately, interaction, texts), text)


async def tell(send: Callable[[str], Awaitable[object]], text: str) -> None:
    """Send a line to the member, who stays without it where Discord takes nothing any more."""
    try:
        await send(text)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.warning("the member could not be told: %s", error)
