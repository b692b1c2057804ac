"""The database while it is open; the only import of aiosqlite."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from math import inf
from pathlib import Path
from time import monotonic

import aiosqlite

from bot.core.names import has_words
from bot.errors import DiskFullError, StoreError
from bot.files import make_private, make_private_file, make_private_folder
from bot.storage.damage import CheckedRow, DamageLog, T, convert_rows
from bot.storage.file.backup import copy
from bot.storage.file.integrity import (
    RESTORE_ADVICE,
    SQLITE_ERRORS,
    connect_to_read,
    decode_text,
    is_damage,
)
from bot.storage.file.locking import LOCK_NAME, lock_folder
from bot.storage.file.recovery import recover_if_damaged
from bot.storage.file.schema import FILE_NAME, migrations, refuse_file, refuse_newer, statements

log = logging.getLogger(__name__)

_MIN_SQLITE_VERSION = (3, 37)  # which has strict tables; an older one takes them for damage


class Database:
    """The open file. A write is committed, all of it or nothing, when its method returns.

    Every method raises StoreError if the file cannot be used any more, or not for now.
    """

    def __init__(
        self, connection: aiosqlite.Connection, reader: aiosqlite.Connection, file: Path
    ) -> None:
        self._connection = connection
        # It has its own thread, so that reads do not wait while a write waits for a lock.
        self._reader = reader
        self._file = file
        # All tasks share a connection: without a lock one would commit the statements of another.
        self._writing = asyncio.Lock()
        self._last_locked = -inf  # when the file was last locked by another process
        self.damage = DamageLog()
        self.is_closed = False

    async def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """Return the first row of a query, if there is one."""
        with self._as_store_error():
            async with self._reader.execute(query, values) as cursor:
                return await cursor.fetchone()

    async def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return every row of a query."""
        with self._as_store_error():
            return list(await self._reader.execute_fetchall(query, values))

    def row_now(self, query: str, *values: object) -> sqlite3.Row | None:
        """Like `row`, but synchronous: for rows found by a key, which takes microseconds."""
        with self._as_store_error(), closing(connect_to_read(self._file)) as connection:
            row: sqlite3.Row | None = connection.execute(query, values).fetchone()
            return row

    def convert(
        self, table: str, rows: Iterable[sqlite3.Row], convert: Callable[[CheckedRow], T]
    ) -> list[T]:
        """Convert the rows of a table, and log those that are damaged; see `bot.storage.damage`."""
        return convert_rows(table, rows, convert, self.damage.note)

    async def write(self, statement: str, *values: object) -> None:
        """Execute a statement and commit it."""
        await self.write_all([(statement, values)])

    async def write_all(self, statements: Iterable[tuple[str, Iterable[object]]]) -> None:
        """Execute statements and commit them, all or none."""
        async with self._turn():
            with self._as_store_error():
                await self._connection.execute("BEGIN IMMEDIATE")
                try:
                    for statement, values in statements:
                        await self._connection.execute(statement, tuple(values))
                    await self._connection.execute("COMMIT")
                except BaseException:
                    # SQLite rolls some errors back by itself:
                    # https://www.sqlite.org/lang_transaction.html
                    if self._connection.in_transaction:
                        await self._connection.execute("ROLLBACK")
                    raise

    async def tables_with(self, column: str) -> list[str]:
        """Return the names of the tables that have this column."""
        rows = await self.rows(
            "SELECT name FROM sqlite_schema AS tables WHERE type = 'table' AND EXISTS"
            " (SELECT 1 FROM pragma_table_info(tables.name) WHERE name = ?) ORDER BY name",
            column,
        )
        return [str(row["name"]) for row in rows]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for a turn to write; raise StoreError if the file was locked in between.

        Otherwise each task in the queue would try for seconds, and Discord waits for three.
        """
        start = monotonic()
        async with self._writing:
            if start < self._last_locked:
                raise StoreError("the database cannot be used: database is locked")
            try:
                yield
            except StoreError as error:
                if getattr(error.__cause__, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
                    self._last_locked = monotonic()
                raise

    async def wipe(self) -> None:
        """Leave nothing of deleted rows in the write-ahead log."""
        async with self._turn():
            with self._as_store_error():
                # A statement that is not fetched to its end would keep others from committing.
                await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _as_store_error(self) -> Iterator[None]:
        try:
            yield
        except SQLITE_ERRORS as error:
            advice = f"; {self._file} is damaged: {RESTORE_ADVICE}" if is_damage(error) else ""
            is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            kind = DiskFullError if is_full else StoreError
            raise kind(f"the database cannot be used: {error}{advice}") from error
        except ValueError as error:  # which aiosqlite raises once it is closed
            if self.is_closed:
                raise StoreError("the database is closed, because the bot stops") from error
            raise


@asynccontextmanager
async def open_database(folder: Path) -> AsyncIterator[Database]:
    """Open the database in `folder`, after creating or migrating it if needed.

    A damaged file is set aside, and what can be salvaged of it is used. Raises StoreError if it
    cannot be opened, or was written by a newer Verbatim.
    """
    if sqlite3.sqlite_version_info < _MIN_SQLITE_VERSION:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; it must be 3.37 or newer")
    refuse_file(folder)
    file = folder / FILE_NAME
    async with AsyncExitStack() as stack:
        try:
            make_private_folder(folder)
            make_private_file(file)  # aiosqlite leaves its thread behind if it cannot open a file
            _close_to_others(folder)
            await asyncio.to_thread(_recover_if_damaged, folder)
            make_private_file(file)
            stack.enter_context(lock_folder(folder))
            connection = await stack.enter_async_context(
                aiosqlite.connect(file, isolation_level=None)
            )
            await _prepare(connection, file)
            reader = await stack.enter_async_context(aiosqlite.connect(file, isolation_level=None))
            await _prepare_reader(reader)
        except OSError as error:
            raise StoreError(f"VERBATIM_DATA: {folder}: {error.strerror}") from error
        except SQLITE_ERRORS as error:
            raise StoreError(f"the database {file} cannot be used: {error}") from error
        database = Database(connection, reader, file)
        try:
            yield database
        finally:
            database.is_closed = True


def _close_to_others(folder: Path) -> None:
    """Mend the modes of a folder, its databases and their copies, which older versions left open.

    SQLite gives a new sidecar the mode of its database.
    """
    index = folder / "index"
    paths = [folder, folder / LOCK_NAME, *folder.glob(f"{FILE_NAME}*"), index, *index.rglob("*")]
    if changed := [path for path in paths if path.exists() and _try_to_close(path)]:
        log.warning("other users could read the data folder: %d modes are mended", len(changed))


def _try_to_close(path: Path) -> bool:
    try:
        return make_private(path)
    except OSError as error:  # it is another user's, or the file system has no modes
        log.warning("%s may be readable by other users: %s", path, error.strerror)
        return False


def _recover_if_damaged(folder: Path) -> None:
    recovery = recover_if_damaged(folder)
    if recovery is None:
        return
    rows = recovery.salvage.row_count
    log.error(
        "the database is damaged (%s) and set aside as %s; %s: %s",
        recovery.damage,
        recovery.damaged_file,
        f"{rows:,} rows could be salvaged" if rows else "nothing could be salvaged",
        RESTORE_ADVICE,
    )
    for server_id, losses in sorted(recovery.salvage.losses.items()):
        lost = ", ".join(f"{name} ({count:,})" for name, count in sorted(losses.items()))
        server = {"fields": {"server": server_id}}
        log.error("lost with the damaged database: %s", lost, extra=server)
    if recovery.salvage.are_settings_lost:
        log.error(
            "settings of servers are lost with the damaged database: where they cannot be read,"
            " nothing is answered until a moderator uses /config"
        )


async def _prepare(connection: aiosqlite.Connection, file: Path) -> None:
    # With a write-ahead log and full synchronisation, commits survive a kill and a power cut, and
    # reads never wait: https://www.sqlite.org/wal.html
    await _switch_to_wal(connection)
    await connection.execute("PRAGMA synchronous = FULL")
    # Deleted rows are overwritten: https://www.sqlite.org/pragma.html#pragma_secure_delete
    await connection.execute("PRAGMA secure_delete = ON")
    await connection.execute("BEGIN IMMEDIATE")  # one of several processes that start migrates
    await _migrate(connection, file)
    await connection.execute("COMMIT")
    await connection.execute("PRAGMA foreign_keys = ON")
    # Discord waits three seconds for the answer to a command: it is told of a lock before.
    await connection.execute("PRAGMA busy_timeout = 2000")


async def _prepare_reader(reader: aiosqlite.Connection) -> None:
    await reader.execute("PRAGMA query_only = ON")
    reader.text_factory = decode_text
    reader.row_factory = sqlite3.Row
    await reader.create_function("has_words", 2, _has_words, deterministic=True)


def _has_words(name: bytes, words: str) -> bool:
    """Return whether a name, which may be damaged, has all of the normalised `words`.

    SQLite itself folds the case of ASCII only: https://www.sqlite.org/lang_expr.html#like
    """
    return has_words(name.decode(errors="replace"), words.split())


async def _switch_to_wal(connection: aiosqlite.Connection) -> None:
    """Try for a few seconds: here SQLite does not wait by itself for others that open the file."""
    for wait_seconds in (0.01, 0.05, 0.1, 0.5, 1, 2):
        try:
            await connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(wait_seconds)
        else:
            return
    await connection.execute("PRAGMA journal_mode = WAL")


async def _migrate(connection: aiosqlite.Connection, file: Path) -> None:
    """Bring the file to the newest version, and keep a copy of the older one next to it."""
    scripts = migrations()
    version = await _version(connection)
    refuse_newer(version, file)
    if 0 < version < len(scripts):
        await asyncio.to_thread(copy, file, file.with_name(f"{file.name}.version-{version}"))
    for script in scripts[version:]:
        for statement in statements(script):
            await connection.execute(statement)
    await connection.execute(f"PRAGMA user_version = {len(scripts)}")


async def _version(connection: aiosqlite.Connection) -> int:
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0
