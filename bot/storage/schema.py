"""Schema: the numbered migrations, and the columns that a file of each version has."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files

Column = tuple[str, str]  # table and name


def migrations() -> list[str]:
    """Return the numbered scripts in their order; a file of version n has had the first n."""
    folder = files("bot.storage") / "migrations"
    scripts = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return [script.read_text("utf-8") for script in scripts if script.name.endswith(".sql")]


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; sqlite3's own `executescript` would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def columns(connection: sqlite3.Connection) -> set[Column]:
    """Return the columns that a file has."""
    rows = connection.execute(
        "SELECT made.name, its.name FROM sqlite_schema AS made, pragma_table_info(made.name) AS its"
        " WHERE made.type = 'table'"
    )
    return {(str(table), str(name)) for table, name in rows}


def columns_of(version: int) -> set[Column]:
    """Return the columns that a file of `version` has at least."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in migrations()[:version]:
            connection.executescript(script)
        return columns(connection)
