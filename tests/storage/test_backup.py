"""Backups, also of a bot that runs, and restoring them."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.libraries.database_check import check_database
from bot.storage.file.backup import backup, restore
from bot.storage.file.integrity import SIDECARS
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store, open_store
from tests.support.databases import (
    BRIDGE,
    LATEST,
    OTHER,
    PLAIN,
    SERVER,
    STORM,
    another,
    contents,
    count,
    names,
    newer,
    older,
    query,
    spoil,
    texts,
    version,
    write_and_be_killed,
)


async def test_a_backup_of_a_running_bot_is_the_whole_database_in_one_file(filled, copy, tmp_path):
    async with open_store(filled) as store:
        await store.servers.set_settings(OTHER, PLAIN)  # in the log alone
        backup(filled, copy)
        await store.servers.set_settings(OTHER, ServerSettings())  # and goes on
    assert names(tmp_path) == {"data", copy.name}
    assert copy.read_bytes()[18:20] == b"\1\1"  # which is to be read without a log beside it
    restore(tmp_path / "new", copy)
    assert await texts(tmp_path / "new") == [STORM, BRIDGE]
    async with open_store(tmp_path / "new") as store:
        assert (await store.servers.settings(OTHER)).style is Style.PLAIN


async def test_a_backup_has_no_half_of_what_is_written_meanwhile(folder, copy):
    async with open_store(folder) as store:
        writing = asyncio.create_task(write_pairs(store))
        for _ in range(10):
            await asyncio.to_thread(backup, folder, copy, overwrite=True)
            assert count(copy, "servers") == count(copy, "commands")
            assert not writing.done()
        writing.cancel()
    assert count(copy, "servers") > 1


async def write_pairs(store: Store) -> None:
    insert = (
        "INSERT INTO server_settings (server_id, style, direct_messages) VALUES (?, 'card', 1)",
        "INSERT INTO registered_commands VALUES (?, 'hash')",
    )
    number = 0
    while True:
        number += 1
        await store.database.write_all([(statement, (number,)) for statement in insert])


def test_a_file_that_is_there_is_overwritten_only_if_told(filled, copy):
    copy.write_text("mine")
    with pytest.raises(StoreError, match="is there already; --force overwrites it"):
        backup(filled, copy)
    assert copy.read_text() == "mine"
    backup(filled, copy, overwrite=True)
    assert count(copy, "servers") == 1


@pytest.mark.parametrize("ending", ["", *SIDECARS])
async def test_the_database_itself_is_never_overwritten(filled, ending):
    async with open_store(filled):
        before = contents(filled)
        with pytest.raises(StoreError, match="is the database itself"):
            backup(filled, filled / ".." / filled.name / f"{FILE_NAME}{ending}", overwrite=True)
        assert contents(filled) == before


def test_of_no_database_there_is_no_backup(tmp_path, copy):
    with pytest.raises(StoreError, match="there is no such file; VERBATIM_DATA names its folder"):
        backup(tmp_path, copy)
    assert names(tmp_path) == set()


@pytest.mark.parametrize(("name", "why"), [("data", "is a folder"), ("no/file", "cannot be writ")])
def test_a_backup_that_cannot_be_written_is_named(filled, tmp_path, name, why):
    with pytest.raises(StoreError, match=f"{name} {why}"):
        backup(filled, tmp_path / name)
    assert names(tmp_path) == {"data"}


def test_a_damaged_database_leaves_the_last_backup_as_it_is(filled, copy, tmp_path):
    backup(filled, copy)
    before = copy.read_bytes()
    spoil(filled, "votes")
    with pytest.raises(StoreError, match=f"{FILE_NAME} is damaged"):
        backup(filled, copy, overwrite=True)
    assert copy.read_bytes() == before
    assert names(tmp_path) == {"data", copy.name}


async def test_what_was_there_before_is_kept(filled, copy):
    backup(filled, copy)
    for number in (1, 2):
        async with open_store(filled) as store:
            await store.servers.forget(SERVER)
        kept = restore(filled, copy)
        assert kept == filled / f"{FILE_NAME}.before-restore-{number}"
        assert count(kept, "servers") == 0
        assert await texts(filled) == [STORM, BRIDGE]
    assert not check_database(filled).problems


async def test_nothing_is_restored_under_a_running_bot(filled, copy):
    backup(filled, copy)
    async with open_store(filled), open_store(filled):
        before = contents(filled)
        with pytest.raises(StoreError, match=f"a bot is running on the folder {filled}; stop it"):
            restore(filled, copy)
        assert contents(filled) == before
    restore(filled, copy)


async def test_nothing_is_restored_under_another_program(filled, copy):
    backup(filled, copy)
    with closing(sqlite3.connect(filled / FILE_NAME)) as other:
        other.execute("BEGIN").execute("SELECT * FROM votes").fetchone()
        with pytest.raises(StoreError, match="database is locked"):
            restore(filled, copy)
    assert await texts(filled) == [STORM, BRIDGE]


def cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-5000])


def without_a_row_of_an_index(copy: Path) -> None:
    """SQLite's quick check does not find it."""
    with closing(sqlite3.connect(copy)) as database:
        sql = "UPDATE sqlite_schema SET sql = replace(sql, '(url)', '(title)') WHERE name = 'i'"
        database.executescript("CREATE INDEX i ON articles (url); PRAGMA writable_schema = ON")
        database.execute(sql)
        database.commit()


