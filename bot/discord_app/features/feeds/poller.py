"""Feeding: feeds are checked from time to time, and what is new in them becomes articles."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.errors import AddressError, IngestError, LibraryError, StoreError
from bot.ingest.ingest import gather_entry, gather_feed, gather_page
from bot.libraries.server_library import Incoming
from bot.storage.articles import Original
from bot.storage.feeds import Check

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import date

    from bot.discord_app.client import Verbatim
    from bot.ingest.feed import FeedEntry, ParsedFeed
    from bot.libraries.server_library import Added
    from bot.storage.feeds import FeedRecord

log = logging.getLogger(__name__)

AT_ONCE = 4  # feeds; each may have a process of its own that reads a page
LOOK_EVERY = 30.0  # seconds between looks for feeds that are due
_AFTER_FAULT = 600.0
PAUSE = 1.0  # second before each request to a site, as web crawlers keep it
DAY = 24 * 60 * 60.0
_LONGEST_WAIT = 7 * DAY  # that a site may ask for
_MOST_BYTES = 20_000_000  # of pages that are held until they are added; others wait


class Brought(NamedTuple):
    """What a check of a feed brought: articles, those that were there, entries not to be read."""

    title: str
    added: int = 0
    known: int = 0
    unread: int = 0


@dataclass(slots=True)
class _Taken:
    """What was made of a feed's entries; those that are not `seen` are tried again."""

    seen: list[str]
    incoming: list[Incoming] = field(default_factory=list)
    unread: int = 0
    wait: float | None = None  # seconds until what is left may be there

    @property
    def size(self) -> int:
        """How many bytes the originals have."""
        return sum(len(one.original.content) for one in self.incoming if one.original)


