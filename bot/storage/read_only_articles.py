"""Read the articles of one server from the database file, also while the bot runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ArticleError, StoreError
from bot.original import Original
from bot.storage.articles import RECORDS_OF_SERVER, ArticleRecord, to_record, verified_text
from bot.storage.integrity import RESTORE_ADVICE, connect_to_read, is_damage
from bot.storage.schema import FILE_NAME, columns, refuse_newer, version_of

_ARTICLE = """
    SELECT text, digest, name, content FROM articles LEFT JOIN originals USING (server_id, path)
    WHERE server_id = ? AND path = ?
"""


@dataclass(frozen=True, slots=True)
class ServerArticlesReader:
    """The articles of a server; each is read only when it is asked for."""

    records: list[ArticleRecord]
    _connection: sqlite3.Connection
    _server_id: int

    def read(self, path: str) -> tuple[str, Original | None]:
        """Return the text and the original of the article at `path`.

        Raises ArticleError if it is damaged or was removed. Each article is read in a transaction
        of its own: deleted rows stay in the log for as long as an older transaction is open.
        """
        try:
            row = self._connection.execute(_ARTICLE, (self._server_id, path)).fetchone()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            raise ArticleError(path, "is damaged") from error
        if row is None:
            raise ArticleError(path, "was removed meanwhile")
        text = verified_text(row)
        if text is None:
            raise ArticleError(path, "is damaged")
        return text, None if row["name"] is None else Original(row["name"], row["content"])


@contextmanager
def open_server_articles(folder: Path, server_id: int) -> Iterator[ServerArticlesReader]:
    """Open the articles of a server in the database of `folder`, without changing it.

    Raises StoreError, also from the body, if the server has none, or the database does not exist,
    is damaged, or was written by a newer Verbatim.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise StoreError(f"there is no database in {folder} yet; VERBATIM_DATA names its folder")
    try:
        with closing(connect_to_read(file)) as connection:
            records = _read_records(connection, file, server_id)
            yield ServerArticlesReader(records, connection, server_id)
    except sqlite3.Error as error:
        advice = f"; {RESTORE_ADVICE}" if is_damage(error) else ""
        raise StoreError(f"the database {file} cannot be used: {error}{advice}") from error


def _read_records(
    connection: sqlite3.Connection, file: Path, server_id: int
) -> list[ArticleRecord]:
    refuse_newer(version_of(connection), file)
    has_table = ("articles", "path") in columns(connection)  # not before version 5
    rows = connection.execute(RECORDS_OF_SERVER, (server_id,)) if has_table else ()
    if records := [to_record(row) for row in rows]:
        return records
    raise StoreError(f"server {server_id} has no articles of its own in {file}")
