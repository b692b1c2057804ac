"""Check the whole database, and each article in it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.errors import StoreError
from bot.storage.applications import to_application, to_commands_hash
from bot.storage.articles import to_original, to_path_and_text, to_record
from bot.storage.daily_counts import to_count_of_day
from bot.storage.damage import CheckedRow, T, convert_rows, key_values, to_id, to_number
from bot.storage.feeds import to_entry, to_feed
from bot.storage.file.integrity import SQLITE_ERRORS, connect_to_read
from bot.storage.file.schema import (
    FILE_NAME,
    columns,
    columns_of,
    is_verbatim,
    migrations,
    refuse_file,
    refuse_newer,
    version_of,
)
from bot.storage.pseudonyms import to_key
from bot.storage.server_settings import to_channel, to_settings
from bot.storage.unanswered import to_question
from bot.storage.votes import to_vote
from bot.storage.welcomes import to_welcome

_MAX_INTEGRITY_PROBLEMS = 100
_COUNTS = "SELECT count(*), count(DISTINCT server_id) FROM articles"
_ARTICLE = """
    SELECT *, text AS content, server_id AS listed_server_id, path AS listed_path, coalesce(
        (SELECT length(content) FROM originals
         WHERE originals.server_id = articles.server_id AND originals.path = articles.path), 0)
        AS original_size
    FROM articles WHERE server_id = ? AND path = ?
"""
_ORIGINAL_ROW = """
    SELECT *, server_id AS listed_server_id, path AS listed_path
    FROM originals WHERE server_id = ? AND path = ?
"""
_SEGMENT = "SELECT content FROM parts WHERE server_id = ? AND digest = ?"
_CHANNELS = "SELECT server_id, channel_id, use FROM server_channels WHERE server_id = ?"
# How the rows of a table are read, and, if these are not all its columns, with what others.
_ROWS: dict[str, tuple[Callable[[CheckedRow], object], str]] = {
    "server_channels": (to_channel, ""),
    "registered_commands": (to_commands_hash, ""),
    "keys": (to_key, ""),
    "votes": (to_vote, ""),
    "counts": (to_count_of_day, ""),
    "unanswered": (to_question, ", server_id AS listed_server_id, person AS listed_person"),
    "feeds": (to_feed, ", server_id AS listed_server_id"),
    "feed_entries": (to_entry, ""),
    "application": (to_application, ""),
    "welcomed_servers": (to_welcome, ""),
    "missing_servers": (lambda row: (row.get("server_id", to_id), row.get("since", to_number)), ""),
}


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it is stored: its text, and what was derived from it."""

    path: str
    title: str
    published: str | None
    url: str | None
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
    refuse_file(folder)
    file = folder / FILE_NAME
    if not file.is_file():
        return None
    try:
        with closing(connect_to_read(file)) as connection:
            connection.execute("BEGIN")  # hides changes made during the check
            refuse_newer(version_of(connection), file)
            return _check(connection, check_article)
    except SQLITE_ERRORS as error:
        raise StoreError(f"the database {file} cannot be used: {error}") from error


def _check(connection: sqlite3.Connection, check_article: ArticleCheck) -> CheckReport:
    problems = [*_problems("damage", _check_integrity, connection)]
    if not is_verbatim(connection):
        return CheckReport(problems=(*problems, "it is no database of Verbatim"))
    if ("articles", "digest") not in columns_of(version_of(connection)):
        return CheckReport(problems=tuple(problems))
    checks: dict[str, _Check] = {
        "articles": partial(_check_articles, check_article),
        "originals": _check_originals,
        "parts": _check_segments,
        "foreign rows": _check_foreign_keys,
    }
    if version_of(connection) == len(migrations()):  # others are read only after their migration
        checks["server settings"] = _check_settings
        checks |= {table.replace("_", " "): partial(_check_rows, table) for table in _ROWS}
    for name, check in checks.items():
        problems += _problems(name, check, connection)
    articles = servers = 0
    with suppress(*SQLITE_ERRORS):  # already among the problems
        articles, servers = connection.execute(_COUNTS).fetchone()
    return CheckReport(articles, servers, tuple(problems))


