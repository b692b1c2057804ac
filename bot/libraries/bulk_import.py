"""Add many articles to the corpus folder or a server."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from datetime import date

from bot.errors import DocumentError
from bot.files import sync_all
from bot.ingest.bulk import SourceItem
from bot.ingest.documents import read_document
from bot.ingest.draft import ArchivedArticle, Draft, SkippedFile
from bot.ingest.sandbox import MAX_READERS
from bot.libraries.article_store import AddResult, ArticleStore
from bot.original import Original

ImportResult = AddResult | SkippedFile | DocumentError
_ReadItem = Draft | ArchivedArticle | SkippedFile | DocumentError


async def import_all(
    store: ArticleStore, items: Iterable[SourceItem], *, today: date
) -> AsyncIterator[ImportResult]:
    """Add `items` to the store and yield a result for each, in their order.

    While one is added, the next ones are read, as many as the sandbox reads at once. All of them
    survive a power cut once this ends. Raises CorpusError, LibraryError or StoreError.
    """
    tasks: deque[asyncio.Task[_ReadItem]] = deque()
    for item in items:
        tasks.append(asyncio.create_task(_read(item, today)))
        if len(tasks) > MAX_READERS:
            yield await _add(store, await tasks.popleft())
    while tasks:
        yield await _add(store, await tasks.popleft())
    await asyncio.to_thread(sync_all)


async def _read(item: SourceItem, today: date) -> _ReadItem:
    if not isinstance(item, Original):
        return item
    try:
        return await read_document(item.name, item.content, today=today)
    except DocumentError as error:
        return error


async def _add(store: ArticleStore, item: _ReadItem) -> ImportResult:
    try:
        match item:
            case Draft():
                return (await store.add([item]))[0]
            case ArchivedArticle():
                return await store.restore(item)
            case _:
                return item
    except DocumentError as error:
        return error
