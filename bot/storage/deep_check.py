"""Checking: the whole database, and whether each article in it is the one that was added."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.core.text.article import parse_article
from bot.errors import ArticleError, StoreError
from bot.ingest.draft import fingerprint_of
from bot.storage.file import FILE_NAME, connect_to_read, newer, version
from bot.storage.schema import columns, columns_of, migrations

_MOST = 100  # problems that SQLite names of its own check
_COUNTS = "SELECT count(*), count(DISTINCT server_id) FROM articles"
_ARTICLE = """
    SELECT title, published, fingerprint, size, text, digest, coalesce(
        (SELECT length(content) FROM originals AS its
         WHERE its.server_id = articles.server_id AND its.path = articles.path), 0)
    FROM articles WHERE server_id = ? AND path = ?
"""
_PART = "SELECT content FROM parts WHERE server_id = ? AND digest = ?"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at; each problem names the server and the path."""

    articles: int = 0
    servers: int = 0
    problems: tuple[str, ...] = ()


def check_database(folder: Path) -> Checked | None:
    """Check the database in `folder` without changing it, also while a bot uses it.

    None if there is none yet. Raises StoreError if it cannot be read, or was written by a newer
    Verbatim.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        return None
    try:
        with closing(connect_to_read(file)) as connection:
            connection.execute("BEGIN")  # of what is changed meanwhile nothing is seen
            if version(connection) > len(migrations()):
                raise StoreError(newer(file))
            return _checked(connection)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the database {file} cannot be used: {error}") from error


def _checked(connection: sqlite3.Connection) -> Checked:
    number = version(connection)
    problems = [*_found(connection, _damage)]
    if number < 1 or not columns_of(number) <= columns(connection):
        return Checked(problems=(*problems, "it is no database of Verbatim"))
    if ("articles", "digest") not in columns_of(number):
        return Checked(problems=tuple(problems))
    for check in (_articles, _originals, _parts, _foreign_rows):
        problems += _found(connection, check)
    articles = servers = 0
    with suppress(sqlite3.DatabaseError):  # which is among the problems
        articles, servers = connection.execute(_COUNTS).fetchone()
    return Checked(articles, servers, tuple(problems))


def _found(
    connection: sqlite3.Connection, check: Callable[[sqlite3.Connection], Iterator[str]]
) -> Iterator[str]:
    """Yield what a check finds; that it cannot go on is a problem too."""
    try:
        yield from check(connection)
    except sqlite3.DatabaseError as error:
        yield f"{check.__name__.strip('_').replace('_', ' ')}: {error}"


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    for [line] in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield line


def _articles(connection: sqlite3.Connection) -> Iterator[str]:
    # From an index alone, which a damaged row does not keep from being read.
    for server_id, path in connection.execute("SELECT server_id, path FROM articles ORDER BY 1, 2"):
        try:
            row = connection.execute(_ARTICLE, (server_id, path)).fetchone()
            problems = _of_article(path, *row) if row else ["it is in an index alone"]
        except sqlite3.DatabaseError as error:
            problems = [str(error)]
        for problem in problems:
            yield f"server {server_id}: {path}: {problem}"


def _of_article(
    path: str,
    title: str,
    published: str | None,
    fingerprint: str,
    size: int,
    text: str,
    digest: bytes,
    original: int,
) -> list[str]:
    if sha256(text.encode()).digest() != digest:
        return ["its text is not the one that was added"]
    try:
        article = parse_article(path, text)
    except ArticleError as error:
        return [error.reason]
    day = article.published.isoformat() if article.published else None
    agree = {
        "title": article.title == title,
        "date": day == published,
        "fingerprint": fingerprint_of(article) == fingerprint,
        "size": len(text.encode()) + original == size,
    }
    return [f"its {name} is not that of its text" for name, agrees in agree.items() if not agrees]


def _originals(connection: sqlite3.Connection) -> Iterator[str]:
    for server_id, path in connection.execute(
        "SELECT server_id, path FROM originals EXCEPT SELECT server_id, path FROM articles"
    ):
        yield f"server {server_id}: {path}: an original without an article"


def _parts(connection: sqlite3.Connection) -> Iterator[str]:
    keys = connection.execute("SELECT server_id, digest FROM parts ORDER BY 1, 2").fetchall()
    for server_id, digest in keys:
        try:
            row = connection.execute(_PART, (server_id, digest)).fetchone()
            if row and sha256(row[0]).digest() == digest:
                continue
            problem = "it is not the one that was stored"
        except sqlite3.DatabaseError as error:
            problem = str(error)
        yield f"server {server_id}: part {digest.hex()[:8]} of the index: {problem}"


def _foreign_rows(connection: sqlite3.Connection) -> Iterator[str]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        if table != "originals":  # of which the server and the path are named
            yield f"{table}: a row belongs to none of {parent}"
