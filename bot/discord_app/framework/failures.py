"""Failures: the cause goes to the operator's log, a line with the same id to the member."""

import errno
import logging
import secrets
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from http.client import NOT_FOUND
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.framework.responses import answer_privately
from bot.discord_app.replies.markdown import escape
from bot.discord_app.texts import Texts, texts_in
from bot.errors import DiskFullError, StoreError, VerbatimError

log = logging.getLogger(__name__)


class RefusedError(app_commands.AppCommandError):
    """The bot does not do what a member asked for; the message says why, as Markdown."""


def report(
    what: str,
    error: BaseException | None,
    texts: Texts,
    server_id: int | None = None,
    channel_id: int | None = None,
) -> str:
    """Log the cause of a failure and return the line for the member.

    The channel of a direct message identifies a member, so it is not logged.
    """
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, VerbatimError) and not isinstance(error, StoreError):
        return escape(str(error))  # what the member can mend, such as the name of an article
    error_id = secrets.token_hex(4)
    extra = {"fields": {"server": server_id, "channel": channel_id} if server_id else {}}
    if _explains_itself(error):
        log.warning("%s failed (%s): %s", what, error_id, error, extra=extra)
    else:
        log.error("%s failed (%s): %s", what, error_id, error, exc_info=error, extra=extra)
    return texts("disk-full" if _is_disk_full(error) else "failed", id=error_id)


def _is_disk_full(error: BaseException | None) -> bool:
    return isinstance(error, DiskFullError) or (
        isinstance(error, OSError) and error.errno == errno.ENOSPC
    )


def _explains_itself(error: BaseException | None) -> bool:
    """Return whether a traceback would add nothing.

    Discord says it: a permission is missing, or the channel or the time to answer is gone.
    """
    return isinstance(error, discord.Forbidden | discord.RateLimited) or (
        isinstance(error, discord.HTTPException) and error.status == NOT_FOUND
    )


def describe(error: BaseException) -> str:
    """Return the type and the traceback of an error, without its message.

    The message may quote what a member or an article says.
    """
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


@asynccontextmanager
async def reporting_failures(
    interaction: discord.Interaction[Any], what: str
) -> AsyncIterator[None]:
    """Tell the member if the body fails; discord.py would only log that, as of a component."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
        await tell_failure(interaction, what, error)


async def tell_failure(
    interaction: discord.Interaction[Any], what: str, error: BaseException | None
) -> None:
    """Tell the user of a command, a component or a modal what they can do, or that it failed."""
    texts = texts_in(interaction.locale.value)
    text = report(what, error, texts, interaction.guild_id, interaction.channel_id)
    if interaction.type is not discord.InteractionType.autocomplete:
        await tell(partial(answer_privately, interaction, texts), text)


async def tell(send: Callable[[str], Awaitable[object]], text: str) -> None:
    """Send a line to the member, who gets none if Discord takes no more messages."""
    try:
        await send(text)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.warning("could not tell the member: %s", error)
