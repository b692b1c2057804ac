"""Rows that are damaged: each is named once, and harms its own server only.

A bad day in one feed stopped the feeds of every server, a bad style silenced a server, and a
channel of unknown use lifted a restriction without a word.
"""

import asyncio
import gc
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from bot.errors import LibraryError, StoreError
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.feeds import MAX_WAIT_SECONDS
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import CLOSED, NO_CHANNEL, Style
from bot.storage.votes import Vote
from tests.support.databases import OTHER, PLAIN, SERVER, TODAY
from tests.support.drafts import draft


@pytest.fixture
def damage(store, tmp_path):
    """Return how to change the file past every constraint."""

    def execute(sql: str) -> None:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            database.execute(sql)
            database.commit()

    return execute


def errors(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


# --- Settings


async def test_a_bad_style_gives_the_default_style_and_is_logged_and_counted_once(
    store, damage, caplog
):
    for server in (SERVER, OTHER):
        await store.servers.set_settings(server, PLAIN)
    damage(f"UPDATE server_settings SET style = 'cbrd' WHERE server_id = {SERVER}")
    for _ in range(3):
        assert await store.servers.settings(SERVER) == replace(PLAIN, style=Style.CARD)
        assert await store.servers.settings(OTHER) == PLAIN
    [error] = errors(caplog)
    assert error.startswith("a row of server_settings is damaged")
    assert error.endswith(": style is no Style")
    assert store.database.damage.count == 1


@pytest.mark.parametrize("name", ["direct_messages", "direct_articles", "question_log", "feedback"])
async def test_a_setting_that_cannot_be_read_is_the_strictest(store, damage, name):
    await store.servers.set_settings(SERVER, replace(PLAIN, **{name: True}))
    damage(f"UPDATE server_settings SET {name} = 7")
    assert getattr(await store.servers.settings(SERVER), name) is False
    if name == "direct_messages":
        assert await store.servers.without_direct_messages() == [SERVER]
    if name == "direct_articles":
        assert await store.servers.with_direct_articles() == []


async def test_a_switch_that_flips_by_itself_is_noticed(store, damage):
    """0 and 1 differ by one bit, so that each is valid."""
    await store.servers.set_settings(SERVER, replace(PLAIN, direct_messages=False))
    damage("UPDATE server_settings SET direct_messages = 1")
    settings = await store.servers.settings(SERVER)
    assert settings == replace(CLOSED, style=Style.PLAIN)


@pytest.mark.parametrize("value", ["use = 'bnswers'", "channel_id = -5"])
async def test_a_limit_to_channels_that_cannot_be_read_is_kept(store, damage, value):
    await store.servers.set_settings(SERVER, replace(PLAIN, channels=frozenset({5})))
    damage(f"UPDATE server_channels SET {value}")
    assert (await store.servers.settings(SERVER)).channels in ({5}, {NO_CHANNEL})


async def test_channels_without_settings_are_a_restriction_too(store, damage):
    await store.servers.set_settings(SERVER, replace(PLAIN, channels=frozenset({5})))
    damage("DELETE FROM server_settings")
    assert await store.servers.settings(SERVER) == CLOSED


# --- Feeds


async def test_a_bad_row_of_a_feed_stops_no_other(store, damage):
    feeds = [await store.feeds.add(server, "u", 0, TODAY) for server in (SERVER, OTHER)]
    damage(f"UPDATE feeds SET added_on = '2025-99-99' WHERE server_id = {SERVER}")
    due = await store.feeds.due(1, [SERVER, OTHER], 4)
    assert due == [replace(feeds[0], added_on=None), feeds[1]]


async def test_feeds_without_an_address_keep_no_other_waiting(store, damage):
    """They stay due, and would fill the few places that are asked for."""
    for number in range(9):
        await store.feeds.add(SERVER, f"u{number}", 0, TODAY)
    feed = await store.feeds.add(OTHER, "u", 0, TODAY)
    damage(f"UPDATE feeds SET url = CAST(x'80' || number AS TEXT) WHERE server_id = {SERVER}")
    assert await store.feeds.due(1, [SERVER, OTHER], 4) == [feed]
    assert await store.feeds.of_server(SERVER) == []


async def test_after_the_clock_was_set_back_a_feed_does_not_wait_for_years(store):
    feed = await store.feeds.add(SERVER, "u", 2 * MAX_WAIT_SECONDS, TODAY)
    assert await store.feeds.due(1, [SERVER], 4) == [feed]
    assert await store.feeds.due(2 * MAX_WAIT_SECONDS - 9, [SERVER], 4) == []


# --- Articles and originals


@pytest.fixture
async def library(store, seed) -> ServerLibrary:
    library = ServerLibrary(seed, store.articles)
    for server in (SERVER, OTHER):
        incoming = [
            draft(
                f"{name} is in town {server}.", title=name, original=Original(f"{name}.pdf", b"%")
            )
            for name in ("Anna", "Bert")
        ]
        await ServerArticles(library, server, TODAY).add(incoming)
    return library


@pytest.mark.parametrize(
    "change", ["added_on = 'never'", "published = 'soon'", "title = CAST(x'ff' AS TEXT)"]
)
async def test_an_article_with_a_damaged_column_is_listed_and_can_be_removed(
    store, library, damage, change
):
    damage(f"UPDATE articles SET {change} WHERE path = 'anna.txt' AND server_id = {SERVER}")
    assert [record.path for record in await store.articles.of_server(SERVER)] == [
        "anna.txt",
        "bert.txt",
    ]
    await ServerArticles(library, SERVER, TODAY).remove("anna.txt")
    assert [record.path for record in await store.articles.of_server(SERVER)] == ["bert.txt"]


async def test_a_changed_original_is_never_handed_out(store, library, damage):
    damage(f"UPDATE originals SET content = x'26' WHERE server_id = {SERVER}")
    with pytest.raises(LibraryError, match="is damaged"):
        await store.articles.original(SERVER, "anna.txt")
    assert await store.articles.original(OTHER, "anna.txt") == Original("Anna.pdf", b"%")


async def test_originals_from_before_there_were_digests_get_them(store, library, damage):
    damage("UPDATE originals SET digest = NULL")
    assert await store.articles.original(SERVER, "anna.txt") == Original("Anna.pdf", b"%")
    await store.articles.seal_originals()
    damage("UPDATE originals SET content = x'26'")
    with pytest.raises(LibraryError, match="is damaged"):
        await store.articles.original(SERVER, "anna.txt")


async def test_an_index_that_leads_to_another_server_shows_nothing_of_it(store, library, tmp_path):
    """The row says whose it is, but SQLite reads that from the index where it can."""
    swap_servers_in_index(tmp_path)
    for server in (SERVER, OTHER):
        assert await store.articles.text(server, "anna.txt") is None
        assert await store.articles.by_path(server, "anna.txt") is None
        assert (await store.articles.texts_and_segments(server))[0] == {}
    assert store.database.damage.count > 0


def swap_servers_in_index(folder) -> None:
    """Have the index of servers and paths name the rows of the other server."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as database:
        [schema] = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'articles'")
        database.execute(schema[0].replace("TABLE articles", "TABLE swapped"))
        database.execute(
            "INSERT INTO swapped SELECT 5 - number, server_id, path, title, published, url,"
            " fingerprint, added_on, size, text, digest FROM articles"
        )
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
            " WHERE name = 'sqlite_autoindex_swapped_1')"
            " WHERE name = 'sqlite_autoindex_articles_1'"
        )
        [version] = database.execute("PRAGMA schema_version").fetchone()
        database.execute(f"PRAGMA schema_version = {version + 1}")


# --- Members


async def test_what_is_kept_of_a_member_is_shown_with_a_bad_day(store, damage):
    await store.servers.set_settings(SERVER, replace(PLAIN, question_log=True))
    anna = await store.pseudonyms.current(1, TODAY)
    await store.unanswered.add(SERVER, anna, "Who?", TODAY)
    await store.votes.set(Vote(7, anna, SERVER, TODAY, helpful=True))
    damage("UPDATE unanswered SET day = 'then'")
    damage("UPDATE votes SET day = ''")
    data = await store.data_of_member(1)
    assert [row["day"] for rows in data.values() for row in rows] == [None, None]


async def test_expiry_that_is_cancelled_leaves_nothing_begun(store):
    """A bot that was stopped in its first second warned of coroutines that nobody awaited."""
    expiry = asyncio.ensure_future(store.expire(TODAY))
    await asyncio.sleep(0)
    expiry.cancel()
    with pytest.raises(asyncio.CancelledError):
        await expiry
    gc.collect()  # which would make the warning, an error here


async def test_rows_of_a_bad_day_expire_all_the_same(store, damage):
    await store.servers.set_settings(SERVER, replace(PLAIN, question_log=True))
    anna = await store.pseudonyms.current(1, TODAY)
    await store.unanswered.add(SERVER, anna, "Who?", TODAY)
    await store.votes.set(Vote(7, anna, SERVER, TODAY, helpful=True))
    await store.daily_counts.add(SERVER, TODAY, 5, is_answered=True)
    for table in ("unanswered", "votes", "counts"):
        damage(f"UPDATE {table} SET day = 'z'")
    damage("UPDATE keys SET made_on = 'z'")
    await store.expire(TODAY)
    await store.expire(date(2026, 5, 15))
    for table in ("unanswered", "votes", "counts", "keys"):
        assert await store.database.rows(f"SELECT * FROM {table}") == []


async def test_a_damaged_key_is_replaced(store, damage):
    await store.pseudonyms.current(1, TODAY)
    damage("UPDATE keys SET secret = x'00'")
    assert await store.pseudonyms.of_member(1) == []
    name = await store.pseudonyms.current(1, TODAY)
    assert await store.pseudonyms.of_member(1) == [name]


async def test_a_damaged_count_is_left_out(store, damage):
    for day in (14, 15):
        await store.daily_counts.add(SERVER, date(2025, 5, day), 5, is_answered=True)
    damage("UPDATE counts SET bucket = 99999 WHERE day = '2025-05-14'")
    assert (await store.daily_counts.of_server(SERVER, TODAY)).questions == 1


# --- The application


async def test_the_data_folder_belongs_to_its_first_application(store):
    """Another token on the folder erased every server without a line in the log."""
    await store.applications.claim(3)
    await store.applications.claim(3)
    with pytest.raises(StoreError, match=r"another application.*--take-over"):
        await store.applications.claim(4)
    await store.applications.claim(4, take_over=True)
    await store.applications.claim(4)
    with pytest.raises(StoreError, match="another application"):
        await store.applications.claim(3)


async def test_a_damaged_id_of_the_application_is_written_again(store, damage):
    await store.applications.claim(3)
    damage("UPDATE application SET application_id = 7")
    await store.applications.claim(3)
    [row] = await store.database.rows("SELECT * FROM application")
    assert tuple(row) == (3, 3)


async def test_a_server_is_forgotten_after_it_is_missing_for_a_day(store):
    day = 24 * 60 * 60.0
    note = store.servers.note_missing
    assert await note({SERVER}, {OTHER}, 9) == set()
    assert await note({SERVER}, {OTHER}, day) == set()
    assert await note({SERVER, OTHER}, set(), day + 9) == {SERVER}
    assert await note({OTHER}, {SERVER}, day + 10) == set()
    assert await note({SERVER}, {OTHER}, 2 * day + 30) == set(), "it was there in between"


async def test_a_server_is_not_forgotten_for_a_clock_that_was_ahead(store):
    day = 24 * 60 * 60.0
    assert await store.servers.note_missing({SERVER}, (), 99 * day) == set()
    assert await store.servers.note_missing({SERVER}, (), day) == set()
    assert await store.servers.note_missing({SERVER}, (), 2 * day) == {SERVER}


async def test_many_servers_are_forgotten_in_a_few_transactions(store):
    servers = range(10, 2_010)
    await store.database.write_all(
        ("INSERT INTO counts VALUES (?, '2025-05-15', 1, 1, 1)", (server,)) for server in servers
    )
    await store.servers.forget(*servers)
    assert await store.servers.ids() == set()
