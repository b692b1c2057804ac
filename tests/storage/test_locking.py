"""Locks of the data folder."""

from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.file.locking import LOCK_NAME, lock_folder
from tests.support.databases import open_and_close


async def test_no_bot_starts_while_a_backup_is_restored(filled, monkeypatch):
    with (
        lock_folder(filled, exclusive=True),
        monkeypatch.context() as impatient,
    ):
        impatient.setattr("bot.storage.database.lock_folder", no_wait)
        with pytest.raises(StoreError, match="a restore is going on"):
            await open_and_close(filled)
    await open_and_close(filled)


def no_wait(folder: Path):
    return lock_folder(folder, wait_seconds=0)


def is_refused(folder: Path, *, exclusive: bool) -> bool:
    try:
        with lock_folder(folder, exclusive=exclusive, wait_seconds=0):
            return False
    except StoreError:
        return True


def test_a_folder_can_be_shared_but_not_while_one_has_it_alone(tmp_path):
    with lock_folder(tmp_path):
        assert not is_refused(tmp_path, exclusive=False)
        assert is_refused(tmp_path, exclusive=True)
    with lock_folder(tmp_path, exclusive=True):
        assert is_refused(tmp_path, exclusive=False)
        assert is_refused(tmp_path, exclusive=True)
    assert not is_refused(tmp_path, exclusive=True)
    assert (tmp_path / LOCK_NAME).read_bytes() == b""


def test_a_lock_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / LOCK_NAME).write_bytes(b"a letter " * 999)
    with pytest.raises(StoreError, match=f"{LOCK_NAME} cannot be used"), lock_folder(tmp_path):
        pass
