"""Migrations: each file is brought to the newest version, and kept as it was."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import Style
from bot.storage.store import Store, open_store
from tests.support.databases import LATEST, SERVER, names, older, open_and_close, query, version


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


@pytest.mark.parametrize("number", range(1, LATEST))
async def test_a_file_is_kept_as_it_was_before_it_is_migrated(folder, number):
    older(folder / FILE_NAME, number)
    async with open_store(folder) as store:
        assert (await store.servers.settings(SERVER)).style is Style.PLAIN
    assert version(folder) == LATEST
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-{number}"}
    (folder / f"{FILE_NAME}.version-{number}").replace(folder / FILE_NAME)
    assert version(folder) == number
    assert query(folder, "SELECT server_id, style FROM server_settings") == [(SERVER, "plain")]


async def test_a_new_file_is_no_older_one(folder):
    await open_and_close(folder)
    await open_and_close(folder)
    assert names(folder) == {FILE_NAME}


async def test_a_migration_that_fails_leaves_the_older_file_as_it_was(folder):
    older(folder / FILE_NAME, 4)
    query(folder, "CREATE TABLE feeds (mine)")  # in the way of the last script's last tables
    for _ in range(2):
        with pytest.raises(StoreError, match="feeds already exists"):
            await open_and_close(folder)
        assert version(folder) == 4
        assert query(folder, "SELECT style FROM server_settings") == [("plain",)]
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-4"}
    query(folder, "DROP TABLE feeds")
    await open_and_close(folder)
    assert version(folder) == LATEST


async def test_nothing_is_migrated_that_cannot_be_kept(folder):
    older(folder / FILE_NAME, 4)
    (folder / f"{FILE_NAME}.version-4").mkdir()
    with pytest.raises(StoreError, match="version-4 cannot be written"):
        await open_and_close(folder)
    assert version(folder) == 4


async def test_many_may_open_an_older_file_at_once(folder):
    older(folder / FILE_NAME, 4)
    opening = (open_and_close(folder) for _ in range(8))
    assert await asyncio.gather(*opening, return_exceptions=True) == [None] * 8
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-4"}
