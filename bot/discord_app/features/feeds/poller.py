"""The poller, which checks feeds regularly and adds their new entries as articles."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from bot.discord_app.framework.failures import describe
from bot.errors import AddressError, IngestError, LibraryError, StoreError
from bot.ingest.ingest import draft_from_entry, draft_from_page, fetch_feed
from bot.libraries.server_articles import ServerArticles
from bot.storage.feeds import Check

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import date

    from bot.discord_app.client import Verbatim
    from bot.ingest.draft import Draft
    from bot.ingest.feed import FeedEntry, ParsedFeed
    from bot.libraries.article_store import AddResult
    from bot.storage.feeds import FeedRecord

log = logging.getLogger(__name__)

WORKER_COUNT = 4  # each may have a process of its own that reads a page
POLL_SECONDS = 30.0  # between searches for feeds that are due
CHECK_PAUSE_SECONDS = 300.0  # between checks of a feed that moderators ask for
SITE_PAUSE_SECONDS = 1.0  # before each request to a site, as is usual for web crawlers
DAY_SECONDS = 24 * 60 * 60.0
_RETRY_SECONDS = 600.0  # after a fault: with a full disk, each check would fetch the same pages
_MAX_WAIT_SECONDS = 7 * DAY_SECONDS  # that a site may ask for
_MAX_BATCH_BYTES = 20_000_000  # of pages in memory until they are added; other entries wait


class FeedUpdate(NamedTuple):
    """How many articles a check of a feed brought, new or not, and how many entries failed."""

    title: str
    new_count: int = 0
    duplicate_count: int = 0
    unreadable_count: int = 0


@dataclass(slots=True)
class _Batch:
    """The articles made from a feed's entries; entries without their id here are tried again."""

    entry_ids: list[str]
    drafts: list[Draft] = field(default_factory=list)
    unreadable_count: int = 0
    wait: float | None = None  # seconds until the other entries may be readable

    @property
    def size(self) -> int:
        """The number of bytes of the originals."""
        return sum(len(draft.original.content) for draft in self.drafts if draft.original)


