"""Add articles to a server: attachments, web pages, pasted texts and messages."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import discord

from bot.discord_app.features.articles.paste_modal import TITLE_FIELD
from bot.discord_app.features.articles.replies import outcomes_reply
from bot.discord_app.features.articles.views import article_view
from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.interaction import (
    Interaction,
    ServerRequest,
    server_request_for,
)
from bot.discord_app.framework.message_text import message_text
from bot.discord_app.framework.modals import FIELD, Submission
from bot.errors import DocumentError, IngestError
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.ingest import gather_file, gather_page, gather_text
from bot.libraries.server_library import Added, Incoming
from bot.storage.articles import Original

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.discord_app.client import Verbatim
    from bot.storage.articles import ArticleRecord

    Source = Callable[[Verbatim], Awaitable[Incoming]]
    Outcome = Added | IngestError

log = logging.getLogger(__name__)

_MEDIA_WITHOUT_TEXT = ("image/", "video/", "audio/")


def sources_from(files: Sequence[discord.Attachment | None], url: str | None) -> list[Source]:
    """Return the sources that a moderator passed to a command."""
    sources: list[Source] = [partial(_from_file, file) for file in files if file]
    return [*sources, partial(_from_page, url)] if url else sources


async def on_paste_modal(interaction: Interaction, submission: Submission) -> None:
    """Add the pasted text, or replace the article whose number the modal has."""
    await may_manage(interaction)
    request = await server_request_for(interaction)
    fields = submission.fields
    source = partial(_from_text, fields.get(FIELD, ""), fields.get(TITLE_FIELD, ""))
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
    await add(request, sources_from(files, None) or [partial(_from_message, message)])


async def add(request: ServerRequest, sources: Sequence[Source]) -> None:
    """Add an article from each source that has one, and report on each."""
    bot, server_id = request.bot, request.server_id
    await request.defer()
    drafts = [await _try_source(bot, source) for source in sources]
    incoming = [draft for draft in drafts if isinstance(draft, Incoming)]
    async with bot.forgetting_if_removed(server_id):
        results = iter(await bot.library.add(server_id, incoming, request.today))
    outcomes = [next(results) if isinstance(draft, Incoming) else draft for draft in drafts]
    await _report(request, outcomes, "added")


async def replace(request: ServerRequest, article: ArticleRecord, source: Source) -> None:
    """Replace an article by one from a source; the response is deferred already."""
    bot, server_id = request.bot, request.server_id
    incoming = await source(bot)
    async with bot.forgetting_if_removed(server_id):
        result = await bot.library.replace(server_id, article.path, incoming, request.today)
    await bot.store.database.wipe()
    await _report(request, [result], "replaced")


async def _try_source(bot: Verbatim, source: Source) -> Incoming | IngestError:
    try:
        return await source(bot)
    except IngestError as error:
        return error


async def _report(request: ServerRequest, outcomes: Sequence[Outcome], note: str) -> None:
    """Show the only article that was added, or else report on each outcome."""
    new = [
        outcome for outcome in outcomes if isinstance(outcome, Added) and not outcome.is_duplicate
    ]
    fields = {"server": request.server_id, "given": len(outcomes), "added": len(new)}
    log.info("articles given", extra={"fields": fields})
    if len(outcomes) == len(new) == 1:
        article = await request.bot.store.articles.by_path(request.server_id, new[0].path)
        if article:
            await request.send_followup(await article_view(request, article, note))
            return
    await request.send_followup(outcomes_reply(outcomes, request.texts, has_new=bool(new)))


async def _from_file(file: discord.Attachment, bot: Verbatim) -> Incoming:
    if file.size > MAX_FILE_BYTES:
        reason = f"is larger than the limit of {MAX_FILE_BYTES:,} bytes"
        raise DocumentError(file.filename, reason)
    try:
        content = await file.read()
    except discord.HTTPException as error:
        raise DocumentError(
            file.filename, "could not be fetched from Discord; try again"
        ) from error
    draft = await gather_file(file.filename, content, today=bot.clock().date())
    return Incoming(draft, Original(file.filename, content))


async def _from_page(url: str, bot: Verbatim) -> Incoming:
    draft, response = await gather_page(url.strip(), today=bot.clock().date(), web=bot.web)
    parts = urlsplit(response.url)
    name = PurePath(parts.path).name or f"{parts.hostname}.html"
    return Incoming(draft, Original(name, response.body))


async def _from_text(text: str, title: str, _bot: Verbatim) -> Incoming:
    return Incoming(gather_text(text, title=title), _text_original(text))


async def _from_message(message: discord.Message, bot: Verbatim) -> Incoming:
    """Make an article from a message, which names neither its author nor the bot."""
    text = message_text(message, bot.user) if bot.user else ""
    published, url = message.created_at.date(), message.jump_url
    return Incoming(gather_text(text, published=published, url=url), _text_original(text))


def _text_original(text: str) -> Original:
    return Original("text.txt", text.encode(errors="replace"))
