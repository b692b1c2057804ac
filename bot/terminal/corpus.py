"""The corpus folder that a command works on."""

import gc
from collections.abc import Iterable
from pathlib import Path

import click

from bot.core.collection import Collection
from bot.core.index.cache import cache_path
from bot.core.loading import load_collection
from bot.core.text.article import Articles, read_articles
from bot.errors import ArticleError
from bot.settings import Settings


def load_corpus(settings: Settings, folder: Path | None) -> Collection:
    """Index the articles of `folder`, or of the settings; name the unusable files on stderr."""
    folder = folder or settings.corpus
    collection = load_collection(
        folder,
        settings.threshold,
        settings.max_article_bytes,
        cache=cache_path(folder, settings.data),
    )
    _warn(collection.problems)
    gc.freeze()  # the collection stays for good; scanning it again and again cost up to 70 ms
    return collection


def read_corpus(settings: Settings, folder: Path | None) -> Articles:
    """Read the articles without indexing them; name the unusable files on stderr."""
    articles = read_articles(folder or settings.corpus, settings.max_article_bytes)
    _warn(articles.problems)
    return articles


def _warn(problems: Iterable[ArticleError]) -> None:
    for problem in problems:
        click.echo(f"verbatim: left out {problem}", err=True)
