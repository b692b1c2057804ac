"""A byte of the database flips: nothing wrong is shown, and no other server is silent.

In an attack on the stored file, 22 of 200 flips changed an original that was handed out without a
word, and one row of a feed stopped the feeds of every server.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.errors import LibraryError, StoreError
from bot.libraries.database_check import check_database
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.feeds import Check
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store, open_store
from bot.storage.votes import Vote
from tests.support.databases import OTHER, SERVER, TODAY
from tests.support.drafts import draft

SERVERS = (SERVER, OTHER)
FLIPS = 200
ANNA = 1_000_000_000_000_000_077
PORTS = ("Strelsau", "Zenda", "Hentzau", "Tarlenheim")
STRICT = ServerSettings(
    Style.PLAIN,
    direct_messages=False,
    channels=frozenset({SERVER + 1, SERVER + 2}),
    private=True,
    feedback=False,
)


@dataclass(frozen=True)
class Seen:
    """What the members of a server can see of it."""

    settings: ServerSettings
    texts: dict[str, str]
    originals: dict[str, Original | None]
    feeds: int


@pytest.fixture
async def filled(tmp_path, seed) -> Path:
    """Return a folder with everything that is stored, of two servers, and closed."""
    async with open_store(tmp_path) as store:
        await store.applications.claim(3)
        await store.set_registered_commands(3, "0" * 32)
        library = ServerLibrary(seed, store.articles)
        anna = await store.pseudonyms.current(ANNA, TODAY)
        for number, server in enumerate(SERVERS):
            await store.servers.set_settings(server, STRICT)
            await ServerArticles(library, server, TODAY).add(
                [
                    draft(
                        f"{port} reports\n\nThe storm {number} closed the port of {port}.",
                        original=Original(f"{port}.txt", f"{number} {port} ".encode() * 9),
                    )
                    for port in PORTS
                ]
            )
            feed = await store.feeds.add(server, f"https://{number}.example/feed", 0, TODAY)
            await store.feeds.set_checked(feed, Check("News", "e", None, ["1", "2"]), 9, TODAY)
            await store.daily_counts.add(server, TODAY, 5, is_answered=True)
            await store.votes.set(Vote(number, anna, server, TODAY, helpful=True))
        await store.servers.set_settings(OTHER, ServerSettings(question_log=True))
        await store.unanswered.add(OTHER, anna, "Who painted the ceiling?", TODAY)
    return tmp_path


async def look(store: Store, library: ServerLibrary, server: int) -> Seen:
    """Do what members and moderators do; what cannot be read fails in words."""
    settings = await store.servers.settings(server)
    collection = await library.collection(server)
    texts = {}
    for article in collection.articles:
        if article.path.startswith("server/"):
            read = collection.read_now(article.path)
            assert read in {"", article.text}, "no quote passes the check before it is sent"
            texts[article.path] = read
    originals = {}
    for record in await store.articles.of_server(server):
        try:
            originals[record.path] = await store.articles.original(server, record.path)
        except LibraryError:
            originals[record.path] = None
    await store.articles.search(server, "reports")
    await store.unanswered.of_server(server, TODAY)
    await store.daily_counts.of_server(server, TODAY)
    await store.votes.counts(server)
    return Seen(settings, texts, originals, len(await store.feeds.of_server(server)))


async def look_at_all(folder: Path, seed) -> dict[int, Seen | None]:
    """Return what both servers see, None for one of which something cannot be read."""
    seen: dict[int, Seen | None] = {}
    async with open_store(folder) as store:
        library = ServerLibrary(seed, store.articles)
        for server in SERVERS:
            try:
                seen[server] = await look(store, library, server)
            except StoreError:
                seen[server] = None
        for of_all in (
            store.data_of_member(ANNA),
            store.feeds.due(10, SERVERS, 4),
            store.expire(TODAY + timedelta(days=1)),
        ):
            with suppress(StoreError):
                await of_all
    return seen


def told(folder: Path) -> bool:
    try:
        report = check_database(folder)
    except StoreError:
        return True
    return report is None or bool(report.problems)


async def test_a_flipped_byte_shows_nothing_wrong_and_silences_no_other_server(
    filled, seed, tmp_path_factory, caplog
):
    caplog.set_level(logging.ERROR)
    before = await look_at_all(filled, seed)
    assert all(before.values())
    whole = (filled / FILE_NAME).read_bytes()
    places = Random(15).sample([at for at, byte in enumerate(whole) if byte], FLIPS)
    outcomes: dict[str, int] = {}
    for number, at in enumerate(places):
        folder = tmp_path_factory.mktemp("flip")
        content = bytearray(whole)
        content[at] ^= 1 << number % 8
        (folder / FILE_NAME).write_bytes(content)
        is_told = told(folder)
        try:
            after = await look_at_all(folder, seed)
        except StoreError:
            outcome = "refused in words"
        else:
            outcome = judge(before, after, folder, is_told=is_told, place=f"byte {at}")
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    assert outcomes["nothing is missing"] + outcomes["one server is harmed"] > FLIPS / 2, outcomes


def judge(before, after, folder: Path, *, is_told: bool, place: str) -> str:
    for server in SERVERS:
        seen, old = after[server], before[server]
        if seen is None:
            continue
        for path, text in seen.texts.items():
            assert text in {"", old.texts.get(path)}, f"{place}: a wrong text"
        for path, original in seen.originals.items():
            assert original in {None, old.originals.get(path)}, f"{place}: a wrong original"
    changed = [server for server in SERVERS if after[server] != before[server]]
    if not changed:
        return "nothing is missing"
    assert is_told, f"{place}: the deep check does not tell it"
    if any(folder.glob("*.damaged-1")):
        return "the file is set aside"
    assert len(changed) < len(SERVERS), f"{place}: both servers are harmed"
    return "one server is harmed"
