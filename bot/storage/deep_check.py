"""Check the whole database, and each article in it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.errors import StoreError
from bot.storage.integrity import connect_to_read
from bot.storage.schema import FILE_NAME, columns_of, is_verbatim, refuse_newer, version_of

_MAX_INTEGRITY_PROBLEMS = 100
_COUNTS = "SELECT count(*), count(DISTINCT server_id) FROM articles"
_ARTICLE = """
    SELECT path, title, published, fingerprint, size, text, digest, coalesce(
        (SELECT length(content) FROM originals
         WHERE originals.server_id = articles.server_id AND originals.path = articles.path), 0)
        AS original_size
    FROM articles WHERE server_id = ? AND path = ?
"""
_SEGMENT = "SELECT content FROM parts WHERE server_id = ? AND digest = ?"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored: its text, and what was derived from it."""

    path: str
    title: str
    published: str | None
    fingerprint: str
    size: int
    text: str
    original_size: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How much was checked; each problem names the server and the path."""

    articles: int = 0
    servers: int = 0
    problems: tuple[str, ...] = ()


ArticleCheck = Callable[[StoredArticle], Iterable[str]]
_Check = Callable[[sqlite3.Connection], Iterable[str]]


def check_database(folder: Path, check_article: ArticleCheck) -> CheckReport | None:
    """Check the database in `folder` without changing it, also while a bot uses it.

    `check_article` returns the problems of an undamaged article. None if there is no database yet.
    Raises StoreError if it cannot be read, or was written by a newer Verbatim.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        return None
    try:
        with closing(connect_to_read(file)) as connection:
            connection.execute("BEGIN")  # hides changes made during the check
            refuse_newer(version_of(connection), file)
            return _check(connection, check_article)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the database {file} cannot be used: {error}") from error


def _check(connection: sqlite3.Connection, check_article: ArticleCheck) -> CheckReport:
    problems = [*_problems("damage", _check_integrity, connection)]
    if not is_verbatim(connection):
        return CheckReport(problems=(*problems, "it is no database of Verbatim"))
    if ("articles", "digest") not in columns_of(version_of(connection)):
        return CheckReport(problems=tuple(problems))
    checks: dict[str, _Check] = {
        "articles": lambda connection: _check_articles(connection, check_article),
        "originals": _check_originals,
        "parts": _check_segments,
        "foreign rows": _check_foreign_keys,
    }
    for name, check in checks.items():
        problems += _problems(name, check, connection)
    articles = servers = 0
    with suppress(sqlite3.DatabaseError):  # already among the problems
        articles, servers = connection.execute(_COUNTS).fetchone()
    return CheckReport(articles, servers, tuple(problems))


def _problems(name: str, check: _Check, connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the problems of a check, and the error that ends it early."""
    try:
        yield from check(connection)
    except sqlite3.DatabaseError as error:
        yield f"{name}: {error}"


def _check_integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for [line] in connection.execute(f"PRAGMA integrity_check({_MAX_INTEGRITY_PROBLEMS})"):
        if line != "ok":
            yield line


def _check_articles(connection: sqlite3.Connection, check_article: ArticleCheck) -> Iterator[str]:
    # An index has all paths, and can be read where a row is damaged.
    for server_id, path in connection.execute("SELECT server_id, path FROM articles ORDER BY 1, 2"):
        try:
            row = connection.execute(_ARTICLE, (server_id, path)).fetchone()
            problems = _check_row(row, check_article) if row else ["only an index has it"]
        except sqlite3.DatabaseError as error:
            problems = [str(error)]
        for problem in problems:
            yield f"server {server_id}: {path}: {problem}"


def _check_row(row: sqlite3.Row, check_article: ArticleCheck) -> list[str]:
    if sha256(row["text"].encode()).digest() != row["digest"]:
        return ["its text is not the one that was added"]
    article = StoredArticle(
        path=row["path"],
        title=row["title"],
        published=row["published"],
        fingerprint=row["fingerprint"],
        size=row["size"],
        text=row["text"],
        original_size=row["original_size"],
    )
    return list(check_article(article))


def _check_originals(connection: sqlite3.Connection) -> Iterator[str]:
    for server_id, path in connection.execute(
        "SELECT server_id, path FROM originals EXCEPT SELECT server_id, path FROM articles"
    ):
        yield f"server {server_id}: {path}: an original without an article"


def _check_segments(connection: sqlite3.Connection) -> Iterator[str]:
    keys = connection.execute("SELECT server_id, digest FROM parts ORDER BY 1, 2").fetchall()
    for server_id, digest in keys:
        try:
            row = connection.execute(_SEGMENT, (server_id, digest)).fetchone()
            if row and sha256(row["content"]).digest() == digest:
                continue
            problem = "it is not the one that was stored"
        except sqlite3.DatabaseError as error:
            problem = str(error)
        yield f"server {server_id}: part {digest.hex()[:8]} of the index: {problem}"


def _check_foreign_keys(connection: sqlite3.Connection) -> Iterator[str]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        if table != "originals":  # `_check_originals` names their servers and paths
            yield f"{table}: a row belongs to none of {parent}"
