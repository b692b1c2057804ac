"""Replies to `/articles feed`: a new feed, the list of feeds, and the end of one."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.discord_app.features.feeds.poller import FeedUpdate
from bot.discord_app.framework.checks import relative_time
from bot.discord_app.replies.limits import MAX_CHOICE_NAME
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import Texts
from bot.storage.feeds import MAX_FEEDS, FeedRecord

_MAX_LISTED_NAME = 60  # characters of a title or URL, so that twenty feeds fit into a card
_MAX_REASON = 100  # characters
_LONG_FAILURE = timedelta(days=7)


def feed_added_text(update: FeedUpdate, texts: Texts) -> str:
    """Say what a new feed brought."""
    return _update_text("feed-added", update, texts)


def feed_checked_text(update: FeedUpdate, texts: Texts) -> str:
    """Say what a feed brought that was checked again."""
    return _update_text("feed-checked", update, texts)


def _update_text(key: str, update: FeedUpdate, texts: Texts) -> str:
    title = escape(shorten(update.title, MAX_CHOICE_NAME))
    lines = [texts(key, update.new_count, title=title)]
    if update.duplicate_count:
        lines.append(texts("feed-twins", update.duplicate_count))
    if update.unreadable_count:
        lines.append(texts("feed-unread", update.unreadable_count))
    return "\n".join(lines)


def feeds_reply(feeds: Sequence[FeedRecord], today: date, minutes: int, texts: Texts) -> Reply:
    """Show the feeds, checked every so many `minutes`, first those that fail, with the reason."""
    if not feeds:
        return notice(texts, texts("no-feeds"))
    failing_first = sorted(feeds, key=lambda feed: feed.failing_since is None)
    items = tuple((_feed_text(feed, today, minutes, texts),) for feed in failing_first)
    interval = texts("feed-interval", minutes) if minutes else texts("feeds-off")
    footer = small_print(texts("feeds-of-most", len(feeds), most=MAX_FEEDS), interval)
    return Reply(texts, heading(texts("feeds")), items, footer)


def removal_reply(feed: FeedRecord | None, texts: Texts) -> Reply:
    """Say which feed was removed, or that there is no such feed."""
    if feed is None:
        return notice(texts, texts("no-such-feed"))
    title = escape(shorten(feed.title, MAX_CHOICE_NAME))
    return notice(texts, texts("feed-removed", title=title))


def _feed_text(feed: FeedRecord, today: date, minutes: int, texts: Texts) -> str:
    title, url = (escape(shorten(text, _MAX_LISTED_NAME)) for text in (feed.title, feed.url))
    lines = [f"**{title}**", small_print(url, *_check_times(feed, minutes, texts))]
    if feed.failing_since:
        is_long = today - feed.failing_since >= _LONG_FAILURE
        reason = escape(shorten(feed.failure or "", _MAX_REASON))
        key = "feed-fails-long" if is_long else "feed-fails"
        lines.append(texts(key, since=texts.date(feed.failing_since), reason=reason))
    return "\n".join(lines)


def _check_times(feed: FeedRecord, minutes: int, texts: Texts) -> list[str]:
    """Return when a feed was checked and when it will be, as Discord shows times."""
    times = []
    if feed.checked_at is not None:
        times.append(texts("feed-last-check", when=relative_time(feed.checked_at)))
    if minutes:
        times.append(texts("feed-next-check", when=relative_time(feed.next_check)))
    return times
