"""`/articles`: what moderators add to the articles of their server, and do with them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.core.names import is_same_name
from bot.discord_app.features.articles.adding import add, replace, sources_of
from bot.discord_app.features.articles.export import MAX_PARTS, in_parts
from bot.discord_app.features.articles.views import (
    MAX_SEARCH,
    article_reply_of,
    ask_for_text,
    list_reply,
    removal_reply,
)
from bot.discord_app.features.feeds.commands import feed
from bot.discord_app.framework.checks import MODERATES, is_moderator
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import follow, respond, respond_privately
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.discord_app.replies.markdown import escape, shorten
from bot.discord_app.replies.reply import notice
from bot.discord_app.texts import ENGLISH, texts_in
from bot.discord_app.texts.translator import option_descriptions
from bot.errors import CorpusError
from bot.ingest.fetch import MAX_URL_LENGTH
from bot.storage.articles import SERVER_FOLDER

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim
    from bot.storage.articles import ArticleRecord


_NAMED = 100  # characters of a name in a notice
_LEFT_OUT = 700  # of names in a message, which is 2,000 with each escaped and the rest
_EXPORT = "python -m bot articles export FILE.zip --server {}"
FILES = ("file", "file2", "file3", "file4", "file5")
NAME = app_commands.Range[str, 1, MAX_CHOICE_NAME]
SEARCH = app_commands.Range[str, 1, MAX_SEARCH]
URL = app_commands.Range[str, 1, MAX_URL_LENGTH]

articles = app_commands.Group(
    name="articles",
    description=texts_in(ENGLISH)("command-articles-does"),
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)
_own = app_commands.rename(own=texts_in(ENGLISH)("option-own"))


@articles.command(name="add", extras=MODERATES)
@app_commands.describe(**option_descriptions(*FILES, "url"))
async def add_articles(
    interaction: Interaction,
    file: discord.Attachment | None = None,
    file2: discord.Attachment | None = None,
    file3: discord.Attachment | None = None,
    file4: discord.Attachment | None = None,
    file5: discord.Attachment | None = None,
    url: URL | None = None,
) -> None:
    """Add articles: files, a web page or, if you give neither, text that you paste."""
    sources = sources_of((file, file2, file3, file4, file5), url)
    if sources:
        await add(interaction, sources)
    else:
        await ask_for_text(interaction)


@articles.command(name="list", extras=MODERATES)
@app_commands.describe(**option_descriptions("search"))
async def show_list(interaction: Interaction, search: SEARCH | None = None) -> None:
    """List this server’s own articles."""
    style = (await interaction.client.settings(interaction.guild_id)).style
    reply = await list_reply(interaction, style, search or "")
    await respond(interaction, reply, style, private=True)


@articles.command(extras=MODERATES)
@app_commands.describe(**option_descriptions("own"))
@_own
async def show(interaction: Interaction, own: NAME) -> None:
    """Show how an article begins and where it comes from."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    if entry := await _named(interaction, own):
        texts = await bot.texts(interaction, private=True)
        reply = await article_reply_of(bot, server_id, entry, texts)
        await respond_privately(interaction, lambda _: reply)


@articles.command(extras=MODERATES)
@app_commands.describe(**option_descriptions("own"))
@_own
async def remove(interaction: Interaction, own: NAME) -> None:
    """Remove one of this server’s articles."""
    if entry := await _named(interaction, own):
        await respond_privately(interaction, partial(removal_reply, entry))


@articles.command(name="replace", extras=MODERATES)
@app_commands.describe(**option_descriptions("own", "file", "url"))
@_own
async def replace_article(
    interaction: Interaction,
    own: NAME,
    file: discord.Attachment | None = None,
    url: URL | None = None,
) -> None:
    """Replace an article with a file, a web page or, if you give neither, text that you paste."""
    entry = await _named(interaction, own)
    if entry is None:
        return
    sources = sources_of((file,), url)
    if len(sources) > 1:
        await respond_privately(interaction, lambda texts: notice(texts, texts("one-of-both")))
    elif sources:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await replace(interaction, entry, sources[0])
    else:
        await ask_for_text(interaction, entry)


@articles.command(extras=MODERATES)
async def export(interaction: Interaction) -> None:
    """Get this server’s articles and the files they were made from, as zip files."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    with bot.answering():
        await interaction.response.defer(ephemeral=True, thinking=True)
        texts = await bot.texts(interaction, private=True)
        entries = await bot.store.articles.of_server(server_id)
        limit = interaction.filesize_limit
        size = sum(entry.size for entry in entries)
        if not entries or size > MAX_PARTS * limit:
            key = "too-large-to-send" if entries else "none-to-export"
            command = _EXPORT.format(server_id)
            said = notice(texts, texts(key, size=texts.size(size), command=command))
            await follow(interaction, said, (await bot.settings(server_id)).style)
            return
        number = 0
        async for part in in_parts(bot.store.articles, server_id, limit):
            number += 1
            lines = [texts("exported-articles", number=number)]
            if part.left_out:
                names = escape(shorten(", ".join(part.left_out), _LEFT_OUT))
                show = f"{texts('command-articles')} {texts('command-articles-show')}"
                lines.append(texts("left-out-of-zip", names=names, show=show))
            content = await asyncio.to_thread(part.packed)
            file = discord.File(content, f"articles-{number}.zip")
            await interaction.followup.send("\n".join(lines), file=file, ephemeral=True)


articles.add_command(feed)


@show.autocomplete("own")
@remove.autocomplete("own")
@replace_article.autocomplete("own")
async def complete_own(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the server's own articles whose title or path has what was typed, newest first."""
    if not is_moderator(interaction):
        return []
    bot, server_id = interaction.client, interaction.guild_id or 0
    return [
        app_commands.Choice(
            name=shorten(entry.title, MAX_CHOICE_NAME), value=f"{SERVER_FOLDER}/{entry.path}"
        )
        for entry in await bot.store.articles.search(server_id, typed, MAX_CHOICES)
    ]


async def _named(interaction: Interaction, name: str) -> ArticleRecord | None:
    """Return the server's own article with this path or title; say so if there is none."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    if entry := await bot.store.articles.by_path(server_id, name.removeprefix(f"{SERVER_FOLDER}/")):
        return entry
    for entry in reversed(await bot.store.articles.search(server_id, name)):
        names = (f"{SERVER_FOLDER}/{entry.path}", entry.path, entry.title)
        if any(is_same_name(name, other) for other in names):
            return entry
    key = "shared-article" if _is_shared(bot, name) else "no-such-article"
    named = escape(shorten(name, _NAMED))
    await respond_privately(interaction, lambda texts: notice(texts, texts(key, name=named)))
    return None


def _is_shared(bot: Verbatim, name: str) -> bool:
    try:
        bot.library.shared.article(name)
    except CorpusError:
        return False
    return True
