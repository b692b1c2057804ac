"""Read and write zip archives: exported articles, or documents of any kind.

verbatim.json                      marks an archive of exported articles
articles/sub/ferry.md              each article under its path
originals/sub/ferry.md/talks.pdf   its original, under its own name
"""

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.core.text.article import SUFFIXES, decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.draft import ArchivedArticle, SkippedFile, safe_file_name
from bot.ingest.formats.kinds import DOCUMENT_SUFFIXES
from bot.original import Original

_PACKED_SUFFIXES = frozenset(".zip .gz .tgz .tar .bz2 .xz .7z .rar .jsonl .ndjson".split())
_MARK, _ARTICLES, _ORIGINALS = "verbatim.json", "articles/", "originals/"


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Limits on unpacking one file, counted on the bytes that come out of it."""

    max_entries: int = 250_000  # 100,000 articles with their originals, and room
    max_entry_bytes: int = MAX_FILE_BYTES
    max_total_bytes: int = 100_000_000  # or `max_ratio` times the packed size, if that is more
    max_ratio: int = 50  # texts and pages pack to a tenth
    max_table_bytes: int = 50_000_000  # of a zip's table of contents, which is read at once

    def total(self, packed_bytes: int) -> int:
        """Return the limit on the bytes unpacked from a file of `packed_bytes`."""
        return max(self.max_total_bytes, packed_bytes * self.max_ratio)


ARCHIVE_LIMITS = ArchiveLimits()


def pack(articles: Iterable[ArchivedArticle], file: IO[bytes]) -> None:
    """Write a zip of `articles`, whose bytes depend only on them and their order.

    Each is written before the next is asked for. `Archive` reads the zip.
    """
    with ZipFile(file, "w") as archive:
        archive.writestr(_entry_info(_MARK), '{"version": 1}\n')
        for article in articles:
            archive.writestr(_entry_info(_ARTICLES + article.path), article.text.encode())
            if article.original:
                name = f"{_ORIGINALS}{article.path}/{safe_file_name(article.original.name)}"
                archive.writestr(_entry_info(name), article.original.content)


def _entry_info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # dated 1980, when the years of a zip begin
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # by default it names the operating system
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


class Archive:
    """The entries of a zip file: articles if `pack` wrote it, documents otherwise.

    Raises DocumentError if the file cannot be read at all.
    """

    def __init__(self, file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> None:
        self._name, self._limits = name, limits
        self._max_bytes = limits.total(file.seek(0, 2))
        self._bytes_left = self._max_bytes
        self._zip = _open_zip(file, name, limits)
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(infos) > limits.max_entries:
            raise DocumentError(name, f"holds more than {limits.max_entries:,} files")
        names = {info.filename: info for info in infos}
        self._is_export = _MARK in names
        self._originals = {
            name.removeprefix(_ORIGINALS).rpartition("/")[0]: info
            for name, info in names.items()
            if self._is_export and name.startswith(_ORIGINALS)
        }
        self._infos = [info for info in infos if self._is_visible(info.filename)]

    def __len__(self) -> int:
        """Return the number of entries that iterating yields."""
        return len(self._infos)

    def __iter__(self) -> Iterator[ArchivedArticle | Original | SkippedFile | DocumentError]:
        """Yield each entry, or why it cannot be used; raise DocumentError if all are too large."""
        for info in self._infos:
            try:
                yield self._read_article(info) if self._is_export else self._read_document(info)
            except DocumentError as error:
                if self._bytes_left < 0:
                    raise
                yield error

    def _is_visible(self, name: str) -> bool:
        if self._is_export:
            return name.startswith(_ARTICLES)
        return _leads_out(name) or not any(part.startswith(".") for part in PurePath(name).parts)

    def _read_article(self, info: ZipInfo) -> ArchivedArticle:
        path = info.filename.removeprefix(_ARTICLES)
        if not _is_article_path(path):
            raise DocumentError(self._full_name(info), "has a name that no article can have")
        try:
            text = decode(path, self._read(info))
        except ArticleError as error:
            raise DocumentError(self._full_name(info), error.reason) from error
        original = self._originals.get(path)
        if not original:
            return ArchivedArticle(path, text)
        name = safe_file_name(original.filename)
        return ArchivedArticle(path, text, Original(name, self._read(original)))

    def _read_document(self, info: ZipInfo) -> Original | SkippedFile:
        name, suffix = self._full_name(info), PurePath(info.filename).suffix.lower()
        if _leads_out(info.filename):
            raise DocumentError(name, "has a name that leads out of the archive")
        if suffix in _PACKED_SUFFIXES:
            raise DocumentError(name, "is an archive inside an archive; unpack it first")
        if suffix not in DOCUMENT_SUFFIXES:
            return SkippedFile(name)
        return Original(name, self._read(info))

    def _full_name(self, info: ZipInfo) -> str:
        return f"{self._name}/{info.filename}"

    def _read(self, info: ZipInfo) -> bytes:
        """Return the content of an entry; its size is counted, as the archive may state another."""
        name, max_bytes = self._full_name(info), self._limits.max_entry_bytes
        if problem := _problem(info):
            raise DocumentError(name, problem)
        content = bytearray()
        try:
            with self._zip.open(info) as entry:
                while chunk := entry.read(min(_CHUNK_BYTES, self._bytes_left + 1)):
                    content += chunk
                    self._bytes_left -= len(chunk)
                    if self._bytes_left < 0:
                        reason = f"unpacks to more than its limit of {self._max_bytes:,} bytes"
                        raise DocumentError(self._name, reason)
                    if len(content) > max_bytes:
                        reason = f"is larger than the limit of {max_bytes:,} bytes"
                        raise DocumentError(name, reason)
        except _ZIP_ERRORS as error:
            raise DocumentError(name, "is damaged") from error
        return bytes(content)


_CHUNK_BYTES = 65_536
# All that zipfile raises on damaged files, though it documents only BadZipFile.
_ZIP_ERRORS = (
    *(BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError),
    *(struct.error, zlib.error),
)


def _open_zip(file: IO[bytes], name: str, limits: ArchiveLimits) -> ZipFile:
    try:
        return ZipFile(_BoundedFile(file, name, limits.max_table_bytes))
    except _ZIP_ERRORS as error:
        raise DocumentError(name, "is not a zip archive, or is a damaged one") from error


class _BoundedFile:
    """A file that refuses long reads: ZipFile reads a table of contents of any length at once."""

    def __init__(self, file: IO[bytes], name: str, max_bytes: int) -> None:
        self._file, self._name, self._max_bytes = file, name, max_bytes

    def read(self, size: int = -1) -> bytes:
        if size > self._max_bytes:
            raise DocumentError(self._name, "has a longer table of contents than an archive may")
        return self._file.read(self._max_bytes if size < 0 else size)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any attribute of a file
        return getattr(self._file, name)


def _problem(info: ZipInfo) -> str | None:
    """Return why an entry must not be read."""
    if info.flag_bits & 1:
        return "is encrypted; save it without a password"
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        # zipfile unpacks the other methods without a limit: four kilobytes can be gigabytes.
        return "is packed by an unusual method; pack it again as an ordinary zip"
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "is a link and not a file"
    return None


def _leads_out(path: str) -> bool:
    parsed = PureWindowsPath(path)  # which knows both slashes, and drives
    return bool(parsed.root) or ".." in parsed.parts


def _is_article_path(path: str) -> bool:
    """Return whether an article of a folder can have this path."""
    parsed = PurePath(path)
    return (
        not _leads_out(path)
        and parsed.as_posix() == path
        and parsed.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in parsed.parts)
    )
