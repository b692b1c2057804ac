"""Lines: the articles of JSON lines, `{"text", "title"?, "published"?, "source"?, "url"?}`."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import IO, Any

from bot.errors import DocumentError
from bot.ingest.addresses import web_address
from bot.ingest.draft import Gathered, gathered
from bot.ingest.pieces import ARCHIVE_LIMITS, ArchiveLimits, Document, Made

_FIELDS = ("title", "published", "source", "url")
_WRONG = 100  # lines at the top without one article: this is something else


def articles_of(
    file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS
) -> Iterator[Made | DocumentError]:
    """Yield the article of each line that is not blank, or why there is none."""
    stem, found, wrong = PurePath(name).name.partition(".")[0], 0, 0
    for number, line in _lines(file, name, limits):
        try:
            made = article_of(f"{name}, line {number}", line, limits)
        except DocumentError as error:
            yield error
            wrong += 1
        else:
            yield Made(made, Document(f"{stem}-{number}.json", line))
            found += 1
        if wrong == _WRONG and not found:
            raise DocumentError(name, f"holds no article in {wrong} lines; is it JSON lines?")


def count_lines(file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> int:
    """Return how many lines are not blank."""
    count = 0
    with suppress(DocumentError):
        for count, _ in enumerate(_lines(file, name, limits), 1):  # noqa: B007
            pass
    return count


def _lines(file: IO[bytes], name: str, limits: ArchiveLimits) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with its number; of one that is too long only the start.

    Raises DocumentError where it cannot go on.
    """
    total, number, is_whole = limits.total(file.seek(0, 2)), 0, True
    left = total
    file.seek(0)
    is_packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    unpacked = gzip.GzipFile(fileobj=file) if is_packed else file
    try:
        while piece := unpacked.readline(limits.entry_bytes + 1):
            left -= len(piece)
            if left < 0:
                raise DocumentError(name, f"unpacks to more than its limit of {total:,} bytes")
            number += is_whole
            if is_whole and piece.strip():
                yield number, piece
            is_whole = piece.endswith(b"\n")
    except (EOFError, OSError, zlib.error) as error:
        raise DocumentError(name, f"is damaged after line {number}") from error


def article_of(name: str, line: bytes, limits: ArchiveLimits = ARCHIVE_LIMITS) -> Gathered:
    """Make the article of one line; raise DocumentError."""
    if len(line) > limits.entry_bytes:
        raise DocumentError(name, f"is longer than the limit of {limits.entry_bytes:,} bytes")
    fields = _object(name, line)
    for field in ("text", *_FIELDS):
        if not isinstance(fields.get(field), str | None):
            raise DocumentError(name, f'"{field}" is not text')
    if not fields.get("text"):
        raise DocumentError(name, '"text" is missing')
    if fields.get("url") and not web_address(fields["url"]):
        raise DocumentError(name, '"url" is no address of a page')
    return gathered(name, fields["text"], ".txt", {field: fields.get(field) for field in _FIELDS})


def _object(name: str, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(name, "is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} at character {error.pos + 1}"
        raise DocumentError(name, reason) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(name, "is not JSON that can be read") from error
    if not isinstance(found, dict):
        raise DocumentError(name, 'is not an object such as {"text": "..."}')
    return found
