"""The log of unanswered questions."""

from datetime import date

import pytest

from bot.storage import unanswered
from bot.storage.store import open_store

SERVER, OTHER, ANNA = 1_000_000_000_000_000_001, 2, 1_000_000_000_000_000_003
TODAY = date(2025, 5, 15)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        await store.servers.change(SERVER, question_log=True)
        yield store


async def test_a_question_is_kept_only_where_the_log_is_on(store):
    await store.unanswered.add(OTHER, "anna", "Who?", TODAY)
    assert await store.unanswered.of_server(OTHER, TODAY) == []


async def test_a_log_has_an_end(store, monkeypatch):
    monkeypatch.setattr(unanswered, "_MAX_QUESTIONS", 3)
    for number in range(5):
        await store.unanswered.add(SERVER, "anna", f"{number}?", TODAY)
    assert await store.unanswered.of_server(SERVER, TODAY) == ["4?", "3?", "2?"]
