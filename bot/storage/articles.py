"""Articles: those that a server's moderators added, with what they were made of."""

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

SERVER_FOLDER = "server"  # the folder, so to say, of a server's own articles among the shared ones

_TEXT = "SELECT text, digest FROM articles WHERE server_id = ? AND path = ?"
_INSERT = """
    INSERT INTO articles
        (server_id, path, title, published, url, fingerprint, added_on, size, text, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EVERYTHING = """
    SELECT path, text, digest FROM articles WHERE server_id = ?
    UNION ALL SELECT NULL, content, digest FROM parts WHERE server_id = ?
"""
RECORD_COLUMNS = "number, path, title, published, url, fingerprint, added_on, size"
_FOUND = f"""
    SELECT {RECORD_COLUMNS} FROM articles
    WHERE server_id = ? AND has_words(CAST(title || ' {SERVER_FOLDER}/' || path AS BLOB), ?)
    ORDER BY number DESC LIMIT ?
"""  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of a server, as lists show it; `size` counts bytes of its text and original."""

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
    """An article to be kept."""

    path: str
    title: str
    published: date | None
    url: str | None
    fingerprint: str
    text: str
    original: Original | None

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.text.encode()) + (len(self.original.content) if self.original else 0)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What is to be kept and deleted, all of it or nothing.

    Articles are deleted by their paths, parts of the index by the hashes of their contents.
    """

    added: tuple[NewArticle, ...] = ()
    removed: tuple[str, ...] = ()
    segments_added: tuple[bytes, ...] = ()
    segments_removed: tuple[bytes, ...] = ()


class Articles:
    """The articles of every server, each of which sees its own alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_server(self, server_id: int) -> list[ArticleRecord]:
        """Return the articles of a server in the order in which they were added."""
        rows = await self._database.rows(
            f"SELECT {RECORD_COLUMNS} FROM articles WHERE server_id = ? ORDER BY number",  # noqa: S608 - ours
            server_id,
        )
        return [record_from(*row) for row in rows]

    async def search(self, server_id: int, words: str, most: int = -1) -> list[ArticleRecord]:
        """Return the articles that have every word in title or path, the newest first."""
        rows = await self._database.rows(_FOUND, server_id, normalise_name(words), most)
        return [record_from(*row) for row in rows]

    async def usage(self, server_id: int) -> tuple[int, int]:
        """Return how many articles a server has, and their bytes."""
        row = await self._database.row(
            "SELECT count(*), ifnull(sum(size), 0) FROM articles WHERE server_id = ?", server_id
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    async def by_number(self, server_id: int, number: int) -> ArticleRecord | None:
        """Return an article of a server by its number."""
        return await self._find(server_id, "number", number)

    async def by_path(self, server_id: int, path: str) -> ArticleRecord | None:
        """Return an article of a server by its path."""
        return await self._find(server_id, "path", path)

    async def by_fingerprint(self, server_id: int, fingerprint: str) -> ArticleRecord | None:
        """Return the article with the same words, if there is one."""
        return await self._find(server_id, "fingerprint", fingerprint)

    async def _find(self, server_id: int, column: str, value: int | str) -> ArticleRecord | None:
        query = f"SELECT {RECORD_COLUMNS} FROM articles WHERE server_id = ? AND {column} = ?"  # noqa: S608 - ours
        row = await self._database.row(query, server_id, value)
        return record_from(*row) if row else None

    async def texts_and_segments(self, server_id: int) -> tuple[dict[str, str], dict[bytes, bytes]]:
        """Return the text of each article by its path, and the parts of the index by their hashes.

        Damaged texts are left out; a damaged part is empty. It is one statement, so nothing comes
        between the two.
        """
        rows = await self._database.rows(_EVERYTHING, server_id, server_id)
        texts = {
            path: content
            for path, content, digest in rows
            if path is not None and _digest(content) == digest
        }
        parts = {
            digest: content if _hash(content) == digest else b""
            for path, content, digest in rows
            if path is None
        }
        return texts, parts

    async def text(self, server_id: int, path: str) -> str | None:
        """Return the text of an article; None if there is none, or it is damaged."""
        return undamaged(await self._database.row(_TEXT, server_id, path))

    def text_now(self, server_id: int, path: str) -> str | None:
        """Return what `text` does, at once: for who is about to quote it, and goes on without it.

        None too where the database cannot be used.
        """
        try:
            return undamaged(self._database.row_now(_TEXT, server_id, path))
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            log.error("an article is not quoted: %s", error, extra=server)  # noqa: TRY400
            return None

    async def original(self, server_id: int, path: str) -> Original | None:
        """Return what an article was made of, if it is kept."""
        row = await self._database.row(
            "SELECT name, content FROM originals WHERE server_id = ? AND path = ?", server_id, path
        )
        return Original(*row) if row else None

    async def original_name(self, server_id: int, path: str) -> str | None:
        """Return the name of what an article was made of, if it is kept."""
        row = await self._database.row(
            "SELECT name FROM originals WHERE server_id = ? AND path = ?", server_id, path
        )
        return str(row[0]) if row else None

    async def commit(self, server_id: int, change: ArticleChange, today: date) -> None:
        """Do all of a change, or nothing."""
        await self._database.write_all(list(_statements(server_id, change, today)))


def _statements(
    server_id: int, change: ArticleChange, today: date
) -> Iterable[tuple[str, Sequence[object]]]:
    for path in change.removed:
        yield "DELETE FROM originals WHERE server_id = ? AND path = ?", (server_id, path)
        yield "DELETE FROM articles WHERE server_id = ? AND path = ?", (server_id, path)
    for digest in change.segments_removed:
        yield "DELETE FROM parts WHERE server_id = ? AND digest = ?", (server_id, digest)
    for one in change.added:
        yield (
            _INSERT,
            (
                server_id,
                one.path,
                one.title,
                one.published.isoformat() if one.published else None,
                one.url,
                one.fingerprint,
                today.isoformat(),
                one.size,
                one.text,
                _digest(one.text),
            ),
        )
        if one.original:
            yield (
                "INSERT INTO originals VALUES (?, ?, ?, ?)",
                (server_id, one.path, one.original.name, one.original.content),
            )
    for content in change.segments_added:
        yield (
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)",
            (server_id, _hash(content), content),
        )


def record_from(
    number: int,
    path: str,
    title: str,
    published: str | None,
    url: str | None,
    fingerprint: str,
    added_on: str,
    size: int,
) -> ArticleRecord:
    """Return the entry of a row of `RECORD_COLUMNS`."""
    day = date.fromisoformat(published) if published else None
    return ArticleRecord(
        number, path, title, day, url, fingerprint, date.fromisoformat(added_on), size
    )


def undamaged(row: Row | None) -> str | None:
    """Return the text of a row that has its digest too, if that agrees."""
    return str(row[0]) if row and _digest(row[0]) == row[1] else None


def _digest(text: str) -> bytes:
    return _hash(text.encode())


def _hash(content: bytes) -> bytes:
    return sha256(content).digest()
