"""Salvage a damaged database: store each record that is still whole in a new file.

A record belongs to the table whose columns it fits: the pages and the schema that would say so may
be the damaged ones, and no two tables here fit the same record. Each value is checked once more
when it is read, texts and originals by their digests.
"""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.files import make_private_file
from bot.storage.damage import raw_bytes
from bot.storage.file.integrity import SQLITE_ERRORS, connect_to_read
from bot.storage.file.pages import StoredRecord, Value, read_records
from bot.storage.file.schema import migrations, statements

_SETTINGS_TABLES = ("server_settings", "server_channels")
_KINDS: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "TEXT": (str,),
    "BLOB": (bytes,),
    "REAL": (float, int),
}
_TABLES = "SELECT name, wr FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_COLUMNS = """
    SELECT name, type, "notnull" AND dflt_value IS NULL, pk, "notnull"
    FROM pragma_table_info(?) ORDER BY CASE WHEN ? AND pk THEN pk ELSE 1000 + cid END
"""
_REBUILT = ("parts",)  # from the articles, since their digests do not say whose they are
Name = tuple[Value, Value]  # a server, and a text or None
# How the indexes of a table name a row, and the column with the text; the server is in column 1.
_NAMES_OF_ROWS = {
    "articles": (("path", 2), ("fingerprint", 6)),
    "feeds": (("url", 2),),
    "unanswered": (("server", 0),),
}
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_LOST_ORIGINALS = """
    SELECT server_id, count(*) FROM articles
    WHERE size > length(CAST(text AS BLOB)) AND NOT EXISTS (SELECT 1 FROM originals
        WHERE originals.server_id = articles.server_id AND originals.path = articles.path)
    GROUP BY server_id
"""
_WITHOUT_ARTICLE = """
    FROM originals WHERE NOT EXISTS (SELECT 1 FROM articles
        WHERE articles.server_id = originals.server_id AND articles.path = originals.path)
"""
_WITHOUT_SETTINGS = """
    SELECT DISTINCT server_id, 1 FROM server_channels
    WHERE server_id NOT IN (SELECT server_id FROM server_settings)
"""
_DELETE_STRAY_ENTRIES = """
    DELETE FROM feed_entries WHERE NOT EXISTS (SELECT 1 FROM feeds
        WHERE feeds.number = feed_entries.feed AND feeds.server_id = feed_entries.server_id)
"""
# A server without settings of its own is closed while there is a row of server 0, which none has.
_CLOSE_OTHERS = """
    INSERT OR REPLACE INTO server_settings (server_id, style, direct_messages)
    VALUES (0, 'card', 0)
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a strict table."""

    name: str
    kinds: tuple[type, ...]
    is_required: bool  # whether a record must have it; others were added later
    is_rowid: bool
    may_be_null: bool

    def fits(self, value: Value) -> bool:
        """Return whether a value may stand in this column."""
        if value is None:
            return self.may_be_null or self.is_rowid
        return isinstance(value, self.kinds)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, with its columns in the order in which a record has them."""

    name: str
    columns: tuple[Column, ...]
    has_rowids: bool

    def fits(self, record: StoredRecord) -> bool:
        """Return whether a record may be a row of this table."""
        return (
            self.has_rowids == (record.rowid is not None)
            and len(record.values) <= len(self.columns)
            and not any(column.is_required for column in self.columns[len(record.values) :])
            and all(map(Column.fits, self.columns, record.values))
        )


class Names:
    """How indexes name the rows of tables: by a server, and some by a text that is unique in it.

    A row that they name otherwise is damaged: it may be an article of another server.
    """

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], Counter[Name]] = {}
        self.originals: set[Name] = set()  # servers and paths of articles that have one

    def add(self, kind: str, rowid: int, name: Name, count: int = 1) -> None:
        """Add a name of a row."""
        self._counts.setdefault((kind, rowid), Counter())[name] += count

    def rows(self, kind: str) -> set[tuple[int, int]]:
        """Return the server and the row id of each row that is named in this way."""
        return {
            (name[0], rowid)
            for (other, rowid), counts in self._counts.items()
            if other == kind
            for name in counts
            if isinstance(name[0], int)
        }

    def agree(self, table: str, record: StoredRecord) -> bool:
        """Return whether a row is named as it names itself, or not at all.

        Where the index that has its name is lost, another one is asked.
        """
        for kind, column in _NAMES_OF_ROWS.get(table, ()):
            name = record.values[1], record.values[column] if column else None
            names = self._names(kind, record.rowid or 0)
            if names or name in self.originals:
                return name in names or name in self.originals
        return True

    def _names(self, kind: str, rowid: int) -> set[Name]:
        counts = self._counts.get((kind, rowid), Counter())
        return {name for name, count in counts.items() if count > 0}


@dataclass(slots=True)
class Salvage:
    """How many rows were salvaged, and what each server is known to have lost."""

    row_count: int = 0
    are_settings_lost: bool = False  # of servers that nothing names
    losses: dict[int, Counter[str]] = field(default_factory=dict)

    def add_losses(self, name: str, counts: Iterable[tuple[object, int]]) -> None:
        """Note that servers have lost so many of something."""
        for server_id, count in counts:
            if isinstance(server_id, int):
                self.losses.setdefault(server_id, Counter())[name] += count


