"""The database, on a real SQLite file: what is committed survives."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store, open_store
from tests.support.databases import open_and_close, query, write_and_be_killed

SERVER, OTHER, APPLICATION = 1_000_000_000_000_000_001, 2, 3  # ids of Discord have 64 bits
PLAIN = ServerSettings(
    Style.PLAIN,
    direct_messages=False,
    direct_articles=True,
    channels=frozenset({SERVER + 1, 5}),
    listening=frozenset({5}),
    threads=True,
    private=True,
    feedback=False,
    language="uk",
    question_log=True,
)


async def test_what_is_kept_is_there_after_opening_again(tmp_path):
    async with open_store(tmp_path) as store:
        await store.servers.set_settings(SERVER, PLAIN)
        await store.set_registered_commands(APPLICATION, "hash")
    async with open_store(tmp_path) as store:
        assert await store.servers.settings(SERVER) == PLAIN
        assert await store.registered_commands(APPLICATION) == "hash"


async def test_the_folder_is_made(tmp_path):
    await open_and_close(tmp_path / "deep" / "data")
    assert (tmp_path / "deep" / "data" / FILE_NAME).is_file()


async def test_there_is_a_write_ahead_log(store, tmp_path):
    assert query(tmp_path, "PRAGMA journal_mode") == [("wal",)]


async def test_a_write_is_committed_when_it_returns(store, tmp_path):
    await store.servers.set_settings(SERVER, PLAIN)
    assert query(tmp_path, "SELECT server_id, style FROM server_settings") == [(SERVER, "plain")]


async def test_a_write_of_many_statements_is_done_whole_or_not_at_all(store, tmp_path):
    insert = "INSERT INTO server_channels VALUES (?, ?, ?)"
    with pytest.raises(StoreError, match="CHECK constraint failed"):
        await store.database.write_all([(insert, (1, 2, "answers")), (insert, (1, 3, "nonsense"))])
    assert query(tmp_path, "SELECT * FROM server_channels") == []
    await store.database.write(insert, 1, 2, "answers")
    assert len(query(tmp_path, "SELECT * FROM server_channels")) == 1


async def test_no_original_is_kept_without_its_article(store):
    with pytest.raises(StoreError, match="FOREIGN KEY constraint failed"):
        await store.database.write(
            "INSERT INTO originals VALUES (1, 'a.txt', 'a.pdf', x'00', NULL)"
        )


async def test_nothing_deleted_is_left_in_the_files(store, tmp_path):
    """SQLite leaves what it deletes on its pages and in its log, unless told to wipe it."""
    await store.servers.set_settings(SERVER, replace(PLAIN, language="a-secret-word"))
    await store.servers.forget(SERVER)
    await store.database.wipe()
    kept = [file.read_bytes() for file in tmp_path.iterdir()]
    assert any(b"server_settings" in content for content in kept)
    assert not any(b"a-secret-word" in content for content in kept)


async def test_two_bots_can_share_a_file(store, tmp_path):
    async with open_store(tmp_path) as other:
        await store.servers.set_settings(SERVER, PLAIN)
        await other.servers.set_settings(OTHER, PLAIN)
        assert await store.servers.settings(OTHER) == await other.servers.settings(SERVER) == PLAIN


async def test_the_error_of_who_uses_it_is_not_taken_for_its_own(tmp_path):
    with pytest.raises(sqlite3.OperationalError, match="mine"):
        async with open_store(tmp_path):
            raise sqlite3.OperationalError("mine")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
async def test_a_write_survives_kill_9(tmp_path):
    assert write_and_be_killed(tmp_path) == -signal.SIGKILL
    async with open_store(tmp_path) as store:
        assert (await store.servers.settings(1)).style is Style.PLAIN
    assert query(tmp_path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError, match=r"VERBATIM_DATA: .*: Is a directory"):
        await open_and_close(tmp_path)


@pytest.mark.parametrize("name", ["file", "file/data"])
async def test_a_folder_that_cannot_be_made_is_named_with_its_setting(tmp_path, name):
    """It holds for root too, who may write everywhere."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=f"VERBATIM_DATA: .*{name}(: | is not a folder)"):
        await open_and_close(tmp_path / name)


async def test_a_folder_without_leave_to_write_is_named(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    if can_write(folder):
        pytest.skip("root may write everywhere")
    with pytest.raises(StoreError, match=r"VERBATIM_DATA: .*: Permission denied"):
        await open_and_close(folder)


def can_write(folder: Path) -> bool:
    try:
        (folder / "try").touch()
    except PermissionError:
        return False
    return True


async def test_where_the_disk_is_full_nothing_kept_is_lost_and_it_goes_on_later(store, tmp_path):
    await store.database._connection.execute("PRAGMA max_page_count = 30")
    kept: list[int] = []
    with pytest.raises(StoreError, match="the database cannot be used: database or disk is full"):
        await fill(store, kept)
    assert await store.servers.without_direct_messages() == kept
    await store.database._connection.execute("PRAGMA max_page_count = 1000")
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(SERVER) == PLAIN
    assert query(tmp_path, "PRAGMA integrity_check") == [("ok",)]


async def fill(store: Store, kept: list[int]) -> None:
    for server in range(10_000):
        await store.servers.set_settings(server, PLAIN)
        kept.append(server)


async def test_who_reads_does_not_wait_for_a_lock_and_who_writes_not_for_long(store, tmp_path):
    await store.servers.set_settings(SERVER, PLAIN)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(store.servers.set_settings(OTHER, PLAIN))
        await asyncio.sleep(0)
        assert await store.servers.settings(SERVER) == PLAIN
        assert not writing.done()
        with pytest.raises(StoreError, match="database is locked"):
            await writing
    await store.servers.set_settings(OTHER, PLAIN)
    assert await store.servers.without_direct_messages() == [OTHER, SERVER]


async def test_a_lock_of_a_moment_is_waited_for(store, tmp_path):
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(store.servers.set_settings(OTHER, PLAIN))
        await asyncio.sleep(0.05)
        other.execute("COMMIT")
        await writing
    assert await store.servers.settings(OTHER) == PLAIN


async def test_who_waits_for_a_locked_file_waits_no_longer_than_the_first(store, tmp_path):
    """Each used to wait for its own two seconds in turn, the last far longer than Discord does."""
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tries = (store.servers.set_settings(server, PLAIN) for server in range(5))
        async with asyncio.timeout(8):  # one turn takes two seconds, five take ten
            failed = await asyncio.gather(*tries, return_exceptions=True)
    assert {str(error) for error in failed} == {"the database cannot be used: database is locked"}
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(SERVER) == PLAIN
