"""Pieces: what many articles at once are taken from, and what one such file may cost."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from bot.errors import DocumentError
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.draft import Gathered

_LONGEST_NAME = 60  # characters, of four bytes at most; file systems take 255 bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file that an article can be made of, or was."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """A new article, and what it was made of."""

    gathered: Gathered
    original: Document


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it stands under its path, and what it was made of."""

    path: str
    text: str
    original: Document | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that is no document."""

    name: str


Ready = Made | Stored | PassedOver | DocumentError
Piece = Document | Ready


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What unpacking one file may cost, by what is really unpacked."""

    entries: int = 250_000  # 100,000 articles with their originals, and room
    entry_bytes: int = MAX_FILE_BYTES
    total_bytes: int = 100_000_000  # or `times` the size of the packed file, if that is more
    times: int = 50  # texts and pages pack to a tenth
    table_bytes: int = 50_000_000  # of a zip's table of contents, which is read at once

    def total(self, packed_bytes: int) -> int:
        """Return how many bytes may come out of a file of `packed_bytes`."""
        return max(self.total_bytes, packed_bytes * self.times)


ARCHIVE_LIMITS = ArchiveLimits()


def file_name(source: str) -> str:
    """Return the last part of a path or URL as a name that every file system takes."""
    last = PurePath(re.sub(r"[^\w.]+", "-", re.split(r"[/\\]", source)[-1]).strip("-."))
    ending = last.suffix[:10].rstrip("-.")
    stem = last.stem[: _LONGEST_NAME - len(ending)].rstrip("-.")
    return f"{stem}{ending}" if stem else "original"
