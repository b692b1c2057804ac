"""Set a damaged database aside, and go on with what can be salvaged of it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DiskFullError, StoreError
from bot.files import sync_folder
from bot.storage.file.backup import link_or_copy
from bot.storage.file.integrity import (
    SIDECARS,
    SQLITE_ERRORS,
    find_damage,
    free_name,
    rename_sidecars,
)
from bot.storage.file.locking import lock_folder
from bot.storage.file.salvage import Salvage, salvage
from bot.storage.file.schema import FILE_NAME


@dataclass(frozen=True, slots=True)
class Recovery:
    """Where a damaged file is now, how it is damaged, and what was salvaged of it."""

    damaged_file: Path
    damage: str
    salvage: Salvage


def recover_if_damaged(folder: Path) -> Recovery | None:
    """Replace a damaged database by what can be salvaged of it; return None if it is sound.

    Raises StoreError, and changes nothing, if another process uses it or the disk is full.
    """
    file = folder / FILE_NAME
    if not find_damage(file):
        return None
    try:
        with lock_folder(folder, exclusive=True, wait_seconds=1):
            return _recover_if_damaged(file)
    except StoreError as error:
        if damage := find_damage(file):  # none if another process that starts was faster
            raise type(error)(f"the database {file} is damaged ({damage}), and {error}") from error
        return None


def _recover_if_damaged(file: Path) -> Recovery | None:
    damage = find_damage(file)
    if not damage:
        return None
    new = file.with_name(f"{file.name}.salvaged")
    _unlink(new)  # of a start that was killed
    try:
        result = salvage(file, new)
        damaged_file = free_name(file, "damaged")
        rename_sidecars(file, damaged_file)
        link_or_copy(file, damaged_file)  # so that a kill leaves a database in place
        new.replace(file)
        sync_folder(file.parent)
    except SQLITE_ERRORS as error:
        is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        kind = DiskFullError if is_full else StoreError
        raise kind(f"nothing could be salvaged: {error}") from error
    finally:
        _unlink(new)
    return Recovery(damaged_file, damage, result)


def _unlink(file: Path) -> None:
    for suffix in ("", *SIDECARS):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
