"""How many servers one machine holds, and whether it answers while articles are added.

    python -m tests.benchmarks.libraries --servers 5000

Articles are made up, of eight sentences as news agencies' reports. A server has 20 of them, and
servers that were not asked for long are dropped and read again. Then 10,000 articles are added to
one server, one by one and in tens, while questions are asked of it and of others all the time.
"""

import argparse
import asyncio
import gc
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bot.core.loading import load_collection
from bot.ingest.draft import Draft
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.store import Store, open_store
from tests.benchmarks.scale import resident
from tests.benchmarks.speed import made_up_texts
from tests.support.drafts import draft

OF_A_SERVER = 20
MANY = 10_000  # articles, as many as a server may have
AT_ONCE = 10
TODAY = date(2025, 5, 15)
QUESTIONS = cycle(("Who opened the bridge?", "What did the minister say about the treaty?"))
EVERY = 0.02  # seconds between questions
CORPUS = Path(__file__).parents[2] / "corpus"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=5_000)
    parser.add_argument("--articles", type=int, default=MANY)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), options.servers, options.articles))


async def measure(folder: Path, servers: int, articles: int) -> None:
    async with open_store(folder) as store:
        await many_servers(store, servers)
        gc.freeze()
        await while_adding(store, articles)


async def many_servers(store: Store, count: int) -> None:
    texts = made_up_texts()
    before = resident()
    library = ServerLibrary(load_collection(CORPUS), store.articles)
    began = perf_counter()
    for server in range(1, count + 1):
        await ServerArticles(library, server, TODAY).add(
            [draft_of(text) for text in islice(texts, OF_A_SERVER)]
        )
    added = perf_counter() - began
    print(f"{count:,} servers of {OF_A_SERVER} articles: added in {added:.0f} s,")
    print(f"{resident() - before:,.0f} MB for those in memory ({len(library._cached):,} servers)")
    library = ServerLibrary(load_collection(CORPUS), store.articles)
    times = [await timed(library.collection, server) for server in range(1, min(count, 500) + 1)]
    show("an idle server read again", times)
    asked = [await timed(ask, library, server) for server in range(1, min(count, 500) + 1)]
    show("a first answer of it", asked)


async def while_adding(store: Store, count: int) -> None:
    texts = made_up_texts(seed=1)
    library = ServerLibrary(load_collection(CORPUS), store.articles)
    server = 10**18
    for step, name in ((1, "one by one"), (AT_ONCE, f"in {AT_ONCE}s"), (count // 4, "in one go")):
        adding = asyncio.create_task(add(library, server, list(islice(texts, count // 4)), step))
        times = []
        while not adding.done():
            due = perf_counter() + EVERY
            await asyncio.sleep(EVERY)
            await ask(library, server if len(times) % 2 else 1)
            times.append(1000 * (perf_counter() - due))  # waiting for the loop counts too
        each = await adding
        show(f"an answer while articles are added {name}", times)
        show("  and adding, until it can be asked about", each)
    await add(library, server, list(islice(texts, count - 3 * (count // 4) - 100)), 1_000)
    show(
        f"one article added to {count - 100:,}",
        await add(library, server, list(islice(texts, 100)), 1),
    )


async def add(library: ServerLibrary, server: int, texts: list[str], step: int) -> list[float]:
    return [
        await timed(
            ServerArticles(library, server, TODAY).add,
            [draft_of(one) for one in texts[n : n + step]],
        )
        for n in range(0, len(texts), step)
    ]


async def ask(library: ServerLibrary, server: int) -> None:
    collection = await library.collection(server)
    collection.ask(next(QUESTIONS))


async def timed(do: Callable[..., Awaitable[object]], *arguments: object) -> float:
    """Return how many milliseconds something takes."""
    began = perf_counter()
    await do(*arguments)
    return 1000 * (perf_counter() - began)


def draft_of(text: str) -> Draft:
    return draft(text, original=Original("a.txt", text.encode()))


def show(name: str, times: list[float]) -> None:
    p99 = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    print(
        f"{name:45} median {median(times):8.1f} p99 {p99:8.1f} max {max(times):8.1f} ms"
        f" ({len(times):,})"
    )


if __name__ == "__main__":
    main()
