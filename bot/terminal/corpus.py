"""The corpus folder that a command works on."""

import gc
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.article_files import FolderArticles, read_articles
from bot.errors import ArticleError
from bot.libraries.seed_article import SEED, SEED_FILE
from bot.reader.installation import MAX_SECONDS_IN_DISCORD, find_reader
from bot.settings import DEFAULT_CORPUS, Settings
from bot.terminal.streams import echo

if TYPE_CHECKING:
    from bot.core.collection import Collection

_MIN_ANNOUNCED = 300  # articles, which take about a second


def folder_to_read(settings: Settings, folder: Path | None) -> Path:
    """Return the named folder, or the seed article's where only the default one could be meant."""
    if folder:
        return folder
    if not is_default_folder(settings, folder) or DEFAULT_CORPUS.exists():
        return settings.corpus
    advice = "`articles add` makes the folder, and --corpus names another"
    echo(f"verbatim: no folder {DEFAULT_CORPUS}, so the seed article is used; {advice}", err=True)
    return SEED


def folder_to_change(settings: Settings, folder: Path | None) -> Path:
    """Return the named folder, or that of the settings."""
    return folder or settings.corpus


def is_default_folder(settings: Settings, folder: Path | None) -> bool:
    """Return whether neither an option nor a setting names another folder."""
    return folder is None and settings.corpus == DEFAULT_CORPUS


def load_corpus(settings: Settings, folder: Path | None) -> "Collection":
    """Index the articles of a folder; name the unusable files on standard error."""
    return _load(settings, folder_to_read(settings, folder))


def load_shared_articles(settings: Settings, folder: Path | None) -> "Collection":
    """Index the articles that all servers share, of which there may be none.

    The seed article is left out if there are others.
    """
    folder = folder_to_read(settings, folder)
    return _load(
        settings,
        folder,
        placeholder=SEED_FILE,
        may_be_empty=True,
        max_reader_seconds=MAX_SECONDS_IN_DISCORD,
    )


def _load(
    settings: Settings,
    folder: Path,
    *,
    placeholder: Path | None = None,
    may_be_empty: bool = False,
    max_reader_seconds: float | None = None,
) -> "Collection":
    from bot.core.index.cache import cache_path  # takes 0.4 s, which `articles` does not need
    from bot.core.loading import load_collection

    collection = load_collection(
        folder,
        settings.threshold,
        settings.max_article_bytes,
        cache=cache_path(folder, settings.data),
        placeholder=placeholder,
        may_be_empty=may_be_empty,
        reader=find_reader(settings.reader, max_reader_seconds),
        announce=_announce_reading,
    )
    _warn_of_problems(collection.problems)
    gc.freeze()  # the collection stays for good; scanning it again and again cost up to 70 ms
    return collection


def _announce_reading(count: int) -> None:
    """Say on a screen why the answer takes a while; programs that read a pipe need not know."""
    if count >= _MIN_ANNOUNCED and sys.stdout.isatty() and sys.stderr.isatty():
        echo(f"Reading {count:,} articles...", err=True)


def read_corpus(settings: Settings, folder: Path) -> FolderArticles:
    """Read the articles of a folder without indexing them; name the unusable files."""
    articles = read_articles(folder, settings.max_article_bytes)
    _warn_of_problems(articles.problems)
    return articles


def _warn_of_problems(problems: Iterable[ArticleError]) -> None:
    for problem in problems:
        echo(f"verbatim: left out {problem}", err=True)
