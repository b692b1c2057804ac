"""The feeds of a server, as its moderators add, see and remove them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands

from bot.core.names import has_words, words_typed
from bot.discord_app.framework.checks import MODERATES, is_moderator
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import answer_privately, respond_privately
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import ENGLISH, texts_in
from bot.discord_app.texts.translator import option_descriptions
from bot.ingest.fetch import MAX_URL_LENGTH
from bot.storage.feeds import MAX_FEEDS, FeedRecord, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.discord_app.features.feeds.poller import Brought
    from bot.discord_app.texts import Texts


URL = app_commands.Range[str, 1, MAX_URL_LENGTH]
_SHOWN = 60  # characters of a title or URL in the list, so that twenty feeds fit into a card
_REASON = 100
_LONG = timedelta(days=7)

feed = app_commands.Group(name="feed", description=texts_in(ENGLISH)("command-articles-feed-does"))


@feed.command(extras=MODERATES)
@app_commands.describe(**option_descriptions("url"))
async def add(interaction: Interaction, url: URL) -> None:
    """Take articles from an RSS or Atom feed, now and whenever it has new ones."""
    bot = interaction.client
    with bot.answering():
        await interaction.response.defer(ephemeral=True, thinking=True)  # pages take their time
        texts = await bot.texts(interaction, private=True)
        await answer_privately(interaction, texts, await _added(interaction, url.strip(), texts))


@feed.command(name="list", extras=MODERATES)
async def list_feeds(interaction: Interaction) -> None:
    """Show this server’s feeds and which of them are failing."""
    bot = interaction.client
    feeds = await bot.store.feeds.of_server(interaction.guild_id or 0)
    await respond_privately(interaction, partial(feeds_reply, feeds, bot.clock().date()))


@feed.command(extras=MODERATES)
@app_commands.describe(**option_descriptions("feed"))
async def remove(interaction: Interaction, feed: str) -> None:
    """Stop taking articles from a feed. The ones it brought stay."""
    bot = interaction.client
    number = int(feed) if feed.isdecimal() and len(feed) < 19 else 0
    removed = await bot.store.feeds.remove(interaction.guild_id or 0, number)
    await respond_privately(interaction, partial(removed_reply, removed))


@remove.autocomplete("feed")
async def complete_feed(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the server's feeds whose title or URL has what was typed."""
    if not is_moderator(interaction):
        return []
    feeds = await interaction.client.store.feeds.of_server(interaction.guild_id or 0)
    words = words_typed(typed)
    return [
        app_commands.Choice(name=shorten(one.title, MAX_CHOICE_NAME), value=str(one.number))
        for one in feeds
        if has_words(f"{one.title} {one.url}", words)
    ][:MAX_CHOICES]


async def _added(interaction: Interaction, url: str, texts: Texts) -> str:
    """Add a feed, take in what it has, and say so, or why it is not added."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    if not bot.feeder.minutes:
        return texts("feeds-off")
    now = bot.clock()
    # If the bot is killed meanwhile, the feed is checked again then.
    later = now.timestamp() + 60 * bot.feeder.minutes
    added = await bot.store.feeds.add(server_id, url, later, now.date())
    if added is Refusal.KNOWN:
        return texts("feed-known")
    if added is Refusal.FULL:
        return texts("feeds-full", most=MAX_FEEDS)
    try:
        return _told(await bot.feeder.check(added), texts)
    except Exception:
        await bot.store.feeds.remove(server_id, added.number)
        raise


def _told(brought: Brought, texts: Texts) -> str:
    title = escape(shorten(brought.title, MAX_CHOICE_NAME))
    lines = [texts("feed-added", brought.added, title=title)]
    if brought.known:
        lines.append(texts("feed-twins", brought.known))
    if brought.unread:
        lines.append(texts("feed-unread", brought.unread))
    return "\n".join(lines)


def feeds_reply(feeds: Sequence[FeedRecord], today: date, texts: Texts) -> Reply:
    """Show the feeds, first those that fail, with the reason."""
    if not feeds:
        return notice(texts, texts("no-feeds"))
    failing_first = sorted(feeds, key=lambda one: one.failing_since is None)
    items = tuple((_line(one, today, texts),) for one in failing_first)
    footer = small_print(texts("feeds-of-most", len(feeds), most=MAX_FEEDS))
    return Reply(texts, heading(texts("feeds")), items, footer)


def _line(one: FeedRecord, today: date, texts: Texts) -> str:
    title, url = (escape(shorten(text, _SHOWN)) for text in (one.title, one.url))
    lines = [f"**{title}**", small_print(url)]
    if one.failing_since:
        is_long = today - one.failing_since >= _LONG
        reason = escape(shorten(one.failure or "", _REASON))
        key = "feed-fails-long" if is_long else "feed-fails"
        lines.append(texts(key, since=texts.date(one.failing_since), reason=reason))
    return "\n".join(lines)


def removed_reply(removed: FeedRecord | None, texts: Texts) -> Reply:
    """Say which feed was removed, if it was there."""
    if removed is None:
        return notice(texts, texts("no-such-feed"))
    title = escape(shorten(removed.title, MAX_CHOICE_NAME))
    return notice(texts, texts("feed-removed", title=title))
