"""Lock the data folder: many processes may share its database, but none while one replaces it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.errors import StoreError
from bot.files import make_private_file

LOCK_NAME = "verbatim.lock"
FIRST_READ = "SELECT count(*) FROM sqlite_schema"  # BEGIN by itself locks nothing


@contextmanager
def lock_folder(
    folder: Path, *, exclusive: bool = False, wait_seconds: float = 5.0
) -> Iterator[None]:
    """Hold a shared or exclusive lock on `folder`, after waiting for some seconds.

    Raises StoreError if another process holds a lock that excludes this one. The lock is SQLite's
    own on an empty file: it is the same on every system, ends with a process that is killed, and
    stays while the database itself is damaged or renamed. filelock's ReadWriteLock works alike, but
    needs hard links where others may write to the folder, as in many containers.
    """
    file = folder / LOCK_NAME
    with closing(_connect(file, wait_seconds)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN")
            connection.execute(FIRST_READ).fetchone()
        except sqlite3.Error as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise StoreError(f"{file} cannot be used: {error}") from error
            other = "a bot is running" if exclusive else "a restore is going on"
            raise StoreError(f"{other} on the folder {folder}; stop it, or wait for it") from error
        yield


def _connect(file: Path, wait_seconds: float) -> sqlite3.Connection:
    with suppress(OSError):  # SQLite fails too, and says so below
        make_private_file(file)
    try:
        return sqlite3.connect(file, timeout=wait_seconds, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"{file} cannot be used: {error}") from error
