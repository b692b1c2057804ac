"""The corpus folder: what is added stands there whole, once, with its original beside it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import corpus
from bot.corpus import ORIGINALS, Added, add_article, fingerprints, remove_article
from bot.errors import CorpusError, DocumentError
from bot.news.article import read_articles
from tests.gathering.web import answering, site

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


async def test_a_file_becomes_an_article_named_by_its_title(folder, note):
    added = await add_article(folder, note, {}, today=TODAY)
    assert added == Added("Ferry", "ferry.md")
    [article] = read_articles(folder).articles
    assert (article.path, article.title) == ("ferry.md", "Ferry")
    assert (folder / ORIGINALS / "ferry.md").read_text() == NOTE


async def test_a_page_is_linked_and_its_original_kept(folder):
    page = (
        "<html><head><title>Ferry</title></head><body><p>The ferry line is open.</p></body></html>"
    )
    async with site(("/news", answering(page))) as here:
        added = await add_article(folder, here.url("/news"), {}, today=TODAY, web=here.web())
        [article] = read_articles(folder).articles
        assert article.url == here.url("/news")
    assert (folder / ORIGINALS / added.path).with_suffix(".html").read_text() == page


async def test_the_same_words_are_added_once(folder, note, tmp_path):
    (folder / "old.txt").write_text("FERRY\n\nThe ferry line  was opened on Tuesday")
    known = fingerprints(read_articles(folder).articles)
    added = await add_article(folder, note, known, today=TODAY)
    assert (added.path, added.is_twin) == ("old.txt", True)
    assert [file.name for file in folder.iterdir()] == ["old.txt"]


async def test_of_two_sources_at_once_the_second_is_a_twin(folder, note):
    known: dict[str, str] = {}
    first = await add_article(folder, note, known, today=TODAY)
    second = await add_article(folder, note, known, today=TODAY)
    assert (first.is_twin, second.is_twin) == (False, True)


async def test_articles_of_one_title_get_names_of_their_own(folder, tmp_path):
    names = []
    for number in range(3):
        file = tmp_path / f"{number}.md"
        file.write_text(f"# Ferry\n\nIt sailed {number} times.")
        names.append((await add_article(folder, str(file), {}, today=TODAY)).path)
    assert names == ["ferry.md", "ferry-2.md", "ferry-3.md"]


async def test_what_cannot_be_used_adds_nothing(folder, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    for source in (str(empty), str(tmp_path / "none.txt"), str(tmp_path)):
        with pytest.raises(DocumentError):
            await add_article(folder, source, {}, today=TODAY)
    assert list(folder.iterdir()) == []


async def test_a_folder_that_is_a_file_is_named(tmp_path, note):
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match="cannot be written to"):
        await add_article(tmp_path / "file", note, {}, today=TODAY)


async def test_removing_takes_the_original_along_and_nothing_else(folder, note, tmp_path):
    (folder / "ferry-2.txt").write_text("Another ferry.")
    await add_article(folder, note, {}, today=TODAY)
    article = next(one for one in read_articles(folder).articles if one.path == "ferry.md")
    remove_article(folder, article)
    assert [one.path for one in read_articles(folder).articles] == ["ferry-2.txt"]
    assert list((folder / ORIGINALS).iterdir()) == []


@given(st.text(max_size=300))
def test_any_title_makes_a_name_inside_the_folder(tmp_path_factory, title):
    folder = tmp_path_factory.getbasetemp()
    name = corpus._free_name(folder, title)
    assert name
    assert not name.startswith(".")
    assert (folder / name).parent == folder
    assert len(name.encode()) <= 250  # of the 255 that a file system takes
