"""Database: the file that keeps everything, while it is open; the only import of aiosqlite."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from math import inf
from pathlib import Path
from time import monotonic

import aiosqlite

from bot.errors import DiskFullError, StoreError
from bot.storage.file import (
    FILE_NAME,
    RESTORE,
    any_text,
    connect_to_read,
    copy,
    in_use,
    is_damage,
    newer,
    set_aside_if_damaged,
)
from bot.storage.schema import migrations, statements
from bot.storage.search import name_has_words

log = logging.getLogger(__name__)

_OLDEST_SQLITE = (3, 37)  # which has strict tables; an older one takes them for damage


class Database:
    """The open file. What `write` was given is committed, all of it or nothing, when it returns.

    Everything raises StoreError where the file cannot be used any more, or not for now.
    """

    def __init__(
        self, connection: aiosqlite.Connection, reader: aiosqlite.Connection, file: Path
    ) -> None:
        self._connection = connection
        # Its own thread: who reads does not wait for who waits for a lock.
        self._reader = reader
        self._file = file
        # All tasks share one connection: without a lock one would commit what another has begun.
        self._writing = asyncio.Lock()
        self._found_locked = -inf  # when the file was last found locked by another process

    async def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """Return the first row that `query` finds, if there is one."""
        with self._as_store_error():
            async with self._reader.execute(query, values) as cursor:
                return await cursor.fetchone()

    async def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return every row that `query` finds."""
        with self._as_store_error():
            return list(await self._reader.execute_fetchall(query, values))

    def row_now(self, query: str, *values: object) -> sqlite3.Row | None:
        """Return the first row that `query` finds, without a turn for other tasks.

        Only for rows found by a key, which takes microseconds.
        """
        with self._as_store_error(), closing(connect_to_read(self._file)) as connection:
            row: sqlite3.Row | None = connection.execute(query, values).fetchone()
            return row

    async def write(self, statement: str, *values: object) -> None:
        """Do one statement."""
        await self.write_all([(statement, values)])

    async def write_all(self, statements: Iterable[tuple[str, Iterable[object]]]) -> None:
        """Do all statements, or none."""
        async with self._turn():
            with self._as_store_error():
                await self._connection.execute("BEGIN IMMEDIATE")
                try:
                    for statement, values in statements:
                        await self._connection.execute(statement, tuple(values))
                    await self._connection.execute("COMMIT")
                except BaseException:
                    # On some errors SQLite has done it: https://www.sqlite.org/lang_transaction.html
                    if self._connection.in_transaction:
                        await self._connection.execute("ROLLBACK")
                    raise

    async def tables_with(self, column: str) -> list[str]:
        """Return the names of the tables that have this column."""
        rows = await self.rows(
            "SELECT name FROM sqlite_schema AS made WHERE type = 'table' AND EXISTS"
            " (SELECT 1 FROM pragma_table_info(made.name) WHERE name = ?) ORDER BY name",
            column,
        )
        return [str(row[0]) for row in rows]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for one's turn to write; raise StoreError if the file was found locked meanwhile.

        Else each of those who wait would try for seconds more, and Discord waits for three.
        """
        came = monotonic()
        async with self._writing:
            if came < self._found_locked:
                raise StoreError("the database cannot be used: database is locked")
            try:
                yield
            except StoreError as error:
                if getattr(error.__cause__, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
                    self._found_locked = monotonic()
                raise

    async def wipe(self) -> None:
        """Leave nothing of what was deleted in the write-ahead log."""
        async with self._turn():
            with self._as_store_error():
                # Fetched to its end, or it would be in progress still and keep others from
                # committing.
                await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _as_store_error(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            advice = f"; {self._file} is damaged: {RESTORE}" if is_damage(error) else ""
            is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            kind = DiskFullError if is_full else StoreError
            raise kind(f"the database cannot be used: {error}{advice}") from error


@asynccontextmanager
async def open_database(folder: Path) -> AsyncIterator[Database]:
    """Open the database in `folder`, making or migrating it as needed.

    A damaged file is set aside, and a new one made. Raises StoreError if it cannot be opened, or
    was written by a newer Verbatim.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; it must be 3.37 or newer")
    file = folder / FILE_NAME
    async with AsyncExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - once, at the start
            file.open("ab").close()  # aiosqlite leaves its thread behind where it cannot open
            await asyncio.to_thread(_set_aside_if_damaged, folder)
            stack.enter_context(in_use(folder))
            connection = await stack.enter_async_context(
                aiosqlite.connect(file, isolation_level=None)
            )
            await _prepare(connection, file)
            reader = await stack.enter_async_context(aiosqlite.connect(file, isolation_level=None))
            await reader.execute("PRAGMA query_only = ON")
            reader.text_factory = any_text
            await reader.create_function("has_words", 2, name_has_words, deterministic=True)
        except OSError as error:
            raise StoreError(f"VERBATIM_DATA: {folder}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise StoreError(f"the database {file} cannot be used: {error}") from error
        yield Database(connection, reader, file)


def _set_aside_if_damaged(folder: Path) -> None:
    if found := set_aside_if_damaged(folder):
        aside, why = found
        log.error(
            "the database is damaged (%s) and set aside as %s; the shared articles answer, but what"
            " servers chose and added is not there: %s",
            *(why, aside, RESTORE),
        )


async def _prepare(database: aiosqlite.Connection, file: Path) -> None:
    # With a write-ahead log and full synchronisation, what was committed outlives a kill and a
    # power cut, and readers never wait: https://www.sqlite.org/wal.html
    await _switch_to_wal(database)
    await database.execute("PRAGMA synchronous = FULL")
    # What is deleted is overwritten: https://www.sqlite.org/pragma.html#pragma_secure_delete
    await database.execute("PRAGMA secure_delete = ON")
    await database.execute("BEGIN IMMEDIATE")  # of those who open at once, one migrates
    await _migrate(database, file)
    await database.execute("COMMIT")
    await database.execute("PRAGMA foreign_keys = ON")
    # Discord waits three seconds for an answer to a command: of a lock it is told before.
    await database.execute("PRAGMA busy_timeout = 2000")


async def _switch_to_wal(database: aiosqlite.Connection) -> None:
    """Try for a few seconds: here SQLite does not wait by itself for others that open the file."""
    for wait in (0.01, 0.05, 0.1, 0.5, 1, 2):
        try:
            await database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(wait)
        else:
            return
    await database.execute("PRAGMA journal_mode = WAL")


async def _migrate(database: aiosqlite.Connection, file: Path) -> None:
    """Bring the file to the newest version, and keep it as it was beside."""
    scripts = migrations()
    version = await _version(database)
    if version > len(scripts):
        raise StoreError(newer(file))
    if 0 < version < len(scripts):
        await asyncio.to_thread(copy, file, file.with_name(f"{file.name}.version-{version}"))
    for script in scripts[version:]:
        for statement in statements(script):
            await database.execute(statement)
    await database.execute(f"PRAGMA user_version = {len(scripts)}")


async def _version(database: aiosqlite.Connection) -> int:
    async with database.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0
