"""What moderators give to be added: files, archives of many, web pages, texts and messages."""

from __future__ import annotations

import asyncio
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

import discord

from bot.discord_app.framework.message_text import message_text
from bot.errors import DocumentError, IngestError
from bot.ingest.archive import Archive
from bot.ingest.documents import MAX_FILE_BYTES, read_document
from bot.ingest.draft import ArchivedArticle, Draft, SkippedFile, make_draft
from bot.ingest.ingest import draft_from_page, draft_from_text
from bot.ingest.jsonl import count_lines, read_lines
from bot.original import Original

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
    from datetime import date

    from bot.discord_app.client import Verbatim
    from bot.ingest.bulk import SourceItem

    Item = Draft | IngestError
    SetCount = Callable[[int], None]
    Source = Callable[[Verbatim, SetCount], AsyncIterator[Item]]

MAX_ARCHIVE_BYTES = 50_000_000  # in memory, as much as five files together
_JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


def sources_from(files: Sequence[discord.Attachment | None], url: str | None) -> list[Source]:
    """Return the sources that a moderator passed to a command."""
    sources = [_source_from_file(file) for file in files if file]
    return [*sources, partial(_read_one, partial(_from_page, url.strip()))] if url else sources


def source_from_text(text: str, title: str) -> Source:
    """Return the source of a pasted text."""
    return partial(_read_one, partial(_from_text, text, title))


def source_from_message(message: discord.Message) -> Source:
    """Return the source of the text of a message."""
    return partial(_read_one, partial(_from_message, message))


async def read_only_draft(source: Source, bot: Verbatim) -> Draft:
    """Return the draft of a source that has no other; raise IngestError."""
    items = [item async for item in source(bot, lambda _count: None)]
    if len(items) != 1:
        raise DocumentError("the file", f"holds {len(items):,} articles; give one of them")
    [item] = items
    if isinstance(item, IngestError):
        raise item
    return item


def _source_from_file(file: discord.Attachment) -> Source:
    if file.filename.lower().endswith((".zip", *_JSON_LINES)):
        return partial(_read_archive, file)
    return partial(_read_one, partial(_from_file, file))


async def _read_one(
    read: Callable[[Verbatim], Awaitable[Draft]], bot: Verbatim, _set_count: SetCount
) -> AsyncIterator[Item]:
    try:
        item: Item = await read(bot)
    except IngestError as error:
        item = error
    yield item


async def _read_archive(
    file: discord.Attachment, bot: Verbatim, set_count: SetCount
) -> AsyncIterator[Item]:
    """Yield what is in an archive, one after the other; `set_count` is told how much it is."""
    today = bot.clock().date()
    try:
        content = await _content_of(file, MAX_ARCHIVE_BYTES)
        count, items = await asyncio.to_thread(_open_archive, file.filename, content)
        set_count(count)
        while (item := await asyncio.to_thread(next, items, None)) is not None:
            yield await _to_draft(item, today)
    except IngestError as error:
        yield error


def _open_archive(name: str, content: bytes) -> tuple[int, Iterator[SourceItem]]:
    if name.lower().endswith(".zip"):
        archive = Archive(BytesIO(content), name)
        if not len(archive):
            raise DocumentError(name, "holds no article")
        return len(archive), iter(archive)
    return count_lines(BytesIO(content), name), read_lines(BytesIO(content), name)


async def _to_draft(item: SourceItem, today: date) -> Item:
    try:
        match item:
            case Original():
                return await read_document(item.name, item.content, today=today)
            case ArchivedArticle():
                suffix = PurePath(item.path).suffix
                return await asyncio.to_thread(
                    make_draft, item.path, item.text, suffix, None, item.original
                )
            case SkippedFile():
                return DocumentError(item.name, "is of a kind that is not read")
            case _:
                return item
    except DocumentError as error:
        return error


async def _from_file(file: discord.Attachment, bot: Verbatim) -> Draft:
    content = await _content_of(file, MAX_FILE_BYTES)
    return await read_document(file.filename, content, today=bot.clock().date())


async def _content_of(file: discord.Attachment, max_bytes: int) -> bytes:
    if file.size > max_bytes:
        raise DocumentError(file.filename, f"is larger than the limit of {max_bytes:,} bytes")
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise DocumentError(
            file.filename, "could not be fetched from Discord; try again"
        ) from error


async def _from_page(url: str, bot: Verbatim) -> Draft:
    return await draft_from_page(url, today=bot.clock().date(), web=bot.web)


async def _from_text(text: str, title: str, _bot: Verbatim) -> Draft:
    return draft_from_text(text, title=title)


async def _from_message(message: discord.Message, bot: Verbatim) -> Draft:
    """Make a draft from a message, which names neither its author nor the bot."""
    text = message_text(message, bot.user) if bot.user else ""
    return draft_from_text(text, published=message.created_at.date(), url=message.jump_url)
