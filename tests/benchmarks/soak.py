"""A busy day over the loopback: is every question answered once, how fast, in how much memory.

    python -m tests.benchmarks.soak --seconds 20
    python -m tests.benchmarks.soak --set question-sets/newsqa.json.gz
    python -m tests.benchmarks.soak --abuse --servers 20
    python -m tests.benchmarks.soak --rate 400 --seconds 30

The unmodified `python -m bot run` is a process of its own; its Discord is this one, over TLS and a
proxy, so that both share the machine. A time goes from the gateway's event to the request that
answers it. Questions are mentions in all servers, direct messages and `/ask`, at even distances.
With --set they and the articles are those of a question set as `fit` takes it, else made up.
With --abuse the corpus has a chat log of 2 MB, and in the second half of the time every tenth
server asks for its summary and a timeline again and again; the times are of the other servers.
How late the questions were sent, and the processor time of both processes, tell whether the bot is
measured or this one, which has one processor at most.
"""

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles
from time import monotonic, process_time

from bot.core.loading import load_collection
from tests.benchmarks.speed import made_up_questions, made_up_texts
from tests.wire.bot_process import BotProcess, bot_process, settings
from tests.wire.certificates import make_certificates
from tests.wire.discord_server import LoopbackDiscord
from tests.wire.world import ALICE, DM, guild, guild_of, other_guild

MADE_UP_ARTICLES = 212
PARTS = 6  # of the time, after each of which the memory is taken
PATIENCE_SECONDS = 30  # for the last answers
CHAT_LOG = "chat-log.txt"
LIMIT_SECONDS = 3  # that Discord waits for the first response to an interaction
ABUSIVE = 10  # one server in so many


@dataclass
class Soak:
    """What was asked when, by the id that its answer refers to."""

    discord: LoopbackDiscord
    asked: dict[str, float] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)  # from when a question was due

    def answered(self) -> dict[str, list[float]]:
        """Return when each question was answered."""
        times: dict[str, list[float]] = {name: [] for name in self.asked}
        for call in self.discord.calls:
            name = answer_to(call.path, call.body)
            if call.method == "POST" and name in times:
                times[name].append(call.received)
        return times


def main() -> None:
    """Run and print."""
    options = parse_options()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(soak(Path(folder), options))


