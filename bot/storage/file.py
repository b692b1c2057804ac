"""The database as a file: who uses it, whether it is damaged, copying it, putting it aside."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from bot.errors import StoreError
from bot.storage.schema import columns, columns_of, migrations

FILE_NAME = "verbatim.sqlite3"
SIDECARS = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file, under its name
RESTORE = "stop the bot and bring a backup back with `python -m bot restore FILE`"
_LOCK_NAME = "verbatim.lock"
_ANY_READ = "SELECT count(*) FROM sqlite_schema"
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CHECKED_WHOLE = 500_000_000  # bytes, which take 0.2 s at a start, or 1 s from a slow disk
# They have nearly all the bytes of a larger file, and a digest in each row that is read.
_LARGE_TABLES = ("articles", "originals", "parts")


@contextmanager
def in_use(folder: Path, *, alone: bool = False, wait: float = 5.0) -> Iterator[None]:
    """Use the database in `folder` while inside, beside others or alone; wait some seconds for it.

    Raises StoreError if another uses it alone, or, for who wants to be alone, at all. The lock is
    SQLite's own, on an empty file: alike on every system, gone with a process that is killed, and
    still there where the database itself is damaged or gets another name.
    """
    lock = folder / _LOCK_NAME
    with closing(_locking(lock, wait)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            connection.execute(_ANY_READ).fetchone()  # BEGIN alone locks nothing
        except sqlite3.Error as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise StoreError(f"{lock} cannot be used: {error}") from error
            other = "a bot is running" if alone else "a restore is going on"
            raise StoreError(f"{other} on the folder {folder}; stop it, or wait for it") from error
        yield


def _locking(lock: Path, wait: float) -> sqlite3.Connection:
    try:
        return sqlite3.connect(lock, timeout=wait, isolation_level=None)
    except sqlite3.Error as error:
        raise StoreError(f"{lock} cannot be used: {error}") from error


def connect_to_read(file: Path) -> sqlite3.Connection:
    """Connect to a file that is not changed by it."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = any_text
    return connection


def any_text(content: bytes) -> str:
    """Return a text even where it is damaged: its digest tells, and those beside it are read."""
    return content.decode(errors="replace")


def is_damage(error: BaseException | None) -> bool:
    """Return True for what SQLite says of damaged files, not of locked, full or forbidden ones."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _DAMAGE  # the rest tells more: https://www.sqlite.org/rescode.html


def set_aside_if_damaged(folder: Path) -> tuple[Path, str] | None:
    """Give a damaged file another name; return that and what is damaged, None if nothing is.

    Raises StoreError if another process uses it.
    """
    file = folder / FILE_NAME
    if not damage(file):
        return None
    try:
        with in_use(folder, alone=True, wait=1):
            return _set_aside_if_damaged(file)
    except StoreError as error:
        if found := damage(file):  # if not, another that starts was faster
            raise StoreError(f"the database {file} is damaged ({found}), and {error}") from error
        return None


def _set_aside_if_damaged(file: Path) -> tuple[Path, str] | None:
    found = damage(file)
    if not found:
        return None
    aside = free_name(file, "damaged")
    rename_sidecars(file, aside)
    file.rename(aside)
    return aside, found


def free_name(file: Path, why: str) -> Path:
    """Return a name for `file` put aside that no file there has."""
    names = (file.with_name(f"{file.name}.{why}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def rename_sidecars(file: Path, new: Path) -> None:
    """Name what SQLite keeps beside `file` after `new`; it would take it for another's there."""
    for ending in SIDECARS:
        sidecar = file.with_name(file.name + ending)
        if sidecar.exists():
            sidecar.replace(new.with_name(new.name + ending))


def damage(file: Path) -> str | None:
    """Return what is damaged in a file, as far as a start may take its time to look.

    None too of a file that cannot be read for another reason, or that a newer Verbatim wrote.
    """
    try:
        if not file.stat().st_size:
            return None
    except FileNotFoundError:  # another process may set it aside at this moment
        return None
    try:
        with closing(connect_to_read(file)) as connection:
            if version(connection) > len(migrations()):
                return None
            return first_problem(connection, quick=True)
    except sqlite3.Error as error:
        return str(error) if is_damage(error) else None


def version(connection: sqlite3.Connection) -> int:
    """Return how many migrations a file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def first_problem(connection: sqlite3.Connection, *, quick: bool = False) -> str | None:
    """Return what SQLite's own check finds first; raise sqlite3.Error if it cannot even begin.

    A quick one does not compare indexes with rows, and of a large file leaves out the articles.
    """
    # A row that breaks a rule of ours is no reason to do without the others.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for pragma in _quick_checks(connection) if quick else ["integrity_check(1)"]:
        found = str(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
        if found != "ok":
            return " ".join(found.replace("*** in database main ***", "").split())
    return None


def _quick_checks(connection: sqlite3.Connection) -> Iterable[str]:
    [size] = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    if size <= _CHECKED_WHOLE:
        return ["quick_check(1)"]
    tables = {table for table, _ in columns(connection)}
    return [f"quick_check({table})" for table in sorted(tables.difference(_LARGE_TABLES))]


def copy(file: Path, target: Path) -> None:
    """Copy the database `file` as it is now, also while it is used; whole or not at all.

    Raises StoreError if it is none of Verbatim's, newer or damaged, or cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(b"")  # SQLite would not say why it cannot be written
        _copy(file, part)
        part.replace(target)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        _remove(part)


def _copy(file: Path, part: Path) -> None:
    try:
        with closing(connect_to_read(file)) as source, closing(sqlite3.connect(part)) as copied:
            # The copy would wait for ever for a file that is locked; this waits for seconds.
            source.execute("BEGIN").execute(_ANY_READ).fetchone()
            source.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")  # in one file, without a log beside it
            _examine(copied, file)
    except sqlite3.Error as error:
        what = "is damaged, or no database" if is_damage(error) else "cannot be copied"
        raise StoreError(f"{file} {what}: {error}") from error


def _examine(connection: sqlite3.Connection, file: Path) -> None:
    number = version(connection)
    if number > len(migrations()):
        raise StoreError(newer(file))
    if number < 1 or not columns_of(number) <= columns(connection):
        raise StoreError(f"{file} is no database of Verbatim")
    if found := first_problem(connection):
        raise StoreError(f"{file} is damaged: {found}")


def newer(file: Path) -> str:
    """Return what is said of a file whose migrations are not known here."""
    return f"the database {file} was written by a newer Verbatim; update this one"


def _remove(part: Path) -> None:
    for ending in ("", *SIDECARS):
        part.with_name(part.name + ending).unlink(missing_ok=True)
