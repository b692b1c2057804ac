"""Back up the database while the bot runs, and restore a backup."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StoreError
from bot.files import make_private_file, make_private_folder, replace_atomically, sync_folder
from bot.storage.file.integrity import (
    SIDECARS,
    SQLITE_ERRORS,
    connect_to_read,
    first_problem,
    free_name,
    is_damage,
    rename_sidecars,
)
from bot.storage.file.locking import FIRST_READ, lock_folder
from bot.storage.file.schema import FILE_NAME, is_verbatim, refuse_file, refuse_newer, version_of


def backup(folder: Path, target: Path, *, overwrite: bool = False) -> None:
    """Copy the database in `folder` to `target` and check the copy, also while a bot uses it.

    Raises StoreError if `target` exists, or the database does not exist or is not sound.
    """
    refuse_file(folder)
    file = folder / FILE_NAME
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file; VERBATIM_DATA names its folder")
    database_files = [file, *(file.with_name(file.name + suffix) for suffix in SIDECARS)]
    if target.resolve() in [path.resolve() for path in database_files]:
        raise StoreError(f"{target} is the database itself; name another file")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file in it")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} is there already; --force overwrites it")
    copy(file, target)


def restore(folder: Path, source: Path) -> Path | None:
    """Replace the database in `folder` by a copy of `source`; return the old one's new path.

    Raises StoreError, and changes nothing, if a bot is running there, or `source` is not a database
    of Verbatim, or is newer or damaged.
    """
    refuse_file(folder)
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    try:
        make_private_folder(folder)
        with lock_folder(folder, exclusive=True, wait_seconds=0):
            return _restore(folder / FILE_NAME, source)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written to: {error.strerror}") from error


def _restore(file: Path, source: Path) -> Path | None:
    new = file.with_name(f"{file.name}.restored")
    try:
        copy(source, new)
        old = free_name(file, "before-restore")
        if has_old := file.exists():
            _settle(file)
            link_or_copy(file, old)  # so that a kill at any moment leaves a database in place
        rename_sidecars(file, old)
        new.replace(file)
        sync_folder(file.parent)
    finally:
        new.unlink(missing_ok=True)
    return old if has_old else None


def _settle(file: Path) -> None:
    """Move all commits into the file itself; raise StoreError if another program uses it."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except SQLITE_ERRORS as error:
        if not is_damage(error):
            raise StoreError(f"the database {file} cannot be used: {error}") from error


def link_or_copy(file: Path, name: Path) -> None:
    """Give a file another name too; where the file system has no links, copy it."""
    try:
        name.hardlink_to(file)
    except OSError:  # some file systems have no links
        make_private_file(name)
        shutil.copyfile(file, name)


def copy(file: Path, target: Path) -> None:
    """Copy the database `file` as it is now, also while it is used; whole or not at all.

    Raises StoreError if it is not a sound database of Verbatim, or is newer, or `target` cannot be
    written.
    """
    try:
        with replace_atomically(target) as unfinished:
            make_private_file(unfinished)  # SQLite would not say why it cannot be written
            try:
                _copy(file, unfinished)
            finally:
                for suffix in SIDECARS:
                    unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error


def _copy(file: Path, target: Path) -> None:
    try:
        with (
            closing(connect_to_read(file)) as source,
            closing(sqlite3.connect(target)) as connection,
        ):
            # `backup` would wait for ever for a file that is locked; this waits for seconds.
            source.execute("BEGIN").execute(FIRST_READ).fetchone()
            source.backup(connection)
            connection.execute("PRAGMA journal_mode = DELETE")  # in one file, without sidecars
            _refuse_unsound(connection, file)
    except SQLITE_ERRORS as error:
        problem = "is damaged, or no database" if is_damage(error) else "cannot be copied"
        raise StoreError(f"{file} {problem}: {error}") from error


def _refuse_unsound(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StoreError unless `connection`, a copy of `file`, is a sound database of Verbatim."""
    refuse_newer(version_of(connection), file)
    if not is_verbatim(connection):
        raise StoreError(f"{file} is no database of Verbatim")
    if problem := first_problem(connection):
        raise StoreError(f"{file} is damaged: {problem}")
