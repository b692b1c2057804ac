"""What breaks on the way to Discord: the answer comes all the same, or the log has the cause."""

import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.storage.file.schema import FILE_NAME

from .bot_process import BotProcess, bot_process, settings
from .discord_server import LoopbackDiscord
from .gateway import Op
from .questions import ANSWER, QUESTION, assert_is_answer
from .world import ALICE, CHANNEL, DM, OWNER, THREAD, text_of

FAILED = (
    "Something went wrong on my side. If it keeps happening, give this ID to the bot’s operator: "
)
NO_PERMISSION = {"code": 50013, "message": "Missing Permissions"}
NO_ACCESS = {"code": 50001, "message": "Missing Access"}
NO_CHANNEL = {"code": 10003, "message": "Unknown Channel"}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Running:
    """A bot and its Discord; what it has logged before a test ends at `start`."""

    discord: LoopbackDiscord
    bot: BotProcess
    database: str
    start: int = 0
    secrets: list[str] = field(default_factory=list)

    async def line(self, part: str) -> str:
        """Return the first line with the part that was logged during the test."""
        return await self.bot.wait_line(part, start=self.start)

    def has_traceback(self) -> bool:
        """Tell whether the log has one of during the test."""
        return "Traceback" in "".join(self.bot.stderr[self.start :])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(certificates, tmp_path_factory) -> AsyncIterator[Running]:
    """Run one bot through all that follows, with a log that tells as much as it can."""
    folder = tmp_path_factory.mktemp("faults")
    loud = {"VERBATIM_LOG_LEVEL": "debug"}
    async with (
        LoopbackDiscord(certificates) as discord,
        bot_process(folder, settings(discord, folder / "data") | loud) as bot,
    ):
        await bot.wait_line("ready")
        running = Running(discord, bot, str(folder / "data" / FILE_NAME))
        yield running
        assert await bot.terminate(signal.SIGTERM) == 0
    assert (discord.unknown_routes, discord.proxy.refused) == ([], [])
    said = "\n".join([*bot.stdout, *bot.stderr])
    for secret in (discord.token, QUESTION, ANSWER, ALICE, OWNER, *running.secrets):
        assert secret not in said
    assert "Task exception was never retrieved" not in said


@pytest_asyncio.fixture(loop_scope="module")
async def running(shared) -> Running:
    """Give the bot that all tests share, which has forgotten the earlier ones."""
    shared.discord.forget_calls()
    shared.start = len(shared.bot.stderr)
    return shared


async def assert_goes_on(running: Running) -> None:
    asked = await running.discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    sent = await running.discord.wait_message(CHANNEL)
    assert str(sent["message_reference"]["message_id"]) == asked
    assert_is_answer(sent)


# --- The gateway

RESUMED = (4000, 4001, 4002, 4003, 4005, 4008)


@pytest.mark.parametrize("code", RESUMED)
async def test_a_closed_socket_is_resumed_and_nothing_lost(running, code):
    discord = running.discord
    resumed, identified = (discord.gateway.count(op) for op in (Op.RESUME, Op.IDENTIFY))
    discord.close_gateway(code)
    await discord.say(DM, ALICE, QUESTION)
    assert_is_answer(await discord.wait_message(DM))
    assert discord.gateway.count(Op.RESUME) == resumed + 1
    assert discord.gateway.count(Op.IDENTIFY) == identified


async def test_what_is_asked_while_the_network_is_away_is_answered(running):
    """discord.py alone would begin a new session, in which it is not told."""
    discord = running.discord
    identified = discord.gateway.count(Op.IDENTIFY)
    discord.proxy.unplug()
    await discord.say(DM, ALICE, QUESTION)
    await running.line("Attempting a reconnect")
    discord.proxy.unplugged = False
    assert_is_answer(await discord.wait_message(DM, seconds=10))
    assert discord.gateway.count(Op.IDENTIFY) == identified
    await assert_goes_on(running)


