"""The articles of a server as moderators see them: a list in pages, each of them, and its end.

Buttons name an article by its number, and find it in the server where they are pressed alone.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

import discord
from discord import ButtonStyle, ui

from bot.core.text.article import parse_article
from bot.core.text.blocks import BlockKind
from bot.core.text.quote import make_quote
from bot.core.text.sentences import split_article
from bot.discord_app.features.articles.replies import article_reply, articles_reply
from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.components import Button, style_of
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.modals import MAX_TYPED, Field, ask_for
from bot.discord_app.framework.responses import respond, update
from bot.discord_app.replies.markdown import escape, shorten
from bot.discord_app.replies.reply import Reply, notice
from bot.storage.articles import SERVER_FOLDER
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from typing import Self

    from bot.core.text.quote import Quote
    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts
    from bot.libraries.server_library import ServerLibrary
    from bot.storage.articles import ArticleRecord


PASTE = "paste:v1:"  # and the number of the article to be replaced, if one is
TITLE = "title"
_LONGEST_TITLE = 200  # characters
MAX_SEARCH = 40  # characters, each of which can count twice in an id
_PAGE = {Style.CARD: 8, Style.PLAIN: 5}  # articles, of which none is to be left out
_SHOWN = 3  # sentences
_TITLE = 120  # characters
_DOES = ("show", "ask", "remove", "keep", "replace", "original")
_SHOW, _ASK, _REMOVE, _KEEP, _REPLACE, _ORIGINAL = _DOES


class ListButton(
    Button, template=re.compile(r"articles:v1:(?P<page>\d{1,5}):(?P<search>.*)", re.S)
):
    """Shows a page of the list."""

    def __init__(self, page: str, search: str, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"articles:v1:{page}:{search}"))
        self.page, self.search = int(page), search

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(**match.groupdict())

    async def pressed(self, interaction: Interaction) -> None:
        """Show the page, in place."""
        if interaction.message is None or not await may_manage(interaction):
            return
        style = style_of(interaction.message)
        reply = await list_reply(interaction, style, self.search, self.page)
        await update(interaction, reply, style)


class ArticleButton(
    Button,
    template=re.compile(rf"article:v1:(?P<does>{'|'.join(_DOES)}):(?P<number>\d{{1,18}})"),
):
    """Shows, replaces or, when asked twice, removes an article, or sends what it was made of."""

    def __init__(
        self, does: str, number: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"article:v1:{does}:{number}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id))
        self.does, self.number = does, int(number)

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(match["does"], match["number"])

    async def pressed(self, interaction: Interaction) -> None:
        """Do it, or say that the article is gone."""
        if interaction.message is None or not await may_manage(interaction):
            return
        bot, server_id = interaction.client, interaction.guild_id or 0
        entry = await bot.store.articles.by_number(server_id, self.number)
        texts = await bot.texts(interaction, private=True)
        if entry is None:
            gone = notice(texts, texts("article-gone"))
            await respond(interaction, gone, Style.PLAIN, private=True)
            return
        await self._do(interaction, entry, texts, style_of(interaction.message))

    async def _do(
        self, interaction: Interaction, entry: ArticleRecord, texts: Texts, style: Style
    ) -> None:
        bot, server_id = interaction.client, interaction.guild_id or 0
        if self.does == _SHOW:
            reply = await article_reply_of(bot, server_id, entry, texts)
            await respond(interaction, reply, style, private=True)
        elif self.does == _KEEP:
            reply = await article_reply_of(bot, server_id, entry, texts)
            await update(interaction, reply, style)
        elif self.does == _ASK:
            await update(interaction, removal_reply(entry, texts), style)
        elif self.does == _REMOVE:
            await bot.library.remove(server_id, entry.path, bot.clock().date())
            title = escape(shorten(entry.title, _TITLE))
            await update(interaction, notice(texts, texts("removed", title=title)), style)
            await bot.store.database.wipe()
        elif self.does == _REPLACE:
            await ask_for_text(interaction, entry)
        else:
            await _send_original(interaction, entry, texts)


LISTING = (ListButton, ArticleButton)


async def list_reply(interaction: Interaction, style: Style, search: str, page: int = 0) -> Reply:
    """Return a page of the list of a server's articles, the newest first, or of those found."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    texts = await bot.texts(interaction, private=True)
    room = await bot.store.articles.usage(server_id)
    found = await bot.store.articles.search(server_id, search)
    if not found:
        add = f"{texts('command-articles')} {texts('command-articles-add')}"
        return notice(texts, texts("none-found" if room[0] else "no-own-articles", add=add))
    size = _PAGE[style]
    pages = -(-len(found) // size)
    page = min(page, pages - 1)
    first = page * size
    shown = found[first : first + size]
    place = [texts("page", page=page + 1, pages=pages)] if pages > 1 else []
    reply = articles_reply(
        shown, first + 1, texts, search, [*place, _total(*room, bot.library, texts)]
    )
    turns = {texts("back"): page - 1, texts("next"): page + 1}
    return replace(
        reply,
        item_buttons=tuple(
            ArticleButton(_SHOW, str(entry.number), texts("show-number", number=number))
            for number, entry in enumerate(shown, first + 1)
        ),
        buttons=tuple(
            ListButton(str(number), search, label)
            for label, number in turns.items()
            if 0 <= number < pages
        ),
    )


async def article_reply_of(
    bot: Verbatim, server_id: int, entry: ArticleRecord, texts: Texts, note: str = ""
) -> Reply:
    """Return what an article begins with and where it comes from, with its buttons."""
    text = await bot.store.articles.text(server_id, entry.path)
    made_of = await bot.store.articles.original_name(server_id, entry.path)
    quotes = await asyncio.to_thread(_first_quotes, entry.path, text) if text else []
    notes = [texts(key) for key in (note, "" if text else "damaged") if key]
    number = str(entry.number)
    buttons = [
        ArticleButton(_ASK, number, texts("remove"), ButtonStyle.danger),
        ArticleButton(_REPLACE, number, texts("replace")),
    ]
    if made_of:
        buttons.append(ArticleButton(_ORIGINAL, number, texts("original")))
    reply = article_reply(entry, quotes, texts, notes, made_of)
    return replace(reply, buttons=tuple(buttons))


def removal_reply(entry: ArticleRecord, texts: Texts) -> Reply:
    """Ask before an article is removed."""
    number, title = str(entry.number), escape(shorten(entry.title, _TITLE))
    return notice(
        texts,
        texts("remove-it", title=title),
        ArticleButton(_REMOVE, number, texts("remove"), ButtonStyle.danger),
        ArticleButton(_KEEP, number, texts("keep")),
    )


def _first_quotes(path: str, text: str) -> list[Quote]:
    """Return the first sentences of an article, without headings unless it has nothing else."""
    article = parse_article(f"{SERVER_FOLDER}/{path}", text)
    told = (one for one in split_article(article) if one.kind is not BlockKind.HEADING)
    first = list(islice(told, _SHOWN)) or islice(split_article(article), _SHOWN)
    return [make_quote(article, span, span) for span in ((one.start, one.end) for one in first)]


def _total(count: int, size: int, library: ServerLibrary, texts: Texts) -> str:
    return texts(
        "own-total",
        count,
        most=texts.number(library.max_articles),
        size=texts.size(size),
        room=texts.size(library.max_bytes),
    )


async def ask_for_text(interaction: Interaction, replaced: ArticleRecord | None = None) -> None:
    """Open a modal to paste an article into."""
    texts = await interaction.client.texts(interaction, private=True)
    line = discord.TextStyle.short
    await ask_for(
        interaction,
        f"{PASTE}{replaced.number if replaced else ''}",
        texts("paste"),
        Field(texts("title"), _LONGEST_TITLE, TITLE, required=False, style=line),
        Field(texts("text"), MAX_TYPED),
    )


async def _send_original(interaction: Interaction, entry: ArticleRecord, texts: Texts) -> None:
    bot, server_id = interaction.client, interaction.guild_id or 0
    original = await bot.store.articles.original(server_id, entry.path)
    if original is None:
        none = notice(texts, texts("article-gone"))
        await respond(interaction, none, Style.PLAIN, private=True)
        return
    file = discord.File(BytesIO(original.content), original.name)
    title = escape(shorten(entry.title, _TITLE))
    await interaction.response.send_message(
        texts("made-into", title=title), file=file, ephemeral=True, suppress_embeds=True
    )
