"""Store: what is kept survives, on a real SQLite file."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store, open_store

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


@pytest.fixture(autouse=True)
async def workers_end_before_their_loop():
    """Wait for them: aiosqlite does not where it could not open the file, and they then raise."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        yield store


def query(folder: Path, sql: str) -> list[tuple]:
    """Ask the file itself, past the store."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        rows = database.execute(sql).fetchall()
        database.commit()
        return rows


async def open_and_close(folder: Path) -> None:
    async with open_store(folder):
        pass


# --- Servers


async def test_a_server_without_settings_has_the_defaults(store):
    settings = await store.servers.settings(SERVER)
    assert settings == ServerSettings(style=Style.CARD, direct_messages=True)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("direct_messages", [True, False])
async def test_settings_are_kept(store, style, direct_messages):
    settings = ServerSettings(style, direct_messages)
    await store.servers.set_settings(SERVER, settings)
    assert await store.servers.settings(SERVER) == settings


async def test_every_setting_is_kept(store):
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(SERVER) == PLAIN
    defaults = ServerSettings()
    for name in ServerSettings.__dataclass_fields__:
        assert getattr(PLAIN, name) != getattr(defaults, name)


async def test_the_last_settings_count(store):
    await store.servers.set_settings(SERVER, PLAIN)
    await store.servers.set_settings(SERVER, ServerSettings())
    assert await store.servers.settings(SERVER) == ServerSettings()


async def test_the_settings_of_a_server_are_its_own(store):
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(OTHER) == ServerSettings()


async def test_a_forgotten_server_has_the_defaults(store):
    await store.servers.set_settings(SERVER, PLAIN)
    await store.servers.forget(SERVER)
    assert await store.servers.settings(SERVER) == ServerSettings()


async def test_forgetting_a_server_forgets_no_other(store):
    await store.servers.set_settings(OTHER, PLAIN)
    await store.servers.forget(SERVER)
    assert await store.servers.settings(OTHER) == PLAIN


async def test_servers_without_direct_messages_come_in_order(store):
    for server in (SERVER, OTHER):
        await store.servers.set_settings(server, PLAIN)
    await store.servers.set_settings(APPLICATION, ServerSettings(Style.PLAIN))
    assert await store.servers.without_direct_messages() == [OTHER, SERVER]


async def test_at_first_no_server_is_without_direct_messages(store):
    assert await store.servers.without_direct_messages() == []


async def test_many_writes_at_once_are_all_kept(store):
    servers = range(20)
    await asyncio.gather(*(store.servers.set_settings(server, PLAIN) for server in servers))
    assert await store.servers.without_direct_messages() == list(servers)


# --- Commands


async def test_at_first_no_commands_are_registered(store):
    assert await store.registered_commands(APPLICATION) is None


async def test_the_last_commands_count(store):
    for commands_hash in ("old", "new"):
        await store.set_registered_commands(APPLICATION, commands_hash)
    assert await store.registered_commands(APPLICATION) == "new"


async def test_the_commands_of_an_application_are_its_own(store):
    await store.set_registered_commands(APPLICATION, "hash")
    assert await store.registered_commands(OTHER) is None


# --- The file


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
        await store.database.write("INSERT INTO originals VALUES (1, 'a.txt', 'a.pdf', x'00')")


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


_WRITER = """
import asyncio, sys
from pathlib import Path
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import open_store
async def write():
    async with open_store(Path(sys.argv[1])) as store:
        await store.servers.set_settings(1, ServerSettings(Style.PLAIN, direct_messages=False))
        print("done", flush=True)
        sys.stdin.read()
asyncio.run(write())
"""


def write_and_be_killed(folder: Path) -> int:
    """Write from another process, which waits for more and is killed; return its status."""
    command = [sys.executable, "-c", _WRITER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline().strip() == b"done"
        writer.kill()
    return writer.returncode


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
async def test_a_write_survives_kill_9(tmp_path):
    assert write_and_be_killed(tmp_path) == -signal.SIGKILL
    async with open_store(tmp_path) as store:
        assert (await store.servers.settings(1)).style is Style.PLAIN
    assert query(tmp_path, "PRAGMA integrity_check") == [("ok",)]


# --- Migrations


def version(folder: Path) -> int:
    return query(folder, "PRAGMA user_version")[0][0]


def scripts() -> int:
    return len(list(Path(sys.modules[Store.__module__].__file__).parent.glob("migrations/*.sql")))


async def test_a_new_file_has_every_migration(tmp_path):
    await open_and_close(tmp_path)
    assert version(tmp_path) == scripts() > 0


async def test_opening_again_changes_nothing(tmp_path):
    await open_and_close(tmp_path)
    tables = query(tmp_path, "SELECT sql FROM sqlite_schema")
    await open_and_close(tmp_path)
    assert query(tmp_path, "SELECT sql FROM sqlite_schema") == tables
    assert version(tmp_path) == scripts()


async def test_an_empty_file_is_a_new_one(tmp_path):
    (tmp_path / FILE_NAME).touch()
    await open_and_close(tmp_path)
    assert version(tmp_path) == scripts()


async def test_migrations_are_numbered_without_a_gap(store):
    names = sorted(Path(sys.modules[Store.__module__].__file__).parent.glob("migrations/*.sql"))
    assert [int(name.name[:3]) for name in names] == list(range(1, len(names) + 1))


async def test_many_may_open_a_new_file_at_once(tmp_path):
    """Each sees an old version before it has the lock, and must look again when it has it."""
    for name in "abcde":
        opening = (open_and_close(tmp_path / name) for _ in range(8))
        assert await asyncio.gather(*opening, return_exceptions=True) == [None] * 8
        assert version(tmp_path / name) == scripts()


async def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path):
    """A table of its name is in the way of the second of the first script."""
    query(tmp_path, "CREATE TABLE registered_commands (mine)")
    with pytest.raises(StoreError, match="registered_commands already exists"):
        await open_and_close(tmp_path)
    assert version(tmp_path) == 0
    assert query(tmp_path, "SELECT name FROM sqlite_schema") == [("registered_commands",)]


async def test_a_newer_file_is_refused_in_words_and_left_alone(tmp_path):
    await open_and_close(tmp_path)
    query(tmp_path, f"PRAGMA user_version = {scripts() + 1}")
    with pytest.raises(
        StoreError, match="was written by a newer Verbatim; update this one"
    ) as caught:
        await open_and_close(tmp_path)
    assert FILE_NAME in str(caught.value)
    assert version(tmp_path) == scripts() + 1


# --- What is in the way


async def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError, match=r"VERBATIM_DATA: .*: Is a directory"):
        await open_and_close(tmp_path)


@pytest.mark.parametrize("name", ["file", "file/data"])
async def test_a_folder_that_cannot_be_made_is_named_with_its_setting(tmp_path, name):
    """It holds for root too, who may write everywhere."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=f"VERBATIM_DATA: .*{name}: "):
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


# --- What comes in the way while it is open


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
