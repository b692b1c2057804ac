"""Read many documents and articles at once, from folders, archives and files."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.errors import DocumentError
from bot.ingest.archive import ARCHIVE_LIMITS, Archive, ArchiveLimits
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.draft import ArchivedArticle, Draft, SkippedFile
from bot.ingest.formats.kinds import DOCUMENT_SUFFIXES, is_zip
from bot.ingest.jsonl import count_lines, read_lines
from bot.ingest.missing_file import missing_file_hint
from bot.original import Original

_FIRST_READ_BYTES = 65_536  # most documents are smaller

SourceItem = Original | Draft | ArchivedArticle | SkippedFile | DocumentError


@dataclass(frozen=True, slots=True)
class Source:
    """The items of a folder or file, read while iterating; `count` is an estimate."""

    count: int
    items: Iterator[SourceItem]


def open_source(name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> Source:
    """Open the folder or file `name`; an error that concerns all of it is its only item."""
    try:
        source = _open(name, limits)
    except OSError as error:
        source = Source(1, iter([_read_error(name, error)]))
    except DocumentError as error:
        source = Source(1, iter([error]))
    return Source(source.count, _with_errors(name, source.items))


def holds_many(name: str) -> bool:
    """Return whether `name` is a folder, an archive or a file of JSON lines."""
    path = Path(name)
    if path.is_dir() or _is_json_lines(path):
        return True
    if path.suffix.lower() in DOCUMENT_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" and is_zip(read_file(name))
    except OSError:
        return False


def read_file(name: str) -> bytes:
    """Return the content of the file `name`, at most one byte over the limit for documents.

    Raises DocumentError.
    """
    try:
        with Path(name).open("rb") as file:
            start = file.read(_FIRST_READ_BYTES)  # a buffer of ten megabytes takes 0.1 ms to make
            if len(start) < _FIRST_READ_BYTES:
                return start
            return start + file.read(MAX_FILE_BYTES + 1 - _FIRST_READ_BYTES)
    except IsADirectoryError as error:
        raise DocumentError(name, "is a folder; `articles import` takes it") from error
    except OSError as error:
        raise _read_error(name, error) from error


def _open(name: str, limits: ArchiveLimits) -> Source:
    path = Path(name)
    if path.is_dir():
        return _open_folder(path)
    if name.startswith(("http://", "https://")):
        raise DocumentError(name, "is a web page; `articles add` takes it")
    if _is_json_lines(path):
        with path.open("rb") as file:
            return Source(count_lines(file, name, limits), _read_jsonl(path, name, limits))
    if path.suffix.lower() == ".zip" or holds_many(name):
        with path.open("rb") as file:
            return Source(len(Archive(file, name, limits)), _read_archive(path, name, limits))
    return Source(1, map(_read_document, [path]))


def _is_json_lines(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))


def _read_archive(path: Path, name: str, limits: ArchiveLimits) -> Iterator[SourceItem]:
    with path.open("rb") as file:
        yield from Archive(file, name, limits)


def _read_jsonl(path: Path, name: str, limits: ArchiveLimits) -> Iterator[SourceItem]:
    with path.open("rb") as file:
        yield from read_lines(file, name, limits)


def _with_errors(name: str, items: Iterator[SourceItem]) -> Iterator[SourceItem]:
    """Yield `items`, and the error that ends them early or that there are none."""
    is_empty = True
    try:
        for item in items:
            is_empty = is_empty and isinstance(item, SkippedFile)
            yield item
    except DocumentError as error:
        yield error
    except OSError as error:
        yield _read_error(name, error)
    else:
        if is_empty:
            yield DocumentError(name, "holds no article")


def _open_folder(path: Path) -> Source:
    """List the files below a folder first: the articles imported from it may be added to it."""
    errors: list[OSError] = []
    files = []
    for parent, folders, names in os.walk(path, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(parent, name) for name in sorted(names) if not name.startswith(".")]
    problems = [_read_error(str(error.filename), error) for error in errors]
    return Source(len(files) + len(problems), chain(map(_read_folder_file, files), problems))


def _read_folder_file(path: Path) -> SourceItem:
    if path.suffix.lower() not in DOCUMENT_SUFFIXES:
        return SkippedFile(str(path))
    if not path.is_file():
        return DocumentError(str(path), "is not a file")
    return _read_document(path)


def _read_document(path: Path) -> Original | DocumentError:
    try:
        return Original(str(path), read_file(str(path)))
    except DocumentError as error:
        return error


def _read_error(name: str, error: OSError) -> DocumentError:
    hint = missing_file_hint(name) if isinstance(error, FileNotFoundError) else ""
    return DocumentError(name, f"cannot be read: {error.strerror}{hint and '; '}{hint}")