class FeedPoller:
    """Checks the feeds that are due and those that are added. Tests replace `sleep`."""

    def __init__(self, bot: Verbatim, minutes: int) -> None:
        self.minutes = minutes  # between checks of a feed; 0 turns feeds off
        self.sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
        self._bot = bot
        self._in_progress: set[int] = set()
        self._sites: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Have feeds checked while the body runs, unless the operator turned them off."""
        async with AsyncExitStack() as stack:
            for _ in range(WORKER_COUNT if self.minutes else 0):
                worker = self._bot.tasks.periodic(
                    "feeds",
                    self._poll,
                    every=POLL_SECONDS,
                    retry_after=_RETRY_SECONDS,
                    sleep=self.sleep,
                )
                await stack.enter_async_context(worker)
            yield

    async def _poll(self) -> None:
        await self._bot.wait_until_ready()
        await self.check_due()

    async def check_due(self) -> None:
        """Check the feeds that are due once, one after the other, alongside other workers.

        A feed whose row is damaged may stay due, and must not be fetched again and again. Raises
        StoreError.
        """
        checked: set[int] = set()
        while feed := await self._next_due(checked):
            checked.add(feed.number)
            try:
                await self._check_or_note(feed)
            finally:
                self._in_progress.discard(feed.number)

    async def check(self, feed: FeedRecord) -> FeedUpdate:
        """Add the new entries of a feed; raise IngestError or LibraryError.

        After a check that is killed, its entries are new again, and their articles duplicates.
        """
        today = self._bot.clock().date()
        async with self._turn(feed.url):
            content, response = await fetch_feed(
                feed.url, etag=feed.etag, last_modified=feed.last_modified, web=self._bot.web
            )
        if content is None:
            check = Check(feed.title, feed.etag, feed.last_modified)
            await self._set_checked(feed, check, self._next_check(feed))
            return FeedUpdate(feed.title)
        batch = await self._read_entries(feed, content, today)
        results = await self._add(feed, batch.drafts, today)
        # With validators, a feed that has not changed would not be read again.
        is_done = batch.wait is None
        validators = (response.etag, response.last_modified) if is_done else (None, None)
        check = Check(content.title or feed.title, *validators, batch.entry_ids)
        next_check = self._next_check(feed, batch.wait)
        await self._set_checked(feed, check, next_check)
        duplicate_count = sum(result.is_duplicate for result in results)
        new_count = len(results) - duplicate_count
        return FeedUpdate(check.title, new_count, duplicate_count, batch.unreadable_count)

    async def check_now(self, feed: FeedRecord) -> FeedUpdate | None:
        """Check a feed that a moderator wants checked; None if a check of it is under way.

        Raises IngestError or LibraryError, which the list of feeds shows as well.
        """
        if feed.number in self._in_progress:
            return None
        self._in_progress.add(feed.number)
        try:
            return await self.check(feed)
        except IngestError as error:
            await self._note_failure(feed, error.reason, error.retry_after)
            raise
        except LibraryError as error:
            await self._note_failure(feed, str(error))
            raise
        finally:
            self._in_progress.discard(feed.number)

    async def _set_checked(self, feed: FeedRecord, check: Check, next_check: float) -> None:
        now = self._bot.clock()
        await self._bot.store.feeds.set_checked(
            feed, check, next_check, now.date(), now.timestamp()
        )

    async def _add(self, feed: FeedRecord, drafts: list[Draft], today: date) -> list[AddResult]:
        """Add the articles, unless the feed was removed or its server forgotten meanwhile."""
        if not await self._bot.store.feeds.exists(feed):
            return []
        async with self._bot.forgetting_if_removed(feed.server_id):
            articles = ServerArticles(self._bot.library, feed.server_id, today)
            return await articles.add(drafts)

    async def _next_due(self, checked: set[int]) -> FeedRecord | None:
        """Return a feed of this process's servers that is due and that no worker checks.

        Those that are `checked` already are passed over.
        """
        servers = [guild.id for guild in self._bot.guilds]
        now = self._bot.clock().timestamp()
        limit = WORKER_COUNT
        while True:
            feeds = await self._bot.store.feeds.due(now, servers, limit)
            for feed in feeds:
                if feed.number not in self._in_progress | checked:
                    self._in_progress.add(feed.number)
                    return feed
            if len(feeds) < limit:
                return None
            limit *= 2

    async def _check_or_note(self, feed: FeedRecord) -> None:
        """Check a feed; store why it failed, for the moderators. The log names neither."""
        extra = {"fields": {"server": feed.server_id, "feed": feed.number}}
        try:
            update = await self.check(feed)
        except (
            StoreError
        ) as error:  # of this server, or of the whole database, which is then raised
            log.error("a feed failed: %s", error, extra=extra)  # noqa: TRY400
            await self._note_failure(feed, "could not be added; the operator's log has the details")
        except IngestError as error:
            log.info("a feed failed: %s", type(error).__name__, extra=extra)
            await self._note_failure(feed, error.reason, error.retry_after)
        except LibraryError as error:
            log.info("a feed failed: %s", type(error).__name__, extra=extra)
            await self._note_failure(feed, str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, other feeds go on
            log.error("a feed failed: %s", describe(error), extra=extra)  # noqa: TRY400
            await self._note_failure(feed, "could not be added; the operator's log has the details")
        else:
            log.info("a feed brought %d articles", update.new_count, extra=extra)

    async def _note_failure(self, feed: FeedRecord, reason: str, wait: float | None = None) -> None:
        next_check = self._next_check(feed, wait, feed.failures)
        now = self._bot.clock()
        await self._bot.store.feeds.set_failed(
            feed, reason, next_check, now.date(), now.timestamp()
        )

    def _next_check(self, feed: FeedRecord, wait: float | None = None, failures: int = 0) -> float:
        """Return when to check a feed again: later after each failure, up to a day.

        The feed's number shifts the time a little, so that not all feeds are due at once.
        """
        usual = 60.0 * self.minutes
        seconds = max(usual, min(usual * 2.0 ** min(failures, 16), DAY_SECONDS))
        shift = feed.number * 0.618034 % 1  # multiples of the golden ratio spread evenly
        seconds = max(seconds * (0.9 + 0.2 * shift), min(wait or 0, _MAX_WAIT_SECONDS))
        return self._bot.clock().timestamp() + seconds

    async def _read_entries(self, feed: FeedRecord, content: ParsedFeed, today: date) -> _Batch:
        """Make articles from the new entries, the oldest first."""
        ids = [entry.id for entry in content.entries]
        new_ids = await self._bot.store.feeds.unseen(feed, ids)
        batch = _Batch([entry_id for entry_id in ids if entry_id not in new_ids])
        for entry in reversed([entry for entry in content.entries if entry.id in new_ids]):
            if batch.size > _MAX_BATCH_BYTES:
                batch.wait = batch.wait or 0
                break
            try:
                batch.drafts.append(await self._read_entry(entry, content, today))
            except IngestError as error:
                if error.retry_after is not None:
                    batch.wait = max(error.retry_after, batch.wait or 0)
                    if error.retry_after:
                        break
                    continue
            batch.entry_ids.append(entry.id)
        batch.unreadable_count = len(new_ids) - len(batch.drafts)
        return batch

    async def _read_entry(self, entry: FeedEntry, content: ParsedFeed, today: date) -> Draft:
        """Make an article from an entry's page, or from its own text if the page is unreadable."""
        if entry.url:
            try:
                return await self._read_page(entry.url, today)
            except IngestError as error:
                if error.retry_after or not entry.html:
                    raise
                if isinstance(error, AddressError):
                    entry = replace(entry, url=None)  # do not link what may not be opened
        return await draft_from_entry(entry, content, today=today)

    async def _read_page(self, url: str, today: date) -> Draft:
        async with self._turn(url):
            return await draft_from_page(url, today=today, web=self._bot.web)

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Wait until no other request to the site of `url` is running, then pause."""
        try:
            site = urlsplit(url).hostname or ""
        except ValueError:  # which is refused before any request
            site = ""
        async with self._sites.setdefault(site, asyncio.Lock()):
            await self.sleep(SITE_PAUSE_SECONDS)
            yield
