"""Articles: those that a server's moderators added, with what they were made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from sqlite3 import Row

from bot.library.database import Database

_TEXT = "SELECT text, digest FROM articles WHERE server_id = ? AND path = ?"
_INSERT = """
    INSERT INTO articles
        (server_id, path, title, published, url, fingerprint, added_on, size, text, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ENTRY = "number, path, title, published, url, fingerprint, added_on, size"


@dataclass(frozen=True, slots=True)
class Entry:
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
class Original:
    """The file, or the page, that an article was made of."""

    name: str
    content: bytes


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
class StoredPart:
    """A part of the index, as it is stored."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be kept and deleted, all of it or nothing; articles to delete by their paths."""

    added: tuple[NewArticle, ...] = ()
    removed: tuple[str, ...] = ()
    parts_added: tuple[bytes, ...] = ()
    parts_removed: tuple[int, ...] = ()


class Articles:
    """The articles of every server, each of which sees its own alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_server(self, server_id: int) -> list[Entry]:
        """Return the articles of a server in the order in which they were added."""
        rows = await self._database.rows(
            f"SELECT {_ENTRY} FROM articles WHERE server_id = ? ORDER BY number",  # noqa: S608 - ours
            server_id,
        )
        return [_entry(*row) for row in rows]

    async def entry(self, server_id: int, number: int) -> Entry | None:
        """Return an article of a server by its number."""
        row = await self._database.row(
            f"SELECT {_ENTRY} FROM articles WHERE server_id = ? AND number = ?",  # noqa: S608
            server_id,
            number,
        )
        return _entry(*row) if row else None

    async def entry_at(self, server_id: int, path: str) -> Entry | None:
        """Return an article of a server by its path."""
        row = await self._database.row(
            f"SELECT {_ENTRY} FROM articles WHERE server_id = ? AND path = ?",  # noqa: S608
            server_id,
            path,
        )
        return _entry(*row) if row else None

    async def texts(self, server_id: int) -> dict[str, str]:
        """Return the text of each article by its path, but for damaged ones."""
        rows = await self._database.rows(
            "SELECT path, text, digest FROM articles WHERE server_id = ?", server_id
        )
        return {path: text for path, text, digest in rows if _digest(text) == digest}

    async def text(self, server_id: int, path: str) -> str | None:
        """Return the text of an article; None if there is none, or it is damaged."""
        return _undamaged(await self._database.row(_TEXT, server_id, path))

    def text_now(self, server_id: int, path: str) -> str | None:
        """Return what `text` does, at once: for who is about to quote it."""
        return _undamaged(self._database.row_now(_TEXT, server_id, path))

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

    async def parts(self, server_id: int) -> list[StoredPart]:
        """Return the parts of the index of a server, but for damaged ones."""
        rows = await self._database.rows(
            "SELECT number, content, digest FROM parts WHERE server_id = ? ORDER BY number",
            server_id,
        )
        return [StoredPart(n, content) for n, content, digest in rows if _hash(content) == digest]

    async def commit(self, server_id: int, change: Change, today: date) -> None:
        """Do all of a change, or nothing."""
        await self._database.write_all(list(_statements(server_id, change, today)))


def _statements(
    server_id: int, change: Change, today: date
) -> Iterable[tuple[str, Sequence[object]]]:
    for path in change.removed:
        yield "DELETE FROM originals WHERE server_id = ? AND path = ?", (server_id, path)
        yield "DELETE FROM articles WHERE server_id = ? AND path = ?", (server_id, path)
    for number in change.parts_removed:
        yield "DELETE FROM parts WHERE server_id = ? AND number = ?", (server_id, number)
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
    for content in change.parts_added:
        yield (
            "INSERT INTO parts (server_id, content, digest) VALUES (?, ?, ?)",
            (server_id, content, _hash(content)),
        )


def _entry(
    number: int,
    path: str,
    title: str,
    published: str | None,
    url: str | None,
    fingerprint: str,
    added_on: str,
    size: int,
) -> Entry:
    day = date.fromisoformat(published) if published else None
    return Entry(number, path, title, day, url, fingerprint, date.fromisoformat(added_on), size)


def _undamaged(row: Row | None) -> str | None:
    return str(row[0]) if row and _digest(row[0]) == row[1] else None


def _digest(text: str) -> bytes:
    return _hash(text.encode())


def _hash(content: bytes) -> bytes:
    return sha256(content).digest()
