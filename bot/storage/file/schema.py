"""The database file: its name, its numbered migrations, and the columns of each version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from bot.errors import StoreError

FILE_NAME = "verbatim.sqlite3"
Column = tuple[str, str]  # table and name


def migrations() -> list[str]:
    """Return the numbered scripts in their order; a file of version n has had the first n."""
    folder = files("bot.storage") / "migrations"
    scripts = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return [script.read_text("utf-8") for script in scripts if script.name.endswith(".sql")]


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of migrations that a file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(version: int, file: Path) -> None:
    """Raise StoreError if a file has had migrations that are unknown here."""
    if version > len(migrations()):
        reason = "was written by a newer Verbatim; update this one"
        raise StoreError(f"the database {file} {reason}")


def refuse_file(folder: Path) -> None:
    """Raise StoreError if the data folder is a file."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"VERBATIM_DATA: {folder} is not a folder; name another one")


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; sqlite3's own `executescript` would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def columns(connection: sqlite3.Connection) -> set[Column]:
    """Return the columns of a file."""
    rows = connection.execute(
        "SELECT tables.name, columns.name"
        " FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table'"
    )
    return {(str(table), str(name)) for table, name in rows}


def columns_of(version: int) -> set[Column]:
    """Return the columns that every file of `version` has."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in migrations()[:version]:
            connection.executescript(script)
        return columns(connection)


def has_later_columns(connection: sqlite3.Connection) -> bool:
    """Return whether a file has columns that only a later version than its own has."""
    later = columns_of(len(migrations())) - columns_of(version_of(connection))
    return not later.isdisjoint(columns(connection))


def is_verbatim(connection: sqlite3.Connection) -> bool:
    """Return whether a file has the columns of its version, which another program's has not."""
    version = version_of(connection)
    return version > 0 and columns_of(version) <= columns(connection)
