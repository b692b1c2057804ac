"""Who may read the files: keys and logged questions were open to every user of the machine."""

import stat
import sys
from pathlib import Path

import pytest

from bot.storage.file.backup import backup, restore
from bot.storage.file.schema import FILE_NAME
from bot.storage.store import open_store
from tests.support.databases import open_and_close, overwritten

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def modes(folder: Path) -> dict[str, int]:
    paths = [folder, *folder.rglob("*")]
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}


def assert_private(folder: Path) -> None:
    for name, mode in modes(folder).items():
        assert mode & 0o077 == 0, f"{name} has the mode {mode:o}"


async def test_all_that_is_written_is_readable_by_this_user_only(tmp_path):
    folder, copy = tmp_path / "data", tmp_path / "copy.sqlite3"
    async with open_store(folder):
        assert_private(folder)
        backup(folder, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restore(folder, copy)
    overwritten(folder)
    await open_and_close(folder)
    assert {f"{FILE_NAME}.damaged-1", f"{FILE_NAME}.before-restore-1"} <= modes(folder).keys()
    assert_private(folder)


async def test_older_files_are_mended_at_the_start_which_is_logged_once(tmp_path, caplog):
    folder = tmp_path / "data"
    await open_and_close(folder)
    cached = folder / "index" / "0" / "1.part"
    cached.parent.mkdir(parents=True)
    cached.touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    for _ in range(2):
        await open_and_close(folder)
        assert_private(folder)
    [message] = [record.getMessage() for record in caplog.records]
    assert "other users could read the data folder" in message