def _problems(name: str, check: _Check, connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the problems of a check, and the error that ends it early; all of it can be printed."""
    try:
        for problem in check(connection):
            yield problem.encode(errors="replace").decode()
    except SQLITE_ERRORS as error:
        yield f"{name}: {error}"


def _check_integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for [line] in connection.execute(f"PRAGMA integrity_check({_MAX_INTEGRITY_PROBLEMS})"):
        if line != "ok":
            yield line


def _check_articles(check_article: ArticleCheck, connection: sqlite3.Connection) -> Iterator[str]:
    # An index has all paths, and can be read where a row is damaged.
    for server_id, path in connection.execute("SELECT server_id, path FROM articles ORDER BY 1, 2"):
        try:
            row = connection.execute(_ARTICLE, (server_id, path)).fetchone()
            problems = _check_article_row(row, check_article) if row else ["only an index has it"]
        except SQLITE_ERRORS as error:
            problems = [str(error)]
        for problem in problems:
            yield f"server {server_id}: {path}: {problem}"


def _check_article_row(row: sqlite3.Row, check_article: ArticleCheck) -> list[str]:
    records, problems = _convert(to_record, row)
    texts, text_problems = _convert(to_path_and_text, row)
    if not texts:
        return ["its text is not the one that was added"]
    if not records or problems:
        return [*problems, *text_problems]
    [record], [(path, text)] = records, texts
    return list(
        check_article(
            StoredArticle(
                path=path,
                title=record.title,
                published=record.published.isoformat() if record.published else None,
                url=record.url,
                fingerprint=record.fingerprint,
                size=record.size,
                text=text,
                original_size=row["original_size"],
            )
        )
    )


def _convert(
    convert: Callable[[CheckedRow], T], row: sqlite3.Row
) -> tuple[list[T], tuple[str, ...]]:
    """Convert a row; return the result if there is one, and the problems."""
    problems: list[str] = []
    results = convert_rows("", [row], convert, lambda _, __, found: problems.extend(found))
    return results, tuple(problems)


def _check_originals(connection: sqlite3.Connection) -> Iterator[str]:
    for server_id, path in connection.execute(
        "SELECT server_id, path FROM originals EXCEPT SELECT server_id, path FROM articles"
    ):
        yield f"server {server_id}: {path}: an original without an article"
    if ("originals", "digest") not in columns(connection):
        return
    keys = connection.execute("SELECT server_id, path FROM originals ORDER BY 1, 2").fetchall()
    for server_id, path in keys:
        try:
            row = connection.execute(_ORIGINAL_ROW, (server_id, path)).fetchone()
            problems = _convert(to_original, row)[1] if row else ("only an index has it",)
        except SQLITE_ERRORS as error:
            problems = (str(error),)
        for problem in problems:
            yield f"server {server_id}: {path}: its original: {problem}"


def _check_settings(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("SELECT * FROM server_settings"):
        channel_rows = connection.execute(_CHANNELS, (row["server_id"],))
        channels = convert_rows("", channel_rows, to_channel, lambda *_: None)
        for problem in _convert(partial(to_settings, channels=channels), row)[1]:
            yield f"server {row['server_id']}: settings: {problem}"
    for [server_id] in connection.execute(
        "SELECT server_id FROM server_channels EXCEPT SELECT server_id FROM server_settings"
    ):
        yield f"server {server_id}: channels without settings"


def _check_rows(table: str, connection: sqlite3.Connection) -> Iterator[str]:
    convert, more_columns = _ROWS[table]
    for row in connection.execute(f"SELECT *{more_columns} FROM {table}"):  # noqa: S608 - ours
        for problem in _convert(convert, row)[1]:
            keys = " ".join(f"{name}={value}" for name, value in key_values(row).items())
            yield f"{table}: {keys}: {problem}"


def _check_segments(connection: sqlite3.Connection) -> Iterator[str]:
    keys = connection.execute("SELECT server_id, digest FROM parts ORDER BY 1, 2").fetchall()
    for server_id, digest in keys:
        try:
            row = connection.execute(_SEGMENT, (server_id, digest)).fetchone()
            if row and sha256(_bytes(row["content"])).digest() == digest:
                continue
            problem = "it is not the one that was stored"
        except SQLITE_ERRORS as error:
            problem = str(error)
        yield f"server {server_id}: part {_bytes(digest).hex()[:8]} of the index: {problem}"


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _check_foreign_keys(connection: sqlite3.Connection) -> Iterator[str]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        if table != "originals":  # `_check_originals` names their servers and paths
            yield f"{table}: a row belongs to none of {parent}"
