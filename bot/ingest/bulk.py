"""Sources: the folders, archives and files that many articles at once are taken from."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.errors import DocumentError
from bot.ingest.archive import DOCUMENTS, Archive
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.jsonl import articles_of, count_lines
from bot.ingest.pieces import ARCHIVE_LIMITS, ArchiveLimits, Document, PassedOver, Piece

_MOST = 65_536  # bytes; most articles have fewer


@dataclass(frozen=True, slots=True)
class Source:
    """What one source gives, read as it is gone through; `count` is by a first look."""

    count: int
    pieces: Iterator[Piece]


def open_source(name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> Source:
    """Return what the folder or file `name` gives; if it cannot be used, that is its one piece."""
    try:
        found = _opened(name, limits)
    except OSError as error:
        found = Source(1, iter([_unreadable(name, error)]))
    except DocumentError as error:
        found = Source(1, iter([error]))
    return Source(found.count, _to_the_end(name, found.pieces))


def read_file(name: str) -> bytes:
    """Return what the file `name` holds, or as much as shows that it is too large.

    Raises DocumentError.
    """
    try:
        with Path(name).open("rb") as file:
            start = file.read(_MOST)  # room for ten megabytes takes 0.1 ms to make
            return start if len(start) < _MOST else start + file.read(MAX_FILE_BYTES + 1 - _MOST)
    except IsADirectoryError as error:
        raise DocumentError(name, "is a folder; `articles import` takes it") from error
    except OSError as error:
        raise _unreadable(name, error) from error


def _opened(name: str, limits: ArchiveLimits) -> Source:
    path = Path(name)
    if path.is_dir():
        return _folder(path)
    if name.startswith(("http://", "https://")):
        raise DocumentError(name, "is a web page; `articles add` takes it")
    if path.suffix.lower() == ".zip":
        with path.open("rb") as file:
            return Source(len(Archive(file, name, limits)), _unpacked(path, name, limits))
    if path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        with path.open("rb") as file:
            return Source(count_lines(file, name, limits), _lines(path, name, limits))
    return Source(1, map(_document, [path]))


def _unpacked(path: Path, name: str, limits: ArchiveLimits) -> Iterator[Piece]:
    with path.open("rb") as file:
        yield from Archive(file, name, limits)


def _lines(path: Path, name: str, limits: ArchiveLimits) -> Iterator[Piece]:
    with path.open("rb") as file:
        yield from articles_of(file, name, limits)


def _to_the_end(name: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield `pieces`, and why there are no more or none at all."""
    is_empty = True
    try:
        for piece in pieces:
            is_empty = is_empty and isinstance(piece, PassedOver)
            yield piece
    except DocumentError as error:
        yield error
    except OSError as error:
        yield _unreadable(name, error)
    else:
        if is_empty:
            yield DocumentError(name, "holds no article")


def _folder(path: Path) -> Source:
    """Return what is below a folder. It is listed first: what is imported may come to lie there."""
    errors: list[OSError] = []
    files = []
    for here, folders, names in os.walk(path, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(here, name) for name in sorted(names) if not name.startswith(".")]
    problems = [_unreadable(str(error.filename), error) for error in errors]
    return Source(len(files) + len(problems), chain(map(_piece, files), problems))


def _piece(path: Path) -> Piece:
    """Return a file of a folder as what it can be used for."""
    if path.suffix.lower() not in DOCUMENTS:
        return PassedOver(str(path))
    if not path.is_file():
        return DocumentError(str(path), "is no file")
    return _document(path)


def _document(path: Path) -> Document | DocumentError:
    try:
        return Document(str(path), read_file(str(path)))
    except DocumentError as error:
        return error


def _unreadable(name: str, error: OSError) -> DocumentError:
    return DocumentError(name, f"cannot be read: {error.strerror}")
