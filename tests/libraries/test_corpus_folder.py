"""The corpus folder: what is put there stands there whole, once, with its original beside it."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article_files import read_articles
from bot.core.names import find_by_name
from bot.errors import CorpusError, DocumentError
from bot.ingest.bulk import open_source
from bot.ingest.draft import ArchivedArticle, SkippedFile, make_draft
from bot.ingest.ingest import draft_from_source
from bot.libraries import export
from bot.libraries.article_store import AddResult
from bot.libraries.bulk_import import import_all
from bot.libraries.corpus_folder import ORIGINALS, CorpusFolder, original_file
from bot.libraries.export import export_folder
from bot.original import Original
from tests.support.awkward_articles import AWKWARD
from tests.support.web import answering, site

TODAY = date(2026, 11, 22)
NOTE = "# Ferry\n\nThe ferry line was opened on Tuesday.\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "corpus"
    made.mkdir()
    return made


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "note.md"
    file.write_text(NOTE)
    return str(file)


def opened(folder: Path) -> CorpusFolder:
    return CorpusFolder(folder, read_articles(folder).articles)


async def add(folder: Path, source: str) -> AddResult:
    [result] = await opened(folder).add([await draft_from_source(source, today=TODAY)])
    return result


async def imported(folder: Path, *sources: Path) -> list:
    """Return the result of each item of `sources`."""
    items = (item for source in sources for item in open_source(str(source)).items)
    return [result async for result in import_all(opened(folder), items, today=TODAY)]


def files(folder: Path) -> dict[str, bytes]:
    """Return what each file below `folder` holds."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


# --- adding


async def test_a_file_becomes_an_article_named_by_its_title(folder, note):
    assert await add(folder, note) == AddResult("ferry.md", "Ferry")
    [article] = read_articles(folder).articles
    assert (article.path, article.title) == ("ferry.md", "Ferry")
    assert files(folder / ORIGINALS) == {"ferry.md/note.md": NOTE.encode()}


async def test_a_page_is_linked_and_its_original_kept(folder):
    page = (
        "<html><head><title>Ferry</title></head><body><p>The ferry line is open.</p></body></html>"
    )
    async with site(("/news", answering(page))) as here:
        draft = await draft_from_source(here.url("/news?id=3"), today=TODAY, web=here.web())
        await opened(folder).add([draft])
        [article] = read_articles(folder).articles
        assert article.url == here.url("/news?id=3")
    assert files(folder / ORIGINALS) == {"ferry.md/news.html": page.encode()}


async def test_the_same_words_are_added_once(folder, note):
    (folder / "old.txt").write_text("FERRY\n\nThe ferry line  was opened on Tuesday")
    added = await add(folder, note)
    assert (added.path, added.is_duplicate) == ("old.txt", True)
    assert list(files(folder)) == ["old.txt"]


async def test_of_two_sources_at_once_the_second_is_a_twin(folder, note):
    first, second = await imported(folder, note, note)
    assert (first.is_duplicate, second.is_duplicate) == (False, True)


async def test_articles_of_one_title_get_names_of_their_own(folder, tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.md").write_text(f"# Ferry\n\nIt sailed {number} times.")
    (folder / "ferry-3.md").write_text("Another ferry.")
    names = [
        added.path for added in await imported(folder, *(tmp_path / f"{n}.md" for n in range(3)))
    ]
    assert names == ["ferry.md", "ferry-2.md", "ferry-4.md"]
    assert (await add(folder, str(tmp_path / "3.md"))).path == "ferry-5.md"


async def test_what_cannot_be_used_adds_nothing(folder, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    for source in (str(empty), str(tmp_path / "none.txt"), str(tmp_path)):
        with pytest.raises(DocumentError):
            await add(folder, source)
    assert list(folder.iterdir()) == []


async def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, note):
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match="cannot be written to"):
        await CorpusFolder(tmp_path / "file").add([await draft_from_source(note, today=TODAY)])


async def test_what_is_written_is_there_whole_or_not_at_all(folder, note, monkeypatch):
    draft = await draft_from_source(note, today=TODAY)
    await opened(folder).add([draft])
    before = files(folder)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(CorpusError, match="No space left"):
        await opened(folder).replace("ferry.md", draft)
    assert files(folder) == before


def fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


@given(st.text(max_size=300))
def test_any_title_makes_a_name_inside_the_folder(title):
    file_name = make_draft("a", "Ferry.", ".md", {"title": title}).file_name
    name = file_name.removesuffix(".md")
    assert name
    assert not name.startswith(".")
    assert Path(name).name == name
    assert len(f"{name}-100000.md".encode()) <= 255  # what a file system takes


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("İstanbul İki: 0", "istanbul-iki-0"),  # was i-stanbul-i-ki-0
        ("Straße nach Łódź", "straße-nach-łódź"),
        ("ΠΟΛΕΜΟΣ", "πολεμος"),
        ("हिन्दी में", "हिन्दी-में"),  # vowel signs are marks, no letters
        ("ข่าวไทย", "ข่าวไทย"),
        ("العربية: خبر", "العربية-خبر"),
        ("北京 新闻", "北京-新闻"),
        ("Cafe\u0301", "caf\u00e9"),
        ("co\u00adoperate", "cooperate"),
        ("a" * 59 + "\u0928\u093f", "a" * 59),
        ("...", "article"),
    ],
)
def test_a_name_has_the_letters_of_the_title(title, name):
    assert make_draft("a", "Ferry.", ".md", {"title": title}).file_name == f"{name}.md"


# --- many at once


