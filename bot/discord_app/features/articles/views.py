"""The articles of a server for its moderators: a list in pages, and each article with buttons.

A button names an article by its number, and finds it only in the server where it is used.
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
from bot.discord_app.features.articles.paste_modal import open_paste_modal
from bot.discord_app.features.articles.replies import article_reply, articles_reply
from bot.discord_app.framework.checks import add_command_name
from bot.discord_app.framework.components import ModeratorButton, adjacent_pages
from bot.discord_app.replies.limits import MAX_TITLE
from bot.discord_app.replies.markdown import escape, shorten
from bot.discord_app.replies.reply import Reply, notice
from bot.ingest.draft import safe_file_name
from bot.libraries.server_articles import ServerArticles
from bot.storage.articles import SERVER_FOLDER
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from bot.core.text.article import Article
    from bot.core.text.quote import Quote
    from bot.discord_app.framework.interaction import ServerRequest
    from bot.discord_app.texts import Texts
    from bot.libraries.server_library import ServerLibrary
    from bot.storage.articles import ArticleRecord

    Action = Callable[[ServerRequest, ArticleRecord], Awaitable[None]]

MAX_SEARCH = 40  # characters, each of which can count twice in an id
_PAGE_SIZE = {Style.CARD: 8, Style.PLAIN: 5}  # articles, so that none is left out
_SHOWN_SENTENCES = 3


class ListButton(
    ModeratorButton, template=re.compile(r"articles:v1:(?P<page>\d{1,5}):(?P<search>.*)", re.S)
):
    """Shows a page of the list."""

    def __init__(self, page: str, search: str, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"articles:v1:{page}:{search}"))
        self.page, self.search = int(page), search

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Show the page, in place."""
        await request.edit_message(await list_view(request, self.search, self.page))


class ArticleButton(
    ModeratorButton,
    template=re.compile(
        r"article:v1:(?P<action>show|ask|remove|keep|replace|original):(?P<number>\d{1,18})"
    ),
):
    """Shows, replaces or, if confirmed, removes an article, or sends its original."""

    def __init__(
        self, action: str, number: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"article:v1:{action}:{number}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id))
        self.action, self.number = action, int(number)

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Do it, unless the article is gone."""
        article = await request.bot.store.articles.by_number(request.server_id, self.number)
        if article is None:
            raise request.refusal("article-gone")
        await _ACTIONS[self.action](request, article)


async def _show(request: ServerRequest, article: ArticleRecord) -> None:
    await request.respond(await article_view(request, article))


async def _keep(request: ServerRequest, article: ArticleRecord) -> None:
    await request.edit_message(await article_view(request, article))


async def _ask_to_confirm(request: ServerRequest, article: ArticleRecord) -> None:
    await request.edit_message(removal_reply(article, request.texts))


async def _remove(request: ServerRequest, article: ArticleRecord) -> None:
    bot, texts = request.bot, request.texts
    articles = ServerArticles(bot.library, request.server_id, request.today)
    await articles.remove(article.path)
    await request.edit_message(notice(texts, texts("removed", title=_short_title(article))))
    await bot.store.database.wipe()


async def _send_original(request: ServerRequest, article: ArticleRecord) -> None:
    original = await request.bot.store.articles.original(request.server_id, article.path)
    if original is None:
        raise request.refusal("article-gone")
    await request.interaction.response.send_message(
        request.texts("made-into", title=_short_title(article)),
        file=discord.File(BytesIO(original.content), safe_file_name(original.name)),
        ephemeral=True,
        suppress_embeds=True,
    )


_ACTIONS: dict[str, Action] = {
    "show": _show,
    "ask": _ask_to_confirm,
    "remove": _remove,
    "keep": _keep,
    "replace": open_paste_modal,
    "original": _send_original,
}


async def list_view(request: ServerRequest, search: str, page: int = 0) -> Reply:
    """Return a page of the server's articles, the newest first, or of those that match."""
    bot, texts, style = request.bot, request.texts, request.style
    count, size = await bot.store.articles.usage(request.server_id)
    articles = await bot.store.articles.search(request.server_id, search)
    if not articles:
        add = add_command_name(texts)
        return notice(texts, texts("none-found" if count else "no-own-articles", add=add))
    page_size = _PAGE_SIZE[style]
    page_count = -(-len(articles) // page_size)
    page = min(page, page_count - 1)
    first = page * page_size
    page_articles = articles[first : first + page_size]
    position = [texts("page", page=page + 1, pages=page_count)] if page_count > 1 else []
    footer = [*position, _usage(count, size, bot.library, texts)]
    return replace(
        articles_reply(page_articles, first + 1, texts, search, footer),
        item_buttons=tuple(
            ArticleButton("show", str(article.number), texts("show-number", number=number))
            for number, article in enumerate(page_articles, first + 1)
        ),
        buttons=tuple(
            ListButton(str(number), search, label)
            for number, label in adjacent_pages(page, page_count, texts)
        ),
    )


async def article_view(
    request: ServerRequest,
    record: ArticleRecord,
    note: str = "",
    article: Article | None = None,
    warnings: Iterable[str] = (),
) -> Reply:
    """Return an article's first sentences and its origin, with its buttons.

    `article` is the stored article, if it is parsed already.
    """
    texts = request.texts
    original_name = await request.bot.store.articles.original_name(request.server_id, record.path)
    article = article or await _parse_stored(request, record.path)
    quotes = await asyncio.to_thread(_first_quotes, article) if article else []
    notes = [texts(key) for key in (note, "" if article else "damaged") if key]
    notes += warnings
    number = str(record.number)
    buttons = [
        ArticleButton("ask", number, texts("remove"), ButtonStyle.danger),
        ArticleButton("replace", number, texts("replace")),
    ]
    if original_name:
        buttons.append(ArticleButton("original", number, texts("original")))
    language = article.language if article else None
    reply = article_reply(record, quotes, texts, notes, original_name, language)
    return replace(reply, buttons=tuple(buttons))


def removal_reply(article: ArticleRecord, texts: Texts) -> Reply:
    """Ask to confirm that an article is to be removed."""
    number = str(article.number)
    return notice(
        texts,
        texts("remove-it", title=_short_title(article)),
        ArticleButton("remove", number, texts("remove"), ButtonStyle.danger),
        ArticleButton("keep", number, texts("keep")),
    )


def _short_title(article: ArticleRecord) -> str:
    return escape(shorten(article.title, MAX_TITLE))


async def _parse_stored(request: ServerRequest, path: str) -> Article | None:
    text = await request.bot.store.articles.text(request.server_id, path)
    return await asyncio.to_thread(parse_article, f"{SERVER_FOLDER}/{path}", text) if text else None


def _first_quotes(article: Article) -> list[Quote]:
    """Return the first sentences of an article, without headings unless it has nothing else."""
    prose = (
        sentence for sentence in split_article(article) if sentence.kind is not BlockKind.HEADING
    )
    first = list(islice(prose, _SHOWN_SENTENCES)) or islice(
        split_article(article), _SHOWN_SENTENCES
    )
    spans = ((sentence.start, sentence.end) for sentence in first)
    return [make_quote(article, span, span) for span in spans]


def _usage(count: int, size: int, library: ServerLibrary, texts: Texts) -> str:
    return texts(
        "own-total",
        count,
        most=texts.number(library.max_articles),
        size=texts.size(size),
        room=texts.size(library.max_bytes),
    )
