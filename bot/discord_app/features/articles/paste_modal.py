"""The modal to paste an article into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.discord_app.framework.modals import Field, open_modal
from bot.discord_app.replies.limits import MAX_TYPED

if TYPE_CHECKING:
    from bot.discord_app.framework.interaction import ServerRequest
    from bot.storage.articles import ArticleRecord

PASTE = "paste:v1:"  # the modal's id, and the number of the article to be replaced, if any
TITLE_FIELD = "title"
_MAX_TITLE = 200  # characters


async def open_paste_modal(request: ServerRequest, article: ArticleRecord | None = None) -> None:
    """Open the modal for a new article, or for one that replaces another."""
    texts = request.texts
    title = Field(
        texts("title"), _MAX_TITLE, TITLE_FIELD, required=False, style=discord.TextStyle.short
    )
    custom_id = f"{PASTE}{article.number if article else ''}"
    text = Field(texts("text"), MAX_TYPED)
    await open_modal(request.interaction, custom_id, texts("paste"), title, text)
