"""`/articles feed`: the feeds of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.core.names import has_words, typed_words
from bot.discord_app.features.feeds.replies import feed_added_text, feeds_reply, removal_reply
from bot.discord_app.framework.checks import is_moderator
from bot.discord_app.framework.commands import ModeratorGroup
from bot.discord_app.framework.interaction import (
    Interaction,
    ServerRequest,
    server_request_for,
)
from bot.discord_app.framework.responses import answer_privately
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.discord_app.replies.markdown import shorten
from bot.discord_app.texts import ENGLISH, texts_in
from bot.discord_app.texts.translator import option_descriptions
from bot.ingest.fetch import MAX_URL_LENGTH
from bot.storage.feeds import MAX_FEEDS, Refusal

if TYPE_CHECKING:
    from bot.discord_app.features.feeds.poller import FeedPoller

Url = app_commands.Range[str, 1, MAX_URL_LENGTH]


class FeedCommands(ModeratorGroup):
    """The commands for feeds."""

    def __init__(self, poller: FeedPoller) -> None:
        description = texts_in(ENGLISH)("command-articles-feed-does")
        super().__init__(name="feed", description=description)
        self.poller = poller

    @app_commands.command(name="add")
    @app_commands.describe(**option_descriptions("url"))
    async def add_feed(self, interaction: Interaction, url: Url) -> None:
        """Take articles from an RSS or Atom feed, now and whenever it has new ones."""
        request = await server_request_for(interaction)
        await request.defer()  # pages take their time
        async with request.adding():
            text = await self._add(request, url.strip())
        await answer_privately(interaction, request.texts, text)

    @app_commands.command(name="list")
    async def list_feeds(self, interaction: Interaction) -> None:
        """Show this server’s feeds and which of them are failing."""
        request = await server_request_for(interaction)
        feeds = await request.bot.store.feeds.of_server(request.server_id)
        await request.respond(feeds_reply(feeds, request.today, request.texts))

    @app_commands.command(name="remove")
    @app_commands.describe(**option_descriptions("feed"))
    async def remove_feed(self, interaction: Interaction, feed: str) -> None:
        """Stop taking articles from a feed. The ones it brought stay."""
        request = await server_request_for(interaction)
        number = int(feed) if feed.isdecimal() and len(feed) < 19 else 0
        record = await request.bot.store.feeds.remove(request.server_id, number)
        await request.respond(removal_reply(record, request.texts))

    @remove_feed.autocomplete("feed")
    async def complete_feed(
        self, interaction: Interaction, text: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the server's feeds with `text` in their title or URL."""
        if interaction.guild_id is None or not is_moderator(interaction):
            return []
        feeds = await interaction.client.store.feeds.of_server(interaction.guild_id)
        words = typed_words(text)
        return [
            app_commands.Choice(name=shorten(feed.title, MAX_CHOICE_NAME), value=str(feed.number))
            for feed in feeds
            if has_words(f"{feed.title} {feed.url}", words)
        ][:MAX_CHOICES]

    async def _add(self, request: ServerRequest, url: str) -> str:
        """Add a feed and its articles, and return the line for the moderator."""
        bot, texts, server_id = request.bot, request.texts, request.server_id
        if not self.poller.minutes:
            return texts("feeds-off")
        # If the bot is killed meanwhile, the feed is checked again then.
        next_check = bot.clock().timestamp() + 60 * self.poller.minutes
        feed = await bot.store.feeds.add(server_id, url, next_check, request.today)
        if feed is Refusal.KNOWN:
            return texts("feed-known")
        if feed is Refusal.FULL:
            return texts("feeds-full", most=MAX_FEEDS)
        try:
            return feed_added_text(await self.poller.check(feed), texts)
        except Exception:
            await bot.store.feeds.remove(server_id, feed.number)
            raise
