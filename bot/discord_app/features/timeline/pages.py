"""The pages of a timeline: a list, a picture, and buttons that outlive a restart.

A button's id says what it shows; nothing is stored, and whoever uses it computes the page again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Self

import discord
from discord import ui

from bot.discord_app.features.timeline.replies import timeline_pages, timeline_reply
from bot.discord_app.features.timeline.wording import TextsWording
from bot.discord_app.framework.components import Button, adjacent_pages
from bot.discord_app.framework.direct_servers import collection_for
from bot.discord_app.replies.custom_ids import (
    SERVER_PATTERN,
    article_key,
    find_article,
    with_server,
)
from bot.discord_app.replies.limits import MAX_CUSTOM_ID, length
from bot.discord_app.replies.reply import Picture, Reply

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.timelines.events import Timeline
    from bot.discord_app.framework.interaction import Request
    from bot.discord_app.framework.work_queue import Work
    from bot.discord_app.texts import Texts

THEME = "dark"  # Discord does not tell a bot which theme a member has; most have this one
_ANY_ARTICLE = "-"


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles and the topic that a timeline is about; None means all."""

    article: Article | None = None
    topic: str | None = None
    server_key: str | None = None


class PageButton(
    Button,
    template=re.compile(
        r"timeline:v1:(?P<page>\d+):(?P<article>[0-9a-f]+|-)" + SERVER_PATTERN + ":(?P<topic>.*)",
        re.S,
    ),
):
    """Shows a page of a timeline: in place to its asker, in private to others."""

    def __init__(
        self, page: int, article: str, topic: str, label: str = "", server: str | None = None
    ) -> None:
        custom_id = f"{with_server(f'timeline:v1:{page}:{article}', server)}:{topic}"
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self.page, self.article, self.topic, self.server = page, article, topic, server

    @classmethod
    def from_id(cls, match: re.Match[str]) -> Self:
        """Return the button of a custom id."""
        return cls(int(match["page"]), match["article"], match["topic"], server=match["server"])

    async def on_use(self, request: Request) -> None:
        """Show the page."""
        collection = await collection_for(request, self.server)
        try:
            article = _find_article(collection, self.article)
        except LookupError as error:
            raise request.refusal("article-gone") from error
        selection = Selection(article, self.topic or None, self.server)
        texts = request.texts_for(private=False)
        in_place = _is_asker(request.user, request.message)
        work = partial(request.work, in_place=in_place, is_long=True)
        reply = await timeline_page(request, collection, selection, texts, self.page, work=work)
        await request.show(reply, in_place=in_place)


async def timeline_page(
    request: Request,
    collection: Collection,
    selection: Selection,
    texts: Texts,
    page: int = 0,
    *,
    work: Work,
) -> Reply:
    """Return a page of a timeline, with a picture if the bot may attach one."""
    timeline = await work(collection.timeline, selection.article, selection.topic)
    pages = timeline_pages(timeline, request.style, texts)
    page = min(page, len(pages) - 1)
    buttons = _page_buttons(timeline, texts, page, len(pages), selection.server_key)
    if not buttons:
        return await _add_picture(request, timeline_reply(timeline, texts), timeline, work)
    position = texts("page", page=page + 1, pages=len(pages))
    reply = timeline_reply(timeline, texts, pages[page], position)
    excerpt = replace(timeline, events=tuple(pages[page]))
    return await _add_picture(request, replace(reply, buttons=buttons), excerpt, work)


def _is_asker(user: discord.abc.User, message: discord.Message) -> bool:
    metadata = message.interaction_metadata
    return metadata is not None and metadata.user.id == user.id


async def _add_picture(request: Request, reply: Reply, timeline: Timeline, work: Work) -> Reply:
    interaction = request.interaction
    may_attach = interaction.guild_id is None or interaction.app_permissions.attach_files
    if not timeline.events or not may_attach:
        return reply
    return replace(reply, picture=await work(_picture, timeline, reply.translations))


def _picture(timeline: Timeline, texts: Texts) -> Picture:
    from bot.picture import alt_text, timeline_picture

    wording = TextsWording(texts)
    image = timeline_picture(timeline, THEME, wording)
    return Picture("timeline.png", image, alt_text(timeline, wording))


def _page_buttons(
    timeline: Timeline, texts: Texts, page: int, page_count: int, server_key: str | None
) -> tuple[PageButton, ...]:
    """Return buttons to the pages before and after, if their ids are not too long."""
    key = article_key(timeline.article.path) if timeline.article else _ANY_ARTICLE
    topic = " ".join((timeline.topic or "").split())
    buttons = tuple(
        PageButton(number, key, topic, label, server_key)
        for number, label in adjacent_pages(page, page_count, texts)
    )
    fit = all(length(button.item.custom_id or "") <= MAX_CUSTOM_ID for button in buttons)
    return buttons if fit else ()


def _find_article(collection: Collection, key: str) -> Article | None:
    """Return the article of a key, None for all; raise LookupError if it is gone."""
    return None if key == _ANY_ARTICLE else find_article(collection, key)
