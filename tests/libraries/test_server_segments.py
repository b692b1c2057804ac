"""The index of a server's articles: stored in few segments, and made again if it is lost."""

import pytest

from bot.libraries.server_library import ServerLibrary
from tests.builders import collection
from tests.support.server_articles import BRIDGE, SERVER, STORM, articles, new, quoted


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


async def test_many_additions_leave_few_parts(seed, store):
    library = ServerLibrary(seed, store.articles)
    for number in range(40):
        await articles(library).add([new(f"The ferry number {number} sank.")])
    assert await stored_parts(store) <= 6
    whole = (await library.collection(SERVER)).ask("Which ferry number sank?", limit=50)
    assert len(whole.quotes) == 40
