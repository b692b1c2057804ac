"""A page of the database is damaged: what the other pages have is still there after the start.

The whole file used to be set aside, so that every server lost its articles to the page of one.
"""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.core.collection import Collection
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.feeds import Check
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import NO_CHANNEL, ServerSettings
from bot.storage.store import open_store
from tests.support.databases import TODAY, overwritten, query, spoil, write_and_be_killed
from tests.support.drafts import draft

SERVERS = range(1_000_000_000_000_000_001, 1_000_000_000_000_000_013)
CASES = 60
KINDS = ("flip bytes", "zero", "noise", "truncate", "schema", "swap")


def limited(server: int) -> ServerSettings:
    return ServerSettings(channels=frozenset({server + 1, server + 2}), direct_messages=False)


def article_of(server: int, number: int) -> str:
    port = f"Port{server % 100}x{number}"
    return f"{port} reports\n\nThe storm closed the port of {port}. {'It was cold there. ' * 60}"


async def fill(folder: Path, shared: Collection) -> None:
    async with open_store(folder) as store:
        library = ServerLibrary(shared, store.articles)
        for server in SERVERS:
            await store.servers.set_settings(server, limited(server))
            drafts = [
                draft(text, original=Original("a.txt", text.encode() * 4))
                for text in (article_of(server, number) for number in range(4))
            ]
            await ServerArticles(library, server, TODAY).add(drafts)
            feed = await store.feeds.add(server, f"https://example.org/{server}", 0, TODAY)
            entries = [f"{server} {number}" for number in range(20)]
            await store.feeds.set_checked(feed, Check("News", "e", None, entries), 9, TODAY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, seed) -> bytes:
    """Return the file of twelve servers with articles, feeds and limits to channels."""
    folder = tmp_path_factory.mktemp("whole")
    asyncio.run(fill(folder, seed))
    return (folder / FILE_NAME).read_bytes()


def page_size(content: bytes) -> int:
    return int.from_bytes(content[16:18], "big")


def hurt(content: bytes, kind: str, random: Random) -> bytes:
    """Damage a page, or cut the last third off."""
    size, damaged = page_size(content), bytearray(content)
    page = random.randrange(1, len(content) // size)
    start = 0 if kind == "schema" else page * size
    if kind == "truncate":
        return content[: len(content) * 2 // 3]
    if kind == "zero":
        damaged[start : start + size] = bytes(size)
    elif kind == "noise":
        damaged[start : start + size] = random.randbytes(size)
    elif kind == "swap":
        other = random.randrange(1, len(content) // size) * size
        damaged[start : start + size] = content[other : other + size]
    else:
        first = start + 100 if kind == "schema" else start
        for place in random.sample(range(first, start + size), 20):
            damaged[place] ^= 1 << random.randrange(8)
    return bytes(damaged)


async def texts_of_all(folder: Path) -> dict[int, set[str]]:
    async with open_store(folder) as store:
        return {
            server: set((await store.articles.texts_and_segments(server))[0].values())
            for server in SERVERS
        }


@pytest.mark.parametrize("kind", KINDS)
async def test_the_pages_that_are_whole_are_all_used(kind, whole, tmp_path_factory, caplog):
    caplog.set_level(logging.CRITICAL)
    right = {server: {article_of(server, number) for number in range(4)} for server in SERVERS}
    for number in range(1 if kind == "truncate" else CASES // 5):
        random, folder = Random(f"{kind} {number}"), tmp_path_factory.mktemp("hurt")
        (folder / FILE_NAME).write_bytes(hurt(whole, kind, random))
        texts = await texts_of_all(folder)
        losing = {server for server in SERVERS if texts[server] != right[server]}
        assert all(texts[server] <= right[server] for server in SERVERS), "a wrong text"
        if kind == "truncate":
            assert losing < set(SERVERS), "nobody keeps anything"
        else:
            assert len(losing) <= 4, f"{kind} {number}: one page is the loss of {len(losing)}"
        await assert_limited(folder)


async def assert_limited(folder: Path) -> None:
    """Fail if a server's limit to channels, or its refusal of direct messages, has lapsed."""
    async with open_store(folder) as store:
        forbidding = await store.servers.without_direct_messages()
        for server in SERVERS:
            settings = await store.servers.settings(server)
            assert settings.channels
            assert settings.channels <= limited(server).channels | {NO_CHANNEL}
            assert not settings.direct_messages
            assert server in forbidding or await store.servers.are_lost([server])


async def test_a_server_that_loses_something_is_named(whole, tmp_path, caplog):
    (tmp_path / FILE_NAME).write_bytes(whole)
    leaf = leaf_of(tmp_path, "articles", 5)
    content = bytearray(whole)
    content[leaf : leaf + page_size(whole)] = bytes(page_size(whole))
    (tmp_path / FILE_NAME).write_bytes(content)
    texts = await texts_of_all(tmp_path)
    losing = {server for server in SERVERS if len(texts[server]) < 4}
    named = {
        record.fields["server"]
        for record in caplog.records
        if "lost with the damaged database: articles" in record.getMessage()
    }
    assert losing
    assert named == losing


def leaf_of(folder: Path, table: str, number: int) -> int:
    """Return where a leaf of a table begins: its interior root has their numbers."""
    [(root,)] = query(folder, f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")
    content = (folder / FILE_NAME).read_bytes()
    size = page_size(content)
    page = content[(root - 1) * size : root * size]
    assert page[0] == 5, "the root is no interior page"
    cell = int.from_bytes(page[12 + 2 * number : 14 + 2 * number], "big")
    return (int.from_bytes(page[cell : cell + 4], "big") - 1) * size


async def test_what_was_committed_to_the_log_is_salvaged_too(tmp_path):
    write_and_be_killed(tmp_path)
    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as reader:
        reader.execute("PRAGMA query_only = ON")
    async with open_store(tmp_path) as store:
        await store.feeds.add(1, "https://example.org", 0, TODAY)
    write_and_be_killed(tmp_path)
    spoil(tmp_path, "feeds_by_next_check")
    async with open_store(tmp_path) as store:
        assert not (await store.servers.settings(1)).direct_messages
        assert [feed.url for feed in await store.feeds.of_server(1)] == ["https://example.org"]


async def test_where_nothing_can_be_read_every_server_is_closed_until_a_moderator_chooses(
    filled, caplog
):
    overwritten(filled)
    for _ in range(2):
        async with open_store(filled) as store:
            for server in (5, 6):
                assert (await store.servers.settings(server)).are_lost
            assert await store.servers.are_lost([5])
    async with open_store(filled) as store:
        await store.servers.change(5, channels=frozenset())
        assert not (await store.servers.settings(5)).channels
        assert not await store.servers.are_lost([5])
        assert (await store.servers.settings(6)).are_lost
        await store.servers.welcome(7)
        assert await store.servers.settings(7) == ServerSettings()
        assert await store.servers.ids() == {5, 7}
    assert "nothing is answered until a moderator uses /config" in caplog.text


async def test_deleted_articles_do_not_come_back(filled, seed):
    async with open_store(filled) as store:
        for server in await store.servers.ids():
            await store.servers.forget(server)
    spoil(filled, "votes")
    async with open_store(filled) as store:
        assert await store.servers.ids() == set()


@pytest.mark.parametrize("version", [0, 3, 6])
async def test_a_version_that_has_changed_is_damage(filled, version):
    query(filled, f"PRAGMA user_version = {version}")
    async with open_store(filled) as store:
        assert len(await store.servers.ids()) == 2
    assert (filled / f"{FILE_NAME}.damaged-1").exists()
