"""Loading: folders without articles, and the seed article that gives way to others."""

from pathlib import Path

import pytest

from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.errors import CorpusError
from bot.libraries.seed_article import SEED, SEED_FILE, is_only_seed

STORM = "The storm closed the port of Strelsau."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seed-article.txt").write_bytes(SEED_FILE.read_bytes())
    return tmp_path


def load(folder: Path, before: Collection | None = None) -> Collection:
    return load_collection(folder, before=before, placeholder=SEED_FILE, may_be_empty=True)


def paths(collection: Collection) -> list[str]:
    return [article.path for article in collection.by_path()]


def test_the_seed_article_stays_while_it_is_the_only_one(folder):
    assert paths(load(folder)) == ["seed-article.txt"]
    assert is_only_seed(load(folder))


def test_the_seed_article_goes_when_another_comes_and_is_back_when_that_is_gone(folder):
    first = load(folder)
    (folder / "storm.txt").write_text(STORM)
    second = load(folder, first)
    assert paths(second) == ["storm.txt"]
    (folder / "storm.txt").unlink()
    assert paths(load(folder, second)) == ["seed-article.txt"]


def test_the_seed_article_stays_next_to_a_file_that_cannot_be_read(folder):
    (folder / "empty.txt").touch()
    assert paths(load(folder)) == ["seed-article.txt"]


def test_the_text_of_the_seed_article_stays_if_it_was_changed(folder):
    file = folder / "seed-article.txt"
    file.write_text("---\nsource: Example News\n---\n" + file.read_text())
    (folder / "storm.txt").write_text(STORM)
    assert paths(load(folder)) == ["seed-article.txt", "storm.txt"]


def test_every_article_of_the_folder_is_read_unless_that_is_wanted(folder):
    (folder / "storm.txt").write_text(STORM)
    assert len(load_collection(folder).articles) == 2


def test_the_seed_article_of_the_package_is_the_only_one_there():
    assert is_only_seed(load_collection(SEED))


def test_an_empty_folder_is_refused_unless_it_may_be_empty(tmp_path):
    with pytest.raises(CorpusError, match="no article"):
        load_collection(tmp_path)
    assert len(load(tmp_path).articles) == 0


def test_a_collection_without_articles_can_be_asked_everything(tmp_path):
    empty = load(tmp_path)
    assert not empty.ask("Who leads the delegation?").is_answered
    assert not empty.ask("and the other?", before="Who leads it?").is_answered
    assert not empty.topic_summary("peace talks").quotes
    assert not empty.timeline().events
    assert not empty.timeline(topic="talks").events
    assert not empty.date_expressions().events
    assert empty.near(["The mayor opened the bridge."]) == []
    assert list(empty.articles_named("")) == []
    with pytest.raises(CorpusError, match="no articles"):
        empty.newest()


def test_articles_that_come_to_an_empty_folder_are_found(tmp_path):
    empty = load(tmp_path)
    (tmp_path / "storm.txt").write_text(STORM)
    assert load(tmp_path, empty).ask("What closed the port of Strelsau?").is_answered
