"""Read the articles of one server from the database file, also while the bot runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ArticleError, StoreError
from bot.original import Original
from bot.storage.articles import RECORD_COLUMNS, ArticleRecord, record_from, undamaged
from bot.storage.file import FILE_NAME, RESTORE, connect_to_read, is_damage, newer, version
from bot.storage.schema import columns, migrations

_ENTRIES = f"SELECT {RECORD_COLUMNS} FROM articles WHERE server_id = ? ORDER BY number"  # noqa: S608 - ours
_ARTICLE = """
    SELECT text, digest, name, content FROM articles LEFT JOIN originals USING (server_id, path)
    WHERE server_id = ? AND path = ?
"""


@dataclass(frozen=True, slots=True)
class ServerArticlesReader:
    """The articles of a server, of which each is read when it is asked for."""

    entries: list[ArticleRecord]
    _connection: sqlite3.Connection
    _server_id: int

    def read(self, path: str) -> tuple[str, Original | None]:
        """Return the text at `path` and what it was made of; raise ArticleError for a damaged one.

        Each is read by itself: what is deleted meanwhile stays in the log for as long as somebody
        reads what was before.
        """
        try:
            row = self._connection.execute(_ARTICLE, (self._server_id, path)).fetchone()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            raise ArticleError(path, "is damaged") from error
        if row is None:
            raise ArticleError(path, "was removed meanwhile")
        text = undamaged(row[:2])
        if text is None:
            raise ArticleError(path, "is damaged")
        return text, None if row[2] is None else Original(*row[2:])


@contextmanager
def open_server_articles(folder: Path, server_id: int) -> Iterator[ServerArticlesReader]:
    """Open the articles of a server in the database of `folder`, which is not changed.

    Raises StoreError, also inside, if there are none, or the database is not there, damaged or of a
    newer Verbatim.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise StoreError(f"there is no database in {folder} yet; VERBATIM_DATA names its folder")
    try:
        with closing(connect_to_read(file)) as connection:
            yield ServerArticlesReader(_entries(connection, file, server_id), connection, server_id)
    except sqlite3.Error as error:
        advice = f"; {RESTORE}" if is_damage(error) else ""
        raise StoreError(f"the database {file} cannot be used: {error}{advice}") from error


def _entries(connection: sqlite3.Connection, file: Path, server_id: int) -> list[ArticleRecord]:
    if version(connection) > len(migrations()):
        raise StoreError(newer(file))
    has_any = ("articles", "path") in columns(connection)
    rows = connection.execute(_ENTRIES, (server_id,)) if has_any else ()
    if entries := [record_from(*row) for row in rows]:
        return entries
    raise StoreError(f"server {server_id} has no articles of its own in {file}")
