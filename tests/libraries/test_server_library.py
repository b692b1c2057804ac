"""Library: a server is answered from the shared articles and its own, and from no other's."""

import asyncio
import threading
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.index.segment import build_segment, merge_segments
from bot.core.loading import make_collection
from bot.core.text.article import parse_article
from bot.errors import DiskFullError, LibraryError
from bot.ingest.documents import read_document
from bot.ingest.draft import Draft
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.store import open_store
from tests.builders import collection
from tests.support.disks import fill_disk
from tests.support.drafts import draft

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def library(seed, store):
    return ServerLibrary(seed, store.articles, max_articles=3, max_bytes=200)


def new(text: str, title: str = "", original: bytes = b"") -> Draft:
    return draft(text, title, Original("a.txt", original))


def articles(library: ServerLibrary, server_id: int = SERVER) -> ServerArticles:
    return ServerArticles(library, server_id, TODAY)


async def quoted(library: ServerLibrary, server_id: int | None, question: str) -> list[str]:
    answer = (await library.collection(server_id)).ask(question)
    return [quote.text for quote in answer.visible_quotes]


async def test_an_article_that_is_added_is_answered_from_at_once(library):
    [added] = await articles(library).add([new(STORM)])
    assert (added.title, added.is_duplicate) == (STORM, False)
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


async def test_it_is_seen_by_its_server_alone(library):
    await articles(library).add([new(STORM)])
    for other in (OTHER, None):
        assert STORM not in await quoted(library, other, "What closed the port of Strelsau?")
        assert await library.collection(other) is library.shared


async def test_the_shared_articles_are_seen_beside_it(library):
    await articles(library).add([new(STORM)])
    assert await quoted(library, SERVER, "Who leads Russia's delegation?")


async def test_a_long_text_is_parsed_once_and_beside_the_answering(seed, store, monkeypatch):
    threads = []

    def parse(path, text):
        threads.append(threading.current_thread())
        return parse_article(path, text)

    monkeypatch.setattr("bot.ingest.draft.parse_article", parse)
    long = await read_document("a.txt", f"{STORM}\n".encode() * 1_000, today=TODAY)
    await articles(ServerLibrary(seed, store.articles)).add([long])
    assert len(threads) == 1
    assert threading.current_thread() not in threads


async def test_the_lock_of_a_server_lasts_only_while_it_is_used(seed, store):
    """Locks grew by one a server for ever."""
    library = ServerLibrary(seed, store.articles)
    for server in range(1, 4):
        await articles(library, server).add([new(STORM)])
        await library.collection(server)
    assert len(library._locks) == 0
    async with library.changing(SERVER):
        assert list(library._locks) == [SERVER]
        waiting = asyncio.create_task(articles(library).add([new(BRIDGE)]))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    assert (await waiting)[0].title == BRIDGE


async def test_the_same_words_are_stored_once(library, store):
    await articles(library).add([new(STORM)])
    again = await articles(library).add([new(f"{STORM}\n"), new(BRIDGE)])
    assert [one.is_duplicate for one in again] == [True, False]
    assert len(await store.articles.of_server(SERVER)) == 2
    await articles(library, OTHER).add([new(STORM)])
    assert len(await store.articles.of_server(OTHER)) == 1


async def test_an_article_that_is_replaced_is_answered_from_anew(library, store):
    [added] = await articles(library).add([new(STORM, original=b"old")])
    await articles(library).replace(added.path, new(BRIDGE, original=b"new"))
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert not await quoted(library, SERVER, "What closed the port of Strelsau?")
    assert await store.articles.original(SERVER, added.path) == Original("a.txt", b"new")


async def test_an_article_that_is_removed_is_forgotten(library, store):
    [added] = await articles(library).add([new(STORM)])
    before = await library.collection(SERVER)
    await articles(library).remove(added.path)
    assert not await quoted(library, SERVER, "What closed the port of Strelsau?")
    assert await store.articles.original(SERVER, added.path) is None
    late = before.ask("What closed the port of Strelsau?")
    assert (late.quotes, late.changed_articles) == ((), (f"server/{added.path}",))


async def test_nobody_removes_or_replaces_the_article_of_another_server(library, store):
    [added] = await articles(library).add([new(STORM)])
    with pytest.raises(LibraryError, match="there is no article"):
        await articles(library, OTHER).remove(added.path)
    with pytest.raises(LibraryError, match="there is no article"):
        await articles(library, OTHER).replace(added.path, new(BRIDGE))
    assert await store.articles.original(OTHER, added.path) is None
    assert await store.articles.text(OTHER, added.path) is None


