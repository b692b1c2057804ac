"""What an operator sees: lines of JSON, health, figures, shards in several processes."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot import __version__

from .bot_process import BotProcess, bot_process, settings
from .discord_server import LoopbackDiscord
from .questions import NO_ANSWER, QUESTION, assert_is_answer
from .world import ALICE, CHANNEL, DM, GUILD, guild, other_guild

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(certificates) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(certificates) as discord:
        yield discord


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("operators")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord, folder, unused_tcp_port_factory) -> AsyncIterator[BotProcess]:
    """Run one bot that everybody watches."""
    watched = {
        "VERBATIM_LOG_FORMAT": "json",
        "VERBATIM_HEALTH_FILE": str(folder / "run" / "healthy"),
        "VERBATIM_METRICS_PORT": str(unused_tcp_port_factory()),
    }
    async with bot_process(folder, settings(discord, folder / "data") | watched) as bot:
        bot.url = f"http://127.0.0.1:{watched['VERBATIM_METRICS_PORT']}"
        await bot.wait_line("ready")
        yield bot
        assert await bot.terminate() == 0
    assert not (folder / "run" / "healthy").exists()


async def get(bot: BotProcess, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(bot.url + path) as response:
        return response.status, await response.text()


async def eventually(bot: BotProcess, path: str, status: int) -> str:
    for _ in range(500):
        answered, text = await get(bot, path)
        if answered == status:
            return text
        await asyncio.sleep(0.02)
    raise AssertionError(f"{path} is still {answered}: {text}")


async def test_each_question_is_one_line_without_its_text(discord, bot):
    await discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    answered = (await discord.wait_call("POST", f"{CHANNEL}/messages")).answer["id"]
    await discord.say(CHANNEL, ALICE, NO_ANSWER, reply_to=answered)
    await discord.wait_message(CHANNEL)
    await discord.say(DM, ALICE, QUESTION)
    await discord.wait_message(DM)
    await discord.wait_response(await discord.slash("ask", {"question": NO_ANSWER}))
    await bot.wait_line('"way": "command"')
    lines = questions(bot)
    assert [(line["way"], line["server"], line["outcome"]) for line in lines] == [
        ("mention", int(GUILD), "answered"),
        ("reply", int(GUILD), "refused"),
        ("direct", None, "answered"),
        ("command", int(GUILD), "refused"),
    ]
    for line in lines:
        assert 0 <= line["confidence"] <= 1
        assert (line["quotes"] > 0) == (line["outcome"] == "answered")
        assert line["milliseconds"] > 0
        assert ALICE not in str(line)


def questions(bot: BotProcess) -> list[dict]:
    """Return the lines about questions; every line must be JSON."""
    return [line for line in map(json.loads, bot.stderr) if line["message"] == "question"]


async def test_the_figures_are_for_prometheus(discord, bot):
    before = figures((await get(bot, "/metrics"))[1])
    await discord.wait_response(await discord.slash("ask", {"question": QUESTION}))
    after = figures((await get(bot, "/metrics"))[1])
    one = 'verbatim_questions_total{outcome="answered",way="command"}'
    assert float(after[one]) == float(before[one]) + 1
    counted = "verbatim_answer_seconds_count"
    assert float(after[counted]) == float(before[counted]) + 1
    assert any(f'version="{__version__}"' in name for name in after)
    for name in ("servers", "articles", 'shard_up{shard="0"}'):
        assert float(after[f"verbatim_{name}"]) == 1
    assert 0 < float(after['verbatim_shard_latency_seconds{shard="0"}']) < 10
    assert float(after["verbatim_sentences"]) > 1
    unread = 'verbatim_reader_questions_total{use="none"}'
    assert float(after[unread]) == float(before[unread]) + 1
    assert float(after["verbatim_damaged_rows"]) == 0
    assert float(after["process_resident_memory_bytes"]) > 0
    for name in ("corpus", "expiry", "feeds", "health"):
        label = f'{{task="{name}"}}'
        since = time.time() - float(after[f"verbatim_task_last_success_timestamp_seconds{label}"])
        assert 0 <= since < 600, name
        assert float(after[f"verbatim_task_failures{label}"]) == 0, name


def figures(text: str) -> dict[str, str]:
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


async def test_errors_are_counted(discord, bot):
    before = float(figures((await get(bot, "/metrics"))[1])["verbatim_errors_total"])
    discord.fail_next("POST", f"{DM}/messages", 503)
    await discord.say(DM, ALICE, QUESTION)
    await discord.wait_message(DM)
    after = float(figures((await get(bot, "/metrics"))[1])["verbatim_errors_total"])
    assert after == before + 1


async def test_health_follows_the_connection(discord, bot, folder):
    assert await eventually(bot, "/healthz", 200) == "ok\n"
    assert (folder / "run" / "healthy").exists()
    discord.proxy.unplug()
    assert await eventually(bot, "/healthz", 503) == "shard 0 is not connected\n"
    discord.proxy.unplugged = False
    assert await eventually(bot, "/healthz", 200) == "ok\n"


async def test_a_port_that_is_taken_is_told_in_one_line(discord, bot, tmp_path):
    taken = {"VERBATIM_METRICS_PORT": bot.url.rpartition(":")[2]}
    async with bot_process(tmp_path, settings(discord, tmp_path / "data") | taken) as second:
        assert await second.exit_status() == 2
        assert "VERBATIM_METRICS_PORT" in second.stderr[-1]


async def test_a_health_file_that_cannot_be_written_is_told(discord, tmp_path):
    (tmp_path / "file").touch()
    wrong = {"VERBATIM_HEALTH_FILE": str(tmp_path / "file" / "healthy")}
    async with bot_process(tmp_path, settings(discord, tmp_path / "data") | wrong) as bot:
        assert await bot.exit_status() == 2
        assert "VERBATIM_HEALTH_FILE" in bot.stderr[-1]


async def test_shards_in_two_processes_answer_once(certificates, tmp_path):
    guilds = [GUILD, other_guild(1)]  # neighbours, of which each shard has one
    async with contextlib.AsyncExitStack() as stack:
        discord = await stack.enter_async_context(
            LoopbackDiscord(certificates, guilds=[guild(name) for name in guilds])
        )
        both = [
            await stack.enter_async_context(
                bot_process(tmp_path, settings(discord, tmp_path / "data") | shard(number))
            )
            for number in (0, 1)
        ]
        for bot in both:
            await bot.wait_line("in 1 servers")
        for place in (CHANNEL, DM, str(int(guilds[1]) + 1)):
            await discord.say(place, ALICE, QUESTION, mention_bot=place != DM)
            assert_is_answer(await discord.wait_message(place))
        ends = [await bot.terminate() for bot in both]
    assert ends == [0, 0]
    asked = [[line for line in bot.stderr if "question way=" in line] for bot in both]
    own = int(GUILD) >> 22 & 1
    assert len(asked[0]) + len(asked[1]) == 3 == len(discord.successful("POST", "/messages"))
    assert ["way=direct" in "".join(lines) for lines in asked] == [True, False]
    assert f"server={GUILD}" in "".join(asked[own])


def shard(number: int) -> dict[str, str]:
    return {"VERBATIM_SHARD_COUNT": "2", "VERBATIM_SHARD_IDS": str(number)}
