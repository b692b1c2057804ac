"""The articles that moderators added to their servers, with their originals and index segments."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from sqlite3 import Row
from typing import TypeVar

from bot.core.names import normalise_name
from bot.errors import LibraryError, StoreError
from bot.original import Original
from bot.storage.damage import (
    CheckedRow,
    optional,
    raw_bytes,
    to_bytes,
    to_count,
    to_day,
    to_id,
    to_text,
)
from bot.storage.database import Database

T = TypeVar("T")

log = logging.getLogger(__name__)

SERVER_FOLDER = "server"  # before the paths of a server's own articles, among the shared ones

MAX_ARTICLE_BYTES = 1_000_000_000  # with its original; a damaged size may be any number
# An index finds the rows, and each is then read by its number. A damaged index may name a row of
# another server; `to_record` compares both, which SQLite would not read from the row otherwise.
_LISTED = "FROM articles AS listed JOIN articles AS stored ON stored.number = listed.number"
_RECORDS = f"""
    SELECT stored.number, stored.server_id, stored.path, stored.title, stored.published, stored.url,
        stored.fingerprint, stored.added_on, stored.size, listed.server_id AS listed_server_id
    {_LISTED} WHERE listed.server_id = ?
"""
RECORDS_OF_SERVER = f"{_RECORDS} ORDER BY listed.number"
_BY_NUMBER = f"{_RECORDS} AND listed.number = ?"
_BY_PATH = f"{_RECORDS} AND listed.path = ?"
_BY_FINGERPRINT = f"{_RECORDS} AND listed.fingerprint = ?"
_SEARCH = f"""
    {_RECORDS} AND has_words(CAST(stored.title || ' {SERVER_FOLDER}/' || stored.path AS BLOB), ?)
    ORDER BY listed.number DESC LIMIT ?
"""
_USAGE = f"""
    SELECT count(*) AS count, ifnull(sum(
        CASE WHEN typeof(size) = 'integer' AND size BETWEEN 0 AND {MAX_ARTICLE_BYTES} THEN size END
    ), 0) AS size
    FROM articles WHERE server_id = ?
"""  # noqa: S608 - ours
_TEXTS = f"""
    SELECT stored.number, stored.server_id, stored.path, stored.text AS content, stored.digest,
        listed.server_id AS listed_server_id, listed.path AS listed_path
    {_LISTED} WHERE listed.server_id = ?
"""
TEXT = f"{_TEXTS} AND listed.path = ?"
_TEXTS_AND_SEGMENTS = f"""
    {_TEXTS}
    UNION ALL
    SELECT NULL, stored.server_id, NULL, stored.content, stored.digest, listed.server_id, NULL
    FROM parts AS listed JOIN parts AS stored ON stored.rowid = listed.rowid
    WHERE listed.server_id = ?
"""  # noqa: S608 - ours
ORIGINAL = """
    SELECT stored.server_id, stored.path, stored.name, stored.content, stored.digest,
        listed.server_id AS listed_server_id, listed.path AS listed_path
    FROM originals AS listed JOIN originals AS stored ON stored.rowid = listed.rowid
    WHERE listed.server_id = ? AND listed.path = ?
