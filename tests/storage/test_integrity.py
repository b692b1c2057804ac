"""Damage: a damaged file is set aside, and nothing else is."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.libraries.server_library import ServerLibrary
from bot.storage.file import integrity
from bot.storage.file.backup import backup
from bot.storage.file.integrity import SIDECARS
from bot.storage.file.schema import FILE_NAME
from bot.storage.store import open_store
from tests.builders import collection
from tests.support.databases import (
    BRIDGE,
    PLAIN,
    SERVER,
    STORM,
    contents,
    names,
    newer,
    open_and_close,
    overwritten,
    query,
    spoil,
    texts,
    write_and_be_killed,
)


def without_a_header(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)


def without_a_schema(folder: Path) -> None:
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3_000)


def truncated(folder: Path) -> None:
    with (folder / FILE_NAME).open("r+b") as file:
        file.truncate(9_000)


def with_a_malformed_page(folder: Path) -> None:
    spoil(folder, "originals")


DAMAGE = [overwritten, without_a_header, without_a_schema, truncated, with_a_malformed_page]


@pytest.mark.parametrize("do_damage", DAMAGE)
async def test_a_damaged_file_is_set_aside_and_the_bot_starts(filled, do_damage, caplog):
    for number in (1, 2):
        do_damage(filled)
        before = contents(filled)[FILE_NAME]
        async with open_store(filled) as store:
            await store.servers.set_settings(SERVER, PLAIN)
        aside = f"{FILE_NAME}.damaged-{number}"
        assert contents(filled)[aside] == before
        told, *_ = [record.getMessage() for record in caplog.records]
        caplog.clear()
        assert str(filled / aside) in told
        assert "python -m bot restore FILE" in told
    there = {name for name in names(filled) if not name.endswith(SIDECARS)}
    assert there == {FILE_NAME, *(f"{FILE_NAME}.damaged-{number}" for number in (1, 2))}


async def test_the_log_of_a_damaged_file_goes_with_it(filled):
    write_and_be_killed(filled)
    overwritten(filled)
    before = contents(filled)
    await open_and_close(filled)
    aside = f"{FILE_NAME}.damaged-1"
    assert contents(filled)[f"{aside}-wal"] == before[f"{FILE_NAME}-wal"]
    assert names(filled) == {FILE_NAME, aside, f"{aside}-wal", f"{aside}-shm"}


async def test_of_many_that_start_on_a_damaged_file_one_sets_it_aside(filled):
    overwritten(filled)
    opening = (open_and_close(filled) for _ in range(8))
    assert await asyncio.gather(*opening, return_exceptions=True) == [None] * 8
    assert names(filled) == {FILE_NAME, f"{FILE_NAME}.damaged-1"}


async def test_a_damaged_file_that_another_uses_is_left_to_it(filled):
    async with open_store(filled):
        overwritten(filled)
        with pytest.raises(StoreError, match=r"is damaged \(.*\), and a bot is running"):
            await open_and_close(filled)
        assert FILE_NAME in names(filled)
        assert not any("damaged" in name for name in names(filled))


async def test_of_a_large_file_the_pages_of_articles_are_not_all_read(filled, monkeypatch):
    for name in ("_MAX_BYTES_CHECKED_WITH_INDEXES", "_MAX_BYTES_CHECKED_WHOLE"):
        monkeypatch.setattr(integrity, name, 0)
    spoil(filled, "originals")
    assert await texts(filled) == [STORM, BRIDGE]
    spoil(filled, "server_settings")
    assert await texts(filled) == [STORM, BRIDGE]
    assert f"{FILE_NAME}.damaged-1" in names(filled)


async def test_a_newer_file_is_refused_and_not_set_aside(filled):
    newer(filled / FILE_NAME)
    with pytest.raises(StoreError, match="was written by a newer Verbatim; update this one"):
        await open_and_close(filled)
    assert names(filled) == {FILE_NAME}


@pytest.mark.parametrize(
    ("code", "is_damage"),
    [
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_CORRUPT_INDEX, True),
        (sqlite3.SQLITE_NOTADB, True),
        (sqlite3.SQLITE_BUSY, False),  # another uses it
        (sqlite3.SQLITE_BUSY_RECOVERY, False),
        (sqlite3.SQLITE_PERM, False),
        (sqlite3.SQLITE_READONLY, False),
        (sqlite3.SQLITE_CANTOPEN, False),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR, False),  # the disk fails, and would under another name
        (sqlite3.SQLITE_IOERR_CORRUPTFS, False),
        (sqlite3.SQLITE_ERROR, False),
        (sqlite3.SQLITE_SCHEMA, False),
    ],
)
def test_damage_is_what_no_other_start_would_mend(code, is_damage):
    error = sqlite3.DatabaseError()
    error.sqlite_errorcode = code
    assert integrity.is_damage(error) is is_damage


async def test_a_row_that_breaks_a_rule_keeps_the_others_neither_from_use_nor_a_backup(
    filled, copy
):
    with closing(sqlite3.connect(filled / FILE_NAME)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE server_settings SET style = 'neither'")
        database.commit()
    assert await texts(filled) == [STORM, BRIDGE]
    backup(filled, copy)


async def test_an_sqlite_that_is_too_old_takes_no_file_for_damaged(filled, monkeypatch):
    before = contents(filled)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"too old; it must be 3\.37 or newer"):
        await open_and_close(filled)
    assert contents(filled) == before


async def test_an_article_is_not_quoted_from_a_file_that_is_damaged_meanwhile(
    filled, tmp_path, caplog
):
    ferry = collection(tmp_path / "corpus", {"a.txt": "The ferry line was opened on Tuesday."})
    async with open_store(filled) as store:
        answers = await ServerLibrary(ferry, store.articles).collection(SERVER)
        await store.database.wipe()
        overwritten(filled)
        answer = answers.ask("What closed the port of Strelsau?")
        assert STORM not in [quote.text for quote in answer.quotes]
        assert answer.changed_articles
        assert answers.ask("When was the ferry line opened?").is_answered
    assert f"{FILE_NAME} is damaged: stop the bot" in caplog.text


async def test_a_damaged_text_keeps_no_other_back(filled, seed):
    query(filled, "UPDATE articles SET server_id = 2")
    query(filled, "UPDATE articles SET text = CAST(x'80ff' AS TEXT) WHERE text LIKE '%storm%'")
    assert await texts(filled) == [BRIDGE]
