"""The reply to a moderator who adds many articles: how far the bot is, and then the result."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import discord

from bot.discord_app.replies.reply import notice

if TYPE_CHECKING:
    from bot.discord_app.framework.interaction import ServerRequest
    from bot.discord_app.replies.reply import Reply

log = logging.getLogger(__name__)

EDIT_SECONDS = 4.0  # between edits: Discord allows five in five seconds, of all replies together
MIN_SHOWN = 10  # items; fewer are read before anybody wonders


class Progress:
    """Counts the items that were read, and edits the promised reply from time to time."""

    def __init__(self, request: ServerRequest, total: int) -> None:
        self.total, self.done = total, 0
        self._request = request
        self._shown_at = asyncio.get_running_loop().time()
        self._is_shown = False

    def replace_one_by(self, count: int) -> None:
        """Count an archive as the items that are in it."""
        self.total += max(1, count) - 1

    async def advance(self) -> None:
        """Count an item, and show the progress unless that was done a moment ago."""
        self.done = min(self.done + 1, self.total)
        now = asyncio.get_running_loop().time()
        if self.total < MIN_SHOWN or now < self._shown_at + EDIT_SECONDS:
            return
        self._shown_at, self._is_shown = now, True
        texts = self._request.texts
        text = texts("adding", self.total, done=texts.number(self.done))
        try:
            await self._request.edit_message(notice(texts, text))
        except discord.HTTPException as error:  # the articles matter more
            log.warning("could not show the progress: %s", error)

    async def finish(self, reply: Reply) -> None:
        """Show the result in place of the progress."""
        if self._is_shown:
            await self._request.edit_message(reply)
        else:
            await self._request.send_followup(reply)