async def test_an_article_is_found_by_its_number_or_path_in_its_server_alone(library, store):
    [added] = await articles(library).add([new(STORM)])
    [entry] = await store.articles.of_server(SERVER)
    assert await store.articles.by_number(SERVER, entry.number) == entry
    assert await store.articles.by_path(SERVER, added.path) == entry
    assert await store.articles.original_name(SERVER, added.path) == "a.txt"
    assert await store.articles.by_number(OTHER, entry.number) is None
    assert await store.articles.by_path(OTHER, added.path) is None
    assert await store.articles.original_name(OTHER, added.path) is None


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The Ferry", "FERRY the"),  # in any order
        ("Переговори у Стамбулі", "стамбулі ПЕРЕГОВОРИ"),
        ("İstanbul Görüşmeleri", "istanbul"),
        ("İstanbul Görüşmeleri", "İSTANBUL GÖRÜŞMELERİ"),
        ("DIYARBAKIR", "Diyarbakır"),
        ("Große Fähre", "GROSSE"),
        ("100% of 'A_B'", "100% a_b'"),  # what SQL would take for its own
        ("Storm", "server/ .txt"),
    ],
)
async def test_articles_are_found_by_words_in_any_case_and_language(library, store, title, words):
    await articles(library).add([new(STORM, title), new("It sank.", "Other")])
    await articles(library, OTHER).add([new(STORM, title)])
    found = await store.articles.search(SERVER, words)
    assert title in [entry.title for entry in found]
    assert len(found) == (2 if "server/" in words else 1)
    assert await store.articles.search(SERVER, f"{words} volcano") == []


async def test_what_is_found_comes_newest_first_and_no_more_than_asked_for(library, store):
    for number in range(3):
        await articles(library).add([new(f"The ferry {number} sank.")])
    found = await store.articles.search(SERVER, "ferry", 2)
    assert [entry.title for entry in found] == ["The ferry 2 sank.", "The ferry 1 sank."]
    await store.database.write("UPDATE articles SET title = CAST(x'ff' AS TEXT) WHERE number = 2")
    assert len(await store.articles.search(SERVER, "")) == 3


async def test_a_server_has_no_more_articles_than_it_may(library, store):
    await articles(library).add([new(f"The ferry number {n} sank.") for n in range(3)])
    with pytest.raises(LibraryError, match="3 articles at most"):
        await articles(library).add([new(STORM)])
    assert len(await store.articles.of_server(SERVER)) == 3


async def test_a_server_has_no_more_bytes_than_it_may(library, store):
    with pytest.raises(LibraryError, match="with their originals"):
        await articles(library).add([new(STORM, original=b"x" * 170)])
    assert await store.articles.of_server(SERVER) == []


async def test_where_there_is_no_room_what_does_not_grow_is_replaced(library, store):
    [old] = await articles(library).add([new(STORM, original=b"x" * 160)])
    await articles(library).add([new("A.")])
    library.max_articles, library.max_bytes = 1, 100  # as when the operator sets less
    await articles(library).replace(old.path, new(BRIDGE, original=b"x" * 150))
    with pytest.raises(LibraryError, match="with their originals"):
        await articles(library).replace(old.path, new(STORM, original=b"x" * 160))
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


async def test_a_damaged_text_is_not_quoted(library, store):
    [added] = await articles(library).add([new(STORM)])
    collection = await library.collection(SERVER)
    await store.database.write("UPDATE articles SET text = 'The storm closed the town.'")
    answer = collection.ask("What closed the port of Strelsau?")
    assert (answer.quotes, answer.changed_articles) == ((), (f"server/{added.path}",))


async def test_the_articles_of_a_server_that_is_forgotten_are_gone(library, store):
    await articles(library).add([new(STORM)])
    await store.servers.forget(SERVER)
    await library.forget(SERVER)
    assert await library.collection(SERVER) is library.shared


async def test_on_a_full_disk_nothing_is_half_added(seed, store):
    library = ServerLibrary(seed, store.articles)
    [storm] = await articles(library).add([new(STORM)])
    before = await store.articles.texts_and_segments(SERVER)
    await fill_disk(store)
    small, large = new("The ferry sank."), new(BRIDGE, original=b"x" * 100_000)
    with pytest.raises(DiskFullError, match="full"):
        await articles(library).add([small, large])
    with pytest.raises(DiskFullError, match="full"):
        await articles(library).replace(storm.path, large)
    assert await store.articles.texts_and_segments(SERVER) == before
    assert await store.articles.original(SERVER, storm.path) == Original("a.txt", b"")
    for again in (library, ServerLibrary(seed, store.articles)):
        assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
        assert not await quoted(again, SERVER, "Who opened the long bridge?")
    await store.database._connection.execute_fetchall("PRAGMA max_page_count = 100000")
    await articles(library).add([small, large])
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


