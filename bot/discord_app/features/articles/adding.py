"""Add articles to a server: attachments, web pages, pasted texts and messages."""

from __future__ import annotations

import asyncio
import logging
from io import BytesIO
from typing import TYPE_CHECKING

import discord

from bot.discord_app.features.articles.paste_modal import TITLE_FIELD
from bot.discord_app.features.articles.progress import Progress
from bot.discord_app.features.articles.replies import (
    MAX_LISTED_OUTCOMES,
    outcomes_list,
    outcomes_reply,
    totals_reply,
    warnings_of,
)
from bot.discord_app.features.articles.sources import (
    read_only_draft,
    source_from_message,
    source_from_text,
    sources_from,
)
from bot.discord_app.features.articles.views import article_view
from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.interaction import (
    Interaction,
    ServerRequest,
    server_request_for,
)
from bot.discord_app.framework.modals import FIELD, Submission
from bot.errors import DocumentError, IngestError, LibraryError
from bot.ingest.draft import Draft
from bot.libraries.article_store import AddResult
from bot.libraries.server_articles import ServerArticles
from bot.storage.articles import SERVER_FOLDER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.discord_app.features.articles.sources import Item, Source
    from bot.discord_app.replies.reply import Reply
    from bot.storage.articles import ArticleRecord

    Outcome = AddResult | IngestError

log = logging.getLogger(__name__)

_MEDIA_WITHOUT_TEXT = ("image/", "video/", "audio/")
_BATCH_ITEMS, _BATCH_BYTES = 50, 20_000_000  # that are added in one transaction
_MAX_SECONDS = 13 * 60.0  # Discord takes no reply later than 15 minutes after the command


async def on_paste_modal(interaction: Interaction, submission: Submission) -> None:
    """Add the pasted text, or replace the article whose number the modal has."""
    await may_manage(interaction)
    request = await server_request_for(interaction)
    fields = submission.fields
    source = source_from_text(fields.get(FIELD, ""), fields.get(TITLE_FIELD, ""))
    if not submission.argument:
        await add(request, [source])
        return
    await request.defer()
    number = int(submission.argument)
    article = await request.bot.store.articles.by_number(request.server_id, number)
    if article is None:
        raise request.refusal("article-gone")
    await replace(request, article, source)


async def add_message(request: ServerRequest, message: discord.Message) -> None:
    """Add the files attached to a message, or else its text."""
    files = [
        file
        for file in message.attachments
        if not (file.content_type or "").startswith(_MEDIA_WITHOUT_TEXT)
    ]
    await add(request, sources_from(files, None) or [source_from_message(message)])


async def add(request: ServerRequest, sources: Sequence[Source]) -> None:
    """Add an article from each source that has one, and report on each."""
    await request.defer()
    async with request.adding():
        await _add(request, sources)


async def _add(request: ServerRequest, sources: Sequence[Source]) -> None:
    """Read and add articles batch by batch, so that the memory holds only some of them."""
    progress = Progress(request, len(sources))
    outcomes: list[Outcome] = []
    first_draft: Draft | None = None
    async for batch in _batches(_items(request, sources, progress)):
        drafts = [item for item in batch if isinstance(item, Draft)]
        first_draft = first_draft or next(iter(drafts), None)
        is_first = not any(isinstance(outcome, AddResult) for outcome in outcomes)
        results = iter(await _add_batch(request, drafts, may_fail=is_first))
        outcomes += [next(results) if isinstance(item, Draft) else item for item in batch]
    await _report(request, progress, outcomes, first_draft)


async def _items(
    request: ServerRequest, sources: Sequence[Source], progress: Progress
) -> AsyncIterator[Item]:
    deadline = asyncio.get_running_loop().time() + _MAX_SECONDS
    for source in sources:
        async for item in source(request.bot, progress.replace_one_by):
            await progress.advance()
            yield item
            if asyncio.get_running_loop().time() > deadline:
                rest = f"{progress.total - progress.done:,} more"
                yield DocumentError(rest, "took too long to read; add them by another command")
                return


async def _batches(items: AsyncIterator[Item]) -> AsyncIterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    async for item in items:
        batch.append(item)
        size += _size_of(item)
        if len(batch) == _BATCH_ITEMS or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size_of(item: Item) -> int:
    if isinstance(item, IngestError):
        return 0
    return len(item.article.text) + (len(item.original.content) if item.original else 0)


async def _add_batch(
    request: ServerRequest, drafts: Sequence[Draft], *, may_fail: bool
) -> list[Outcome]:
    """Add drafts; where there is no room, raise LibraryError, or else return why for each."""
    bot, server_id = request.bot, request.server_id
    try:
        async with bot.forgetting_if_removed(server_id):
            articles = ServerArticles(bot.library, server_id, request.today)
            return list(await articles.add(drafts))
    except LibraryError as error:
        if may_fail or bot.get_guild(server_id) is None:
            raise
        return [DocumentError(draft.article.title, str(error)) for draft in drafts]


async def replace(request: ServerRequest, article: ArticleRecord, source: Source) -> None:
    """Replace an article by one from a source; the response is deferred already."""
    async with request.adding():
        await _replace(request, article, source)


async def _replace(request: ServerRequest, article: ArticleRecord, source: Source) -> None:
    bot, server_id = request.bot, request.server_id
    draft = await read_only_draft(source, bot)
    async with bot.forgetting_if_removed(server_id):
        articles = ServerArticles(bot.library, server_id, request.today)
        result = await articles.replace(article.path, draft)
    await bot.store.database.wipe()
    view = await _view_of(request, [result], draft, "replaced")
    await request.send_followup(view or outcomes_reply([result], request.texts, has_new=False))


async def _report(
    request: ServerRequest,
    progress: Progress,
    outcomes: Sequence[Outcome],
    draft: Draft | None,
) -> None:
    """Show the only article that was added, or report on each outcome, or on all in numbers."""
    new = [outcome for outcome in outcomes if _is_new(outcome)]
    fields = {"server": request.server_id, "given": len(outcomes), "added": len(new)}
    log.info("articles received", extra={"fields": fields})
    if len(outcomes) <= MAX_LISTED_OUTCOMES:
        view = await _view_of(request, outcomes, draft, "added")
        reply = view or outcomes_reply(outcomes, request.texts, has_new=bool(new))
        await progress.finish(reply)
        return
    await progress.finish(totals_reply(outcomes, request.texts))
    file = discord.File(BytesIO(outcomes_list(outcomes, request.texts).encode()), "added.txt")
    await request.interaction.followup.send(file=file, ephemeral=True)


async def _view_of(
    request: ServerRequest, outcomes: Sequence[Outcome], draft: Draft | None, note: str
) -> Reply | None:
    """Return the view of an article, if it is the only outcome and new."""
    [outcome, *others] = outcomes
    if others or draft is None or not isinstance(outcome, AddResult) or outcome.is_duplicate:
        return None
    record = await request.bot.store.articles.by_path(request.server_id, outcome.path)
    if record is None:
        return None
    article = draft.at(f"{SERVER_FOLDER}/{record.path}")
    return await article_view(request, record, note, article, warnings_of(outcome, request.texts))


def _is_new(outcome: Outcome) -> bool:
    return isinstance(outcome, AddResult) and not outcome.is_duplicate
