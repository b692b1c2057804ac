"""The articles of a server: added, replaced and removed whole, within its limits."""

import threading

import pytest

from bot.core.text.article import parse_article
from bot.errors import DiskFullError, LibraryError
from bot.ingest.documents import read_document
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from tests.support.disks import fill_disk
from tests.support.server_articles import BRIDGE, OTHER, SERVER, STORM, TODAY, articles, new, quoted


async def test_an_article_that_is_added_is_answered_from_at_once(library):
    [added] = await articles(library).add([new(STORM)])
    assert (added.title, added.is_duplicate) == (STORM, False)
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


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


async def test_a_server_has_no_more_sentences_than_it_may(library, store):
    """They are kept in memory while it is active, however few articles they stand in."""
    [old] = await articles(library).add([new(STORM)])
    library.max_sentences = 1
    for added in (new(BRIDGE), new("It was.\n\n" * 10)):
        with pytest.raises(LibraryError, match="1 sentences at most"):
            await articles(library).add([added])
    await articles(library).replace(old.path, new(BRIDGE))
    assert len(await store.articles.of_server(SERVER)) == 1


async def test_where_there_is_no_room_what_does_not_grow_is_replaced(library, store):
    [old] = await articles(library).add([new(STORM, original=b"x" * 160)])
    await articles(library).add([new("A.")])
    library.max_articles, library.max_bytes = 1, 100  # as when the operator sets less
    await articles(library).replace(old.path, new(BRIDGE, original=b"x" * 150))
    with pytest.raises(LibraryError, match="with their originals"):
        await articles(library).replace(old.path, new(STORM, original=b"x" * 160))
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


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
