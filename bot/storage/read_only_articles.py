"""Read the articles of one server from the database file, also while the bot runs."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ArticleError, StoreError
from bot.original import Original
from bot.storage.articles import (
    ORIGINAL,
    RECORDS_OF_SERVER,
    TEXT,
    ArticleRecord,
    to_original,
    to_path_and_text,
    to_record,
)
from bot.storage.damage import CheckedRow, DamageLog, T, convert_rows
from bot.storage.file.integrity import RESTORE_ADVICE, SQLITE_ERRORS, connect_to_read, is_damage
from bot.storage.file.schema import FILE_NAME, columns, refuse_file, refuse_newer, version_of

_ORIGINAL_WITHOUT_DIGEST = ORIGINAL.replace("stored.digest", "NULL AS digest")  # before version 7


@dataclass(frozen=True, slots=True)
class ServerArticlesReader:
    """The articles of a server; each is read only when it is asked for."""

    records: list[ArticleRecord]
    _connection: sqlite3.Connection
    _server_id: int

    def text(self, path: str) -> str:
        """Return the text of the article at `path`.

        Raises ArticleError if it is damaged or was removed. Each article is read in a transaction
        of its own: deleted rows stay in the log for as long as an older transaction is open.
        """
        row = self._row(TEXT, path)
        if row is None:
            raise ArticleError(path, "was removed meanwhile")
        return _convert(path, "is damaged", row, to_path_and_text)[1]

    def original(self, path: str) -> Original | None:
        """Return the original of the article at `path`; raise ArticleError if it is damaged."""
        has_digest = ("originals", "digest") in columns(self._connection)
        row = self._row(ORIGINAL if has_digest else _ORIGINAL_WITHOUT_DIGEST, path)
        if row is None:
            return None
        return _convert(path, "the file that it was made from is damaged", row, to_original)

    def _row(self, query: str, path: str) -> sqlite3.Row | None:
        try:
            row: sqlite3.Row | None = self._connection.execute(
                query, (self._server_id, path)
            ).fetchone()
        except SQLITE_ERRORS as error:
            if not is_damage(error):
                raise
            raise ArticleError(path, "is damaged") from error
        return row


def _convert(path: str, problem: str, row: sqlite3.Row, convert: Callable[[CheckedRow], T]) -> T:
    """Convert a row; raise ArticleError, with the problem, if it is damaged."""
    results = convert_rows("", [row], convert, lambda *_: None)
    if not results:
        raise ArticleError(path, problem)
    return results[0]


@contextmanager
def open_server_articles(folder: Path, server_id: int) -> Iterator[ServerArticlesReader]:
    """Open the articles of a server in the database of `folder`, without changing it.

    Raises StoreError, also from the body, if the server has none, or the database does not exist,
    is damaged, or was written by a newer Verbatim.
    """
    refuse_file(folder)
    file = folder / FILE_NAME
    if not file.is_file():
        raise StoreError(f"there is no database in {folder} yet; VERBATIM_DATA names its folder")
    try:
        with closing(connect_to_read(file)) as connection:
            records = _read_records(connection, file, server_id)
            yield ServerArticlesReader(records, connection, server_id)
    except SQLITE_ERRORS as error:
        advice = f"; {RESTORE_ADVICE}" if is_damage(error) else ""
        raise StoreError(f"the database {file} cannot be used: {error}{advice}") from error


def _read_records(
    connection: sqlite3.Connection, file: Path, server_id: int
) -> list[ArticleRecord]:
    refuse_newer(version_of(connection), file)
    has_table = ("articles", "path") in columns(connection)  # not before version 5
    rows = connection.execute(RECORDS_OF_SERVER, (server_id,)) if has_table else ()
    if records := convert_rows("articles", rows, to_record, DamageLog().note):
        return records
    raise StoreError(f"server {server_id} has no articles of its own in {file}")
