"""Recognise a document by its content and make a draft of an article from it."""

import asyncio
import codecs
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from bot.core.text.article import decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.draft import MAX_PAGE_STARTS_LENGTH, Draft, make_draft
from bot.ingest.sandbox import SANDBOX_LIMITS, SandboxLimits, read_in_sandbox
from bot.original import Original

MAX_FILE_BYTES = 10_000_000  # Discord lets a member without Nitro attach as much


class Kind(StrEnum):
    """The kind of a document; the value is its suffix."""

    TEXT = ".txt"
    MARKDOWN = ".md"
    HTML = ".html"
    PDF = ".pdf"


_OTHER_KINDS = {  # how files of other kinds begin
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
_BLANK = r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
_HTML = re.compile(rf"\ufeff?{_BLANK}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(rf"\ufeff?{_BLANK}<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_MAX_START_LENGTH = 4_096  # bytes in which a file declares its kind


def kind_of(name: str, data: bytes, content_type: str | None = None) -> Kind:
    """Return the kind of `data`; the name decides only between kinds of text.

    Raises DocumentError for any other kind.
    """
    if b"%PDF-" in data[:1024]:  # readers allow that much rubbish before it
        return Kind.PDF
    for magic, description in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise DocumentError(name, f"is {description}; save it as PDF or text")
    start = data[:_MAX_START_LENGTH].decode("utf-16" if _is_utf16(data) else "utf-8", "replace")
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
) -> Draft:
    """Make a draft from the document `data`; no date found on a page is later than `today`.

    Raises DocumentError.
    """
    if len(data) > MAX_FILE_BYTES:
        raise DocumentError(name, f"is larger than the limit of {MAX_FILE_BYTES:,} bytes")
    if not data.strip():
        raise DocumentError(name, "is empty")
    kind = kind_of(name, data, content_type)
    original = Original(name, data)
    if kind is Kind.PDF:
        content = await read_in_sandbox("pdf", name, data, limits)
        fields = {"url": url, **_page_starts(content["page_starts"])}
        return await make_long_draft(name, content["text"], ".txt", fields, original)
    if kind is Kind.HTML:
        options = {"today": today.isoformat(), "url": url, "charset": charset}
        content = await read_in_sandbox("page", name, data, limits, **options)
        fields = {field: content[field] for field in _PAGE_FIELDS}
        return await make_long_draft(name, content["text"], ".md", fields, original)
    return await make_long_draft(name, _decode(name, data), kind.value, {"url": url}, original)


_MAX_BLOCKING_LENGTH = (
    20_000  # characters, parsed in two milliseconds; a thread costs a tenth of one
)


async def make_long_draft(
    name: str, body: str, suffix: str, fields: Mapping[str, str | None], original: Original
) -> Draft:
    """Make a draft; a text that is long is parsed in a thread, which takes up to 0.2 seconds."""
    if len(body) < _MAX_BLOCKING_LENGTH:
        return make_draft(name, body, suffix, fields, original)
    return await asyncio.to_thread(make_draft, name, body, suffix, fields, original)


def _page_starts(value: str) -> Mapping[str, str]:
    """Return the field for the pages of a PDF; nothing rather than a part of them."""
    return {"page_starts": value} if len(value) <= MAX_PAGE_STARTS_LENGTH else {}


_PAGE_FIELDS = ("title", "author", "published", "source", "url")


def _decode(name: str, data: bytes) -> str:
    """Return `data` as text, of UTF-8 or, if it starts with such a mark, UTF-16."""
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
