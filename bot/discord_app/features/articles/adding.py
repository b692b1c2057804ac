"""Add articles to a server: attachments, web pages, pasted texts and messages."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord_app.features.articles.paste_modal import TITLE_FIELD
from bot.discord_app.features.articles.replies import outcomes_reply, warnings_of
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
from bot.ingest.documents import MAX_FILE_BYTES, read_document
from bot.ingest.draft import Draft
from bot.ingest.ingest import draft_from_page, draft_from_text
from bot.libraries.article_store import AddResult
from bot.libraries.server_articles import ServerArticles
from bot.storage.articles import SERVER_FOLDER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.discord_app.client import Verbatim
    from bot.storage.articles import ArticleRecord

    Source = Callable[[Verbatim], Awaitable[Draft]]
    Outcome = AddResult | IngestError

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
    await request.defer()
    async with request.adding():
        await _add(request, sources)


async def _add(request: ServerRequest, sources: Sequence[Source]) -> None:
    bot, server_id = request.bot, request.server_id
    items = [await _try_source(bot, source) for source in sources]
    drafts = [item for item in items if isinstance(item, Draft)]
    async with bot.forgetting_if_removed(server_id):
        articles = ServerArticles(bot.library, server_id, request.today)
        results = iter(await articles.add(drafts))
    outcomes = [next(results) if isinstance(item, Draft) else item for item in items]
    await _report(request, outcomes, drafts, "added")


async def replace(request: ServerRequest, article: ArticleRecord, source: Source) -> None:
    """Replace an article by one from a source; the response is deferred already."""
    async with request.adding():
        await _replace(request, article, source)


async def _replace(request: ServerRequest, article: ArticleRecord, source: Source) -> None:
    bot, server_id = request.bot, request.server_id
    draft = await source(bot)
    async with bot.forgetting_if_removed(server_id):
        articles = ServerArticles(bot.library, server_id, request.today)
        result = await articles.replace(article.path, draft)
    await bot.store.database.wipe()
    await _report(request, [result], [draft], "replaced")


async def _try_source(bot: Verbatim, source: Source) -> Draft | IngestError:
    try:
        return await source(bot)
    except IngestError as error:
        return error


async def _report(
    request: ServerRequest, outcomes: Sequence[Outcome], drafts: Sequence[Draft], note: str
) -> None:
    """Show the only article that was added, or else report on each outcome."""
    new = [
        outcome
        for outcome in outcomes
        if isinstance(outcome, AddResult) and not outcome.is_duplicate
    ]
    fields = {"server": request.server_id, "given": len(outcomes), "added": len(new)}
    log.info("articles received", extra={"fields": fields})
    if len(outcomes) == len(new) == 1:
        record = await request.bot.store.articles.by_path(request.server_id, new[0].path)
        if record:
            article = drafts[0].at(f"{SERVER_FOLDER}/{record.path}")
            warnings = warnings_of(new[0], request.texts)
            view = await article_view(request, record, note, article, warnings)
            await request.send_followup(view)
            return
    await request.send_followup(outcomes_reply(outcomes, request.texts, has_new=bool(new)))


async def _from_file(file: discord.Attachment, bot: Verbatim) -> Draft:
    if file.size > MAX_FILE_BYTES:
        reason = f"is larger than the limit of {MAX_FILE_BYTES:,} bytes"
        raise DocumentError(file.filename, reason)
    try:
        content = await file.read()
    except discord.HTTPException as error:
        raise DocumentError(
            file.filename, "could not be fetched from Discord; try again"
        ) from error
    return await read_document(file.filename, content, today=bot.clock().date())


async def _from_page(url: str, bot: Verbatim) -> Draft:
    return await draft_from_page(url.strip(), today=bot.clock().date(), web=bot.web)


async def _from_text(text: str, title: str, _bot: Verbatim) -> Draft:
    return draft_from_text(text, title=title)


async def _from_message(message: discord.Message, bot: Verbatim) -> Draft:
    """Make a draft from a message, which names neither its author nor the bot."""
    text = message_text(message, bot.user) if bot.user else ""
    return draft_from_text(text, published=message.created_at.date(), url=message.jump_url)
