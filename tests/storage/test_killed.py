"""Killed at any moment, fifty times: what was acknowledged is there, and nothing half."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from bot.libraries.database_check import check_database
from bot.libraries.server_library import ServerLibrary
from bot.storage.store import open_store
from tests.conftest import CORPUS
from tests.support.busy import SERVERS, original, question

KILLS = 50
ROOT = CORPUS.parent

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")


class Told:
    """What was told of a server: the texts that it has, by path, and what was begun since."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.begun: dict | None = None

    def hear(self, line: dict) -> None:
        """Take in what the process says."""
        if "begins" in line:
            self.begun = line
        elif "done" in line:
            self.texts, self.begun = line["done"], None
        else:
            assert line["asked"] in line["shown"]

    def assert_kept(self, there: dict[str, str]) -> bool:
        """Fail unless all is there that was told, with what was begun done whole or not at all.

        Return True if what was begun was done.
        """
        if there == self.texts:
            return False
        assert self.begun, "what nobody began is there, or what was told to be done is not"
        gone = self.begun.get("path")
        left = {path: text for path, text in self.texts.items() if path != gone}
        new = {path: text for path, text in there.items() if left.get(path) != text}
        assert sorted(new.values()) == sorted(self.begun.get("texts", []))
        assert {path: text for path, text in there.items() if path not in new} == left
        return True


def test_nothing_told_to_be_kept_is_lost_to_kill_9(tmp_path, seed):
    told = {server: Told() for server in SERVERS}
    begun = done = 0
    command = [sys.executable, "-m", "tests.support.busy", str(tmp_path), str(CORPUS)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as forking:
        for number in range(KILLS):
            work_and_be_killed(forking, told, Random(number))
            there = asyncio.run(look(tmp_path, seed))
            for server, one in told.items():
                begun += one.begun is not None
                done += one.assert_kept(there[server])
                one.texts, one.begun = there[server], None
        forking.stdin.close()
    assert begun > KILLS / 2, "few were killed at work"
    print(f"{begun} changes were begun and not told to be done, of which {done} were done")


def work_and_be_killed(forking: subprocess.Popen, told: dict[int, Told], random: Random) -> None:
    """Have one work until some things are told to be done, and kill it a moment later."""
    print(random.random(), file=forking.stdin, flush=True)
    worker = json.loads(forking.stdout.readline())["worker"]
    killed_at = random.randint(1, 12)
    for number, line in enumerate(forking.stdout):
        what = json.loads(line)
        if "ended" in what:
            assert number > killed_at, f"it ended by itself, with {what['status']}"
            return
        told[what["server"]].hear(what)
        if number == killed_at:
            time.sleep(random.uniform(0, 0.01))
            os.kill(worker, signal.SIGKILL)


async def look(folder: Path, shared) -> dict[int, dict[str, str]]:
    """Return the texts of each server by path; fail if anything is damaged or not answered."""
    async with open_store(folder) as store:
        assert not check_database(folder).problems
        library = ServerLibrary(shared, store.articles)
        there = {server: (await store.articles.texts_and_segments(server))[0] for server in SERVERS}
        for server, texts in there.items():
            collection = await library.collection(server)
            for path, text in texts.items():
                kept = await store.articles.original(server, path)
                assert kept.content == original(text)
            for text in list(texts.values())[:2]:
                assert text in [
                    quote.text for quote in collection.ask(question(text)).visible_quotes
                ]
        return there