@pytest.mark.parametrize(
    ("spoil_copy", "why"),
    [
        (lambda copy: copy.write_bytes(b""), "is no database of Verbatim"),
        (lambda copy: copy.write_text("a letter " * 999), "is damaged, or no database"),
        (lambda copy: copy.unlink(), "there is no such file"),
        (another, "is no database of Verbatim"),
        (newer, "was written by a newer Verbatim; update this one"),
        (cut, "is damaged"),
        (without_a_row_of_an_index, "is damaged"),
    ],
)
async def test_what_cannot_be_used_is_not_restored(filled, copy, spoil_copy, why):
    backup(filled, copy)
    spoil_copy(copy)
    before = contents(filled)
    with pytest.raises(StoreError, match=why) as caught:
        restore(filled, copy)
    assert copy.name in str(caught.value)
    assert contents(filled) == before


async def test_what_a_kill_left_in_the_log_is_kept_too(filled, copy):
    backup(filled, copy)
    write_and_be_killed(filled)
    assert f"{FILE_NAME}-wal" in names(filled)
    kept = restore(filled, copy)
    assert count(kept, "servers") == 2
    async with open_store(filled) as store:
        assert (await store.servers.settings(1)).style is Style.CARD


async def test_a_log_without_its_database_is_no_part_of_the_restored_one(filled, copy, folder):
    backup(filled, copy)
    write_and_be_killed(filled)
    (folder / FILE_NAME).unlink()
    assert restore(filled, copy) is None
    async with open_store(filled) as store:
        assert await store.servers.settings(1) == ServerSettings()  # which the log had changed


async def test_a_damaged_database_is_kept_with_its_log(filled, copy):
    backup(filled, copy)
    write_and_be_killed(filled)
    (filled / FILE_NAME).write_bytes(b"a letter " * 999)
    before = contents(filled)
    kept = restore(filled, copy)
    for ending in ("", "-wal"):
        assert contents(filled)[kept.name + ending] == before[FILE_NAME + ending]
    assert await texts(filled) == [STORM, BRIDGE]


async def test_where_files_cannot_be_linked_they_are_copied(filled, copy, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError

    backup(filled, copy)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    kept = restore(filled, copy)
    assert count(kept, "servers") == 1


async def test_an_older_backup_is_migrated_when_the_bot_starts(folder, copy):
    older(copy, 4)
    restore(folder, copy)
    async with open_store(folder) as store:
        assert (await store.servers.settings(SERVER)).style is Style.PLAIN
    assert version(folder) == LATEST


def bot(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        env={"PATH": "", "VERBATIM_DATA": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


def test_the_commands_say_what_they_did(filled, copy):
    assert copy.name in (done := bot(filled, "backup", copy)).stdout, done.stderr
    assert (
        bot(filled, "restore", copy)
        .stdout.splitlines()[1]
        .startswith(f"{filled / FILE_NAME}.before-restore-1: ")
    )
    deep = bot(filled, "check", "--deep")
    assert (deep.returncode, deep.stderr) == (0, "")
    assert deep.stdout.splitlines()[-1] == "database: 2 articles of 2 servers"


def test_the_commands_end_with_status_2(filled, copy, tmp_path):
    query(filled, "UPDATE parts SET content = x'00' WHERE content = CAST('index' AS BLOB)")
    copy.touch()
    for arguments in (["backup", copy], ["restore", copy], ["check", "--deep"]):
        done = bot(filled, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("verbatim: ")
        assert len(done.stderr.splitlines()) == 1
    assert bot(tmp_path / "none", "check", "--deep").returncode == 0
