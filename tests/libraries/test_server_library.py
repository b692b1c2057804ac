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
from bot.core.loading import join
from bot.core.text.article import parse_article
from bot.errors import DiskFullError, LibraryError
from bot.ingest.ingest import gather_text
from bot.libraries.server_library import Incoming, ServerLibrary
from bot.storage.articles import Original
from bot.storage.store import open_store
from tests.builders import collection

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


def incoming(text: str, title: str = "", original: bytes = b"") -> Incoming:
    return Incoming(gather_text(text, title=title), Original("a.txt", original))


async def quoted(library: ServerLibrary, server_id: int | None, question: str) -> list[str]:
    answer = (await library.collection(server_id)).ask(question)
    return [quote.text for quote in answer.visible_quotes]


async def test_an_article_that_is_added_is_answered_from_at_once(library):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    assert (added.title, added.is_duplicate) == (STORM, False)
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


async def test_it_is_seen_by_its_server_alone(library):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    for other in (OTHER, None):
        assert STORM not in await quoted(library, other, "What closed the port of Strelsau?")
        assert await library.collection(other) is library.shared


async def test_the_shared_articles_are_seen_beside_it(library):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    assert await quoted(library, SERVER, "Who leads Russia's delegation?")


async def test_an_article_is_parsed_once_and_beside_the_answering(library, monkeypatch):
    threads = []

    def parse(path, text):
        threads.append(threading.current_thread())
        return parse_article(path, text)

    monkeypatch.setattr("bot.libraries.server_library.parse_article", parse)
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    await library.replace(SERVER, added.path, incoming(BRIDGE), TODAY)
    assert len(threads) == 2
    assert threading.current_thread() not in threads


async def test_the_same_words_are_stored_once(library, store):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    again = await library.add(SERVER, [incoming(f"{STORM}\n"), incoming(BRIDGE)], TODAY)
    assert [one.is_duplicate for one in again] == [True, False]
    assert len(await store.articles.of_server(SERVER)) == 2
    await library.add(OTHER, [incoming(STORM)], TODAY)
    assert len(await store.articles.of_server(OTHER)) == 1


async def test_an_article_that_is_replaced_is_answered_from_anew(library, store):
    [added] = await library.add(SERVER, [incoming(STORM, original=b"old")], TODAY)
    await library.replace(SERVER, added.path, incoming(BRIDGE, original=b"new"), TODAY)
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert not await quoted(library, SERVER, "What closed the port of Strelsau?")
    assert await store.articles.original(SERVER, added.path) == Original("a.txt", b"new")


async def test_an_article_that_is_removed_is_forgotten(library, store):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    before = await library.collection(SERVER)
    await library.remove(SERVER, added.path, TODAY)
    assert not await quoted(library, SERVER, "What closed the port of Strelsau?")
    assert await store.articles.original(SERVER, added.path) is None
    late = before.ask("What closed the port of Strelsau?")
    assert (late.quotes, late.changed_articles) == ((), (f"server/{added.path}",))


async def test_nobody_removes_or_replaces_the_article_of_another_server(library, store):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    with pytest.raises(LibraryError, match="there is no article"):
        await library.remove(OTHER, added.path, TODAY)
    with pytest.raises(LibraryError, match="there is no article"):
        await library.replace(OTHER, added.path, incoming(BRIDGE), TODAY)
    assert await store.articles.original(OTHER, added.path) is None
    assert await store.articles.text(OTHER, added.path) is None


async def test_an_article_is_found_by_its_number_or_path_in_its_server_alone(library, store):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
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
    await library.add(SERVER, [incoming(STORM, title), incoming("It sank.", "Other")], TODAY)
    await library.add(OTHER, [incoming(STORM, title)], TODAY)
    found = await store.articles.search(SERVER, words)
    assert title in [entry.title for entry in found]
    assert len(found) == (2 if "server/" in words else 1)
    assert await store.articles.search(SERVER, f"{words} volcano") == []


