"""`/articles`, and the menu of a message that adds it: the articles of one server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.core.names import is_same_name
from bot.discord_app.features.articles.adding import add, add_message, replace
from bot.discord_app.features.articles.export import MAX_ZIPS, ZipPart, split_into_zips
from bot.discord_app.features.articles.paste_modal import open_paste_modal
from bot.discord_app.features.articles.sources import sources_from
from bot.discord_app.features.articles.views import (
    MAX_SEARCH,
    article_view,
    list_view,
    removal_reply,
)
from bot.discord_app.framework.checks import is_moderator
from bot.discord_app.framework.commands import message_menu, moderators_only
from bot.discord_app.framework.interaction import Interaction, server_request_for
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES, MAX_NAME
from bot.discord_app.replies.markdown import escape, shorten
from bot.discord_app.replies.reply import notice
from bot.discord_app.texts import ENGLISH, texts_in
from bot.discord_app.texts.translator import option_descriptions
from bot.errors import CorpusError
from bot.ingest.fetch import MAX_URL_LENGTH
from bot.storage.articles import SERVER_FOLDER

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim
    from bot.discord_app.framework.interaction import ServerRequest
    from bot.discord_app.texts import Texts
    from bot.storage.articles import ArticleRecord

_MAX_MISSING_NAMES = 700  # characters; a message has 2,000, with each escaped and the rest
_EXPORT_COMMAND = "python -m bot articles export FILE.zip --server {}"
_FILES = ("file", "file2", "file3", "file4", "file5")
ArticleName = app_commands.Range[str, 1, MAX_CHOICE_NAME]
Search = app_commands.Range[str, 1, MAX_SEARCH]
Url = app_commands.Range[str, 1, MAX_URL_LENGTH]


@app_commands.command(name="add")
@app_commands.describe(**option_descriptions(*_FILES, "url"))
async def add_articles(
    interaction: Interaction,
    file: discord.Attachment | None = None,
    file2: discord.Attachment | None = None,
    file3: discord.Attachment | None = None,
    file4: discord.Attachment | None = None,
    file5: discord.Attachment | None = None,
    url: Url | None = None,
) -> None:
    """Add articles: files, a web page or, if you give neither, text that you paste."""
    request = await server_request_for(interaction)
    sources = sources_from((file, file2, file3, file4, file5), url)
    if sources:
        await add(request, sources)
    else:
        await open_paste_modal(request)


@app_commands.command(name="list")
@app_commands.describe(**option_descriptions("search"))
async def list_articles(interaction: Interaction, search: Search | None = None) -> None:
    """List this server’s own articles."""
    request = await server_request_for(interaction)
    await request.respond(await list_view(request, search or ""))


async def complete_own(interaction: Interaction, text: str) -> list[app_commands.Choice[str]]:
    """Offer the server's own articles with `text` in their title or path, newest first."""
    if interaction.guild_id is None or not is_moderator(interaction):
        return []
    articles = interaction.client.store.articles
    return [
        app_commands.Choice(
            name=shorten(article.title, MAX_CHOICE_NAME), value=f"{SERVER_FOLDER}/{article.path}"
        )
        for article in await articles.search(interaction.guild_id, text, MAX_CHOICES)
    ]


_own_option = app_commands.rename(own=texts_in(ENGLISH)("option-own"))


@app_commands.command(name="show")
@app_commands.describe(**option_descriptions("own"))
@app_commands.autocomplete(own=complete_own)
@_own_option
async def show_article(interaction: Interaction, own: ArticleName) -> None:
    """Show how an article begins and where it comes from."""
    request = await server_request_for(interaction)
    article = await _find_article(request, own)
    await request.respond(await article_view(request, article))


@app_commands.command(name="remove")
@app_commands.describe(**option_descriptions("own"))
@app_commands.autocomplete(own=complete_own)
@_own_option
async def remove_article(interaction: Interaction, own: ArticleName) -> None:
    """Remove one of this server’s articles."""
    request = await server_request_for(interaction)
    await request.respond(removal_reply(await _find_article(request, own), request.texts))


@app_commands.command(name="replace")
@app_commands.describe(**option_descriptions("own", "file", "url"))
@app_commands.autocomplete(own=complete_own)
@_own_option
async def replace_article(
    interaction: Interaction,
    own: ArticleName,
    file: discord.Attachment | None = None,
    url: Url | None = None,
) -> None:
    """Replace an article with a file, a web page or, if you give neither, text that you paste."""
    request = await server_request_for(interaction)
    article = await _find_article(request, own)
    sources = sources_from((file,), url)
    if len(sources) > 1:
        raise request.refusal("one-of-both")
    if sources:
        await request.defer()
        await replace(request, article, sources[0])
    else:
        await open_paste_modal(request, article)


@app_commands.command(name="export")
async def export_articles(interaction: Interaction) -> None:
    """Get this server’s articles and the files they were made from, as zip files."""
    request = await server_request_for(interaction)
    articles, texts = request.bot.store.articles, request.texts
    await request.defer()
    limit = interaction.filesize_limit
    sizes = [article.size for article in await articles.of_server(request.server_id)]
    if not sizes:
        await request.send_followup(notice(texts, texts("none-to-export")))
    elif sum(sizes) > MAX_ZIPS * limit:
        command = _EXPORT_COMMAND.format(request.server_id)
        text = texts("too-large-to-send", size=texts.size(sum(sizes)), command=command)
        await request.send_followup(notice(texts, text))
    else:
        number = 0
        async for part in split_into_zips(articles, request.server_id, limit):
            number += 1
            file = discord.File(await asyncio.to_thread(part.zip_file), f"articles-{number}.zip")
            text = _export_text(number, part, texts)
            await interaction.followup.send(text, file=file, ephemeral=True)


def _export_text(number: int, part: ZipPart, texts: Texts) -> str:
    lines = [texts("exported-articles", number=number)]
    if part.missing:
        names = escape(shorten(", ".join(part.missing), _MAX_MISSING_NAMES))
        show = f"{texts('command-articles')} {texts('command-articles-show')}"
        lines.append(texts("left-out-of-zip", names=names, show=show))
    return "\n".join(lines)


async def add_message_to_articles(interaction: Interaction, message: discord.Message) -> None:
    """Add the message to the articles of the server."""
    await add_message(await server_request_for(interaction), message)


COMMANDS: tuple[app_commands.Command[Any, ..., Any], ...] = (
    add_articles,
    list_articles,
    show_article,
    remove_article,
    replace_article,
    export_articles,
)
ADD_MENU = moderators_only(message_menu("menu-add", add_message_to_articles))


async def _find_article(request: ServerRequest, name: str) -> ArticleRecord:
    """Return the server's own article with this path or title; raise RefusedError if none has."""
    articles = request.bot.store.articles
    path = name.removeprefix(f"{SERVER_FOLDER}/")
    if article := await articles.by_path(request.server_id, path):
        return article
    for article in reversed(await articles.search(request.server_id, name)):
        names = (f"{SERVER_FOLDER}/{article.path}", article.path, article.title)
        if any(is_same_name(name, other) for other in names):
            return article
    key = "shared-article" if _is_shared(request.bot, name) else "no-such-article"
    raise request.refusal(key, name=escape(shorten(name, MAX_NAME)))


def _is_shared(bot: Verbatim, name: str) -> bool:
    try:
        bot.library.shared.article(name)
    except CorpusError:
        return False
    return True
