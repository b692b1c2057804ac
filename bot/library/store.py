"""Store: the database file, its migrations, and what is read from it and written to it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import aiosqlite

from bot.errors import StoreError

FILE_NAME = "verbatim.sqlite3"


class Style(StrEnum):
    """How answers look in a server."""

    CARD = "card"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's moderators chose; `direct_messages` is for the members of the server."""

    style: Style = Style.CARD
    direct_messages: bool = True


class Store:
    """The open database. Each method is one statement, committed when it returns."""

    def __init__(self, database: aiosqlite.Connection) -> None:
        self._database = database

    async def server_settings(self, server_id: int) -> ServerSettings:
        """Return the settings of a server, the defaults where nobody chose."""
        row = await self._row(
            "SELECT style, direct_messages FROM server_settings WHERE server_id = ?", server_id
        )
        return ServerSettings(Style(row[0]), bool(row[1])) if row else ServerSettings()

    async def set_server_settings(self, server_id: int, settings: ServerSettings) -> None:
        """Keep the settings of a server."""
        await self._write(
            "INSERT OR REPLACE INTO server_settings VALUES (?, ?, ?)",
            server_id,
            settings.style,
            settings.direct_messages,
        )

    async def forget_server(self, server_id: int) -> None:
        """Delete everything kept about a server."""
        await self._write("DELETE FROM server_settings WHERE server_id = ?", server_id)

    async def servers_without_direct_messages(self) -> list[int]:
        """Return the servers whose members are not to be answered in direct messages."""
        rows = await self._database.execute_fetchall(
            "SELECT server_id FROM server_settings WHERE NOT direct_messages ORDER BY server_id"
        )
        return [int(row[0]) for row in rows]

    async def registered_commands(self, application_id: int) -> str | None:
        """Return the hash of the commands that Discord was last told."""
        row = await self._row(
            "SELECT hash FROM registered_commands WHERE application_id = ?", application_id
        )
        return str(row[0]) if row else None

    async def set_registered_commands(self, application_id: int, commands_hash: str) -> None:
        """Keep the hash of the commands that Discord was told."""
        await self._write(
            "INSERT OR REPLACE INTO registered_commands VALUES (?, ?)",
            application_id,
            commands_hash,
        )

    async def _row(self, query: str, *values: object) -> sqlite3.Row | None:
        async with self._database.execute(query, values) as cursor:
            return await cursor.fetchone()

    async def _write(self, query: str, *values: object) -> None:
        await self._database.execute(query, values)


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """Open the database in `folder`, making or migrating it as needed.

    Raises StoreError if it cannot be opened, is damaged, or was written by a newer Verbatim.
    """
    file = folder / FILE_NAME
    async with AsyncExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - once, at the start
            file.open("ab").close()  # aiosqlite leaves its thread behind where it cannot open
            database = await stack.enter_async_context(
                aiosqlite.connect(file, isolation_level=None)
            )
            await _prepare(database, file)
        except OSError as error:
            raise StoreError(f"VERBATIM_DATA: {folder}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise StoreError(f"the database {file} cannot be used: {error}") from error
        yield Store(database)


async def _prepare(database: aiosqlite.Connection, file: Path) -> None:
    # With a write-ahead log and full synchronisation, what was committed outlives a kill and a
    # power cut, and readers never wait: https://www.sqlite.org/wal.html
    await _switch_to_wal(database)
    await database.execute("PRAGMA synchronous = FULL")
    await database.execute("BEGIN IMMEDIATE")  # of those who open at once, one migrates
    await _migrate(database, file)
    await database.execute("COMMIT")


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
    migrations = list(_migrations())
    version = await _version(database)
    if version > len(migrations):
        raise StoreError(f"the database {file} was written by a newer Verbatim; update this one")
    for script in migrations[version:]:
        for statement in _statements(script):
            await database.execute(statement)
    await database.execute(f"PRAGMA user_version = {len(migrations)}")


async def _version(database: aiosqlite.Connection) -> int:
    async with database.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


def _migrations() -> Iterator[str]:
    """Yield the numbered scripts in their order."""
    folder = files("bot.library") / "migrations"
    for script in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if script.name.endswith(".sql"):
            yield script.read_text("utf-8")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; sqlite3's own `executescript` would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
