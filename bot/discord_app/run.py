"""`run`: from the settings to a bot that answers until it is told to stop."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager, suppress

import aiohttp
import discord

from bot.core.collection import Collection
from bot.discord_app.build import build_bot
from bot.discord_app.client import Verbatim
from bot.discord_app.operations.corpus_watcher import watching_corpus
from bot.discord_app.operations.expiry import expiring
from bot.discord_app.operations.health import health_file
from bot.discord_app.operations.shards import use_resuming_shards
from bot.errors import DiscordConnectionError, SettingsError, VerbatimError
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.storage.store import open_store

log = logging.getLogger(__name__)

_REFUSED_LOGIN = (
    "DISCORD_TOKEN is refused by Discord; copy it again from the Bot page of your"
    " application in the Developer Portal"
)
# The close codes with which the gateway ends for good, and what the operator can do:
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
_CLOSE_CODE_ERRORS: dict[int, VerbatimError] = {
    4004: SettingsError(_REFUSED_LOGIN),
    4010: SettingsError(
        "Discord knows no such shard; check VERBATIM_SHARD_COUNT and VERBATIM_SHARD_IDS"
    ),
    4011: SettingsError("too many servers for so few shards; set a higher VERBATIM_SHARD_COUNT"),
    4012: DiscordConnectionError("Discord has given up the gateway's version; update discord.py"),
    4013: DiscordConnectionError("Discord does not know the intents asked for; update discord.py"),
    4014: SettingsError(
        "VERBATIM_MESSAGE_CONTENT asks for the message content intent; turn that on, on the Bot"
        " page of your application in the Developer Portal, or set it to false"
    ),
}


def run(settings: Settings, collection: Collection, *, take_over: bool = False) -> None:
    """Answer in Discord until SIGINT or SIGTERM.

    With `take_over` the data folder may have belonged to another application.

    Raises SettingsError for a token that Discord refuses, DiscordConnectionError if Discord cannot
    be reached, StoreError for a database that cannot be used.
    """
    set_up_logs(settings.log_level, settings.log_format, settings.token())
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is no voice here
    # The loop waits this long for the interpreter while a thread of the work queue computes.
    sys.setswitchinterval(0.001)
    _freeze_memory()
    asyncio.run(_serve(settings, collection, take_over=take_over))


def _freeze_memory() -> None:
    """Have the garbage collector pass over all that is loaded, which takes it 30 ms each time."""
    gc.collect()
    gc.freeze()


async def _serve(settings: Settings, collection: Collection, *, take_over: bool) -> None:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.data))
        bot = build_bot(collection, store, settings)
        bot.takes_over = take_over
        await stack.enter_async_context(bot)
        await _enter_monitoring(bot, stack)
        await stack.enter_async_context(watching_corpus(bot))
        for background in bot.background:
            await stack.enter_async_context(background())
        _finish_on_signals(bot)
        await connect(bot, settings.token(), expiring(bot))
    log.info("stopped")


async def _enter_monitoring(bot: Verbatim, stack: AsyncExitStack) -> None:
    """Let other programs see how the bot is, if the operator wants that."""
    settings = bot.settings
    if settings.health_file:
        await stack.enter_async_context(health_file(bot, settings.health_file))
    if settings.metrics_port:
        # Imported here because it costs memory and time that most operators do not need.
        from bot.discord_app.operations.http_endpoints import http_endpoints

        endpoints = http_endpoints(bot, settings.metrics_address, settings.metrics_port)
        await stack.enter_async_context(endpoints)


async def connect(
    bot: Verbatim, token: str, *background: AbstractAsyncContextManager[None]
) -> None:
    """Run until the bot is closed; raise VerbatimError if Discord ends that or is unreachable.

    The background starts after the login, which refuses the data folder of another application.
    """
    use_resuming_shards()
    with _discord_errors():
        await bot.login(token)
        async with AsyncExitStack() as stack:
            for context in background:
                await stack.enter_async_context(context)
            await bot.connect()


@contextmanager
def _discord_errors() -> Iterator[None]:
    """Turn what Discord and the network refuse into errors that say what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise SettingsError(_REFUSED_LOGIN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise _CLOSE_CODE_ERRORS[4014] from error
    except discord.ConnectionClosed as error:
        other = DiscordConnectionError(f"Discord has closed the connection for good: {error}")
        raise _CLOSE_CODE_ERRORS.get(error.code, other) from error
    except discord.RateLimited as error:
        raise DiscordConnectionError(
            f"Discord asks to wait for {error.retry_after:.0f} seconds; start again then"
        ) from error
    except (aiohttp.ClientError, discord.GatewayNotFound, TimeoutError) as error:
        raise DiscordConnectionError(
            f"Discord cannot be reached ({error}); check the network, and VERBATIM_PROXY"
        ) from error
    except discord.HTTPException as error:
        raise DiscordConnectionError(f"Discord refused the bot: {error}") from error


def _finish_on_signals(bot: Verbatim) -> None:
    loop = asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []  # the loop itself keeps no strong reference to a task
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows, where Ctrl-C still ends the program
            loop.add_signal_handler(name, lambda: closing.append(loop.create_task(bot.finish())))
