"""Reloading: what changes in the folder is answered from without a restart."""

import asyncio
from collections.abc import Callable

import pytest

from bot.discord_app.client import Verbatim
from bot.discord_app.operations.corpus_watcher import reloading
from tests.builders import collection
from tests.support.bots import make_bot

SOON = 0.01  # seconds between looks
QUESTION = "What closed the port of Strelsau?"


@pytest.fixture
async def bot(tmp_path, store):
    folder = tmp_path / "corpus"
    bot = make_bot(collection(folder, {"a.txt": "The mayor opened the long bridge."}), store)
    async with bot, reloading(bot, SOON):
        yield bot


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - a folder tells nobody that it has changed
            await asyncio.sleep(SOON)


def paths(bot: Verbatim) -> list[str]:
    return [article.path for article in bot.library.shared.by_path()]


async def test_an_article_that_is_added_is_answered_from(bot):
    (bot.library.shared.folder / "b.txt").write_text("The storm closed the port of Strelsau.")
    await until(lambda: paths(bot) == ["a.txt", "b.txt"])
    assert bot.library.shared.ask(QUESTION).quotes[0].article == "b.txt"


async def test_an_article_that_is_changed_is_quoted_as_it_is_now(bot):
    (bot.library.shared.folder / "a.txt").write_text("The storm closed the port of Strelsau.")
    await until(lambda: "storm" in bot.library.shared.articles[0].text)
    answer = bot.library.shared.ask(QUESTION)
    assert (len(answer.quotes), answer.changed_articles) == (1, ())


async def test_an_article_that_is_removed_is_forgotten(bot):
    (bot.library.shared.folder / "b.txt").write_text("The storm closed the port of Strelsau.")
    await until(lambda: len(paths(bot)) == 2)
    (bot.library.shared.folder / "a.txt").unlink()
    await until(lambda: paths(bot) == ["b.txt"])


async def test_a_folder_without_an_article_keeps_what_is_loaded(bot, caplog):
    (bot.library.shared.folder / "a.txt").unlink()
    await until(lambda: "not loaded anew" in caplog.text)
    assert paths(bot) == ["a.txt"]
    (bot.library.shared.folder / "b.txt").write_text("The storm closed the port of Strelsau.")
    await until(lambda: paths(bot) == ["b.txt"])


async def test_without_a_change_nothing_is_loaded(bot):
    before = bot.library.shared
    await asyncio.sleep(10 * SOON)
    assert bot.library.shared is before


async def test_settings_of_the_loading_stay(bot):
    threshold = bot.library.shared.threshold
    (bot.library.shared.folder / "b.txt").write_text("The storm closed the port of Strelsau.")
    await until(lambda: len(paths(bot)) == 2)
    assert bot.library.shared.threshold == threshold
