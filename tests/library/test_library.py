"""Library: a server is answered from the shared articles and its own, and from no other's."""

from datetime import date

import pytest

from bot.errors import LibraryError
from bot.gathering.gather import gather_text
from bot.library.articles import Original
from bot.library.library import Incoming, Library
from bot.library.store import open_store

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
    return Library(seed, store.articles, max_articles=3, max_bytes=200)


def incoming(text: str, title: str = "", original: bytes = b"") -> Incoming:
    return Incoming(gather_text(text, title=title), Original("a.txt", original))


async def quoted(library: Library, server_id: int | None, question: str) -> list[str]:
    answer = (await library.collection(server_id)).ask(question)
    return [quote.text for quote in answer.shown]


async def test_an_article_that_is_added_is_answered_from_at_once(library):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    assert (added.title, added.is_twin) == (STORM, False)
    assert await quoted(library, SERVER, "What closed the port of Strelsau?") == [STORM]


async def test_it_is_seen_by_its_server_alone(library):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    for other in (OTHER, None):
        assert STORM not in await quoted(library, other, "What closed the port of Strelsau?")
        assert await library.collection(other) is library.shared


async def test_the_shared_articles_are_seen_beside_it(library):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    assert await quoted(library, SERVER, "Who leads Russia's delegation?")


async def test_the_same_words_are_stored_once(library, store):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    again = await library.add(SERVER, [incoming(f"{STORM}\n"), incoming(BRIDGE)], TODAY)
    assert [one.is_twin for one in again] == [True, False]
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
    assert (late.quotes, late.changed) == ((), (f"server/{added.path}",))


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
    assert await store.articles.entry(SERVER, entry.number) == entry
    assert await store.articles.entry_at(SERVER, added.path) == entry
    assert await store.articles.original_name(SERVER, added.path) == "a.txt"
    assert await store.articles.entry(OTHER, entry.number) is None
    assert await store.articles.entry_at(OTHER, added.path) is None
    assert await store.articles.original_name(OTHER, added.path) is None


async def test_a_server_has_no_more_articles_than_it_may(library, store):
    await library.add(SERVER, [incoming(f"The ferry number {n} sank.") for n in range(3)], TODAY)
    with pytest.raises(LibraryError, match="3 articles at most"):
        await library.add(SERVER, [incoming(STORM)], TODAY)
    assert len(await store.articles.of_server(SERVER)) == 3


async def test_a_server_has_no_more_bytes_than_it_may(library, store):
    with pytest.raises(LibraryError, match="with their originals"):
        await library.add(SERVER, [incoming(STORM, original=b"x" * 170)], TODAY)
    assert await store.articles.of_server(SERVER) == []


async def test_a_damaged_text_is_not_quoted(library, store):
    [added] = await library.add(SERVER, [incoming(STORM)], TODAY)
    collection = await library.collection(SERVER)
    await store.database.write("UPDATE articles SET text = 'The storm closed the town.'")
    answer = collection.ask("What closed the port of Strelsau?")
    assert (answer.quotes, answer.changed) == ((), (f"server/{added.path}",))


async def test_the_articles_of_a_server_that_is_forgotten_are_gone(library, store):
    await library.add(SERVER, [incoming(STORM)], TODAY)
    await store.servers.forget(SERVER)
    library.forget(SERVER)
    assert await library.collection(SERVER) is library.shared
