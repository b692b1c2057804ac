"""A folder with a database, and what tests of storage share."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.articles import ArticleChange
from bot.storage.store import open_store
from tests.support.databases import BRIDGE, OTHER, PLAIN, SERVER, STORM, TODAY
from tests.support.drafts import draft


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def copy(tmp_path) -> Path:
    return tmp_path / "backup.sqlite3"


@pytest.fixture
async def filled(folder, seed) -> Path:
    """Return a folder whose database has an article of each of two servers, and is closed."""
    async with open_store(folder) as store:
        library = ServerLibrary(seed, store.articles)
        for server, text in ((SERVER, STORM), (OTHER, BRIDGE)):
            incoming = draft(text, original=Original("a.txt", text.encode()))
            await ServerArticles(library, server, TODAY).add([incoming])
        await store.articles.commit(SERVER, ArticleChange(new_segments=(b"index",)), TODAY)
        await store.servers.set_settings(SERVER, PLAIN)
    return folder


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
