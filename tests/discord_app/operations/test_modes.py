"""Who may read what the bot writes: whoever runs it, and no other user of the machine."""

import os
import stat
import sys
from pathlib import Path

import pytest

from bot.core.loading import load_collection
from bot.discord_app.operations.health import health_file
from bot.libraries.export import write_archive
from bot.libraries.server_articles import ServerArticles
from bot.storage.file.backup import backup, restore
from bot.storage.file.schema import FILE_NAME
from bot.storage.store import open_store
from tests.conftest import CORPUS
from tests.support.bots import make_bot
from tests.support.databases import TODAY, open_and_close, spoil
from tests.support.drafts import draft

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture(autouse=True)
def open_umask():
    """Close nothing by chance: the umask of the machine may be stricter."""
    before = os.umask(0)
    yield
    os.umask(before)


def readable_by_others(folder: Path) -> list[str]:
    paths = [folder, *folder.rglob("*")]
    return [f"{path}" for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


async def test_all_that_is_written_is_private(seed, tmp_path, monkeypatch):
    """The health file and exports were forgotten when the database was closed to others."""
    monkeypatch.setattr("bot.core.index.cache.MIN_CACHED_ARTICLES", 1)
    data = tmp_path / "new" / "data"
    load_collection(CORPUS, cache=data / "index" / "0")
    async with open_store(data) as store:
        bot = make_bot(seed, store)
        articles = ServerArticles(bot.library, 1, TODAY)
        await articles.add([draft("The storm closed the port of Strelsau.")])
        async with health_file(bot, data / "state" / "health"):
            assert readable_by_others(data) == []
        backup(data, data / "copy.sqlite3")
        write_archive([], data / "export.zip")
    restore(data, data / "copy.sqlite3")
    spoil(data, "votes")
    await open_and_close(data)
    names = {path.name for path in data.rglob("*")}
    assert {f"{FILE_NAME}.damaged-1", f"{FILE_NAME}.before-restore-1", "export.zip"} <= names
    assert len(list((data / "index").rglob("*.part"))) == 1
    assert readable_by_others(data) == []


async def test_the_health_file_is_private_while_it_is_touched(seed, store, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.discord_app.operations.health._remove", lambda file: None)
    file = tmp_path / "state" / "health"
    async with health_file(make_bot(seed, store), file):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
