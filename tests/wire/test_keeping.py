"""Backup and restore beside a running bot, and a bot that starts on a damaged database."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import date

import pytest

from bot.storage.file.schema import FILE_NAME
from bot.storage.store import open_store

from .bot_process import REPOSITORY, bot_process, settings
from .discord_server import LoopbackDiscord
from .questions import ANSWER, QUESTION
from .world import ALICE, CHANNEL, OWNER, text_of


@pytest.fixture
async def discord(certificates):
    async with LoopbackDiscord(certificates) as discord:
        yield discord


async def command(settings: Mapping[str, str], *arguments: object) -> tuple[int, str]:
    """Return the exit status of a command, and all that it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *map(str, arguments)),
        cwd=REPOSITORY,
        env=settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


async def test_a_database_that_breaks_is_set_aside_and_brought_back(discord, tmp_path):
    data, copy = tmp_path / "data", tmp_path / "backup.sqlite3"
    chosen = settings(discord, data)
    async with bot_process(tmp_path, chosen) as bot:
        await bot.wait_line("ready")
        await make_plain(discord)
        assert (await command(chosen, "backup", copy))[0] == 0
        status, said = await command(chosen, "restore", copy)
        assert (status, "a bot is running on the folder" in said) == (2, True)
        assert (await command(chosen, "check", "--deep"))[0] == 0
        assert await bot.terminate() == 0
    (data / FILE_NAME).write_bytes(b"no database " * 999)
    async with bot_process(tmp_path, chosen) as bot:
        assert f"{FILE_NAME}.damaged-1" in await bot.wait_line("is damaged")
        await bot.wait_line("ready")
        asked = await discord.slash("ask", {"question": QUESTION})
        assert "settings for this server could not be read" in text_of(
            (await discord.wait_response(asked))["data"]
        )  # nobody knows any more in which channels it may answer
        assert await bot.terminate() == 0
    assert (await command(chosen, "restore", copy))[0] == 0
    async with bot_process(tmp_path, chosen) as bot:
        await bot.wait_line("ready")
        assert (await answer(discord))["content"]
        assert await bot.terminate() == 0


async def make_plain(discord: LoopbackDiscord) -> None:
    opened = await discord.slash("config", user=OWNER)
    await discord.wait_response(opened)
    pressed = await discord.press("config:v1:style=plain", opened.original, user=OWNER)
    await discord.wait_response(pressed)


async def answer(discord: LoopbackDiscord) -> dict:
    discord.forget_calls()
    await discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    sent = await discord.wait_message(CHANNEL)
    assert ANSWER in text_of(sent)
    return sent


async def test_the_folder_of_another_application_is_left_as_it_is(discord, tmp_path):
    """Another token on the folder erased every server without a line in the log."""
    data = tmp_path / "data"
    chosen = settings(discord, data)
    async with open_store(data) as store:
        await store.applications.claim(77)
        await store.servers.change(12345, threads=True)
        old = await store.pseudonyms.current(1, date(2000, 1, 1))  # expiry would delete its key
    status, said = await command(chosen, "run")
    assert status == 2
    assert "belongs to another application of Discord (77," in said
    assert "run --take-over" in said
    async with open_store(data) as store:
        assert await store.servers.ids() == {12345}
        assert await store.pseudonyms.of_member(1) == [old]
    async with bot_process(tmp_path, chosen, "--take-over") as bot:
        assert "now belongs to the application" in await bot.wait_line("now belongs")
        await bot.wait_line("ready")
        assert await bot.terminate() == 0
    async with open_store(data) as store:
        assert 12345 in await store.servers.ids()
    async with bot_process(tmp_path, chosen) as bot:
        await bot.wait_line("ready")
        assert await bot.terminate() == 0
