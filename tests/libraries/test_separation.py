"""Servers share the shared articles, and nothing that is in memory for one is for another."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.collection import Collection
from bot.ingest.draft import Draft
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.storage.articles import Articles
from bot.storage.store import Store, open_store
from tests.builders import collection
from tests.support.drafts import draft

ONE, OTHER = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
WORDS = {ONE: "zembliquor", OTHER: "vornaquill"}  # which stand in a server's articles alone
TODAY = date(2025, 5, 15)
QUESTIONS = (
    "Which ferry of Zembliquor sank?",
    "Which ferry of Vornaquill sank?",
    "which ferry of zembliquar sank",
    "What did the duke of Vornaquil say on 5 May?",
    "Who opened the bridge?",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([ONE, OTHER]),
        st.sampled_from(["add", "add", "replace", "remove", "restart", "forget"]),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=12,
)


def incoming(server: int, number: int) -> Draft:
    """Return an article of the same title, and so of the same path, in whichever server."""
    name = WORDS[server].title()
    text = f"The ferry number {number} of {name} sank on 5 May 20{number:02}. " * (1 + number % 2)
    return draft(text, title=f"Ferry {number}")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, kept=st.sampled_from([1_000, 1_000_000]))
def test_whatever_is_changed_no_server_reaches_what_another_has(tmp_path, steps, kept):
    """Also if there is room in memory for one of them alone."""
    asyncio.run(_play(tmp_path / uuid4().hex, steps, kept))


async def _play(folder: Path, steps: Iterable[tuple[int, str, int]], kept: int) -> None:
    shared = collection(folder / "corpus", {"a.txt": "The mayor opened the bridge on 3 May 2025."})
    async with open_store(folder / "data") as store:
        library = ServerLibrary(shared, store.articles, max_cached_sentences=kept)
        for server, what, number in steps:
            other = ONE + OTHER - server
            before = shown(await library.collection(other))
            if what == "restart":
                library = ServerLibrary(shared, store.articles, max_cached_sentences=kept)
            else:
                await _change(library, store, server, what, number)
            after = {one: await library.collection(one) for one in (server, other)}
            said = {one: shown(own) for one, own in after.items()}
            assert said[other] == before
            for one, foreign in ((server, other), (other, server)):
                assert not reached(after[one], (WORDS[foreign], foreign))
                assert WORDS[foreign] not in told(said[one])
        assert not reached(shared, (*WORDS, *WORDS.values()))


async def _change(
    library: ServerLibrary, store: Store, server: int, what: str, number: int
) -> None:
    entries = await store.articles.of_server(server)
    new = incoming(server, number)
    if what == "add":
        await ServerArticles(library, server, TODAY).add([new])
    elif what == "forget":
        await store.servers.forget(server)
        await library.forget(server)
    elif entries:
        path = entries[number % len(entries)].path
        if what == "replace":
            await ServerArticles(library, server, TODAY).replace(path, new)
        else:
            await ServerArticles(library, server, TODAY).remove(path)


def shown(one: Collection) -> list[Any]:
    """Return all that is ever shown of a collection."""
    topics = ("ferry", "Zembliquor", "Vornaquill")
    return [
        *(one.ask(question, limit=50) for question in QUESTIONS),
        *(one.timeline(topic=topic) for topic in (None, *topics)),
        *(one.topic_summary(topic) for topic in topics),
        *(one.summary(article).quotes for article in one.by_path()),
        one.near(QUESTIONS),
        [(own.path, own.title, own.text) for own in one.articles_named("")],
        one.newest().path,
        dict(one.capitals),
        [one.vocabulary.nearest(word) for word in ("zembliquar", "vornaquil", "delegatoin")],
        [one.read_now(f"server/ferry-{number}.txt") for number in range(5)],
    ]


def told(said: list[Any]) -> str:
    """Return what was shown, without what was asked."""
    text = repr(said)
    for asked in (*QUESTIONS, "topic='Zembliquor'", "topic='Vornaquill'"):
        text = text.replace(asked, "")
    return text.casefold()


def reached(start: object, wanted: tuple[object, ...]) -> list[object]:
    """Return which of the words and numbers stand anywhere in what an object leads to."""
    words = [one for one in wanted if isinstance(one, str)]
    found: list[object] = []
    for one in _reachable(start, set()):
        if isinstance(one, str | bytes):
            text = one if isinstance(one, str) else one.decode("latin-1")
            found += [word for word in words if word in text.casefold()]
        elif one in wanted:
            found.append(one)
    return found


def _reachable(one: object, seen: set[int]) -> Iterator[object]:
    """Yield every text, number and array of bytes; what is stored is not a part of it."""
    if isinstance(one, str | bytes | int):
        yield one
        return
    if id(one) in seen or one is None or isinstance(one, Articles | type):
        return
    seen.add(id(one))
    if isinstance(one, np.ndarray):
        yield one.tobytes()
    for inside in _inside(one):
        yield from _reachable(inside, seen)


def _inside(one: Any) -> Iterator[object]:
    if isinstance(one, Mapping):
        yield from one.keys()
        yield from one.values()
    elif isinstance(one, list | tuple | set | frozenset):
        yield from one
    elif isinstance(one, partial):
        yield from (one.func, one.args, one.keywords)
    yield getattr(one, "__self__", None)  # of a method
    yield getattr(one, "__closure__", None)
    yield getattr(one, "cell_contents", None)
    yield from getattr(one, "__dict__", {}).values()
    for kind in type(one).__mro__:
        yield from (getattr(one, name, None) for name in getattr(kind, "__slots__", ()))


@pytest.fixture
async def library(seed, tmp_path):
    async with open_store(tmp_path) as store:
        yield ServerLibrary(seed, store.articles)


async def test_what_a_server_has_is_reached_from_its_own(library):
    """Or the walk through its objects would pass for not finding it."""
    await ServerArticles(library, ONE, TODAY).add([incoming(ONE, 1)])
    own = await library.collection(ONE)
    assert {ONE, WORDS[ONE]} == set(reached(own, (ONE, WORDS[ONE])))
    for inside in (own.articles, own.segments, own.vocabulary, own.capitals):
        assert reached(inside, (WORDS[ONE],))
    assert WORDS[ONE] in told(shown(own))
