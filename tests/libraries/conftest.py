"""A library with little room."""

import pytest

from bot.libraries.server_library import ServerLibrary
from bot.storage.store import open_store


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def library(seed, store):
    return ServerLibrary(seed, store.articles, max_articles=3, max_bytes=200)
