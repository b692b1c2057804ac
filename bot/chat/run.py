"""`run`: from the settings to a bot that answers until it is told to stop."""

import asyncio
import logging
import signal
from contextlib import suppress

import aiohttp
import discord

from bot.chat.client import Links, Verbatim
from bot.chat.cooldown import Cooldown
from bot.errors import ConnectionFailed, SettingsError
from bot.library.store import open_store
from bot.news.collection import Collection
from bot.settings import Settings

log = logging.getLogger(__name__)


def run(settings: Settings, collection: Collection) -> None:
    """Answer in Discord until SIGINT or SIGTERM.

    Raises SettingsError for a token that Discord refuses, ConnectionFailed where it cannot be
    reached, StoreError for a database that cannot be used.
    """
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is no voice here
    asyncio.run(_serve(settings, collection))


async def _serve(settings: Settings, collection: Collection) -> None:
    async with open_store(settings.data) as store:
        bot = Verbatim(
            collection,
            store,
            direct_messages=settings.direct_messages,
            message_content=settings.message_content,
            cooldown=Cooldown(settings.user_cooldown, settings.server_cooldown),
            links=Links(settings.source_url, settings.privacy_url),
            proxy=settings.proxy,
        )
        async with bot:
            _close_on_signals(bot)
            await _connect(bot, settings.token())
    log.info("stopped")


async def _connect(bot: Verbatim, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure as error:
        raise SettingsError(
            "DISCORD_TOKEN is refused by Discord; copy it again from the Bot page of your"
            " application in the Developer Portal"
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise SettingsError(
            "VERBATIM_MESSAGE_CONTENT asks for the message content intent; turn that on, on the Bot"
            " page of your application in the Developer Portal, or set it to false"
        ) from error
    except (aiohttp.ClientError, discord.GatewayNotFound, TimeoutError) as error:
        raise ConnectionFailed(
            f"Discord cannot be reached ({error}); check the network, and VERBATIM_PROXY"
        ) from error
    except discord.HTTPException as error:
        raise ConnectionFailed(f"Discord refused the bot: {error}") from error


def _close_on_signals(bot: Verbatim) -> None:
    loop = asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []  # the loop alone would not keep the task alive
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows, where Ctrl-C still ends the program
            loop.add_signal_handler(name, lambda: closing.append(loop.create_task(bot.finish())))
