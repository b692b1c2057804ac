"""Own: an operator reads the articles of one server, of a bot that runs, and changes nothing."""

import re
from datetime import date

import pytest

from bot.errors import ArticleError, StoreError
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage.file.schema import FILE_NAME
from bot.storage.read_only_articles import open_server_articles
from bot.storage.store import open_store
from tests.support.databases import query
from tests.support.drafts import draft

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."


@pytest.fixture
async def store(tmp_path, seed):
    async with open_store(tmp_path) as store:
        library = ServerLibrary(seed, store.articles)
        storm = draft(STORM, title="Storm", original=Original("a.pdf", b"%PDF"))
        bridge = draft(BRIDGE, title="Bridge")
        await ServerArticles(library, SERVER, TODAY).add([storm, bridge])
        await ServerArticles(library, OTHER, TODAY).add([draft("The ferry sank.")])
        yield store


async def test_the_articles_of_a_server_are_read_while_the_bot_runs(store, tmp_path):
    with open_server_articles(tmp_path, SERVER) as own:
        assert own.records == await store.articles.of_server(SERVER)
        assert [(own.text(entry.path), own.original(entry.path)) for entry in own.records] == [
            (await store.articles.text(SERVER, "storm.txt"), Original("a.pdf", b"%PDF")),
            (await store.articles.text(SERVER, "bridge.txt"), None),
        ]


async def test_no_article_of_another_server_is_read(store, tmp_path):
    with open_server_articles(tmp_path, OTHER) as own, pytest.raises(ArticleError):
        own.text("storm.txt")


async def test_who_reads_keeps_nobody_from_deleting(store, tmp_path):
    """A reader that looks at one state all the time would keep deleted text in the log."""
    with open_server_articles(tmp_path, SERVER) as own:
        own.text("storm.txt")
        await store.servers.forget(SERVER)
        await store.database.wipe()
        files = b"".join(file.read_bytes() for file in tmp_path.glob(f"{FILE_NAME}*"))
        assert b"Strelsau" not in files
        with pytest.raises(ArticleError, match=r"bridge\.txt: was removed meanwhile"):
            own.text("bridge.txt")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE articles SET text = 'The storm closed the town.' WHERE path = 'storm.txt'",
        "UPDATE articles SET text = CAST(x'ff' AS TEXT) WHERE path = 'storm.txt'",
    ],
    ids=["another text", "no text"],
)
async def test_a_damaged_text_is_named_and_the_others_are_read(store, tmp_path, damage):
    await store.database.write(damage)
    with open_server_articles(tmp_path, SERVER) as own:
        with pytest.raises(ArticleError, match=r"storm\.txt: is damaged"):
            own.text("storm.txt")
        assert BRIDGE in own.text("bridge.txt")


async def test_a_damaged_page_is_named_and_the_other_articles_are_read(store, tmp_path, seed):
    long = draft(f"Long\n\n{'The ferry sails. ' * 3_000}")
    await ServerArticles(ServerLibrary(seed, store.articles), SERVER, TODAY).add([long])
    await store.database.wipe()  # so that all is in the file
    file = tmp_path / FILE_NAME
    content = file.read_bytes()
    pages = range(0, len(content), 4096)
    at = next(at for at in pages if content[at : at + 4096].count(b"ferry sails") > 200)
    file.write_bytes(content[:at] + b"\xa5" * 4096 + content[at + 4096 :])
    with open_server_articles(tmp_path, SERVER) as own:
        with pytest.raises(ArticleError, match=r"long\.txt: is damaged"):
            own.text("long.txt")
        assert BRIDGE in own.text("bridge.txt")


def said(folder, server=SERVER) -> str:
    with pytest.raises(StoreError) as raised, open_server_articles(folder, server):
        pass
    return str(raised.value)


async def test_what_cannot_be_read_is_told(store, tmp_path):
    assert re.search("server 3 has no articles", said(tmp_path, 3))
    assert "no database in" in said(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda file: query(file.parent, "PRAGMA user_version = 99"), "newer Verbatim"),
        (lambda file: file.write_bytes(b"\xa5" * 9_000), "cannot be used.*restore FILE"),
        (lambda file: file.write_bytes(b""), "has no articles"),
    ],
    ids=["newer", "damaged", "empty"],
)
def test_a_file_that_cannot_be_read_is_told_and_left_alone(tmp_path, change, words):
    file = tmp_path / FILE_NAME
    change(file)
    before = file.read_bytes()
    assert re.search(words, said(tmp_path))
    assert file.read_bytes() == before
