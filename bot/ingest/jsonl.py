"""Read articles from JSON lines: `{"text", "title"?, "published"?, "source"?, "url"?}`."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import IO, Any

from bot.errors import DocumentError
from bot.ingest.archive import ARCHIVE_LIMITS, ArchiveLimits
from bot.ingest.draft import Draft, make_draft
from bot.original import Original

_FIELDS = ("title", "published", "source", "url")
_MAX_WRONG_LINES = 100  # at the top of a file without one article: it is of another kind


def read_lines(
    file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS
) -> Iterator[Draft | DocumentError]:
    """Yield a draft for each line that is not blank, or why it is not an article."""
    stem = PurePath(name).name.partition(".")[0]
    draft_count = error_count = 0
    for number, line in _numbered_lines(file, name, limits):
        original = Original(f"{stem}-{number}.json", line)
        try:
            draft = draft_from_line(f"{name}, line {number}", original, limits)
        except DocumentError as error:
            error_count += 1
            yield error
        else:
            draft_count += 1
            yield draft
        if error_count == _MAX_WRONG_LINES and not draft_count:
            reason = f"holds no article in {error_count} lines; is it JSON lines?"
            raise DocumentError(name, reason)


def count_lines(file: IO[bytes], name: str, limits: ArchiveLimits = ARCHIVE_LIMITS) -> int:
    """Return the number of lines that are not blank, as far as they can be read."""
    count = 0
    with suppress(DocumentError):
        for count, _ in enumerate(_numbered_lines(file, name, limits), 1):  # noqa: B007
            pass
    return count


def _numbered_lines(
    file: IO[bytes], name: str, limits: ArchiveLimits
) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with its number; a line that is too long is cut.

    Raises DocumentError where the file is damaged or too large.
    """
    max_bytes, number, is_line_start = limits.total(file.seek(0, 2)), 0, True
    bytes_left = max_bytes
    file.seek(0)
    is_gzip = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    lines = gzip.GzipFile(fileobj=file) if is_gzip else file
    try:
        while chunk := lines.readline(limits.max_entry_bytes + 1):
            bytes_left -= len(chunk)
            if bytes_left < 0:
                raise DocumentError(name, f"unpacks to more than its limit of {max_bytes:,} bytes")
            number += is_line_start
            if is_line_start and chunk.strip():
                yield number, chunk
            is_line_start = chunk.endswith(b"\n")
    except (EOFError, OSError, zlib.error) as error:
        raise DocumentError(name, f"is damaged after line {number}") from error


def draft_from_line(name: str, line: Original, limits: ArchiveLimits = ARCHIVE_LIMITS) -> Draft:
    """Make a draft from one line; raise DocumentError."""
    if len(line.content) > limits.max_entry_bytes:
        raise DocumentError(name, f"is longer than the limit of {limits.max_entry_bytes:,} bytes")
    fields = _parse_object(name, line.content)
    if not isinstance(fields.get("url"), str | None):
        fields["url"] = json.dumps(fields["url"])  # which is no address, and costs only the link
    for field in ("text", *_FIELDS):
        if not isinstance(fields.get(field), str | None):
            raise DocumentError(name, f'"{field}" is not text')
    if not fields.get("text"):
        raise DocumentError(name, '"text" is missing')
    header = {field: fields.get(field) for field in _FIELDS}
    return make_draft(name, fields["text"], ".txt", header, line)


def _parse_object(name: str, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DocumentError(name, "is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} at character {error.pos + 1}"
        raise DocumentError(name, reason) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(name, "is not JSON that can be read") from error
    if not isinstance(value, dict):
        raise DocumentError(name, 'is not an object such as {"text": "..."}')
    return value
