"""The timeline in Discord: a page of its list, with a picture, and buttons that outlive a restart.

A button says in its id what it shows, so nothing is kept: whoever presses it asks anew.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import discord
from discord import ui

from bot.discord_app.features.timeline.replies import timeline_pages, timeline_reply
from bot.discord_app.framework.components import Button, style_of
from bot.discord_app.framework.direct_servers import asked_of
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond, show
from bot.discord_app.replies.custom_ids import (
    SERVER_PATTERN,
    article_key,
    find_article,
    with_server,
)
from bot.discord_app.replies.limits import MAX_CUSTOM_ID, length
from bot.discord_app.replies.reply import Picture, Reply, notice
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.timelines.events import Timeline
    from bot.discord_app.texts import Texts


THEME = "dark"  # Discord does not tell a bot which theme a member has; most have this one
_ANY_ARTICLE = "-"


class PageButton(
    Button,
    template=re.compile(
        r"timeline:v1:(?P<page>\d+):(?P<article>[0-9a-f]+|-)" + SERVER_PATTERN + ":(?P<topic>.*)",
        re.S,
    ),
):
    """Shows a page of a timeline: in place to who asked for it, in private to others."""

    def __init__(
        self, page: int, article: str, topic: str, label: str = "", server: str | None = None
    ) -> None:
        custom_id = f"{with_server(f'timeline:v1:{page}:{article}', server)}:{topic}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self.page, self.article, self.topic, self.server = page, article, topic, server

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(int(match["page"]), match["article"], match["topic"], server=match["server"])

    async def pressed(self, interaction: Interaction) -> None:
        """Show the page."""
        if interaction.message is None:
            return
        bot, style = interaction.client, style_of(interaction.message)
        texts = await bot.texts(interaction)
        collection = await asked_of(interaction, self.server)
        if collection is None:
            return
        try:
            article = _article(collection, self.article)
        except LookupError:
            gone = notice(texts, texts("article-gone"))
            await respond(interaction, gone, Style.PLAIN, private=True)
            return
        topic = self.topic or None
        reply = await page_of_timeline(
            interaction, collection, article, topic, style, texts, self.page, self.server
        )
        own = _is_asker(interaction.user, interaction.message)
        await show(interaction, reply, style, in_place=own)


async def page_of_timeline(
    interaction: Interaction,
    collection: Collection,
    article: Article | None,
    topic: str | None,
    style: Style,
    texts: Texts,
    page: int = 0,
    server: str | None = None,
) -> Reply:
    """Return a page of the timeline of an article or a topic, drawn too where that is allowed."""
    # A common topic of many articles takes a while, in which others are answered.
    found = await asyncio.to_thread(collection.timeline, article, topic)
    pages = timeline_pages(found, style, texts)
    page = min(page, len(pages) - 1)
    buttons = _buttons(found, texts, page, len(pages), server)
    if not buttons:
        return await _drawn(interaction, timeline_reply(found, texts), found)
    place = texts("page", page=page + 1, pages=len(pages))
    reply = timeline_reply(found, texts, pages[page], place)
    part = replace(found, events=tuple(pages[page]))
    return await _drawn(interaction, replace(reply, buttons=buttons), part)


def _is_asker(user: discord.abc.User, message: discord.Message) -> bool:
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == user.id


async def _drawn(interaction: Interaction, reply: Reply, timeline: Timeline) -> Reply:
    may_attach = interaction.guild_id is None or interaction.app_permissions.attach_files
    if not timeline.events or not may_attach:
        return reply
    return replace(reply, picture=await asyncio.to_thread(_picture, timeline))


def _picture(timeline: Timeline) -> Picture:
    from bot.picture import alt_text, timeline_picture

    return Picture("timeline.png", timeline_picture(timeline, THEME), alt_text(timeline))


def _buttons(
    timeline: Timeline, texts: Texts, page: int, pages: int, server: str | None
) -> tuple[PageButton, ...]:
    """Return buttons to the pages before and after, if they fit into an id."""
    key = article_key(timeline.article.path) if timeline.article else _ANY_ARTICLE
    topic = " ".join((timeline.topic or "").split())
    labels = {texts("back"): page - 1, texts("next"): page + 1}
    buttons = tuple(
        PageButton(number, key, topic, label, server)
        for label, number in labels.items()
        if 0 <= number < pages
    )
    fit = all(length(button.item.custom_id or "") <= MAX_CUSTOM_ID for button in buttons)
    return buttons if fit else ()


def _article(collection: Collection, key: str) -> Article | None:
    """Return the article that a button means; raise LookupError if it is gone."""
    return None if key == _ANY_ARTICLE else find_article(collection, key)
