"""Find damage in a database file."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import count
from pathlib import Path

from bot.storage.file.schema import (
    columns,
    has_later_columns,
    is_verbatim,
    migrations,
    version_of,
)

SIDECARS = ("-wal", "-shm", "-journal")  # files that SQLite keeps next to a database
# Python takes only UTF-8 for SQLite's messages, which may quote a damaged schema, and for values.
SQLITE_ERRORS = (sqlite3.Error, UnicodeError)
RESTORE_ADVICE = "stop the bot and bring a backup back with `python -m bot restore FILE`"
_DAMAGE_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_MAX_BYTES_CHECKED_WITH_INDEXES = 100_000_000  # an index that names wrong rows hides right ones
_MAX_BYTES_CHECKED_WHOLE = 500_000_000  # 0.2 s at a start, or 1 s from a slow disk
_MAX_PROBLEMS = 100  # of a check
# What SQLite says of a value that a strict table would not take, or that may not be missing.
_WRONG_VALUE = re.compile(r"(?:NULL|NUMERIC|TEXT|non-\w+) value in ")
# They hold nearly all bytes of a larger file, and a digest in each row, checked when it is read.
_LARGE_TABLES = ("articles", "originals", "parts")


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Connect to a file without being able to change it."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = decode_text
    connection.row_factory = sqlite3.Row
    return connection


def decode_text(content: bytes) -> str:
    """Decode a text even if it is damaged, which `bot.storage.damage` sees in each value."""
    return content.decode(errors="surrogateescape")


def is_damage(error: BaseException | None) -> bool:
    """Return whether SQLite reports a damaged file, and not one that is locked, full or forbidden.

    The low byte of a code is its class: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", 0)
    is_schema = str(error).startswith("malformed database schema")  # which has no code of its own
    return code & 0xFF in _DAMAGE_CODES or is_schema or isinstance(error, UnicodeDecodeError)


def free_name(file: Path, reason: str) -> Path:
    """Return an unused name for `file` that says for what `reason` it was set aside."""
    names = (file.with_name(f"{file.name}.{reason}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def rename_sidecars(file: Path, new_path: Path) -> None:
    """Rename the sidecars of `file` too, or SQLite would take them for those of the next file."""
    for suffix in SIDECARS:
        sidecar = file.with_name(file.name + suffix)
        if sidecar.exists():
            sidecar.replace(new_path.with_name(new_path.name + suffix))


def find_damage(file: Path) -> str | None:
    """Return the first damage that a quick check finds.

    None also for a file that cannot be read for another reason, or that a newer Verbatim wrote.
    """
    try:
        if not file.stat().st_size:
            return None
    except OSError:  # also if another process sets it aside at this moment
        return None
    try:
        with closing(connect_to_read(file)) as connection:
            version = version_of(connection)
            if version > len(migrations()):
                return None
            problem = first_problem(connection, quick=True)
            if problem is None and has_later_columns(connection):
                return "its version has changed"
            if problem is None and version and not is_verbatim(connection):
                return "the schema has changed"
            return problem
    except SQLITE_ERRORS as error:
        return str(error) if is_damage(error) else None


def first_problem(connection: sqlite3.Connection, *, quick: bool = False) -> str | None:
    """Return the first problem of SQLite's own check; raise sqlite3.Error if it cannot begin.

    A quick check of a large file does not compare indexes with rows, and leaves out articles.
    """
    # A row that breaks one of our constraints is no reason to do without the others: each value is
    # checked when it is read.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for pragma in _quick_checks(connection) if quick else [f"integrity_check({_MAX_PROBLEMS})"]:
        for [problem] in connection.execute(f"PRAGMA {pragma}"):
            if problem != "ok" and not _WRONG_VALUE.match(problem):
                return " ".join(problem.replace("*** in database main ***", "").split())
    return None


def _quick_checks(connection: sqlite3.Connection) -> Iterable[str]:
    [size] = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    if size <= _MAX_BYTES_CHECKED_WITH_INDEXES:
        return [f"integrity_check({_MAX_PROBLEMS})"]
    if size <= _MAX_BYTES_CHECKED_WHOLE:
        return [f"quick_check({_MAX_PROBLEMS})"]
    tables = {table for table, _ in columns(connection)}
    return [f"quick_check({table})" for table in sorted(tables.difference(_LARGE_TABLES))]
