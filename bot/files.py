"""Write files whole: a reader sees the old content or the new, never a part of it."""

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def write_atomically(
    file: Path, *, durable: bool = True, private: bool = False
) -> Iterator[IO[bytes]]:
    """Open `file` for writing; its content changes when the body ends without an error.

    If `durable`, the new content survives a power cut from then on. If `private`, only this user
    can read it.
    """
    with replace_atomically(file, durable=durable) as unfinished:
        if private:
            make_private_file(unfinished)
        with unfinished.open("wb") as opened:
            yield opened


@contextmanager
def replace_atomically(file: Path, *, durable: bool = True) -> Iterator[Path]:
    """Yield a path in the folder of `file`; the body writes a file there, which replaces `file`."""
    unfinished = file.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        yield unfinished
        if durable:
            _sync(unfinished)
        unfinished.replace(file)
        if durable:
            sync_folder(file.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def make_private_folder(folder: Path) -> None:
    """Create a folder, with its missing parents, that only this user can read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(file: Path) -> None:
    """Create a file that only this user can read, unless it exists."""
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def make_private(path: Path) -> bool:
    """Let only this user read a file or folder; return whether others could before.

    Windows has no such modes; there a file is as private as its folder.
    """
    if sys.platform == "win32":
        return False
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & 0o077:
        return False
    path.chmod(mode & 0o700)
    return True


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents; they survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, which fsync(2) of a file does not do.

    Windows cannot open a folder; its file systems log changes of names by themselves.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all() -> None:
    """Wait until everything written so far is on the disk: once, after many files."""
    if sys.platform != "win32":
        os.sync()


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:  # Windows syncs only files that are open for writing
        os.fsync(opened.fileno())
