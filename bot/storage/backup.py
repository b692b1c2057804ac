"""Keeping: a backup of the database while the bot runs, and putting one in its place."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StoreError
from bot.storage.file import (
    FILE_NAME,
    SIDECARS,
    copy,
    free_name,
    in_use,
    is_damage,
    rename_sidecars,
)


def backup(folder: Path, target: Path, *, overwrite: bool = False) -> None:
    """Copy the database in `folder` to `target`, checked, also while a bot uses it.

    Raises StoreError if that is there already, or the database is not there or not sound.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file; VERBATIM_DATA names its folder")
    own = [file, *(file.with_name(file.name + ending) for ending in SIDECARS)]
    if target.resolve() in [one.resolve() for one in own]:
        raise StoreError(f"{target} is the database itself; name another file")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file in it")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} is there already; --force overwrites it")
    copy(file, target)


def restore(folder: Path, source: Path) -> Path | None:
    """Put a copy of `source` in the place of the database in `folder`; return where that is kept.

    Raises StoreError if a bot is running there, or `source` is not a database of Verbatim, newer or
    damaged; then nothing is changed.
    """
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with in_use(folder, alone=True, wait=0):
            return _restore(folder / FILE_NAME, source)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written to: {error.strerror}") from error


def _restore(file: Path, source: Path) -> Path | None:
    new = file.with_name(f"{file.name}.restored")
    try:
        copy(source, new)
        kept = free_name(file, "before-restore")
        if is_there := file.exists():
            _settle(file)
            _link(file, kept)  # a kill leaves one file or the other in its place
        rename_sidecars(file, kept)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    return kept if is_there else None


def _settle(file: Path) -> None:
    """Have all that is committed in the file itself; raise StoreError if anybody uses it."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if not is_damage(error):
            raise StoreError(f"the database {file} cannot be used: {error}") from error


def _link(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:  # some file systems have no links
        shutil.copyfile(file, name)
