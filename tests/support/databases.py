"""Databases as tests fill, damage and read them."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from bot.storage.file.schema import FILE_NAME, migrations
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import open_store

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."
PLAIN = ServerSettings(Style.PLAIN)
LATEST = len(migrations())


def query(folder: Path, sql: str) -> list[tuple]:
    """Ask the file itself, past the store."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        rows = database.execute(sql).fetchall()
        database.commit()
        return rows


async def open_and_close(folder: Path) -> None:
    async with open_store(folder):
        pass


async def texts(folder: Path) -> list[str]:
    async with open_store(folder) as store:
        kept = [(await store.articles.texts_and_segments(server))[0] for server in (SERVER, OTHER)]
    return [text for texts in kept for text in texts.values()]


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"verbatim.lock"}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


def count(file: Path, what: str) -> int:
    table = {"servers": "server_settings", "commands": "registered_commands"}[what]
    with closing(sqlite3.connect(file)) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def spoil(folder: Path, table: str) -> None:
    """Write over the first page of a table, of a database that nobody uses."""
    where = f"(SELECT rootpage FROM sqlite_schema WHERE name = '{table}')"
    [(page, size)] = query(folder, f"SELECT {where}, page_size FROM pragma_page_size")
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def another(copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(copy)) as database:
        database.executescript("CREATE TABLE mine (one); PRAGMA user_version = 2")


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database:
        database.execute(f"PRAGMA user_version = {LATEST + 1}")


def older(file: Path, number: int) -> None:
    """Make a database of an older version, with the settings of a server."""
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file)) as database:
        for script in migrations()[:number]:
            database.executescript(script)
        database.execute(f"PRAGMA user_version = {number}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(
            "INSERT INTO server_settings (server_id, style, direct_messages)"
            f" VALUES ({SERVER}, 'plain', 1)"
        )
        database.commit()


def overwritten(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"This is no database, but a letter. " * 999)


_WRITER = """
import asyncio, sys
from pathlib import Path
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import open_store
async def write():
    async with open_store(Path(sys.argv[1])) as store:
        await store.servers.set_settings(1, ServerSettings(Style.PLAIN, direct_messages=False))
        print("done", flush=True)
        sys.stdin.read()
asyncio.run(write())
"""


def write_and_be_killed(folder: Path) -> int:
    """Write from another process, which waits for more and is killed; return its status."""
    command = [sys.executable, "-c", _WRITER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline().strip() == b"done"
        writer.kill()
    return writer.returncode


def version(folder: Path) -> int:
    return query(folder, "PRAGMA user_version")[0][0]