class Feeder:
    """Checks feeds: those that are due, and one that is added. Tests replace `sleep`."""

    def __init__(self, bot: Verbatim, minutes: int) -> None:
        self.minutes = minutes
        self.sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
        self._bot = bot
        self._checking: set[int] = set()
        self._sites: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def run(self) -> None:
        """Check what is due, again and again."""
        await self._bot.wait_until_ready()
        while True:
            wait = LOOK_EVERY
            try:
                await self.check_due()
            except StoreError as error:
                log.error("feeds are not checked: %s", error)  # noqa: TRY400 - it says it all
                wait = _AFTER_FAULT  # with a full disk, the same pages would be fetched every time
            await self.sleep(wait)

    async def check_due(self) -> None:
        """Check the feeds that are due, one after the other, beside others that do.

        Raises StoreError.
        """
        while feed := await self._next():
            try:
                await self._check_or_note(feed)
            finally:
                self._checking.discard(feed.number)

    async def check(self, feed: FeedRecord) -> Brought:
        """Take in what is new in a feed; raise IngestError or LibraryError.

        A check that is killed leaves entries that are new again, and whose articles are known.
        """
        today = self._bot.clock().date()
        async with self._turn(feed.url):
            read, fetched = await gather_feed(
                feed.url, etag=feed.etag, last_modified=feed.last_modified, web=self._bot.web
            )
        if read is None:
            same = Check(feed.title, feed.etag, feed.last_modified)
            await self._bot.store.feeds.checked(feed, same, self._next_check(feed), today)
            return Brought(feed.title)
        taken = await self._take(feed, read, today)
        added = await self._commit(feed, taken.incoming, today)
        # With what to ask with next time, a feed that has not changed would not be read again.
        validators = (fetched.etag, fetched.last_modified) if taken.wait is None else (None, None)
        check = Check(read.title or feed.title, *validators, taken.seen)
        later = self._next_check(feed, taken.wait)
        await self._bot.store.feeds.checked(feed, check, later, today)
        known = sum(one.is_duplicate for one in added)
        return Brought(check.title, len(added) - known, known, taken.unread)

    async def _commit(self, feed: FeedRecord, incoming: list[Incoming], today: date) -> list[Added]:
        """Add the articles, unless the feed was removed or its server forgotten meanwhile."""
        if not await self._bot.store.feeds.is_there(feed):
            return []
        async with self._bot.keeping(feed.server_id):
            return await self._bot.library.add(feed.server_id, incoming, today)

    async def _next(self) -> FeedRecord | None:
        """Return a feed that is due and that nobody checks, of a server that this process has."""
        servers = [guild.id for guild in self._bot.guilds]
        now = self._bot.clock().timestamp()
        for feed in await self._bot.store.feeds.due(now, servers, AT_ONCE):
            if feed.number not in self._checking:
                self._checking.add(feed.number)
                return feed
        return None

    async def _check_or_note(self, feed: FeedRecord) -> None:
        """Check a feed; keep why it failed, for the moderators. The log names neither."""
        extra = {"fields": {"server": feed.server_id, "feed": feed.number}}
        try:
            brought = await self.check(feed)
        except StoreError:
            raise
        except IngestError as error:
            log.info("a feed failed: %s", type(error).__name__, extra=extra)
            await self._failed(feed, error.reason, error.retry_after)
        except LibraryError as error:
            log.info("a feed failed: %s", type(error).__name__, extra=extra)
            await self._failed(feed, str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, other feeds go on
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("a feed failed: %s\n%s", type(error).__name__, where, extra=extra)  # noqa: TRY400
            await self._failed(feed, "cannot be taken in; the operator's log says more")
        else:
            log.info("a feed brought %d articles", brought.added, extra=extra)

    async def _failed(self, feed: FeedRecord, reason: str, wait: float | None = None) -> None:
        later = self._next_check(feed, wait, feed.failures)
        today = self._bot.clock().date()
        await self._bot.store.feeds.failed(feed, reason, later, today)

    def _next_check(self, feed: FeedRecord, wait: float | None = None, failures: int = 0) -> float:
        """Return when to check again: after each failure later, up to a day.

        A little earlier or later by the feed's number, so that not all come at once.
        """
        usual = 60.0 * self.minutes
        seconds = max(usual, min(usual * 2.0 ** min(failures, 16), DAY))
        shift = feed.number * 0.618034 % 1  # by the golden ratio they are spread evenly
        later = max(seconds * (0.9 + 0.2 * shift), min(wait or 0, _LONGEST_WAIT))
        return self._bot.clock().timestamp() + later

    async def _take(self, feed: FeedRecord, read: ParsedFeed, today: date) -> _Taken:
        """Make articles of the entries that are new, the oldest first."""
        unseen = await self._bot.store.feeds.unseen(feed, [entry.id for entry in read.entries])
        taken = _Taken([entry.id for entry in read.entries if entry.id not in unseen])
        for entry in reversed([entry for entry in read.entries if entry.id in unseen]):
            if taken.size > _MOST_BYTES:
                taken.wait = taken.wait or 0
                break
            try:
                taken.incoming.append(await self._incoming(entry, read, today))
            except IngestError as error:
                if error.retry_after is not None:
                    taken.wait = max(error.retry_after, taken.wait or 0)
                    if error.retry_after:
                        break
                    continue
            taken.seen.append(entry.id)
        taken.unread = len(unseen) - len(taken.incoming)
        return taken

    async def _incoming(self, entry: FeedEntry, read: ParsedFeed, today: date) -> Incoming:
        """Make an article of an entry's page, or of its own text if there is no page to be had."""
        if entry.url:
            try:
                return await self._page(entry.url, today)
            except IngestError as error:
                if error.retry_after or not entry.html:
                    raise
                if isinstance(error, AddressError):
                    entry = replace(entry, url=None)  # what is not opened is not linked
        text = await gather_entry(entry, read, today=today)
        return Incoming(text, Original("entry.html", entry.html.encode("utf-8", "replace")))

    async def _page(self, url: str, today: date) -> Incoming:
        async with self._turn(url):
            read, fetched = await gather_page(url, today=today, web=self._bot.web)
        suffix = PurePosixPath(urlsplit(fetched.url).path).suffix or ".html"
        return Incoming(read, Original(f"page{suffix}", fetched.body))

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Wait until nobody else asks the site of `url`, and for a moment."""
        try:
            site = urlsplit(url).hostname or ""
        except ValueError:  # which is refused before anything is asked
            site = ""
        async with self._sites.setdefault(site, asyncio.Lock()):
            await self.sleep(PAUSE)
            yield


@asynccontextmanager
async def feeding(bot: Verbatim) -> AsyncIterator[None]:
    """Have the feeds checked as long as this is open, unless the operator turned them off."""
    count = AT_ONCE if bot.feeder.minutes else 0
    tasks = [asyncio.create_task(bot.feeder.run()) for _ in range(count)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # before the database is closed
