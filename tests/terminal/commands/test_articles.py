"""`articles`: the corpus folder."""

import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.pdfs import pdf
from tests.support.terminal import ROOT, assert_one_line_error, bot, read_until, rows


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text("# Ferry\n\nIt sails.")
    return str(folder)


def test_articles_are_added_listed_and_removed(shelf, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Bridge\n\nThe mayor opened the bridge.")
    added = bot("articles", "add", str(note), "--corpus", shelf)
    assert (added.returncode, added.stdout) == (0, "bridge.txt: Bridge\n")
    again = bot("articles", "add", str(note), "--corpus", shelf)
    assert again.stdout == "bridge.txt: there already\n"
    listed = bot("articles", "list", "--corpus", shelf).stdout.splitlines()
    assert listed == ["a.md · no date · Ferry", "bridge.txt · no date · Bridge"]
    removed = bot("articles", "remove", "Bridge", "--yes", "--corpus", shelf)
    assert removed.stdout == "bridge.txt: removed\n"
    assert bot("articles", "list", "--corpus", shelf).stdout.splitlines() == listed[:1]


def test_what_cannot_be_added_is_named_and_the_rest_is_added(shelf, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("The mayor opened the bridge.")
    inside = "http://127.0.0.1/secret"
    done = bot("articles", "add", "none.pdf", inside, str(note), "--corpus", shelf)
    assert done.returncode == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["none.pdf", inside]
    assert done.stdout.endswith(": The mayor opened the bridge.\n")


def test_folders_archives_and_json_lines_are_added_too(shelf, tmp_path):
    folder, archive, lines = tmp_path / "in", tmp_path / "in.zip", tmp_path / "in.jsonl"
    folder.mkdir()
    (folder / "note.txt").write_text("The mayor opened the bridge.")
    (folder / "bad.txt").write_bytes(b"a\0b")
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("storm.txt", "The storm came.")
    lines.write_text('{"text": "The port closed."}\n')
    done = bot("articles", "add", *map(str, (folder, archive, lines)), "--corpus", shelf)
    assert (done.returncode, done.stdout) == (2, "3 added, 1 could not be added\n")
    assert "bad.txt: line 1 holds a NUL byte" in done.stderr


def test_what_export_writes_is_added_again(shelf, tmp_path):
    file, again = tmp_path / "all.zip", tmp_path / "again"
    again.mkdir()
    bot("articles", "export", str(file), "--corpus", shelf)
    assert bot("articles", "add", str(file), "--corpus", str(again)).stdout == "1 added\n"
    assert (again / "a.md").read_text() == "# Ferry\n\nIt sails."


def test_a_detected_encoding_is_named(shelf, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text(f"Мост\n\n{'Мэр открыл новый мост через реку. ' * 3}", "windows-1251")
    added = bot("articles", "add", str(note), "--corpus", shelf)
    assert added.stdout == "мост.txt: Мост (read as windows-1251)\n"
    assert "Мэр открыл новый мост" in (Path(shelf) / "мост.txt").read_text("utf-8")


def test_a_feed_is_shown_and_not_stored(shelf, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(
        "<rss version='2.0'><channel><title>Gazette</title><link>https://g.example/</link><item>"
        "<title>Ferry</title><link>/1</link><description>It &lt;b&gt;sank&lt;/b&gt;.</description>"
        "<pubDate>Tue, 01 Oct 2024 21:00:00 -0500</pubDate></item></channel></rss>"
    )
    (shown,) = rows(bot("articles", "feed", "--json", str(file)))
    assert shown == {
        "title": "Gazette",
        "url": "https://g.example/",
        "entries": [
            {
                "title": "Ferry",
                "url": "https://g.example/1",
                "published": "2024-10-01",
                "author": None,
                "summary": "It sank.",
            }
        ],
    }
    read = bot("articles", "feed", str(file)).stdout.splitlines()
    assert read == ["Gazette: 1 entry", "2024-10-01 · Ferry", "  https://g.example/1"]


def test_what_is_no_feed_is_an_error_of_one_line(tmp_path):
    file = tmp_path / "a.xml"
    file.write_text("<p>Ferry</p>")
    assert_one_line_error(bot("articles", "feed", str(file)), "is not a feed")
    assert_one_line_error(bot("articles", "feed", str(tmp_path / "none.xml")), "none.xml")


def test_an_address_that_is_no_link_is_named_and_the_article_is_added(shelf, tmp_path):
    """It used to be dropped without a word, and a line of JSON with it was lost."""
    note, lines = tmp_path / "note.md", tmp_path / "in.jsonl"
    note.write_text("---\nurl: javascript:x\n---\nThe mayor opened the bridge.")
    lines.write_text('{"text": "The storm came.", "url": "ftp://a.b"}\n')
    added = bot("articles", "add", str(note), "--corpus", shelf)
    assert (added.returncode, len(added.stdout.splitlines())) == (0, 1)
    assert ".md: url is 'javascript:x', and only http" in added.stderr
    imported = bot("articles", "import", str(lines), "--corpus", shelf)
    assert (imported.returncode, imported.stdout) == (0, "1 added\n")
    assert "url is 'ftp://a.b', and only http" in imported.stderr


@pytest.fixture
def sources(tmp_path):
    """Return a folder, an archive and lines: three articles, one of them twice, two faults."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("Bridge\n\nThe mayor opened the bridge.")
    (tmp_path / "in/\x1b[2J.txt").touch()
    (tmp_path / "in/picture.png").touch()
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("b.md", "# Bridge\n\nThe mayor opened the bridge.")
        archive.writestr("c.md", "# Port\n\nThe port is closed.")
    (tmp_path / "in.jsonl").write_text('{"text": "The storm came."}\n[]\n')
    return [str(tmp_path / name) for name in ("in", "in.zip", "in.jsonl")]


def test_many_are_imported_and_what_fails_is_named(shelf, sources):
    done = bot("articles", "import", *sources, "--corpus", shelf)
    assert done.returncode == 2
    assert done.stdout == "3 added, 1 there already, 2 could not be added, 1 of another kind\n"
    assert done.stderr.splitlines() == [
        f"Error: {sources[0]}/\ufffd[2J.txt: is empty",
        f'Error: {sources[2]}, line 2: is not an object such as {{"text": "..."}}',
    ]
    listed = bot("articles", "list", "--corpus", shelf).stdout
    assert re.findall(r"^\S+", listed, re.M) == [
        "a.md",
        "bridge.txt",
        "port.md",
        "the-storm-came.txt",
    ]


def test_a_bar_shows_how_many_are_imported(shelf, sources):
    """On a screen, with what fails above it."""
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "articles", "import", *sources, "--corpus", shelf],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as importing:
        os.close(theirs)
        shown = read_until(ours).decode()
        assert importing.wait() == 2
    os.close(ours)
    assert "7/7" in shown
    assert "Traceback" not in shown
    assert "3 added, 1 there already, 2 could not be added, 1 of another kind" in shown


def test_what_is_exported_can_be_imported_elsewhere(shelf, tmp_path):
    file, again = tmp_path / "all.zip", tmp_path / "again"
    again.mkdir()
    done = bot("articles", "export", str(file), "--corpus", shelf)
    assert (done.returncode, done.stdout) == (0, f"{file}: 1 article\n")
    assert bot("articles", "import", str(file), "--corpus", str(again)).stdout == "1 added\n"
    assert (again / "a.md").read_bytes() == Path(shelf, "a.md").read_bytes()


def test_a_quote_of_a_pdf_has_its_page_also_after_an_export(shelf, tmp_path):
    file, zipped, again = tmp_path / "a.pdf", tmp_path / "all.zip", tmp_path / "again"
    pages = (
        ["The council met on Monday.", "It was a short meeting."],
        ["Ann Lee sank the old ferry."],
    )
    file.write_bytes(pdf(*pages))
    again.mkdir()
    assert bot("articles", "add", str(file), "--corpus", shelf).returncode == 0
    assert bot("articles", "export", str(zipped), "--corpus", shelf).returncode == 0
    assert bot("articles", "import", str(zipped), "--corpus", str(again)).returncode == 0
    for corpus in (shelf, str(again)):
        question = ("Who sank the old ferry?", "--corpus", corpus)
        assert "· line 7 · page 2 ·" in bot("ask", *question).stdout
        quote = json.loads(bot("ask", "--json", *question).stdout)["quotes"][0]
        assert (quote["first_line"], quote["page"]) == (7, 2)


def test_an_export_overwrites_only_by_force(shelf, tmp_path):
    file = tmp_path / "all.zip"
    file.write_text("of yesterday")
    done = bot("articles", "export", str(file), "--corpus", shelf)
    assert_one_line_error(done, "is there already", "--force")
    assert file.read_text() == "of yesterday"
    assert bot("articles", "export", str(file), "Ferry", "--force", "--corpus", shelf).stdout
    assert zipfile.is_zipfile(file)


def test_an_export_without_all_articles_says_so(shelf, tmp_path):
    Path(shelf, "b.txt").touch()
    done = bot("articles", "export", str(tmp_path / "all.zip"), "--corpus", shelf)
    assert done.returncode == 2
    assert "left out b.txt: is empty" in done.stderr
    assert done.stdout.endswith(": 1 article\n")


def test_an_article_is_shown_and_replaced(shelf, tmp_path):
    note = tmp_path / "note.md"
    note.write_text("---\nsource: Example News\n---\n# Ferry\n\n\x1b[2JIt sank.\n")
    done = bot("articles", "replace", "Ferry", str(note), "--corpus", shelf)
    assert (done.returncode, done.stdout) == (0, "a.md: Ferry\n")
    assert bot("articles", "show", "a.md", "--corpus", shelf).stdout.splitlines() == [
        "a.md · no date · Ferry · English",
        "Example News",
        f"made of {shelf}/.originals/a.md/note.md",
        "1  ---",
        "2  source: Example News",
        "3  ---",
        "4  # Ferry",
        "5  ",
        "6  \ufffd[2JIt sank.",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], ["SOURCE"]),
        (["import", "x", "--corpus", "nowhere"], ["nowhere", "--corpus"]),
        (["export"], ["FILE"]),
        (["export", "a.md"], ["a.md", ".zip"]),
        (["export", "nowhere/a.zip"], ["nowhere/a.zip", "No such file"]),
        (["export", "a.zip", "moon.txt"], ["moon.txt"]),
        (["export", "a.zip", "--corpus", "empty"], ["no article"]),
        (["show", "moon.txt"], ["moon.txt"]),
        (["replace", "moon.txt", "x.txt"], ["moon.txt"]),
        (["replace", "a.md", "x.txt"], ["x.txt", "No such file"]),
        (["remove", "moon.txt"], ["moon.txt"]),
    ],
    ids=" ".join,
)
def test_wrong_use_of_articles(shelf, tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    assert_one_line_error(bot("articles", *arguments, cwd=tmp_path), *words)
    assert not (tmp_path / "a.zip").exists()


def test_removing_asks_first(shelf):
    done = bot("articles", "remove", "a.md", "--corpus", shelf, stdin="n\n")
    assert done.returncode != 0
    assert bot("articles", "list", "--corpus", shelf).stdout == "a.md · no date · Ferry\n"
