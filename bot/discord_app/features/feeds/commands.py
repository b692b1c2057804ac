"""`/articles feed`: the feeds of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.core.names import has_words, typed_words
from bot.discord_app.features.feeds.poller import CHECK_PAUSE_SECONDS
from bot.discord_app.features.feeds.replies import (
    feed_added_text,
    feed_checked_text,
    feeds_reply,
    removal_reply,
)
from bot.discord_app.framework.checks import is_moderator, relative_time
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
        minutes = self.poller.minutes
        await request.respond(feeds_reply(feeds, request.today, minutes, request.texts))

    @app_commands.command(name="check")
    @app_commands.describe(**option_descriptions("feed"))
    async def check_feed(self, interaction: Interaction, feed: str) -> None:
        """Check a feed for new entries now."""
        request = await server_request_for(interaction)
        record = await request.bot.store.feeds.by_number(request.server_id, _number(feed))
        if not self.poller.minutes:
            raise request.refusal("feeds-off")
        if record is None:
            raise request.refusal("no-such-feed")
        next_time = (record.checked_at or 0) + CHECK_PAUSE_SECONDS
        if request.bot.clock().timestamp() < next_time:
            raise request.refusal("feed-checked-lately", when=relative_time(next_time))
        await request.defer()
        async with request.adding():
            update = await self.poller.check_now(record)
        text = request.texts("feed-in-progress")
        if update:
            text = feed_checked_text(update, request.texts)
        await answer_privately(interaction, request.texts, text)

    @app_commands.command(name="remove")
    @app_commands.describe(**option_descriptions("feed"))
    async def remove_feed(self, interaction: Interaction, feed: str) -> None:
        """Stop taking articles from a feed. The ones it brought stay."""
        request = await server_request_for(interaction)
        record = await request.bot.store.feeds.remove(request.server_id, _number(feed))
        await request.respond(removal_reply(record, request.texts))

    @check_feed.autocomplete("feed")
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


def _number(option: str) -> int:
    """Return the number of a feed that was chosen; 0, which none has, if it was typed."""
    return int(option) if option.isdecimal() and len(option) < 19 else 0
