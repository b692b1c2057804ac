"""The corpus watcher: changes in the folder are answered from without a restart."""

import asyncio
import shutil
import time

import pytest

from bot.core.loading import load_collection
from bot.discord_app.client import Verbatim
from bot.discord_app.operations import corpus_watcher
from bot.discord_app.operations.corpus_watcher import watching_corpus
from bot.libraries.seed_article import SEED_FILE
from tests.builders import collection
from tests.support.bots import make_bot
from tests.support.waiting import until

SOON = 0.02  # seconds
NEVER = 60.0
STORM = "The storm closed the port of Strelsau."
QUESTION = "What closed the port of Strelsau?"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "corpus"


@pytest.fixture
async def quiet_bot(folder, store):
    """Return a bot that does not watch its folder yet."""
    bot = make_bot(collection(folder, {"a.txt": "The mayor opened the long bridge."}), store)
    async with bot:
        yield bot


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(corpus_watcher, "_RETRY_SECONDS", SOON)


@pytest.fixture
async def bot(quiet_bot):
    """Return a bot that is told of changes, and would compare the files only much later."""
    async with watching_corpus(quiet_bot, SOON, NEVER):
        await asyncio.sleep(0.2)  # the watch begins in a thread
        yield quiet_bot


def paths(bot: Verbatim) -> list[str]:
    return [article.path for article in bot.library.shared.by_path()]


async def test_an_article_that_is_added_is_answered_from(bot, folder):
    (folder / "b.txt").write_text(STORM)
    await until(lambda: len(paths(bot)) == 2)
    assert bot.library.shared.ask(QUESTION).quotes[0].article == "b.txt"


async def test_an_article_that_is_changed_is_quoted_as_it_is_now(bot, folder):
    (folder / "a.txt").write_text(STORM)
    await until(lambda: "storm" in bot.library.shared.articles[0].text)
    answer = bot.library.shared.ask(QUESTION)
    assert (len(answer.quotes), answer.changed_articles) == (1, ())


async def test_an_article_that_is_removed_is_forgotten(bot, folder):
    (folder / "b.txt").write_text(STORM)
    await until(lambda: len(paths(bot)) == 2)
    (folder / "a.txt").unlink()
    await until(lambda: paths(bot) == ["b.txt"])


async def test_an_article_in_a_new_subfolder_is_answered_from(bot, folder):
    (folder / "ports" / "north").mkdir(parents=True)
    (folder / "ports" / "north" / "b.txt").write_text(STORM)
    await until(lambda: "ports/north/b.txt" in paths(bot))


async def test_a_folder_without_an_article_keeps_what_is_loaded(bot, folder, caplog):
    (folder / "a.txt").unlink()
    await until(lambda: "could not load the articles again" in caplog.text)
    assert paths(bot) == ["a.txt"]
    (folder / "b.txt").write_text(STORM)
    await until(lambda: paths(bot) == ["b.txt"])


async def test_a_folder_that_is_replaced_is_watched_on(bot, folder, tmp_path, caplog):
    """As by `mv` of a new folder, or when a disk is mounted: the old watch sees nothing there."""
    shutil.rmtree(folder)
    await until(lambda: "could not load the articles again" in caplog.text)
    folder.mkdir()
    (folder / "b.txt").write_text(STORM)
    await until(lambda: paths(bot) == ["b.txt"])
    (folder / "c.txt").write_text("The ferry sank.")
    await until(lambda: paths(bot) == ["b.txt", "c.txt"])


async def test_without_a_change_nothing_is_loaded(bot):
    before = bot.library.shared
    await asyncio.sleep(10 * SOON)
    assert bot.library.shared is before


async def test_settings_of_the_loading_stay(bot, folder):
    threshold = bot.library.shared.threshold
    (folder / "b.txt").write_text(STORM)
    await until(lambda: len(paths(bot)) == 2)
    assert bot.library.shared.threshold == threshold


async def test_a_file_that_is_still_being_written_is_not_loaded(quiet_bot, folder):
    async with watching_corpus(quiet_bot, rest=0.4, compare_every=SOON):
        for n in range(8):
            (folder / "b.txt").write_text(f"{STORM}\n" * (n + 1))
            await asyncio.sleep(0.1)
            assert paths(quiet_bot) == ["a.txt"]
        await until(lambda: paths(quiet_bot) == ["a.txt", "b.txt"])
    assert quiet_bot.library.shared.articles[1].text.count("storm") == 8


@pytest.mark.parametrize("is_polling", [False, True])
async def test_a_change_behind_a_link_is_noticed(
    quiet_bot, folder, tmp_path, monkeypatch, is_polling
):
    """Nothing announces it, just as on a network disk: files are compared, or polled."""
    if is_polling:
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    target = tmp_path / "elsewhere.txt"
    target.write_text("The ferry sank.")
    (folder / "linked.txt").symlink_to(target)
    async with watching_corpus(quiet_bot, SOON, NEVER if is_polling else 0.1):
        await until(lambda: "linked.txt" in paths(quiet_bot))
        await asyncio.sleep(1.1)  # a poll compares times in whole seconds
        target.write_text(STORM)
        await until(lambda: quiet_bot.library.shared.ask(QUESTION).quotes)


async def test_a_fault_while_loading_does_not_end_the_watch(bot, folder, caplog, monkeypatch):
    """Such as the time limit of NLTK: good files that came later were never found."""
    secret = "Who stole the golden wombat?"

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(secret)

    with monkeypatch.context() as patched:
        patched.setattr(corpus_watcher, "load_collection", fail)
        (folder / "b.txt").write_text(STORM)
        await until(lambda: "task 'corpus' failed" in caplog.text)
    assert secret not in caplog.text
    (folder / "c.txt").write_text("The ferry sank.")
    await until(lambda: paths(bot) == ["a.txt", "b.txt", "c.txt"])


async def test_without_announcements_the_files_are_compared(quiet_bot, folder, monkeypatch, caplog):
    """As where the system allows no further watches."""

    def fail(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(corpus_watcher, "awatch", fail)
    async with watching_corpus(quiet_bot, SOON, SOON):
        (folder / "b.txt").write_text(STORM)
        await until(lambda: len(paths(quiet_bot)) == 2)
    assert caplog.text.count("watch limit reached") == 1


async def test_the_watch_ends_at_once(quiet_bot):
    """The thread that waits for changes cannot be cancelled, and would hold up a stop."""
    async with watching_corpus(quiet_bot, SOON, NEVER):
        await asyncio.sleep(0.3)
        start = time.monotonic()
    assert time.monotonic() - start < 5


async def test_articles_that_come_to_an_empty_folder_are_answered_from(store, tmp_path):
    empty = make_bot(load_collection(tmp_path, may_be_empty=True), store)
    async with empty, watching_corpus(empty, SOON, NEVER):
        await asyncio.sleep(0.2)
        (tmp_path / "b.txt").write_text(STORM)
        await until(lambda: paths(empty) == ["b.txt"])


async def test_the_seed_article_goes_when_another_comes(store, tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(SEED_FILE, folder)
    new = make_bot(load_collection(folder), store)
    async with new, watching_corpus(new, SOON, NEVER):
        await asyncio.sleep(0.2)
        (folder / "b.txt").write_text(STORM)
        await until(lambda: paths(new) == ["b.txt"])