async def soak(folder: Path, options: argparse.Namespace) -> None:
    questions = write_corpus(folder / "corpus", options.set)
    if options.abuse:
        (folder / "corpus" / CHAT_LOG).write_text("It was.\n" * 240_000, "utf-8")
    async with running(folder, options.servers) as (discord, bot):
        run = Soak(discord)
        memory = [resident(bot)]
        began, used = monotonic(), processor_seconds(bot)
        count = options.seconds * options.rate // PARTS
        for part in range(PARTS):
            async with abuse(discord, part >= PARTS // 2 and options.abuse):
                await ask(run, questions, options, part * count, (part + 1) * count)
            memory.append(resident(bot))
            if part == PARTS // 2 - 1 and options.abuse:
                report(run, memory)
                run.asked.clear()
        print_processors(monotonic() - began, used, processor_seconds(bot))
        await wait_for_answers(run)
        memory.append(resident(bot))
        report(run, memory)
        errors = [line for line in bot.stderr if " ERROR " in line]
        print(f"errors in the log         {len(errors):8}", *errors[:3], sep="\n")


@contextlib.asynccontextmanager
async def abuse(discord: LoopbackDiscord, is_wanted: bool) -> AsyncIterator[None]:
    """Have the abusive servers ask for slow things, each twice a second, while the body runs."""
    task = asyncio.create_task(ask_for_slow_things(discord)) if is_wanted else None
    yield
    if task:
        task.cancel()


async def ask_for_slow_things(discord: LoopbackDiscord) -> None:
    while True:
        for server in discord.guilds[1::ABUSIVE]:
            channel = server["channels"][0]
            place = {"guild_id": server["id"], "channel_id": channel["id"], "channel": channel}
            await discord.slash("summary", {"article": CHAT_LOG}, **place)
            await discord.slash("timeline", {"topic": "it was"}, **place)
        await asyncio.sleep(0.5)


@contextlib.asynccontextmanager
async def running(folder: Path, servers: int) -> AsyncIterator[tuple[LoopbackDiscord, BotProcess]]:
    certificates = make_certificates(folder)
    guilds = [guild(), *(guild(other_guild(number)) for number in range(1, servers))]
    async with LoopbackDiscord(certificates, guilds=guilds) as discord:
        own = settings(discord, folder / "data") | {"VERBATIM_CORPUS": str(folder / "corpus")}
        async with bot_process(folder, own, echo=False) as bot:
            await bot.wait_line("ready", seconds=60)
            yield discord, bot


async def ask(
    run: Soak, questions: list[str], options: argparse.Namespace, first: int, last: int
) -> None:
    """Ask at even distances, whether or not the bot keeps up."""
    draw, began = random.Random(first), monotonic()
    for number in range(first, last):
        await asyncio.sleep(max(0, began + (number - first) / options.rate - monotonic()))
        question, way = draw.choice(questions), draw.random()
        sent = monotonic()
        run.delays.append(sent - began - (number - first) / options.rate)
        if way < 0.2:
            kind = "command"
            name = (await run.discord.slash("ask", {"question": question})).id
        elif way < 0.3:
            kind = "direct"
            name = await run.discord.say(DM, ALICE, question)
        else:
            kind = "mention"
            place_number = draw.randrange(len(run.discord.guilds))
            is_abusive = options.abuse and place_number % ABUSIVE == 1
            server = run.discord.guilds[place_number + is_abusive]
            place = server["channels"][0]["id"]
            assert guild_of(place) == server["id"]
            name = await run.discord.say(place, ALICE, question, mention_bot=True)
        run.asked[name], run.ways[name] = sent, kind


async def wait_for_answers(run: Soak) -> None:
    """Wait for the last answers; looking for them after each request would take all the time."""
    for _ in range(PATIENCE_SECONDS):
        if all(run.answered().values()):
            return
        await asyncio.sleep(1)


def answer_to(path: str, body: dict) -> str:
    """Return the id of the message or interaction that a request answers."""
    if path.startswith("/interactions/"):
        return path.split("/")[2]
    reference = body.get("message_reference") if isinstance(body, dict) else None
    return str(reference["message_id"]) if reference else ""


def report(run: Soak, memory: list[float]) -> None:
    answered = run.answered()
    for way in sorted(set(run.ways.values())):
        report_way(run, {name: answered[name] for name in answered if run.ways[name] == way}, way)
    print(f"sent late by up to {1000 * max(run.delays):.1f} ms")
    print("memory from the start to the end", *(f"{megabytes:.1f}" for megabytes in memory), "MB")


def report_way(run: Soak, answered: dict[str, list[float]], way: str) -> None:
    counts = Counter(min(len(times), 2) for times in answered.values())
    took = [1000 * (times[0] - run.asked[name]) for name, times in answered.items() if times]
    late = sum(time > 1000 * LIMIT_SECONDS for time in took)
    p50, p95, p99 = (quantiles(took, n=100)[n - 1] for n in (50, 95, 99))
    print(f"{way}: asked {len(answered)}, answered once {counts[1]}, lost {counts[0]},", end=" ")
    print(f"twice {counts[2]}, after {LIMIT_SECONDS} s {late}")
    print(f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, slowest {max(took):.1f} ms")


def resident(bot: BotProcess) -> float:
    """Return the megabytes of memory that the bot's process has."""
    status = Path(f"/proc/{bot.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds(bot: BotProcess) -> tuple[float, float]:
    """Return the processor time that the bot's process and this one have used."""
    fields = Path(f"/proc/{bot.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), process_time()


def print_processors(
    seconds: float, before: tuple[float, float], after: tuple[float, float]
) -> None:
    bot, discord = (100 * (end - start) / seconds for start, end in zip(before, after, strict=True))
    print(f"processor: the bot {bot:.0f} %, its Discord {discord:.0f} %")


def write_corpus(folder: Path, question_set: Path | None) -> list[str]:
    """Write the articles and return the questions."""
    folder.mkdir()
    if question_set is None:
        for number, text in enumerate(islice(made_up_texts(), MADE_UP_ARTICLES)):
            (folder / f"{number:04}.txt").write_text(text, "utf-8")
        return list(made_up_questions(load_collection(folder)))
    with gzip.open(question_set, "rt", encoding="utf-8") as file:
        known = json.load(file)
    for article in known["articles"]:
        (folder / article["path"]).write_text(article["text"], "utf-8")
    return [one["question"] for one in known["questions"]]


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=200)
    parser.add_argument("--rate", type=int, default=20, help="questions a second")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--abuse", action="store_true", help="every tenth server asks for much")
    parser.add_argument("--set", type=Path, metavar="FILE", help="a question set, .json.gz")
    return parser.parse_args()


if __name__ == "__main__":
    main()