async def test_what_is_found_comes_newest_first_and_no_more_than_asked_for(library, store):
    for number in range(3):
        await library.add(SERVER, [incoming(f"The ferry {number} sank.")], TODAY)
    found = await store.articles.search(SERVER, "ferry", 2)
    assert [entry.title for entry in found] == ["The ferry 2 sank.", "The ferry 1 sank."]
    await store.database.write("UPDATE articles SET title = CAST(x'ff' AS TEXT) WHERE number = 2")
    assert len(await store.articles.search(SERVER, "")) == 3


async def test_a_server_has_no_more_articles_than_it_may(library, store):
    await library.add(SERVER, [incoming(f"The ferry number {n} sank.") for n in range(3)], TODAY)
    with pytest.raises(LibraryError, match="3 articles at most"):
        await library.add(SERVER, [incoming(STORM)], TODAY)
    assert len(await store.articles.of_server(SERVER)) == 3


async def test_a_server_has_no_more_bytes_than_it_may(library, store):
    with pytest.raises(LibraryError, match="with their originals"):
        await library.add(SERVER, [incoming(STORM, original=b"x" * 170)], TODAY)
    assert await store.articles.of_server(SERVER) == []


async def test_where_there_is_no_room_what_does_not_grow_is_replaced(library, store):
    [old] = await library.add(SERVER, [incoming(STORM, original=b"x" * 160)], TODAY)
    await library.add(SERVER, [incoming("A.")], TODAY)
    library.max_articles, library.max_bytes = 1, 100  # as when the operator sets less
    await library.replace(SERVER, old.path, incoming(BRIDGE, original=b"x" * 150), TODAY)
    with pytest.raises(LibraryError, match="with their originals"):
        await library.replace(SERVER, old.path, incoming(STORM, original=b"x" * 160), TODAY)
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


async def test_a_damaged_text_is_not_quoted(library, store):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    collection = await library.collection(SERVER)
    await store.database.write("UPDATE articles SET text = 'The storm closed the town.'")
    answer = collection.ask("What closed the port of Strelsau?")
    assert (answer.quotes, answer.changed_articles) == ((), (f"server/{added.path}",))


async def test_the_articles_of_a_server_that_is_forgotten_are_gone(library, store):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    await store.servers.forget(SERVER)
    await library.forget(SERVER)
    assert await library.collection(SERVER) is library.shared


async def fill_disk(store) -> None:
    """Let the file have not one page more, as a disk does that is full."""
    [[pages]] = await store.database.rows("PRAGMA page_count")
    await store.database._connection.execute_fetchall(f"PRAGMA max_page_count = {pages}")


async def test_on_a_full_disk_nothing_is_half_added(seed, store):
    library = ServerLibrary(seed, store.articles)
    [storm] = await library.add(SERVER, [incoming(STORM)], TODAY)
    before = await store.articles.texts_and_segments(SERVER)
    await fill_disk(store)
    small, large = incoming("The ferry sank."), incoming(BRIDGE, original=b"x" * 100_000)
    with pytest.raises(DiskFullError, match="full"):
        await library.add(SERVER, [small, large], TODAY)
    with pytest.raises(DiskFullError, match="full"):
        await library.replace(SERVER, storm.path, large, TODAY)
    assert await store.articles.texts_and_segments(SERVER) == before
    assert await store.articles.original(SERVER, storm.path) == Original("a.txt", b"")
    for again in (library, ServerLibrary(seed, store.articles)):
        assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
        assert not await quoted(again, SERVER, "Who opened the long bridge?")
    await store.database._connection.execute_fetchall("PRAGMA max_page_count = 100000")
    await library.add(SERVER, [small, large], TODAY)
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


# --- Parts of the index


async def stored_parts(store) -> int:
    return len(await store.database.rows("SELECT 1 FROM parts"))


