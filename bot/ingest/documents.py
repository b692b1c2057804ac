"""Documents: what a file is, told by its content, and what article is in it."""

import asyncio
import codecs
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from bot.core.text.article import decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.draft import Gathered, gathered
from bot.ingest.sandbox import SANDBOX_LIMITS, SandboxLimits, read_in_sandbox

MAX_FILE_BYTES = 10_000_000  # Discord lets a member without Nitro attach as much


class Kind(StrEnum):
    """What a file is."""

    TEXT = ".txt"
    MARKDOWN = ".md"
    HTML = ".html"
    PDF = ".pdf"


_OTHER = {
    b"PK\x03\x04": "an Office file or a zip archive",
    b"PK\x05\x06": "a zip archive",
    b"\xd0\xcf\x11\xe0": "an Office file",
    b"{\\rtf": "a file of rich text",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"\x28\xb5\x2f\xfd": "a compressed file",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a film",
    b"\x7fELF": "a program",
    b"%!PS": "a PostScript file",
}
_SPACE = r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
_HTML = re.compile(rf"\ufeff?{_SPACE}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(rf"\ufeff?{_SPACE}<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_START = 4_096  # characters; where a file says what it is


def kind_of(name: str, data: bytes, content_type: str | None = None) -> Kind:
    """Return what `data` is; the name decides only between kinds of text.

    Raises DocumentError for what is none of these.
    """
    if b"%PDF-" in data[:1024]:  # readers allow as much rubbish before it
        return Kind.PDF
    for magic, words in _OTHER.items():
        if data.startswith(magic):
            raise DocumentError(name, f"is {words}; save it as PDF or text")
    start = data[:_START].decode("utf-16" if _is_utf16(data) else "utf-8", "replace")
    suffix = PurePath(name).suffix.lower()
    if _FEED.match(start):
        raise DocumentError(name, "is a feed and no article; add it as a feed")
    if _HTML.match(start) or content_type in {"text/html", "application/xhtml+xml"}:
        return Kind.HTML
    if content_type is None and suffix in {".html", ".htm", ".xhtml"}:
        return Kind.HTML
    return Kind.MARKDOWN if suffix in {".md", ".markdown"} else Kind.TEXT


async def read_document(
    name: str,
    data: bytes,
    *,
    today: date,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
    limits: SandboxLimits = SANDBOX_LIMITS,
) -> Gathered:
    """Make an article file of what `data` holds; no date found on a page is later than `today`.

    Raises DocumentError.
    """
    if len(data) > MAX_FILE_BYTES:
        raise DocumentError(name, f"is larger than the limit of {MAX_FILE_BYTES:,} bytes")
    if not data.strip():
        raise DocumentError(name, "is empty")
    kind = kind_of(name, data, content_type)
    if kind is Kind.PDF:
        read = await read_in_sandbox("pdf", name, data, limits)
        return await _gathered(name, read["text"], ".txt", {"url": url})
    if kind is Kind.HTML:
        options = {"today": today.isoformat(), "url": url, "charset": charset}
        read = await read_in_sandbox("page", name, data, limits, **options)
        return await _gathered(name, read["text"], ".md", {key: read[key] for key in _FIELDS})
    return await _gathered(name, _text(name, data), kind.value, {"url": url})


_SHORT = 20_000  # characters, which take two milliseconds; a thread takes a tenth of one


async def _gathered(
    name: str, body: str, suffix: str, fields: Mapping[str, str | None]
) -> Gathered:
    """Return what `gathered` does, beside the answering: the longest text takes 0.2 seconds."""
    if len(body) < _SHORT:
        return gathered(name, body, suffix, fields)
    return await asyncio.to_thread(gathered, name, body, suffix, fields)


_FIELDS = ("title", "author", "published", "source", "url")


def _text(name: str, data: bytes) -> str:
    """Return `data` as it is written, in UTF-8 or, if it says so, UTF-16."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise DocumentError(name, "is UTF-32; save it as UTF-8")
    try:
        if _is_utf16(data):
            return decode(name, data.decode("utf-16").encode())
        return decode(name, data)
    except UnicodeDecodeError as error:
        raise DocumentError(name, "is damaged UTF-16; save it as UTF-8") from error
    except ArticleError as error:
        raise DocumentError(name, error.reason) from error


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
