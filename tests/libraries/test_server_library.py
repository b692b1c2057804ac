"""Library: a server is answered from the shared articles and its own, and from no other's."""

import asyncio
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.index.segment import build_segment, merge_segments
from bot.core.loading import make_collection
from bot.core.text.article import parse_article
from bot.libraries.server_library import ServerLibrary
from bot.storage.store import open_store
from tests.builders import collection
from tests.support.server_articles import BRIDGE, OTHER, SERVER, STORM, articles, new, quoted


async def test_it_is_seen_by_its_server_alone(library):
    await articles(library).add([new(STORM)])
    for other in (OTHER, None):
        assert STORM not in await quoted(library, other, "What closed the port of Strelsau?")
        assert await library.collection(other) is library.shared


async def test_the_shared_articles_are_seen_beside_it(library, tmp_path):
    library.shared = collection(tmp_path / "corpus", {"a.txt": BRIDGE})
    await articles(library).add([new(STORM)])
    assert await quoted(library, SERVER, "Who opened the long bridge?") == [BRIDGE]


async def test_without_the_shared_articles_only_the_own_are_seen(library, tmp_path):
    library.shared = collection(tmp_path / "corpus", {"a.txt": BRIDGE})
    assert not (await library.collection(SERVER, with_shared=False)).articles
    await articles(library).add([new(STORM)])
    alone = await library.collection(SERVER, with_shared=False)
    assert [article.text for article in alone.articles] == [STORM]
    assert len((await library.collection(SERVER)).articles) == 2


async def test_a_change_keeps_the_shared_articles_away(library, tmp_path):
    library.shared = collection(tmp_path / "corpus", {"a.txt": BRIDGE})
    await library.collection(SERVER, with_shared=False)
    await articles(library).add([new(STORM)])
    assert len((await library.collection(SERVER, with_shared=False)).articles) == 1


async def test_the_seed_article_gives_way_to_articles_of_the_server(library):
    question = "Who leads Russia's delegation?"
    assert await quoted(library, SERVER, question)
    [added] = await articles(library).add([new(STORM)])
    assert not await quoted(library, SERVER, question)
    assert await quoted(library, OTHER, question)
    await articles(library).remove(added.path)
    assert await quoted(library, SERVER, question)


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
    files = {"talks.txt": f"Talks\n\n{seed.articles[0].text}"}
    shared = collection(tmp_path / "corpus", files)
    asyncio.run(_play(shared, tmp_path / uuid4().hex, steps))


async def _play(shared, folder, steps):
    async with open_store(folder) as store:
        library, paths = ServerLibrary(shared, store.articles), {}
        for what, number in steps:
            text = f"The ferry number {number} of Strelsau sank. " * (1 + number % 3)
            if what == "add":
                [added] = await articles(library).add([new(text)])
                paths[added.path] = text
            elif what == "restart":
                library = ServerLibrary(shared, store.articles)
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
        parts = [*shared.segments, build_segment(own, shared.lexicon)] if own else shared.segments
        one = make_collection(
            [merge_segments(parts, shared.lexicon)], shared.lexicon, held.read_now, folder=Path()
        )
        for question in ("Which ferry of Strelsau sank?", "Who leads Russia's delegation?"):
            assert held.ask(question, limit=50) == one.ask(question, limit=50)
        assert held.timeline(topic="ferry") == one.timeline(topic="ferry")
        assert held.topic_summary("ferry") == one.topic_summary("ferry")