"""
_ORIGINAL_NAME = "SELECT name FROM originals WHERE server_id = ? AND path = ?"
_WRONG_ROW = "an index and the row do not agree"
_UNSEALED = "SELECT rowid FROM originals WHERE digest IS NULL"
_TO_SEAL = "SELECT server_id, path, name, content FROM originals WHERE rowid = ?"
_SEAL = "UPDATE originals SET digest = ? WHERE rowid = ? AND digest IS NULL"
_INSERT = """
    INSERT INTO articles
        (server_id, path, title, published, url, fingerprint, added_on, size, text, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of a server without its text; `size` counts the bytes of text and original."""

    number: int
    path: str
    title: str
    published: date | None
    url: str | None
    fingerprint: str
    added_on: date | None  # None if it is damaged
    size: int


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to store."""

    path: str
    title: str
    published: date | None
    url: str | None
    fingerprint: str
    text: str
    original: Original | None

    @property
    def size(self) -> int:
        """The number of bytes of text and original."""
        return len(self.text.encode()) + (len(self.original.content) if self.original else 0)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """Articles and index segments to store and to delete in one transaction.

    Articles are deleted by their paths, segments by the hashes of their contents.
    """

    new_articles: tuple[NewArticle, ...] = ()
    old_paths: tuple[str, ...] = ()
    new_segments: tuple[bytes, ...] = ()
    old_segments: tuple[bytes, ...] = ()


class Articles:
    """The articles of every server; each method sees those of one server only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_server(self, server_id: int) -> list[ArticleRecord]:
        """Return the articles of a server in the order in which they were added."""
        rows = await self._database.rows(RECORDS_OF_SERVER, server_id)
        return await self._convert("articles", rows, to_record)

    async def search(self, server_id: int, words: str, limit: int = -1) -> list[ArticleRecord]:
        """Return the articles that have every word in title or path, the newest first."""
        rows = await self._database.rows(_SEARCH, server_id, normalise_name(words), limit)
        return await self._convert("articles", rows, to_record)

    async def usage(self, server_id: int) -> tuple[int, int]:
        """Return the number of a server's articles, and of their bytes."""
        row = await self._database.row(_USAGE, server_id)
        return (int(row["count"]), int(row["size"])) if row else (0, 0)

    async def by_number(self, server_id: int, number: int) -> ArticleRecord | None:
        """Return the article with a number."""
        return await self._find(_BY_NUMBER, server_id, number)

    async def by_path(self, server_id: int, path: str) -> ArticleRecord | None:
        """Return the article at a path."""
        return await self._find(_BY_PATH, server_id, path)

    async def by_fingerprint(self, server_id: int, fingerprint: str) -> ArticleRecord | None:
        """Return the article with the same words."""
        return await self._find(_BY_FINGERPRINT, server_id, fingerprint)

    async def _find(self, query: str, server_id: int, key: int | str) -> ArticleRecord | None:
        rows = await self._database.rows(query, server_id, key)
        return next(iter(self._database.convert("articles", rows, to_record)), None)

    async def texts_and_segments(self, server_id: int) -> tuple[dict[str, str], dict[bytes, bytes]]:
        """Return the articles' texts by their paths, and the segments by their hashes.

        Damaged texts are left out, and damaged segments are empty. One statement reads both, so no
        change comes between them.
        """
        rows = await self._database.rows(_TEXTS_AND_SEGMENTS, server_id, server_id)
        article_rows = [row for row in rows if row["number"] is not None]
        segment_rows = [row for row in rows if row["number"] is None]
        texts = dict(await self._convert("articles", article_rows, to_path_and_text))
        segments = dict(await self._convert("parts", segment_rows, _to_segment))
        return texts, segments

    async def text(self, server_id: int, path: str) -> str | None:
        """Return the text of an article; None if there is none, or it is damaged."""
        return self._to_text(await self._database.rows(TEXT, server_id, path))

    def text_now(self, server_id: int, path: str) -> str | None:
        """Like `text`, but synchronous; None, not an error, if the database cannot be used.

        An answer then leaves the quote out.
        """
        try:
            row = self._database.row_now(TEXT, server_id, path)
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            log.error("an article is not quoted: %s", error, extra=server)  # noqa: TRY400
            return None
        return self._to_text([row] if row else [])

    def _to_text(self, rows: Iterable[Row]) -> str | None:
        texts = self._database.convert("articles", rows, to_path_and_text)
        return texts[0][1] if texts else None

    async def original(self, server_id: int, path: str) -> Original | None:
        """Return the original of an article, if it is stored; raise LibraryError for a damaged one.

        Before version 7 originals had no digest; `seal_originals` adds it.
        """
        rows = await self._database.rows(ORIGINAL, server_id, path)
        if not rows:
            return None
        originals = self._database.convert("originals", rows, to_original)
        if not originals:
            raise LibraryError("the file that this article was made from is damaged")
        return originals[0]

    async def original_name(self, server_id: int, path: str) -> str | None:
        """Return the name of an article's original, if it is stored."""
        row = await self._database.row(_ORIGINAL_NAME, server_id, path)
        return str(row["name"]).encode(errors="replace").decode() if row else None

    async def seal_originals(self) -> None:
        """Add the digests of originals that were stored before there were any."""
        for [rowid] in await self._database.rows(_UNSEALED):
            try:
                row = await self._database.row(_TO_SEAL, rowid)
                if row:
                    await self._database.write(_SEAL, original_digest(*row), rowid)
            except StoreError as error:  # the page of this one is damaged
                log.error("an original gets no digest: %s", error)  # noqa: TRY400

    async def commit(self, server_id: int, change: ArticleChange, today: date) -> None:
        """Make a change, whole or not at all."""
        statements = await asyncio.to_thread(list, _statements(server_id, change, today))
        await self._database.write_all(statements)

    async def _convert(
        self, table: str, rows: Iterable[Row], convert: Callable[[CheckedRow], T]
    ) -> list[T]:
        """Convert rows next to the event loop: 10,000 take 60 ms, 500 MB of texts a second."""
        return await asyncio.to_thread(self._database.convert, table, rows, convert)


def _statements(
    server_id: int, change: ArticleChange, today: date
) -> Iterable[tuple[str, Sequence[object]]]:
    for path in change.old_paths:
        yield "DELETE FROM originals WHERE server_id = ? AND path = ?", (server_id, path)
        yield "DELETE FROM articles WHERE server_id = ? AND path = ?", (server_id, path)
    for digest in change.old_segments:
        yield "DELETE FROM parts WHERE server_id = ? AND digest = ?", (server_id, digest)
    for article in change.new_articles:
        yield _INSERT, _values(server_id, article, today)
        if article.original:
            original = (server_id, article.path, article.original.name, article.original.content)
            digest = original_digest(*original)
            yield "INSERT INTO originals VALUES (?, ?, ?, ?, ?)", (*original, digest)
    for content in change.new_segments:
        segment = (server_id, _hash(content), content)
        yield "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", segment


def _values(server_id: int, article: NewArticle, today: date) -> Sequence[object]:
    return (
        server_id,
        article.path,
        article.title,
        article.published.isoformat() if article.published else None,
        article.url,
        article.fingerprint,
        today.isoformat(),
        article.size,
        article.text,
        _hash(article.text.encode()),
    )


def to_record(row: CheckedRow) -> ArticleRecord:
    """Convert a row of `RECORDS_OF_SERVER`, or of another query with its columns.

    Without its title, a date or its address an article can still be listed and removed.
    """
    row.require(row.get("server_id", to_id) == row.get("listed_server_id", to_id), _WRONG_ROW)
    path = row.get("path", to_text)
    return ArticleRecord(
        number=row.get("number", to_id),
        path=path,
        title=row.get_or("title", to_text, default=path),
        published=row.get_or("published", optional(to_day), default=None),
        url=row.get_or("url", optional(to_text), default=None),
        fingerprint=row.get_or("fingerprint", to_text, default=""),
        added_on=row.get_or("added_on", to_day, default=None),
        size=min(row.get_or("size", to_count, default=0), MAX_ARTICLE_BYTES),
    )


def to_path_and_text(row: CheckedRow) -> tuple[str, str]:
    """Convert a row of `TEXT` if its digest agrees."""
    _require_place(row)
    path, text = row.get("path", to_text), row.get("content", to_text)
    row.require(_hash(text.encode()) == row.get("digest", to_bytes), "its text has changed")
    return path, text


def to_original(row: CheckedRow) -> Original:
    """Convert a row of `ORIGINAL` if its digest agrees, or it has none yet."""
    _require_place(row)
    place = row.get("server_id", to_id), row.get("path", to_text)
    original = Original(row.get("name", to_text), row.get("content", to_bytes))
    digest = row.get("digest", optional(to_bytes))
    is_same = digest in (None, original_digest(*place, original.name, original.content))
    row.require(is_same, "it has changed since it was stored")
    return original


def _to_segment(row: CheckedRow) -> tuple[bytes, bytes]:
    """Convert a segment; a damaged one is empty, so that it is replaced."""
    row.require(row.get("server_id", to_id) == row.get("listed_server_id", to_id), _WRONG_ROW)
    digest, content = row.get("digest", to_bytes), row.get_or("content", to_bytes, default=b"")
    if _hash(content) != digest:
        row.problems.append("a part of the index has changed")
        return digest, b""
    return digest, content


def _require_place(row: CheckedRow) -> None:
    """Raise DamagedRowError if an index has led to a row of another server or path."""
    row.require(row.get("server_id", to_id) == row.get("listed_server_id", to_id), _WRONG_ROW)
    row.require(row.get("path", to_text) == row.get("listed_path", to_text), _WRONG_ROW)


def original_digest(server_id: object, path: object, name: object, content: object) -> bytes:
    """Return a hash over an original and where it belongs."""
    parts = [f"{server_id}".encode(), raw_bytes(path), raw_bytes(name)]
    content = content if isinstance(content, bytes) else b""
    return _hash(b"".join(b"%d:%b" % (len(part), part) for part in [*parts, content]))


def _hash(content: bytes) -> bytes:
    return sha256(content).digest()