# --- Requests


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_rate_limit_is_waited_for(running, everywhere):
    body = {"message": "You are being rate limited.", "retry_after": 0.1, "global": everywhere}
    headers = {"Via": "1.1 loopback", "Retry-After": "1"}
    headers |= {"X-RateLimit-Global": "true"} if everywhere else {"X-RateLimit-Scope": "user"}
    running.discord.fail_next("POST", f"{DM}/messages", 429, body, headers)
    await running.discord.say(DM, ALICE, QUESTION)
    assert_is_answer(await running.discord.wait_message(DM))
    await running.line("rate limit")
    await assert_goes_on(running)


async def test_an_error_of_a_moment_is_repeated(running):
    discord = running.discord
    discord.fail_next("POST", f"{DM}/messages", 500)
    discord.fail_next("POST", f"{THREAD}/messages", 502, "<html>Bad Gateway</html>")
    await discord.say(DM, ALICE, QUESTION)
    await discord.say(THREAD, ALICE, QUESTION, mention_bot=True)
    for place in (DM, THREAD):
        assert_is_answer(await discord.wait_message(place))


async def test_an_error_that_stays_is_told_with_an_id(running):
    """Of 503 discord.py makes no second try."""
    running.discord.fail_next("POST", f"{DM}/messages", 503, "<html>Unavailable</html>")
    await running.discord.say(DM, ALICE, QUESTION)
    told = (await running.discord.wait_message(DM))["content"]
    assert told.startswith(FAILED)
    assert "503" in await running.line(told.removeprefix(FAILED))
    assert running.has_traceback()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, NO_PERMISSION),  # SEND_MESSAGES, SEND_MESSAGES_IN_THREADS
        (403, NO_ACCESS),  # VIEW_CHANNEL
        (404, NO_CHANNEL),
    ],
)
@pytest.mark.parametrize("place", [CHANNEL, THREAD])
async def test_where_nothing_can_be_sent_one_line_of_the_log_says_why(running, place, status, body):
    running.discord.fail_next("POST", f"{place}/messages", status, body, times=3)
    await running.discord.say(place, ALICE, QUESTION, mention_bot=True)
    line = await running.line("an answer failed")
    assert body["message"] in line
    assert f"channel={place}" in line
    await running.line("could not tell the member")
    assert not running.has_traceback()
    running.discord.faults.clear()
    await assert_goes_on(running)


async def test_a_ban_of_the_address_is_no_end(running):
    """Cloudflare answers 429 too, without `Via` and in HTML."""
    running.discord.fail_next("POST", f"{DM}/messages", 429, "<html>1015</html>", {}, times=2)
    await running.discord.say(DM, ALICE, QUESTION)
    assert "429" in await running.line("an answer failed")
    await running.line("could not tell the member")
    await assert_goes_on(running)


async def test_what_a_card_may_not_have_plain_text_does_without(running):
    """A card may come with a file, and ATTACH_FILES be missing."""
    running.discord.fail_next("POST", f"{CHANNEL}/messages", 403, NO_PERMISSION)
    await running.discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    sent = await running.discord.wait_message(CHANNEL)
    assert ANSWER in sent["content"]
    assert "Missing Permissions" in await running.line("sending plain text instead")


async def test_a_question_that_was_deleted_is_answered(running):
    asked = await running.discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    del running.discord.api.messages[asked]
    assert_is_answer(await running.discord.wait_message(CHANNEL))


async def test_a_command_that_came_too_late_is_one_line_of_the_log(running):
    late = await running.discord.slash("ask", {"question": QUESTION})
    late.deadline = 0.0
    running.secrets.append(late.token)
    assert "10062" in await running.line("/ask failed")
    await running.line("could not tell the member")
    assert not running.has_traceback()
    await assert_goes_on(running)


# --- The database


async def test_a_locked_database_keeps_no_answer_back(running):
    with closing(sqlite3.connect(running.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opened = await running.discord.slash("config", user=OWNER)
        await running.discord.wait_response(opened)
        plain = "config:v1:style=plain"
        changing = await running.discord.press(plain, opened.original, user=OWNER)
        await assert_goes_on(running)
        told = text_of((await running.discord.wait_response(changing))["data"])
    assert told.startswith(FAILED)
    assert "locked" in await running.line(told.removeprefix(FAILED))
    await assert_goes_on(running)  # and it is a card: nothing was changed
