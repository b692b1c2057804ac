"""Builders: what a test starts from, in one line."""

from collections.abc import Mapping
from pathlib import Path

from bot.news.article import Article, parse_article
from bot.news.collection import Collection, load_collection


def article(text: str, path: str = "a.txt") -> Article:
    """Return the article that a file `path` with `text` holds."""
    return parse_article(path, text)


def collection(folder: Path, files: Mapping[str, str | bytes]) -> Collection:
    """Write `files` into `folder` and load them."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_collection(folder)