# --- Parts of the index


async def stored_parts(store) -> int:
    return len(await store.database.rows("SELECT 1 FROM parts"))


async def test_after_a_restart_nothing_is_indexed_again(seed, store, caplog):
    caplog.set_level("INFO")
    await articles(ServerLibrary(seed, store.articles)).add([new(STORM), new(BRIDGE)])
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
    assert "indexed again" not in caplog.text


@pytest.mark.parametrize(
    "damage", ["UPDATE parts SET content = x'00'", "DELETE FROM parts"], ids=["damaged", "lost"]
)
async def test_what_no_part_holds_is_indexed_anew(seed, store, damage):
    await articles(ServerLibrary(seed, store.articles)).add([new(STORM)])
    await store.database.write(damage)
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
    texts, parts = await store.articles.texts_and_segments(SERVER)
    assert (len(texts), len(parts)) == (1, 1)


async def test_an_article_with_a_damaged_text_is_left_out_at_the_start(seed, store):
    library = ServerLibrary(seed, store.articles)
    await articles(library).add([new(STORM)])
    await articles(library).add([new(BRIDGE)])
    await store.database.write("UPDATE articles SET text = 'x' WHERE text LIKE '%storm%'")
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert not await quoted(again, SERVER, "What closed the port of Strelsau?")


async def test_other_aliases_read_every_article_anew(corpus, seed, store, tmp_path):
    library = ServerLibrary(seed, store.articles)
    await articles(library).add([new(STORM)])
    files = {"a.txt": "The ferry sank.", "aliases": "Strelsau, Rose City"}
    library.shared = collection(tmp_path / "corpus", files)
    assert await quoted(library, SERVER, "What closed the port of Rose City?") == [STORM]


async def test_shared_articles_that_are_loaded_anew_are_seen(library, tmp_path):
    await articles(library).add([new(STORM)])
    await library.collection(SERVER)
    library.shared = collection(tmp_path / "corpus", {"a.txt": BRIDGE})
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


async def test_servers_that_were_not_asked_for_long_are_dropped_and_read_again(seed, store):
    library = ServerLibrary(seed, store.articles, max_cached_sentences=3_000)
    for server in range(1, 21):
        await articles(library, server).add([new(f"The ferry number {server} sank.")])
    assert len(library._cached) < 6
    for server in range(1, 21):
        expected = [f"The ferry number {server} sank."]
        assert await quoted(library, server, "Which ferry sank?") == expected


async def test_many_additions_leave_few_parts(seed, store):
    library = ServerLibrary(seed, store.articles)
    for number in range(40):
        await articles(library).add([new(f"The ferry number {number} sank.")])
    assert await stored_parts(store) <= 6
    whole = (await library.collection(SERVER)).ask("Which ferry number sank?", limit=50)
    assert len(whole.quotes) == 40


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "replace", "remove", "restart"]), st.integers(0, 8)),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_changed_the_collection_is_that_of_its_articles(seed, tmp_path, steps):
    """However it came to be: added at once or one by one, merged, removed, read from the file."""
    asyncio.run(_play(seed, tmp_path / uuid4().hex, steps))


async def _play(seed, folder, steps):
    async with open_store(folder) as store:
        library, paths = ServerLibrary(seed, store.articles), {}
        for what, number in steps:
            text = f"The ferry number {number} of Strelsau sank. " * (1 + number % 3)
            if what == "add":
                [added] = await articles(library).add([new(text)])
                paths[added.path] = text
            elif what == "restart":
                library = ServerLibrary(seed, store.articles)
            elif paths:
                path = sorted(paths)[number % len(paths)]
                if what == "remove":
                    await articles(library).remove(path)
                    del paths[path]
                elif text not in paths.values():
                    replaced = await articles(library).replace(path, new(text))
                    del paths[path]
                    paths[replaced.path] = text
        held = await library.collection(SERVER)
        texts, _ = await store.articles.texts_and_segments(SERVER)
        assert texts == paths
        own = [parse_article(f"server/{path}", text) for path, text in texts.items()]
        parts = [*seed.segments, build_segment(own, seed.lexicon)] if own else seed.segments
        one = make_collection(
            [merge_segments(parts, seed.lexicon)], seed.lexicon, held.read_now, folder=Path()
        )
        for question in ("Which ferry of Strelsau sank?", "Who leads Russia's delegation?"):
            assert held.ask(question, limit=50) == one.ask(question, limit=50)
        assert held.timeline(topic="ferry") == one.timeline(topic="ferry")
        assert held.topic_summary("ferry") == one.topic_summary("ferry")
