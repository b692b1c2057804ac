"""Cache: what is opened from it is what reading every file would give."""

import os
from pathlib import Path

import pytest

from bot.core.collection import Collection
from bot.core.index.cache import cache_path
from bot.core.loading import load_collection
from tests.support.whole_collection import ask_everything

MANY = 40  # articles
TOWNS = ("Strelsau", "Zenda", "Hentzau", "Tarlenheim", "Burlesdon")


@pytest.fixture(autouse=True)
def few_are_worth_it(monkeypatch):
    monkeypatch.setattr("bot.core.index.cache.MIN_CACHED_ARTICLES", 30)


def text(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        f"Report {number}\n\nThe mayor of {town} opened bridge {number} on {number % 28 + 1} May."
    )


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "corpus"
    for number in range(MANY):
        file = folder / f"{number % 7}" / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(number))
    (folder / "page.html").write_text("<h1>The ferry</h1><p>The <b>ferry</b> of Zenda sank.</p>")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def cache(tmp_path) -> Path:
    return tmp_path / "data" / "index"


def load(folder: Path, cache: Path) -> Collection:
    return load_collection(folder, cache=cache)


def files_read(monkeypatch) -> list[str]:
    """Return the list to which the path of every article that is read is added."""
    read: list[str] = []
    from bot.core import loading

    one = loading.read_article
    monkeypatch.setattr(
        loading,
        "read_article",
        lambda folder, path, most: read.append(path) or one(folder, path, most),
    )
    return read


def test_a_second_start_reads_no_article_and_says_the_same(folder, cache, monkeypatch):
    first = load(folder, cache)
    read = files_read(monkeypatch)
    again = load(folder, cache)
    assert read == ["empty.txt"]  # which cannot be used: perhaps it can be now
    assert ask_everything(again) == ask_everything(first) == ask_everything(load_collection(folder))
    assert [str(one) for one in again.problems] == ["empty.txt: is empty"]


def test_only_what_changed_is_read(folder, cache, monkeypatch):
    load(folder, cache)
    (folder / "1" / "1.txt").unlink()
    (folder / "2" / "2.txt").write_text("The ferry of Zenda was raised.")
    (folder / "new.txt").write_text("The ferry of Zenda was sold.")
    read = files_read(monkeypatch)
    again = load(folder, cache)
    assert read == ["2/2.txt", "empty.txt", "new.txt"]
    assert ask_everything(again) == ask_everything(load_collection(folder))


def test_a_file_that_became_too_large_for_the_limit_is_left_out(folder, cache):
    load(folder, cache)
    again = load_collection(folder, max_bytes=58, cache=cache)
    assert ask_everything(again) == ask_everything(load_collection(folder, max_bytes=58))
    assert len(again.problems) > 1


def test_other_aliases_read_every_article_anew(folder, cache, monkeypatch):
    load(folder, cache)
    (folder / "aliases").write_text("Strelsau, Rose City")
    read = files_read(monkeypatch)
    again = load(folder, cache)
    assert len(read) == MANY + 2
    assert again.ask("Who opened bridge 5 of Rose City?").visible_quotes


@pytest.mark.parametrize("length", [0, 5, 100, 5_000])
def test_a_file_of_the_cache_that_is_cut_short_is_of_no_use(folder, cache, length):
    expected = ask_everything(load(folder, cache))
    for file in cache.iterdir():
        os.truncate(file, length)
    assert ask_everything(load(folder, cache)) == expected


def test_the_cache_holds_no_more_than_the_folder(folder, cache):
    load(folder, cache)
    before = {file.name for file in cache.iterdir()}
    (folder / "1" / "1.txt").unlink()
    load(folder, cache)
    after = {file.name for file in cache.iterdir()}
    assert (len(before), len(after)) == (1, 1)
    assert before != after


def test_a_small_folder_is_not_cached(corpus, cache):
    load(corpus, cache)
    assert not cache.exists()


def test_a_cache_that_cannot_be_written_keeps_nobody_from_answers(folder, cache):
    cache.parent.mkdir(parents=True)
    cache.write_text("a file, and no folder")
    assert load(folder, cache).ask("Who opened bridge 5?").quotes


def test_each_folder_has_a_cache_of_its_own(tmp_path):
    assert cache_path(tmp_path / "a", tmp_path) != cache_path(tmp_path / "b", tmp_path)
