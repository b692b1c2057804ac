"""The feeds from which servers take articles, and the entries that were seen in them."""

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from hashlib import blake2b

from bot.storage.damage import (
    CheckedRow,
    optional,
    to_bytes,
    to_count,
    to_day,
    to_id,
    to_number,
    to_text,
)
from bot.storage.database import Database

MAX_FEEDS = 20  # of a server: with 20 pages of each an hour it has 400, about a large newspaper's
_REMEMBERED_FOR = timedelta(days=90)  # after an entry was last listed; few feeds go back as far

MAX_WAIT_SECONDS = 8 * 24 * 60 * 60.0  # for the next check of a feed, whatever its site asks for
_HASH_BYTES = 16
# As with articles: an index that is damaged may name a row of another server.
_FEEDS = """
    SELECT stored.number, stored.server_id, stored.url, stored.title, stored.added_on, stored.etag,
        stored.last_modified, stored.next_check, stored.failures, stored.failure,
        stored.failing_since, stored.checked_at, listed.server_id AS listed_server_id
    FROM feeds AS listed JOIN feeds AS stored ON stored.number = listed.number
"""
FEEDS_OF_SERVER = f"{_FEEDS} WHERE listed.server_id = ? ORDER BY listed.number"
_BY_NUMBER = f"{_FEEDS} WHERE listed.server_id = ? AND listed.number = ?"
# A check that is further ahead than any wait comes of a clock that was set back, or of damage.
_DUE = (
    f"{_FEEDS} WHERE (listed.next_check <= ? OR listed.next_check > ?"  # noqa: S608 - ours
    " OR listed.next_check IS NULL)"
    " AND listed.server_id IN (SELECT value FROM json_each(?))"
    " ORDER BY listed.next_check, listed.number LIMIT ?"
)
_INSERT = """
    INSERT INTO feeds (server_id, url, title, added_on, next_check) VALUES (?, ?, ?, ?, ?)
"""
_SEEN = """
    SELECT hex(entry) AS entry FROM feed_entries
    WHERE feed = ? AND hex(entry) IN (SELECT value FROM json_each(?))
"""
_SET_CHECKED = """
    UPDATE feeds SET title = ?, etag = ?, last_modified = ?, next_check = ?, checked_at = ?,
        failures = 0, failure = NULL, failing_since = NULL
    WHERE number = ?
"""
_SET_FAILED = """
    UPDATE feeds SET
        failures = max(0, min(ifnull(CAST(failures AS INTEGER), 0), 1000)) + 1,
        failure = ?, next_check = ?, checked_at = ?,
        failing_since = coalesce(date(failing_since), ?)
    WHERE number = ?
"""
_SET_SEEN = """
    INSERT OR REPLACE INTO feed_entries (server_id, feed, entry, listed_on)
    SELECT server_id, number, ?, ? FROM feeds WHERE number = ?
"""
_FORGET_SEEN = "DELETE FROM feed_entries WHERE feed = ? AND listed_on < ?"


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A feed of a server; `failure` is that of the last check.

    `next_check` and `checked_at` are in seconds since 1970.
    """

    number: int
    server_id: int
    url: str
    title: str
    added_on: date | None  # None if it is damaged
    etag: str | None
    last_modified: str | None
    next_check: float
    failures: int
    failure: str | None
    failing_since: date | None
    checked_at: float | None  # None before the first check


@dataclass(frozen=True, slots=True)
class Check:
    """The result of checking a feed: the validators for the next request, and the ids it listed."""

    title: str
    etag: str | None
    last_modified: str | None
    entry_ids: Sequence[str] = ()


class Refusal(Enum):
    """Why a feed is not added."""

    KNOWN = auto()
    FULL = auto()


class Feeds:
    """The feeds of every server; each method sees those of one server only, but for `due`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = asyncio.Lock()  # two at once would both find the last place free

    async def of_server(self, server_id: int) -> list[FeedRecord]:
        """Return the feeds of a server in the order in which they were added."""
        rows = await self._database.rows(FEEDS_OF_SERVER, server_id)
        return self._database.convert("feeds", rows, to_feed)

    async def due(self, now: float, servers: Iterable[int], limit: int) -> list[FeedRecord]:
        """Return up to `limit` feeds of these servers that are due, the longest due first."""
        server_ids = json.dumps(list(servers))
        row_limit = limit
        while True:
            values = (now, now + MAX_WAIT_SECONDS, server_ids, row_limit)
            rows = await self._database.rows(_DUE, *values)
            feeds = self._database.convert("feeds", rows, to_feed)
            if len(feeds) >= limit or len(rows) < row_limit:
                return feeds[:limit]
            row_limit *= 2  # damaged feeds stay due, and others wait behind them

    async def add(
        self, server_id: int, url: str, next_check: float, today: date
    ) -> FeedRecord | Refusal:
        """Add a feed, titled by its URL until it is checked; or return why it is refused."""
        async with self._adding:
            feeds = await self.of_server(server_id)
            if any(feed.url == url for feed in feeds):
                return Refusal.KNOWN
            if len(feeds) >= MAX_FEEDS:
                return Refusal.FULL
            values = (server_id, url, url, today.isoformat(), next_check)
            await self._database.write(_INSERT, *values)
            return (await self.of_server(server_id))[-1]

    async def exists(self, feed: FeedRecord) -> bool:
        """Return False if the feed was removed, or its server forgotten."""
        return bool(await self._database.row("SELECT 1 FROM feeds WHERE number = ?", feed.number))

    async def unseen(self, feed: FeedRecord, entry_ids: Collection[str]) -> set[str]:
        """Return the ids of the entries that no check has seen."""
        hashes = {_hash(entry_id).hex().upper(): entry_id for entry_id in entry_ids}
        rows = await self._database.rows(_SEEN, feed.number, json.dumps(list(hashes)))
        return set(hashes.values()) - {hashes.get(row["entry"]) for row in rows}

    async def set_checked(
        self,
        feed: FeedRecord,
        check: Check,
        next_check: float,
        today: date,
        checked_at: float | None = None,
    ) -> None:
        """Store the result of a check, if the feed still exists."""
        validators = check.etag, check.last_modified
        values = (check.title, *validators, next_check, checked_at, feed.number)
        seen = [
            (_SET_SEEN, (_hash(entry_id), today.isoformat(), feed.number))
            for entry_id in check.entry_ids
        ]
        # A feed that has not changed lists nothing here, though its old entries may stand in it.
        oldest = (today - _REMEMBERED_FOR).isoformat()
        forget = [(_FORGET_SEEN, (feed.number, oldest))] if seen else []
        await self._database.write_all([(_SET_CHECKED, values), *seen, *forget])

    async def set_failed(
        self,
        feed: FeedRecord,
        reason: str,
        next_check: float,
        today: date,
        checked_at: float | None = None,
    ) -> None:
        """Store why a check failed."""
        values = (reason, next_check, checked_at, today.isoformat(), feed.number)
        await self._database.write(_SET_FAILED, *values)

    async def by_number(self, server_id: int, number: int) -> FeedRecord | None:
        """Return a feed of a server; None if the server has no such feed."""
        rows = await self._database.rows(_BY_NUMBER, server_id, number)
        return next(iter(self._database.convert("feeds", rows, to_feed)), None)

    async def remove(self, server_id: int, number: int) -> FeedRecord | None:
        """Remove a feed of a server and return it; None if the server has no such feed."""
        feed = await self.by_number(server_id, number)
        if feed is None:
            return None
        await self._database.write_all(
            [
                ("DELETE FROM feed_entries WHERE feed = ?", (number,)),
                ("DELETE FROM feeds WHERE number = ?", (number,)),
            ]
        )
        return feed


