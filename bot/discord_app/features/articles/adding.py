"""Adding articles to a server's: what moderators attach, name by its address, paste or point at."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import discord

from bot.discord_app.features.articles.views import TITLE, article_reply_of
from bot.discord_app.features.questions.messages import text_of
from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.modals import FIELD
from bot.discord_app.framework.responses import follow
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.errors import DocumentError, IngestError
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.ingest import gather_file, gather_page, gather_text
from bot.libraries.server_library import Added, Incoming
from bot.storage.articles import SERVER_FOLDER, Original

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts
    from bot.storage.articles import ArticleRecord

    Source = Callable[[Verbatim], Awaitable[Incoming]]
    Outcome = Added | IngestError

log = logging.getLogger(__name__)

_NAMED = 100  # characters of a title or name in a notice
_NO_TEXT = ("image/", "video/", "audio/")


def sources_of(files: Sequence[discord.Attachment | None], url: str | None) -> list[Source]:
    """Return what a moderator gave to a command."""
    sources: list[Source] = [partial(_of_file, file) for file in files if file]
    return [*sources, partial(_of_page, url)] if url else sources


async def pasted(interaction: Interaction, number: str, fields: dict[str, str]) -> None:
    """Add what was pasted, or put it in the place of the article with this number."""
    if not await may_manage(interaction):
        return
    source = partial(_of_text, fields.get(FIELD, ""), fields.get(TITLE, ""))
    if not number:
        await add(interaction, [source])
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    server_id = interaction.guild_id or 0
    entry = await interaction.client.store.articles.by_number(server_id, int(number))
    if entry:
        await replace(interaction, entry, source)
        return
    texts = await interaction.client.texts(interaction, private=True)
    await _tell(interaction, notice(texts, texts("article-gone")))


async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """Add the files that are attached to a message, or else what it says."""
    files = [
        file for file in message.attachments if not (file.content_type or "").startswith(_NO_TEXT)
    ]
    await add(interaction, sources_of(files, None) or [partial(_of_message, message)])


async def add(interaction: Interaction, sources: Sequence[Source]) -> None:
    """Add an article of each source that one can be made of, and tell what became of each."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    with bot.answering():
        await interaction.response.defer(ephemeral=True, thinking=True)
        gathered = [await _tried(bot, source) for source in sources]
        incoming = [one for one in gathered if isinstance(one, Incoming)]
        async with bot.keeping(server_id):
            added = iter(await bot.library.add(server_id, incoming, bot.clock().date()))
        outcomes = [next(added) if isinstance(one, Incoming) else one for one in gathered]
        _log(server_id, outcomes)
        await _tell_outcomes(interaction, outcomes, "added")


async def replace(interaction: Interaction, entry: ArticleRecord, source: Source) -> None:
    """Put an article made of a source in the place of another; the response is deferred already."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    with bot.answering():
        incoming = await source(bot)
        async with bot.keeping(server_id):
            added = await bot.library.replace(server_id, entry.path, incoming, bot.clock().date())
        await bot.store.database.wipe()
        _log(server_id, [added])
        await _tell_outcomes(interaction, [added], "replaced")


async def _tried(bot: Verbatim, source: Source) -> Incoming | IngestError:
    try:
        return await source(bot)
    except IngestError as error:
        return error


def _log(server_id: int, outcomes: Sequence[Outcome]) -> None:
    added = sum(isinstance(one, Added) and not one.is_duplicate for one in outcomes)
    fields = {"server": server_id, "given": len(outcomes), "added": added}
    log.info("articles given", extra={"fields": fields})


async def _tell_outcomes(interaction: Interaction, outcomes: Sequence[Outcome], how: str) -> None:
    """Show the one article that was added, or say of each what became of it."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    texts = await bot.texts(interaction, private=True)
    one = outcomes[0]
    if len(outcomes) == 1 and isinstance(one, Added) and not one.is_duplicate:
        entry = await bot.store.articles.by_path(server_id, one.path)
        if entry:
            await _tell(interaction, await article_reply_of(bot, server_id, entry, texts, how))
            return
    lines = [_line(outcome, texts) for outcome in outcomes]
    if len(lines) == 1:
        await _tell(interaction, notice(texts, lines[0]))
        return
    has_new = any(isinstance(one, Added) and not one.is_duplicate for one in outcomes)
    footer = small_print(texts("added-now")) if has_new else ""
    title = heading(texts("articles-here"))
    await _tell(interaction, Reply(texts, title, tuple((line,) for line in lines), footer))


def _line(outcome: Outcome, texts: Texts) -> str:
    if isinstance(outcome, IngestError):
        return f"⚠ {escape(shorten(outcome.name, _NAMED))}: {escape(outcome.reason)}"
    title, path = escape(shorten(outcome.title, _NAMED)), escape(f"{SERVER_FOLDER}/{outcome.path}")
    return texts("same-text" if outcome.is_duplicate else "added-one", title=title, path=path)


async def _tell(interaction: Interaction, reply: Reply) -> None:
    settings = await interaction.client.settings(interaction.guild_id)
    await follow(interaction, reply, settings.style)


async def _of_file(file: discord.Attachment, bot: Verbatim) -> Incoming:
    if file.size > MAX_FILE_BYTES:
        reason = f"is larger than the limit of {MAX_FILE_BYTES:,} bytes"
        raise DocumentError(file.filename, reason)
    try:
        content = await file.read()
    except discord.HTTPException as error:
        raise DocumentError(
            file.filename, "could not be fetched from Discord; try again"
        ) from error
    gathered = await gather_file(file.filename, content, today=bot.clock().date())
    return Incoming(gathered, Original(file.filename, content))


async def _of_page(url: str, bot: Verbatim) -> Incoming:
    gathered, fetched = await gather_page(url.strip(), today=bot.clock().date(), web=bot.web)
    parts = urlsplit(fetched.url)
    name = PurePath(parts.path).name or f"{parts.hostname}.html"
    return Incoming(gathered, Original(name, fetched.body))


async def _of_text(text: str, title: str, _bot: Verbatim) -> Incoming:
    return Incoming(gather_text(text, title=title), _typed(text))


async def _of_message(message: discord.Message, bot: Verbatim) -> Incoming:
    """Make an article of a message, which names neither its author nor the bot."""
    text = text_of(message, bot.user) if bot.user else ""
    day, url = message.created_at.date(), message.jump_url
    return Incoming(gather_text(text, published=day, url=url), _typed(text))


def _typed(text: str) -> Original:
    return Original("text.txt", text.encode(errors="replace"))
