"""The articles that moderators added to their servers, with their originals and index segments."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from sqlite3 import Row

from bot.core.names import normalise_name
from bot.errors import StoreError
from bot.original import Original
from bot.storage.database import Database

log = logging.getLogger(__name__)

SERVER_FOLDER = "server"  # before the paths of a server's own articles, among the shared ones

_RECORDS = """
    SELECT number, path, title, published, url, fingerprint, added_on, size FROM articles
    WHERE server_id = ?
"""
RECORDS_OF_SERVER = f"{_RECORDS} ORDER BY number"
_BY_NUMBER = f"{_RECORDS} AND number = ?"
_BY_PATH = f"{_RECORDS} AND path = ?"
_BY_FINGERPRINT = f"{_RECORDS} AND fingerprint = ?"
_SEARCH = f"""
    {_RECORDS} AND has_words(CAST(title || ' {SERVER_FOLDER}/' || path AS BLOB), ?)
    ORDER BY number DESC LIMIT ?
"""
_USAGE = "SELECT count(*) AS count, ifnull(sum(size), 0) AS size FROM articles WHERE server_id = ?"
_TEXT = "SELECT text, digest FROM articles WHERE server_id = ? AND path = ?"
_TEXTS_AND_SEGMENTS = """
    SELECT path, text AS content, digest FROM articles WHERE server_id = ?
    UNION ALL SELECT NULL, content, digest FROM parts WHERE server_id = ?
"""
_ORIGINAL = "SELECT name, content FROM originals WHERE server_id = ? AND path = ?"
_ORIGINAL_NAME = "SELECT name FROM originals WHERE server_id = ? AND path = ?"
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
    added_on: date
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
        return [to_record(row) for row in await self._database.rows(RECORDS_OF_SERVER, server_id)]

    async def search(self, server_id: int, words: str, limit: int = -1) -> list[ArticleRecord]:
        """Return the articles that have every word in title or path, the newest first."""
        rows = await self._database.rows(_SEARCH, server_id, normalise_name(words), limit)
        return [to_record(row) for row in rows]

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
        row = await self._database.row(query, server_id, key)
        return to_record(row) if row else None

    async def texts_and_segments(self, server_id: int) -> tuple[dict[str, str], dict[bytes, bytes]]:
        """Return the articles' texts by their paths, and the segments by their hashes.

        Damaged texts are left out, and damaged segments are empty. One statement reads both, so no
        change comes between them.
        """
        rows = await self._database.rows(_TEXTS_AND_SEGMENTS, server_id, server_id)
        texts, segments = {}, {}
        for path, content, digest in rows:
            if path is None:
                segments[digest] = content if _hash(content) == digest else b""
            elif _hash(content.encode()) == digest:
                texts[path] = content
        return texts, segments

    async def text(self, server_id: int, path: str) -> str | None:
        """Return the text of an article; None if there is none, or it is damaged."""
        row = await self._database.row(_TEXT, server_id, path)
        return verified_text(row) if row else None

    def text_now(self, server_id: int, path: str) -> str | None:
        """Like `text`, but synchronous; None, not an error, if the database cannot be used.

        An answer then leaves the quote out.
        """
        try:
            row = self._database.row_now(_TEXT, server_id, path)
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            log.error("an article is not quoted: %s", error, extra=server)  # noqa: TRY400
            return None
        return verified_text(row) if row else None

    async def original(self, server_id: int, path: str) -> Original | None:
        """Return the original of an article, if it is stored."""
        row = await self._database.row(_ORIGINAL, server_id, path)
        return Original(row["name"], row["content"]) if row else None

    async def original_name(self, server_id: int, path: str) -> str | None:
        """Return the name of an article's original, if it is stored."""
        row = await self._database.row(_ORIGINAL_NAME, server_id, path)
        return str(row["name"]) if row else None

    async def commit(self, server_id: int, change: ArticleChange, today: date) -> None:
        """Make a change, whole or not at all."""
        await self._database.write_all(list(_statements(server_id, change, today)))


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
            yield "INSERT INTO originals VALUES (?, ?, ?, ?)", original
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


def to_record(row: Row) -> ArticleRecord:
    """Convert a row of `RECORDS_OF_SERVER`, or of another query with its columns."""
    return ArticleRecord(
        number=row["number"],
        path=row["path"],
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        fingerprint=row["fingerprint"],
        added_on=date.fromisoformat(row["added_on"]),
        size=row["size"],
    )


def verified_text(row: Row) -> str | None:
    """Return the text of a row if its digest agrees."""
    text = str(row["text"])
    return text if _hash(text.encode()) == row["digest"] else None


def _hash(content: bytes) -> bytes:
    return sha256(content).digest()
