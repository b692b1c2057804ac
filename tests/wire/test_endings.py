"""How the gateway ends a connection: what begins anew, and what ends the bot in words.

The bot runs in this process, without the five seconds that it waits before a second IDENTIFY.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.discord_app.client import Verbatim
from bot.discord_app.features import install
from bot.discord_app.operations.health import find_ailment
from bot.discord_app.run import connect
from bot.errors import DiscordConnectionError, SettingsError, VerbatimError
from bot.storage.store import open_store
from tests.support.bots import operator_settings

from .gateway import Op
from .questions import QUESTION, assert_is_answer
from .world import ALICE, DM


class Hasty(Verbatim):
    """The bot, in a hurry."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait."""


@pytest.fixture
async def bot(loopback, seed, tmp_path) -> AsyncIterator[Hasty]:
    async with open_store(tmp_path) as store:
        bot = Hasty(seed, store, operator_settings(proxy=loopback.proxy.url))
        install(bot)
        bot.http.connector = aiohttp.TCPConnector(ssl=loopback.certificates.client)
        yield bot


@pytest.fixture
async def running(loopback, bot) -> AsyncIterator[asyncio.Task[None]]:
    async with bot:
        running = asyncio.create_task(connect(bot, loopback.token))
        await loopback.wait_ready()
        yield running
        await bot.close()
        with contextlib.suppress(VerbatimError):
            await running


@pytest.mark.parametrize(
    "leave",
    [
        lambda loopback: loopback.close_gateway(4007),
        lambda loopback: loopback.close_gateway(4009),
        lambda loopback: loopback.invalidate_session(resumable=False),
    ],
)
async def test_where_the_session_is_gone_a_new_one_begins(loopback, bot, running, leave):
    leave(loopback)
    await loopback.say(DM, ALICE, QUESTION)
    assert_is_answer(await loopback.wait_message(DM))
    assert loopback.gateway.count(Op.IDENTIFY) == 2


@pytest.mark.parametrize("times", [1, 2])
async def test_a_session_that_goes_on_is_resumed_again_and_again(loopback, bot, running, times):
    for _ in range(times):
        loopback.invalidate_session(resumable=True)
        await loopback.say(DM, ALICE, QUESTION)
        assert_is_answer(await loopback.wait_message(DM))
    assert loopback.gateway.count(Op.IDENTIFY) == 1


async def test_an_event_that_cannot_be_read_is_left_out(loopback, bot, running, caplog):
    """discord.py would end the bot for all servers."""
    loopback.gateway.dispatch("MESSAGE_CREATE", {"id": "not a number"})
    await loopback.say(DM, ALICE, QUESTION)
    assert_is_answer(await loopback.wait_message(DM))
    assert "an event that cannot be read" in caplog.text
    assert (loopback.gateway.count(Op.IDENTIFY), loopback.gateway.count(Op.RESUME)) == (1, 1)


@pytest.mark.parametrize(
    ("code", "error", "advice"),
    [
        (4004, SettingsError, "DISCORD_TOKEN is refused by Discord"),  # or revoked
        (4010, SettingsError, "VERBATIM_SHARD_COUNT and VERBATIM_SHARD_IDS"),
        (4011, SettingsError, "set a higher VERBATIM_SHARD_COUNT"),
        (4012, DiscordConnectionError, "update discord.py"),
        (4013, DiscordConnectionError, "update discord.py"),
        (4014, SettingsError, "VERBATIM_MESSAGE_CONTENT"),
    ],
)
async def test_what_no_reconnecting_mends_ends_in_words(loopback, running, code, error, advice):
    loopback.close_gateway(code)
    with pytest.raises(error, match=advice):
        await running


async def test_a_long_rate_limit_at_the_start_ends_in_words(loopback, bot):
    body = {"message": "You are being rate limited.", "retry_after": 3600.0, "global": False}
    loopback.fail_next("PUT", "/commands", 429, body)
    async with bot:
        with pytest.raises(DiscordConnectionError, match="wait for 3600 seconds"):
            await connect(bot, loopback.token)


async def test_a_gateway_that_falls_silent_is_left_and_found_again(loopback, bot, running):
    bot._connection.heartbeat_timeout = 0.3
    loopback.request_reconnect()  # the timeout counts from the next connection on
    await loopback.until(lambda: loopback.gateway.count(Op.RESUME) == 1, "a RESUME")
    await loopback.until(lambda: loopback.gateway.count(Op.RESUME) >= 2, "another RESUME")
    await loopback.say(DM, ALICE, QUESTION)
    assert_is_answer(await loopback.wait_message(DM))


async def test_late_heartbeats_are_no_health(loopback, bot):
    assert find_ailment(bot) == "not connected yet"
    async with bot:
        running = asyncio.create_task(connect(bot, loopback.token))
        await bot.wait_until_ready()
        assert find_ailment(bot) is None
        bot._get_websocket(shard_id=0)._keep_alive.latency = 61.0
        assert find_ailment(bot) == "the heartbeats of shard 0 are late"
        await bot.close()
        await running
