"""Archives: zip files of articles as they stand, and of any documents, with their guards.

verbatim.json                      tells such a file from any other
articles/sub/ferry.md              each article under its path
originals/sub/ferry.md/talks.pdf   what it was made of, under its own name
"""

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath, PureWindowsPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.core.text.article import SUFFIXES, decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.pieces import ARCHIVE_LIMITS, ArchiveLimits, Document, PassedOver, Stored, file_name

DOCUMENTS = SUFFIXES | {".pdf"}
_PACKED = frozenset(".zip .gz .tgz .tar .bz2 .xz .7z .rar .jsonl .ndjson".split())
_MARK, _ARTICLES, _ORIGINALS = "verbatim.json", "articles/", "originals/"


def pack(articles: Iterable[Stored], file: IO[bytes]) -> None:
    """Write a zip of `articles` that depends on them and their order alone; `Archive` reads it.

    Each is written before the next is asked for.
    """
    with ZipFile(file, "w") as archive:
        archive.writestr(_info(_MARK), '{"version": 1}\n')
        for article in articles:
            archive.writestr(_info(_ARTICLES + article.path), article.text.encode())
            if article.original:
                name = f"{_ORIGINALS}{article.path}/{file_name(article.original.name)}"
                archive.writestr(_info(name), article.original.data)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # of 1980, where the years of a zip begin
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # else it tells the machine
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


class Archive:
    """What a zip file holds: the articles of one that `pack` wrote, the documents of any other.

    Raises DocumentError if nothing of it can be used.
    """

    def __init__(self, file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> None:
        self._name, self._limits = name, limits
        self._left = self._total = limits.total(file.seek(0, 2))
        self._zip = _opened(file, name, limits)
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(infos) > limits.entries:
            raise DocumentError(name, f"holds more than {limits.entries:,} files")
        names = {info.filename: info for info in infos}
        self._is_ours = _MARK in names
        self._originals = {
            name.removeprefix(_ORIGINALS).rpartition("/")[0]: info
            for name, info in names.items()
            if self._is_ours and name.startswith(_ORIGINALS)
        }
        self._infos = [info for info in infos if self._is_wanted(info.filename)]

    def __len__(self) -> int:
        """Return how many entries are gone through."""
        return len(self._infos)

    def __iter__(self) -> Iterator[Stored | Document | PassedOver | DocumentError]:
        """Yield what each entry holds, or why it cannot be used; raise if all is too much."""
        for info in self._infos:
            try:
                yield self._stored(info) if self._is_ours else self._document(info)
            except DocumentError as error:
                if self._left < 0:
                    raise
                yield error

    def _is_wanted(self, name: str) -> bool:
        if self._is_ours:
            return name.startswith(_ARTICLES)
        return _leads_out(name) or not any(part.startswith(".") for part in PurePath(name).parts)

    def _stored(self, info: ZipInfo) -> Stored:
        path = info.filename.removeprefix(_ARTICLES)
        if not _is_path(path):
            raise DocumentError(self._named(info), "has a name that no article can have")
        try:
            text = decode(path, self._read(info))
        except ArticleError as error:
            raise DocumentError(self._named(info), error.reason) from error
        original = self._originals.get(path)
        if not original:
            return Stored(path, text)
        return Stored(path, text, Document(file_name(original.filename), self._read(original)))

    def _document(self, info: ZipInfo) -> Document | PassedOver:
        name, suffix = self._named(info), PurePath(info.filename).suffix.lower()
        if _leads_out(info.filename):
            raise DocumentError(name, "has a name that leads out of the archive")
        if suffix in _PACKED:
            raise DocumentError(name, "is packed inside of an archive; unpack it first")
        if suffix not in DOCUMENTS:
            return PassedOver(name)
        return Document(name, self._read(info))

    def _named(self, info: ZipInfo) -> str:
        return f"{self._name}/{info.filename}"

    def _read(self, info: ZipInfo) -> bytes:
        """Return what an entry really holds, whatever the archive says of its size."""
        name, limit, data = self._named(info), self._limits.entry_bytes, bytearray()
        if problem := _problem(info):
            raise DocumentError(name, problem)
        try:
            with self._zip.open(info) as entry:
                while piece := entry.read(min(_CHUNK, self._left + 1)):
                    data += piece
                    self._left -= len(piece)
                    if self._left < 0:
                        reason = f"unpacks to more than its limit of {self._total:,} bytes"
                        raise DocumentError(self._name, reason)
                    if len(data) > limit:
                        raise DocumentError(name, f"is larger than the limit of {limit:,} bytes")
        except _DAMAGES as error:
            raise DocumentError(name, "is damaged") from error
        return bytes(data)


_CHUNK = 65_536
# What zipfile raises, which promises BadZipFile alone.
_DAMAGES = (
    *(BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError),
    *(struct.error, zlib.error),
)


def _opened(file: IO[bytes], name: str, limits: ArchiveLimits) -> ZipFile:
    try:
        return ZipFile(_Bounded(file, name, limits.table_bytes))
    except _DAMAGES as error:
        raise DocumentError(name, "is no zip archive, or a damaged one") from error


class _Bounded:
    """A file for ZipFile, which reads a table of contents of any length at once."""

    def __init__(self, file: IO[bytes], name: str, limit: int) -> None:
        self._file, self._name, self._limit = file, name, limit

    def read(self, size: int = -1) -> bytes:
        if size > self._limit:
            raise DocumentError(self._name, "has a longer table of contents than an archive may")
        return self._file.read(self._limit if size < 0 else size)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file has
        return getattr(self._file, name)


def _problem(info: ZipInfo) -> str | None:
    """Return why an entry is not read."""
    if info.flag_bits & 1:
        return "is encrypted; save it without a password"
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        # zipfile unpacks the other ways without a limit: four kilobytes can be gigabytes.
        return "is packed in a way that is not read; pack it as usual"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "is a link and no file"
    return None


def _leads_out(path: str) -> bool:
    pure = PureWindowsPath(path)  # knows both slashes, and drives
    return bool(pure.root) or ".." in pure.parts


def _is_path(path: str) -> bool:
    """Return True if `path` is one that an article of a folder can have."""
    pure = PurePath(path)
    return (
        not _leads_out(path)
        and pure.as_posix() == path
        and pure.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in pure.parts)
    )