def to_feed(row: CheckedRow) -> FeedRecord:
    """Convert a row of `FEEDS_OF_SERVER`; of a feed only its server and address are needed."""
    server_id, url = row.get("server_id", to_id), row.get("url", to_text)
    is_listed = server_id == row.get("listed_server_id", to_id)
    row.require(is_listed, "an index and the row do not agree")
    return FeedRecord(
        number=row.get("number", to_id),
        server_id=server_id,
        url=url,
        title=row.get_or("title", to_text, default=url),
        added_on=row.get_or("added_on", to_day, default=None),
        etag=row.get_or("etag", optional(to_text), default=None),
        last_modified=row.get_or("last_modified", optional(to_text), default=None),
        next_check=row.get_or("next_check", to_number, default=0.0),
        failures=row.get_or("failures", to_count, default=0),
        failure=row.get_or("failure", optional(to_text), default=None),
        failing_since=row.get_or("failing_since", optional(to_day), default=None),
        checked_at=row.get_or("checked_at", optional(to_number), default=None),
    )


def to_entry(row: CheckedRow) -> None:
    """Check an entry that was seen; only a query compares it."""
    row.get("server_id", to_id)
    row.get("feed", to_id)
    row.require(
        len(row.get("entry", to_bytes)) == _HASH_BYTES, f"entry has not {_HASH_BYTES} bytes"
    )
    if row.get("listed_on", to_text):
        row.get("listed_on", to_day)


def _hash(entry_id: str) -> bytes:
    return blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