async def test_after_a_restart_nothing_is_indexed_again(seed, store, caplog):
    caplog.set_level("INFO")
    await ServerLibrary(seed, store.articles).add(
        SERVER, [incoming(STORM), incoming(BRIDGE)], TODAY
    )
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
    assert "indexed anew" not in caplog.text


@pytest.mark.parametrize(
    "damage", ["UPDATE parts SET content = x'00'", "DELETE FROM parts"], ids=["damaged", "lost"]
)
async def test_what_no_part_holds_is_indexed_anew(seed, store, damage):
    await ServerLibrary(seed, store.articles).add(SERVER, [incoming(STORM)], TODAY)
    await store.database.write(damage)
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "What closed the port of Strelsau?") == [STORM]
    texts, parts = await store.articles.texts_and_segments(SERVER)
    assert (len(texts), len(parts)) == (1, 1)


async def test_an_article_with_a_damaged_text_is_left_out_at_the_start(seed, store):
    library = ServerLibrary(seed, store.articles)
    await library.add(SERVER, [incoming(STORM)], TODAY)
    await library.add(SERVER, [incoming(BRIDGE)], TODAY)
    await store.database.write("UPDATE articles SET text = 'x' WHERE text LIKE '%storm%'")
    again = ServerLibrary(seed, store.articles)
    assert await quoted(again, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert not await quoted(again, SERVER, "What closed the port of Strelsau?")


async def test_other_aliases_read_every_article_anew(corpus, seed, store, tmp_path):
    library = ServerLibrary(seed, store.articles)
    await library.add(SERVER, [incoming(STORM)], TODAY)
    files = {"a.txt": "The ferry sank.", "aliases": "Strelsau, Rose City"}
    library.shared = collection(tmp_path / "corpus", files)
    assert await quoted(library, SERVER, "What closed the port of Rose City?") == [STORM]


async def test_shared_articles_that_are_loaded_anew_are_seen(library, tmp_path):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    await library.collection(SERVER)
    library.shared = collection(tmp_path / "corpus", {"a.txt": BRIDGE})
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


async def test_servers_that_were_not_asked_for_long_are_dropped_and_read_again(seed, store):
    library = ServerLibrary(seed, store.articles, kept=3_000)
    for server in range(1, 21):
        await library.add(server, [incoming(f"The ferry number {server} sank.")], TODAY)
    assert len(library._held) < 6
    for server in range(1, 21):
        expected = [f"The ferry number {server} sank."]
        assert await quoted(library, server, "Which ferry sank?") == expected


async def test_many_additions_leave_few_parts(seed, store):
    library = ServerLibrary(seed, store.articles)
    for number in range(40):
        await library.add(SERVER, [incoming(f"The ferry number {number} sank.")], TODAY)
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
                [added] = await library.add(SERVER, [incoming(text)], TODAY)
                paths[added.path] = text
            elif what == "restart":
                library = ServerLibrary(seed, store.articles)
            elif paths:
                path = sorted(paths)[number % len(paths)]
                if what == "remove":
                    await library.remove(SERVER, path, TODAY)
                    del paths[path]
                elif text not in paths.values():
                    new = await library.replace(SERVER, path, incoming(text), TODAY)
                    del paths[path]
                    paths[new.path] = text
        held = await library.collection(SERVER)
        texts, _ = await store.articles.texts_and_segments(SERVER)
        assert texts == paths
        own = [parse_article(f"server/{path}", text) for path, text in texts.items()]
        parts = [*seed.segments, build_segment(own, seed.lexicon)] if own else seed.segments
        one = join(
            [merge_segments(parts, seed.lexicon)], seed.lexicon, held.read_now, folder=Path()
        )
        for question in ("Which ferry of Strelsau sank?", "Who leads Russia's delegation?"):
            assert held.ask(question, limit=50) == one.ask(question, limit=50)
        assert held.timeline(topic="ferry") == one.timeline(topic="ferry")
        assert held.topic_summary("ferry") == one.topic_summary("ferry")
