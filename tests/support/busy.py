"""A process that forks one that is busy with articles for each seed it reads, to be killed.

It says on standard output what each begins, and what it was told is done.
"""

import asyncio
import json
import os
import sys
import traceback
from datetime import date
from pathlib import Path
from random import Random

from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.ingest.draft import Draft
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.store import open_store
from tests.support.drafts import draft

SERVERS = (1_000_000_000_000_000_001, 2)
TODAY = date(2025, 5, 15)
_MOST = 6  # articles of a server


def question(text: str) -> str:
    return f"Where did the {' '.join(text.split()[1:3])} sink?"


def original(text: str) -> bytes:
    return text.encode() * 300  # more than a page of the file


def _say(**what: object) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


def _draft(random: Random) -> Draft:
    ship, island = ("".join(random.choices("bdfgklmnprstvz", k=8)).capitalize() for _ in "ab")
    text = f"The ferry {ship} sank near the island of {island}."
    return draft(text, original=Original("a.txt", original(text)))


def _texts(*drafts: Draft) -> list[str]:
    return [one.article.text for one in drafts]


async def _be_busy(
    library: ServerLibrary, server: int, texts: dict[str, str], random: Random
) -> None:
    """Change the articles of a server, and ask, for as long as it is let."""
    while True:
        does = random.choice(["add", "replace", "remove", "ask"])
        if len(texts) < 2:
            does = "add"
        elif len(texts) >= _MOST:
            does = "remove"
        path = random.choice(sorted(texts)) if texts else ""
        if does == "add":
            new = [_draft(random) for _ in range(random.randint(1, 3))]
            _say(server=server, begins=does, texts=_texts(*new))
            added = await ServerArticles(library, server, TODAY).add(new)
            texts |= {one.path: one_text for one, one_text in zip(added, _texts(*new), strict=True)}
        elif does == "replace":
            one = _draft(random)
            _say(server=server, begins=does, path=path, texts=_texts(one))
            added = [await ServerArticles(library, server, TODAY).replace(path, one)]
            del texts[path]
            texts[added[0].path] = one.article.text
        elif does == "remove":
            _say(server=server, begins=does, path=path)
            await ServerArticles(library, server, TODAY).remove(path)
            del texts[path]
        else:
            answer = (await library.collection(server)).ask(question(texts[path]))
            _say(
                server=server, asked=texts[path], shown=[one.text for one in answer.visible_quotes]
            )
            continue
        _say(server=server, done=texts)


async def _work(folder: Path, shared: Collection, seed: str) -> None:
    async with open_store(folder) as store:
        library = ServerLibrary(shared, store.articles)
        texts = [(await store.articles.texts_and_segments(server))[0] for server in SERVERS]
        await asyncio.gather(
            *(
                _be_busy(library, server, own, Random(f"{seed} {server}"))
                for server, own in zip(SERVERS, texts, strict=True)
            )
        )


def main(folder: Path, corpus: Path) -> None:
    """Fork for each line of standard input, which costs no import of everything again."""
    shared = load_collection(corpus)
    for seed in sys.stdin:
        if worker := os.fork():
            _say(worker=worker)
            _, status = os.waitpid(worker, 0)
            _say(ended=worker, status=os.waitstatus_to_exitcode(status))
        else:
            try:
                asyncio.run(_work(folder, shared, seed))
            except BaseException:
                traceback.print_exc()  # or the test would only see that the worker ended
                raise
            finally:
                os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
