"""`articles list` and `export` of a server."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from bot.ingest.archive import Archive
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.storage.articles import Original
from bot.storage.file.schema import FILE_NAME
from bot.storage.store import open_store
from tests.support.drafts import draft
from tests.support.terminal import (
    assert_one_line_error,
    bot,
)


@pytest.fixture
def served(tmp_path, seed):
    """Return a folder whose `data` has two articles of server 7, one with an original."""

    async def fill():
        async with open_store(tmp_path / "data") as store:
            drafts = [
                draft("It sails.", title="Ferry", original=Original("f.pdf", b"%PDF")),
                draft("It is long.", title="\x1b[2J'Bridge'"),
            ]
            await ServerArticles(ServerLibrary(seed, store.articles), 7, date(2025, 5, 15)).add(
                drafts
            )

    asyncio.run(fill())
    return tmp_path


def test_the_articles_of_a_server_are_listed_and_exported(served):
    listed = bot("articles", "list", "--server", "7", cwd=served)
    assert (listed.returncode, listed.stderr) == (0, "")
    [ferry, bridge] = listed.stdout.splitlines()
    assert ferry == "ferry.txt · no date · Ferry"
    assert bridge.startswith("2j-bridge.txt · no date · ")
    done = bot("articles", "export", "all.zip", "--server", "7", cwd=served)
    assert (done.returncode, done.stdout, done.stderr) == (0, "all.zip: 2 articles\n", "")
    with (served / "all.zip").open("rb") as file:
        first, second = Archive(file, "all.zip")
    assert (first.path, first.original) == ("ferry.txt", Original("f.pdf", b"%PDF"))
    assert first.text.endswith("It sails.")
    assert (second.path, second.original) == ("2j-bridge.txt", None)
    names = ["Ferry", "ferry.txt", "server/ferry.txt"]  # the last as answers name it
    done = bot("articles", "export", "b.zip", *names, "--server", "7", cwd=served)
    assert done.stdout == "b.zip: 1 article\n"


def test_articles_are_imported_into_a_server(served):
    """What `export` wrote is there already, and one bad file loses no other."""
    folder = served / "in"
    folder.mkdir()
    (folder / "storm.txt").write_text("The storm came.")
    (folder / "bad.pdf").write_bytes(b"%PDF-")
    bot("articles", "export", "all.zip", "--server", "7", cwd=served)
    (served / "corpus").mkdir()
    (served / "corpus/a.txt").write_text("The ferry sails.")
    done = bot("articles", "import", "in", "all.zip", "--server", "7", cwd=served)
    assert done.stdout == "1 added, 2 there already, 1 could not be added\n"
    assert done.returncode == 2
    listed = bot("articles", "list", "--server", "7", cwd=served).stdout
    assert "The storm came." in listed
    other = bot("articles", "import", "all.zip", "--server", "8", cwd=served)
    assert other.stdout == "2 added\n"


def test_a_folder_and_a_server_are_not_imported_into_at_once(served):
    done = bot("articles", "import", "x", "--server", "7", "--corpus", "c", cwd=served)
    assert_one_line_error(done, "--server is for articles")


def test_of_a_server_what_is_damaged_is_left_out_and_named(served):
    with closing(sqlite3.connect(served / "data" / FILE_NAME)) as database, database:
        database.execute("UPDATE articles SET text = 'It sank.' WHERE path = 'ferry.txt'")
    done = bot("articles", "export", "all.zip", "--server", "7", cwd=served)
    assert (done.returncode, done.stdout) == (2, "all.zip: 1 article\n")
    assert done.stderr == "verbatim: left out ferry.txt: is damaged\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--server", "8"], ["server 8 has no articles"]),
        (["--server", "x"], ["x"]),
        (["--server", str(2**63)], ["range"]),  # more than SQLite can compare with
        (["--server", "7", "--corpus", "corpus"], ["--server", "--corpus"]),
    ],
    ids=" ".join,
)
def test_wrong_use_of_a_servers_articles(served, arguments, words):
    assert_one_line_error(bot("articles", "list", *arguments, cwd=served), *words)
    assert_one_line_error(bot("articles", "export", "a.zip", *arguments, cwd=served), *words)
    assert not (served / "a.zip").exists()


def test_without_a_database_no_server_has_articles(tmp_path):
    assert_one_line_error(bot("articles", "list", "--server", "7", cwd=tmp_path), "no database")
    assert not (tmp_path / "data").exists()
