"""All tables together: rows about a member or a server are forgotten everywhere."""

from datetime import date

import pytest

from bot.original import Original
from bot.storage.articles import ArticleChange, NewArticle
from bot.storage.store import open_store
from bot.storage.votes import Vote

SERVER, OTHER, ANNA = 1_000_000_000_000_000_001, 2, 1_000_000_000_000_000_003
TODAY = date(2025, 5, 15)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        await store.servers.change(SERVER, question_log=True)
        yield store


async def test_what_is_kept_of_one_member_is_forgotten_and_no_more(store):
    anna = await store.pseudonyms.current(ANNA, TODAY)
    await store.unanswered.add(SERVER, anna, "Who?", TODAY)
    await store.unanswered.add(SERVER, "boris", "Where?", TODAY)
    await store.votes.set(Vote(7, anna, SERVER, TODAY, helpful=False, reason="Too vague."))
    await store.votes.set(Vote(7, "boris", SERVER, TODAY, helpful=True))
    kept = await store.data_of_member(ANNA)
    assert [entry["question"] for entry in kept["questions"]] == ["Who?"]
    assert [entry["reason"] for entry in kept["votes"]] == ["Too vague."]
    await store.forget_member(ANNA)
    assert await store.data_of_member(ANNA) == {"votes": [], "questions": []}
    assert await store.votes.counts(SERVER) == (1, 0)
    assert await store.unanswered.of_server(SERVER, TODAY) == ["Where?"]


async def test_every_table_of_servers_is_emptied_when_one_is_forgotten(store):
    await store.servers.change(SERVER, channels=frozenset({5}))
    await store.daily_counts.add(SERVER, TODAY, 5, is_answered=True)
    await store.unanswered.add(SERVER, "anna", "Who?", TODAY)
    await store.votes.set(Vote(7, "anna", SERVER, TODAY, helpful=True))
    await store.database.write(
        "INSERT INTO feed_entries (server_id, feed, entry) VALUES (?, 1, x'00')", SERVER
    )
    new = NewArticle("a.md", "A", None, None, "words", "A text.", Original("a.html", b"<p>A text."))
    await store.articles.commit(
        SERVER, ArticleChange(new_articles=(new,), new_segments=(b"index",)), TODAY
    )
    await store.database.write(
        "INSERT INTO feeds (server_id, url, title, added_on, next_check)"
        " VALUES (?, 'u', 't', 'd', 0)",
        SERVER,
    )
    await store.servers.note_missing({SERVER}, (), 0)
    await store.welcomes.claim(SERVER, TODAY)
    tables = await store.database.tables_with("server_id")
    assert {"counts", "server_channels", "server_settings", "unanswered", "votes"} <= set(tables)
    for table in tables:
        assert await store.database.rows(f"SELECT * FROM {table}")
    await store.servers.forget(SERVER)
    for table in tables:
        assert not await store.database.rows(f"SELECT * FROM {table}")


async def test_nothing_of_a_member_is_left_in_the_files(store, tmp_path):
    anna = await store.pseudonyms.current(ANNA, TODAY)
    await store.unanswered.add(SERVER, anna, "Who painted the ceiling?", TODAY)
    await store.votes.set(Vote(7, anna, SERVER, TODAY, helpful=False, reason="Far too vague."))
    traces = [anna.encode(), str(ANNA).encode(), b"ceiling", b"vague"]
    await store.database.wipe()
    before = b"".join(file.read_bytes() for file in tmp_path.rglob("*sqlite3*"))
    assert [trace in before for trace in traces] == [True, False, True, True]
    await store.forget_member(ANNA)
    after = b"".join(file.read_bytes() for file in tmp_path.rglob("*sqlite3*"))
    assert not any(trace in after for trace in traces)


async def test_a_wipe_keeps_nobody_from_writing(store):
    """Its own statement was left in progress once, and the next commit failed."""
    for _ in range(3):
        await store.database.wipe()
        await store.daily_counts.add(SERVER, TODAY, 5, is_answered=True)
    assert (await store.daily_counts.of_server(SERVER, TODAY)).questions == 3


async def test_at_first_no_commands_are_registered(store):
    assert await store.registered_commands(3) is None


async def test_the_last_commands_count(store):
    for commands_hash in ("old", "new"):
        await store.set_registered_commands(3, commands_hash)
    assert await store.registered_commands(3) == "new"


async def test_the_commands_of_an_application_are_its_own(store):
    await store.set_registered_commands(3, "hash")
    assert await store.registered_commands(OTHER) is None