async def test_each_piece_has_its_outcome(folder, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text("Ferry.")
    (source / "b.txt").write_text("ferry!")
    (source / "c.txt").write_text("...")
    (source / "d.html").write_text("<html><body><p>The bridge is open.</p></body></html>")
    (source / "e.png").touch()
    added, duplicate, wrong, page, other = await imported(folder, source)
    assert (added.path, added.is_duplicate) == ("ferry.txt", False)
    assert (duplicate.path, duplicate.is_duplicate) == ("ferry.txt", True)
    assert isinstance(wrong, DocumentError)
    assert page.path == "the-bridge-is-open.md"
    assert isinstance(other, SkippedFile)
    assert files(folder / ORIGINALS)["ferry.txt/a.txt"] == b"Ferry."


async def test_text_starts_no_process(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", fail)
    (tmp_path / "a.jsonl").write_text('{"text": "<html> is a tag."}')
    (tmp_path / "a.txt").write_text("Ferry.")
    (tmp_path / "a.md").write_text("Bridge.")
    added = await imported(folder, *(tmp_path / f"a.{end}" for end in ("jsonl", "txt", "md")))
    assert [one.path for one in added] == ["html-is-a-tag.txt", "ferry.txt", "bridge.md"]


# --- out and in again


@pytest.fixture
def shelved(folder, corpus):
    """Return a folder of articles of every kind, some twice, some with an original."""
    shutil.copytree(corpus, folder, dirs_exist_ok=True)
    for name, text in AWKWARD.items():
        for place in (folder / name, folder / "sub" / name):
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(text.encode())
            kept = folder / ORIGINALS / place.relative_to(folder) / "talks.pdf"
            kept.parent.mkdir(parents=True)
            kept.write_bytes(b"%PDF" + name.encode())
    shutil.rmtree(folder / ORIGINALS / "sub/page.html")
    return folder


async def test_what_is_exported_comes_back_byte_for_byte(shelved, tmp_path):
    export_folder(shelved, read_articles(shelved).articles, tmp_path / "a.zip")
    again = tmp_path / "again"
    again.mkdir()
    outcomes = await imported(again, tmp_path / "a.zip")
    assert files(again) == files(shelved)
    assert [one.is_duplicate for one in outcomes] == [False] * len(outcomes)
    export_folder(again, read_articles(again).articles, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


async def test_what_is_there_already_is_not_restored(shelved, tmp_path):
    export_folder(shelved, read_articles(shelved).articles, tmp_path / "a.zip")
    before = files(shelved)
    again = tmp_path / "again"
    again.mkdir()
    twice = await imported(again, tmp_path / "a.zip", tmp_path / "a.zip")
    thrice = await imported(shelved, tmp_path / "a.zip")
    assert all(one.is_duplicate for one in twice[len(twice) // 2 :] + thrice)
    assert files(again) == files(shelved) == before


async def test_an_article_is_restored_beside_another_of_its_name(folder):
    (folder / "sub").mkdir()
    (folder / "sub/ferry.md").write_text("Another ferry.")
    archived = ArchivedArticle("sub/ferry.md", NOTE, Original("note.md", b"note"))
    assert await opened(folder).restore(archived) == AddResult("sub/ferry-2.md", "Ferry")
    assert files(folder) == {
        "sub/ferry.md": b"Another ferry.",
        "sub/ferry-2.md": NOTE.encode(),
        f"{ORIGINALS}/sub/ferry-2.md/note.md": b"note",
    }


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        pytest.param("ferry.md/a.txt", "Text.", "cannot be written", id="below an article"),
        pytest.param(f"{'x' * 300}.txt", "Text.", "cannot be written", id="a long name"),
        pytest.param("a.md", "---\npublished: soon\n---\nx", "published", id="a bad front matter"),
    ],
)
async def test_one_that_cannot_be_restored_keeps_no_other_back(folder, path, text, said):
    (folder / "ferry.md").write_text(NOTE)
    items = [ArchivedArticle(path, text), ArchivedArticle("good.txt", "It is open.")]
    wrong, good = [result async for result in import_all(opened(folder), items, today=TODAY)]
    assert str(wrong).startswith(path)
    assert said in str(wrong)
    assert good.path == "good.txt"


def test_an_export_that_fails_leaves_the_file_before_it(shelved, tmp_path, monkeypatch):
    file = tmp_path / "a.zip"
    file.write_text("of yesterday")
    monkeypatch.setattr(export, "pack", lambda articles, out: out.write(b"x") and fail())
    with pytest.raises(CorpusError, match=r"a\.zip cannot be written: No space left"):
        export_folder(shelved, [], file)
    assert file.read_text() == "of yesterday"
    assert list(tmp_path.glob(".*")) == []


# --- replacing, removing, naming


async def test_replacing_keeps_the_path_and_takes_the_original_along(folder, note, tmp_path):
    await add(folder, note)
    page = tmp_path / "new.html"
    page.write_text("<html><head><title>New</title></head><body><p>It sank.</p></body></html>")
    draft = await draft_from_source(str(page), today=TODAY)
    assert await opened(folder).replace("ferry.md", draft) == AddResult("ferry.md", "New")
    [article] = read_articles(folder).articles
    assert article.text.endswith("It sank.")
    assert original_file(folder, article.path).read_text() == page.read_text()
    assert list(files(folder / ORIGINALS)) == ["ferry.md/new.html"]


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        pytest.param(
            "a.txt", "# Heading\n\nMarkdown.", "becomes a .md file", id="Markdown as text"
        ),
        pytest.param("a.html", "# Heading\n\nMarkdown.", "becomes a .md file", id="as a page"),
    ],
)
async def test_what_cannot_take_the_place_of_an_article(folder, tmp_path, path, source, said):
    (folder / path).write_text("<p>Ferry.</p>")
    (folder / "b.txt").write_text("Another article.")
    before = files(folder)
    (tmp_path / "new.md").write_text(source)
    draft = await draft_from_source(str(tmp_path / "new.md"), today=TODAY)
    with pytest.raises(DocumentError, match=said):
        await opened(folder).replace(path, draft)
    assert files(folder) == before


async def test_removing_takes_the_original_along_and_nothing_else(folder, note):
    (folder / "sub").mkdir()
    (folder / "sub/ferry.md").write_text("Another ferry.")
    (folder / "ferry.txt").write_text("A third ferry.")
    await add(folder, note)
    articles = read_articles(folder).articles
    await opened(folder).remove(find_by_name(articles, "sub/ferry.md").path)
    assert sorted(files(folder)) == [f"{ORIGINALS}/ferry.md/note.md", "ferry.md", "ferry.txt"]
    await opened(folder).remove(find_by_name(articles, "Ferry").path)
    assert list(files(folder)) == ["ferry.txt"]
