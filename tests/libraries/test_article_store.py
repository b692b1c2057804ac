"""What the corpus folder and the articles of a server promise alike."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.core.loading import load_collection
from bot.errors import VerbatimError
from bot.libraries.article_store import AddResult, ArticleStore, free_path
from bot.libraries.corpus_folder import CorpusFolder
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.storage.store import open_store
from tests.support.drafts import draft
from tests.support.parsing import count_parses

TODAY = date(2025, 5, 15)
FERRY, BRIDGE = "The ferry sails.", "The bridge is open."


@pytest.fixture(params=["folder", "server"])
async def articles(request, corpus, tmp_path) -> AsyncIterator[ArticleStore]:
    if request.param == "folder":
        folder = tmp_path / "corpus"
        folder.mkdir()
        yield CorpusFolder(folder)
        return
    async with open_store(tmp_path) as store:
        yield ServerArticles(ServerLibrary(load_collection(corpus), store.articles), 1, TODAY)


async def test_an_article_gets_a_path_after_its_title(articles):
    assert await articles.add([draft(FERRY, "Ferry!")]) == [AddResult("ferry.txt", "Ferry!")]


async def test_articles_of_one_title_are_numbered(articles):
    drafts = [draft(f"It sailed {number} times.", "Ferry") for number in range(3)]
    paths = [result.path for result in await articles.add(drafts)]
    assert paths == ["ferry.txt", "ferry-2.txt", "ferry-3.txt"]
    assert (await articles.add([draft(FERRY, "Ferry")]))[0].path == "ferry-4.txt"


async def test_the_same_words_are_added_once(articles):
    first, again = await articles.add([draft(FERRY, "Ferry"), draft(FERRY.upper(), "Ferry")])
    assert (first.is_duplicate, again.is_duplicate) == (False, True)
    [later] = await articles.add([draft(f"\n{FERRY}", "Ferry")])
    assert (later.path, later.is_duplicate) == (first.path, True)


async def test_an_article_that_is_replaced_keeps_its_path(articles):
    await articles.add([draft(FERRY, "Ferry")])
    assert await articles.replace("ferry.txt", draft(BRIDGE)) == AddResult("ferry.txt", BRIDGE)


async def test_an_article_is_not_replaced_by_the_words_of_another(articles):
    await articles.add([draft(FERRY, "Ferry"), draft(BRIDGE, "Bridge")])
    result = await articles.replace("ferry.txt", draft(BRIDGE, "Bridge"))
    assert (result.path, result.is_duplicate) == ("bridge.txt", True)
    assert (await articles.replace("ferry.txt", draft(FERRY, "Ferry"))).is_duplicate is False


async def test_an_article_that_does_not_exist_is_neither_replaced_nor_removed(articles):
    with pytest.raises(VerbatimError, match=r"ferry\.txt"):
        await articles.replace("ferry.txt", draft(FERRY))
    with pytest.raises(VerbatimError, match=r"ferry\.txt"):
        await articles.remove("ferry.txt")


async def test_an_article_that_was_removed_can_be_added_again(articles):
    await articles.add([draft(FERRY, "Ferry")])
    await articles.remove("ferry.txt")
    assert await articles.add([draft(FERRY, "Ferry")]) == [AddResult("ferry.txt", "Ferry")]


async def test_a_draft_is_not_parsed_again(articles, monkeypatch):
    """Each text was parsed up to three times on its way in."""
    drafts = [draft(FERRY, "Ferry"), draft(BRIDGE, "Bridge")]
    texts = count_parses(monkeypatch)
    await articles.add(drafts)
    await articles.replace("ferry.txt", draft("It sank."))
    assert texts == ["It sank."]


def test_a_free_path_goes_on_with_the_numbers_given_to_it():
    numbers, taken = iter(range(7, 99)), {"a.md", "a-7.md"}
    assert free_path("a.md", taken.__contains__, numbers) == "a-8.md"
    assert free_path("a.md", taken.__contains__, numbers) == "a-9.md"
    assert free_path("b.md", taken.__contains__, numbers) == "b.md"
