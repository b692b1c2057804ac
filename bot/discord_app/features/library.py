"""`/library`: which articles there are, for every member; never their texts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from discord import app_commands, ui

from bot.core.names import has_words, typed_words
from bot.discord_app.framework.checks import add_command_name
from bot.discord_app.framework.components import Button, adjacent_pages
from bot.discord_app.framework.direct_servers import collection_for, parse_server_option
from bot.discord_app.framework.interaction import Interaction, Request, request_for
from bot.discord_app.framework.options import complete_server
from bot.discord_app.replies.custom_ids import SERVER_PATTERN, with_server
from bot.discord_app.replies.languages import foreign_languages
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts.translator import option_descriptions

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

PAGE_SIZE = 10  # articles
_MAX_TITLE, _MAX_NAME = 70, 40  # characters, so that ten fit into a plain message
MAX_SEARCH = 30  # characters, each of which can count twice in an id
Search = app_commands.Range[str, 1, MAX_SEARCH]


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(library_command)
    bot.add_dynamic_items(LibraryButton)


@app_commands.command(name="library")
@app_commands.describe(**option_descriptions("search", "server"))
@app_commands.autocomplete(server=complete_server)
async def library_command(
    interaction: Interaction, search: Search | None = None, server: str | None = None
) -> None:
    """Show which articles I answer from."""
    request = await request_for(interaction)
    first_page = LibraryButton("0", search or "", server=parse_server_option(server))
    await request.respond(await first_page.page_of(request))


class LibraryButton(
    Button,
    template=re.compile(
        r"library:v1:(?P<page>\d{1,5})" + SERVER_PATTERN + r":(?P<search>.*)", re.DOTALL
    ),
):
    """Shows a page of the list."""

    def __init__(self, page: str, search: str, label: str = "", server: str | None = None) -> None:
        custom_id = f"{with_server(f'library:v1:{page}', server)}:{search}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self.page, self.search, self.server = int(page), search, server

    async def on_use(self, request: Request) -> None:
        """Show the page, in place."""
        await request.show(await self.page_of(request, in_place=True), in_place=True)

    async def page_of(self, request: Request, *, in_place: bool = False) -> Reply:
        """Return the page of the articles that the user may ask."""
        collection = await collection_for(request, self.server)
        return await request.work(self.reply, collection, request.texts, in_place=in_place)

    def reply(self, collection: Collection, texts: Texts) -> Reply:
        """Return the page, or the last one if there are fewer by now."""
        articles = newest_first(collection, self.search)
        if not articles:
            return notice(texts, _nothing_text(collection, texts))
        page_count = -(-len(articles) // PAGE_SIZE)
        page = min(self.page, page_count - 1)
        first = page * PAGE_SIZE
        title = texts("library-with", search=escape(self.search)) if self.search else ""
        position = [texts("page", page=page + 1, pages=page_count)] if page_count > 1 else []
        languages = foreign_languages(collection, texts)
        total = [texts("library-total", len(articles)), *([languages] if languages else [])]
        footer = small_print(*position, *total)
        items = tuple(
            (_item(number, article, texts),)
            for number, article in enumerate(articles[first : first + PAGE_SIZE], first + 1)
        )
        reply = Reply(texts, heading(title or texts("library")), items, footer)
        return replace(reply, buttons=self._page_buttons(page, page_count, texts))

    def _page_buttons(self, page: int, page_count: int, texts: Texts) -> tuple[LibraryButton, ...]:
        return tuple(
            LibraryButton(str(number), self.search, label, self.server)
            for number, label in adjacent_pages(page, page_count, texts)
        )


def newest_first(collection: Collection, search: str) -> list[Article]:
    """Return the articles with the words of `search` in title, source or path, the newest first."""
    words = typed_words(search)
    articles = [article for article in collection.by_path() if has_words(_names(article), words)]
    return sorted(articles, key=lambda article: article.published or date.min, reverse=True)


def _names(article: Article) -> str:
    return f"{article.title} {article.attribution or ''} {article.path}"


def _nothing_text(collection: Collection, texts: Texts) -> str:
    if collection.articles:
        return texts("none-in-library")
    return texts("no-articles", add=add_command_name(texts))


def _item(number: int, article: Article, texts: Texts) -> str:
    title = escape(shorten(article.title, _MAX_TITLE))
    name = escape(shorten(article.attribution or article.path, _MAX_NAME))
    day = [texts.date(article.published)] if article.published else []
    return f"**{number}. {title}**\n{small_print(name, *day)}"
