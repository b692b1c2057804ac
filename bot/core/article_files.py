"""Article files: the articles of a folder, and the stamps that tell whether a file has changed."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from bot.core.defaults import MAX_ARTICLE_BYTES
from bot.core.text.article import (
    Article,
    decode,
    is_article,
    parse_article,
    path_sort_key,
)
from bot.errors import ArticleError, CorpusError


class FileStamp(NamedTuple):
    """The time of a file's last change, in nanoseconds, and its size: a changed file has others."""

    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class FolderArticles:
    """The articles of a folder, by path, and the files that cannot be used."""

    articles: tuple[Article, ...]
    problems: tuple[ArticleError, ...]


def read_articles(folder: Path, max_bytes: int = MAX_ARTICLE_BYTES) -> FolderArticles:
    """Read every article below `folder`; a bad one becomes a problem and the others load.

    Raises CorpusError if the folder is not there.
    """
    articles, problems = [], []
    for path in sorted(filter(is_article, file_stamps(folder)), key=path_sort_key):
        try:
            articles.append(read_article(folder, path, max_bytes))
        except ArticleError as problem:
            problems.append(problem)
    return FolderArticles(tuple(articles), tuple(problems))


def read_article(folder: Path, path: str, max_bytes: int = MAX_ARTICLE_BYTES) -> Article:
    """Read the file `path` below `folder`; raise ArticleError if it cannot be used."""
    return parse_article(path, read_text(folder, path, max_bytes))


def read_text(folder: Path, path: str, max_bytes: int = MAX_ARTICLE_BYTES) -> str:
    """Return the whole text of the file `path` below `folder`, nothing normalised.

    Raises ArticleError, with the reason, if it is not UTF-8 text of `max_bytes` at most.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ArticleError(ascii(path), "the file's name is not valid Unicode") from None
    file = folder / path
    try:
        if file.stat().st_size > max_bytes:
            raise ArticleError(path, f"is larger than the limit of {max_bytes:,} bytes")
        return decode(path, file.read_bytes())
    except OSError as error:
        raise ArticleError(path, f"cannot be read: {error.strerror}") from error


def file_stamps(folder: Path) -> dict[str, FileStamp]:
    """Return the stamp of each file below `folder`, by its path there with forward slashes.

    Hidden files and folders are left out. Raises CorpusError if a folder cannot be read.
    """
    if folder.is_file():
        raise CorpusError(f"{folder}: is a file; name the folder that holds it with --corpus")
    if not folder.is_dir():
        raise CorpusError(f"{folder}: there is no such folder; name one with --corpus")
    stamps: dict[str, FileStamp] = {}
    try:
        _add_stamps(str(folder), "", stamps)
    except OSError as error:
        raise CorpusError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
    return stamps


def _add_stamps(folder: str, prefix: str, stamps: dict[str, FileStamp]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                _add_stamps(entry.path, f"{prefix}{name}/", stamps)
                continue
            with suppress(OSError):  # deleted since it was listed
                stat = entry.stat()
                if S_ISREG(stat.st_mode):
                    stamps[prefix + name] = FileStamp(stat.st_mtime_ns, stat.st_size)