def salvage(file: Path, target: Path) -> Salvage:
    """Create the database `target` from each record of the damaged `file` that is whole.

    Raises sqlite3.Error or OSError if `target` cannot be written.
    """
    result = Salvage()
    make_private_file(target)
    with TemporaryDirectory(dir=file.parent, prefix=".salvage-") as folder:
        source = _settled(file, Path(folder))
        result.are_settings_lost = not _has_whole_settings(source)
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("BEGIN")
            _create_tables(connection)
            _copy_records(source, connection, result)
            _tidy(connection, result)
            connection.execute("COMMIT")
    return result


def _settled(file: Path, folder: Path) -> Path:
    """Return a copy of a file with the commits of its log; the file itself if it has none."""
    log = file.with_name(f"{file.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return file
    copy = folder / file.name
    for source, target in ((file, copy), (log, folder / log.name)):
        make_private_file(target)
        shutil.copyfile(source, target)
    with suppress(*SQLITE_ERRORS), closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return copy


def _has_whole_settings(file: Path) -> bool:
    """Return whether no settings of a server can be missing."""
    try:
        with closing(connect_to_read(file)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for table in _SETTINGS_TABLES:
                if [row[0] for row in connection.execute(f"PRAGMA quick_check({table})")] != ["ok"]:
                    return False
    except SQLITE_ERRORS:
        return False
    return True


def _create_tables(connection: sqlite3.Connection) -> None:
    for script in migrations():
        for statement in statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(migrations())}")


def _copy_records(source: Path, target: sqlite3.Connection, result: Salvage) -> None:
    """Insert each record into its table, and note which rows are only named by an index."""
    tables = _tables(target)
    with source.open("rb") as opened:
        if not opened.seek(0, 2):
            return
        with mmap(opened.fileno(), 0, access=ACCESS_READ) as content:
            names = _read_names(content, tables)
            for record in read_records(content):
                table = _table_of(record, tables)
                if table and table.name not in _REBUILT and names.agree(table.name, record):
                    result.row_count += _insert(target, table, record)
    for table_name, kind in (("articles", "fingerprint"), ("feeds", "url")):
        query = f"SELECT server_id, number FROM {table_name}"  # noqa: S608 - ours
        lost = names.rows(kind) - set(target.execute(query))
        result.add_losses(table_name, Counter(server_id for server_id, _ in lost).items())


def _table_of(record: StoredRecord, tables: Iterable[Table]) -> Table | None:
    return next((table for table in tables if table.fits(record)), None)


def _read_names(content: mmap, tables: Sequence[Table]) -> Names:
    names = Names()
    for record in read_records(content):
        match record.rowid, record.values:
            case None, (int(server_id), str(text), int(number)):
                names.add(_kind_of_name(text), number, (server_id, text))
            case None, (int(server_id), int(number)):
                names.add("server", number, (server_id, None))
            case int(rowid), (server_id, path, *_):
                table = _table_of(record, tables)
                if table and table.name == "originals":
                    names.add("path", rowid, (server_id, path), -1)  # its own index has it too
                    names.originals.add((server_id, path))
    return names


def _kind_of_name(text: str) -> str:
    if _FINGERPRINT.fullmatch(text):
        return "fingerprint"
    return "url" if text.startswith(("http://", "https://")) else "path"


def _tables(connection: sqlite3.Connection) -> list[Table]:
    return [
        Table(name, tuple(_columns(connection, name, is_keyed)), has_rowids=not is_keyed)
        for name, is_keyed in connection.execute(_TABLES).fetchall()
    ]


def _columns(connection: sqlite3.Connection, table: str, is_keyed: int) -> Iterable[Column]:
    """Yield the columns of a table; without row ids, those of its key are stored first."""
    rows = connection.execute(_COLUMNS, (table, is_keyed)).fetchall()
    key_size = sum(1 for row in rows if row[3])
    for name, kind, is_required, key_place, is_not_null in rows:
        is_rowid = bool(key_place and key_size == 1 and kind == "INTEGER" and not is_keyed)
        may_be_null = not is_not_null and not key_place
        yield Column(name, _KINDS[kind], bool(is_required), is_rowid, may_be_null)


def _insert(connection: sqlite3.Connection, table: Table, record: StoredRecord) -> int:
    """Insert a record unless a row with its key is there; return the number of new rows."""
    columns = table.columns[: len(record.values)]
    values = [
        record.rowid if column.is_rowid else value
        for column, value in zip(columns, record.values, strict=True)
    ]
    names = ", ".join(column.name for column in columns)
    # A text that is no UTF-8 any more can only be stored as its bytes.
    places = ", ".join("CAST(? AS TEXT)" if isinstance(value, str) else "?" for value in values)
    statement = f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({places})"  # noqa: S608 - ours
    parameters = [raw_bytes(value) if isinstance(value, str) else value for value in values]
    return connection.execute(statement, parameters).rowcount


def _tidy(connection: sqlite3.Connection, result: Salvage) -> None:
    """Delete rows that belong to a lost one, and note the losses that other rows show."""
    result.add_losses("files", connection.execute(_LOST_ORIGINALS))
    strays = f"SELECT server_id, count(*) {_WITHOUT_ARTICLE} GROUP BY server_id"
    for server_id, count in connection.execute(strays).fetchall():
        if "articles" not in result.losses.get(server_id, {}):
            result.add_losses("articles", [(server_id, count)])
    connection.execute(f"DELETE {_WITHOUT_ARTICLE}")
    connection.execute(_DELETE_STRAY_ENTRIES)
    result.add_losses("settings", connection.execute(_WITHOUT_SETTINGS))
    if result.are_settings_lost:
        connection.execute(_CLOSE_OTHERS)
