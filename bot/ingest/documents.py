"""Make a draft of an article from a document of any kind."""

import asyncio
import codecs
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from bot.core.text.article import decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.draft import MAX_PAGE_STARTS_LENGTH, Draft, make_draft
from bot.ingest.formats.kinds import Kind, is_utf16, kind_of
from bot.ingest.sandbox import SANDBOX_LIMITS, SandboxLimits, read_in_sandbox
from bot.original import Original

MAX_TITLE_LENGTH = 200  # characters of a first paragraph of a PDF that may be its headline
MAX_FILE_BYTES = 10_000_000  # Discord lets a member without Nitro attach as much


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
        if len(content["text"].partition("\n")[0]) > MAX_TITLE_LENGTH:  # it has no headline
            fields["title"] = PurePath(name).stem
        return await make_long_draft(name, content["text"], ".txt", fields, original)
    if kind is Kind.HTML:
        options = {"today": today.isoformat(), "url": url, "charset": charset}
        content = await read_in_sandbox("page", name, data, limits, **options)
        fields = {field: content[field] for field in _PAGE_FIELDS}
        return await make_long_draft(name, content["text"], content["suffix"], fields, original)
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        text, encoding = await _decode(name, data, charset, limits)
        draft = await make_long_draft(name, text, kind.value, {"url": url}, original)
        return replace(draft, encoding=encoding)
    content = await read_in_sandbox(kind.value.lstrip("."), name, data, limits)
    fields = {field: content.get(field) for field in _DOCUMENT_FIELDS} | {"url": url}
    if kind in {Kind.TABLE, Kind.SUBTITLES}:  # whose first words are no title
        fields["title"] = PurePath(name).stem
    return await make_long_draft(name, content["text"], content["suffix"], fields, original)


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


_DOCUMENT_FIELDS = ("title", "author", "published", "source")


async def _decode(
    name: str, data: bytes, charset: str | None, limits: SandboxLimits
) -> tuple[str, str | None]:
    """Return `data` as text, and its encoding if that is not Unicode."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise DocumentError(name, "is UTF-32; save it as UTF-8")
    try:
        unicode_data = data.decode("utf-16").encode() if is_utf16(data) else data
        return decode(name, unicode_data), None
    except UnicodeError as error:
        raise DocumentError(name, "is damaged UTF-16; save it as UTF-8") from error
    except ArticleError as error:
        if b"\0" in data or not data.strip():
            raise DocumentError(name, error.reason) from error
    content = await read_in_sandbox("text", name, data, limits, charset=charset)
    return content["text"], content["encoding"]
