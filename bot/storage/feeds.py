"""The feeds from which servers take articles, and the entries that were seen in them."""

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from hashlib import blake2b
from sqlite3 import Row

from bot.storage.database import Database

MAX_FEEDS = 20  # of a server: with 20 pages of each an hour it has 400, about a large newspaper's
_REMEMBERED_FOR = timedelta(days=90)  # after an entry was last listed; few feeds go back as far

_FEEDS = """
    SELECT number, server_id, url, title, added_on, etag, last_modified, next_check, failures,
        failure, failing_since
    FROM feeds
"""
_OF_SERVER = f"{_FEEDS} WHERE server_id = ? ORDER BY number"
_BY_NUMBER = f"{_FEEDS} WHERE server_id = ? AND number = ?"
_DUE = (
    f"{_FEEDS} WHERE next_check <= ? AND server_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
    " ORDER BY next_check, number LIMIT ?"
)
_INSERT = """
    INSERT INTO feeds (server_id, url, title, added_on, next_check) VALUES (?, ?, ?, ?, ?)
"""
_SEEN = """
    SELECT entry FROM feed_entries
    WHERE feed = ? AND hex(entry) IN (SELECT value FROM json_each(?))
"""
_SET_CHECKED = """
    UPDATE feeds SET title = ?, etag = ?, last_modified = ?, next_check = ?,
        failures = 0, failure = NULL, failing_since = NULL
    WHERE number = ?
"""
_SET_FAILED = """
    UPDATE feeds SET failures = failures + 1, failure = ?, next_check = ?,
        failing_since = coalesce(failing_since, ?)
    WHERE number = ?
"""
_SET_SEEN = """
    INSERT OR REPLACE INTO feed_entries (server_id, feed, entry, listed_on)
    SELECT server_id, number, ?, ? FROM feeds WHERE number = ?
"""
_FORGET_SEEN = "DELETE FROM feed_entries WHERE feed = ? AND listed_on < ?"


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A feed of a server; `next_check` in seconds since 1970, `failure` of the last check."""

    number: int
    server_id: int
    url: str
    title: str
    added_on: date
    etag: str | None
    last_modified: str | None
    next_check: float
    failures: int
    failure: str | None
    failing_since: date | None


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
        return [_to_record(row) for row in await self._database.rows(_OF_SERVER, server_id)]

    async def due(self, now: float, servers: Iterable[int], limit: int) -> list[FeedRecord]:
        """Return up to `limit` feeds of these servers that are due, the longest due first."""
        rows = await self._database.rows(_DUE, now, json.dumps(list(servers)), limit)
        return [_to_record(row) for row in rows]

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
        return set(hashes.values()) - {hashes[row["entry"].hex().upper()] for row in rows}

    async def set_checked(
        self, feed: FeedRecord, check: Check, next_check: float, today: date
    ) -> None:
        """Store the result of a check, if the feed still exists."""
        values = (check.title, check.etag, check.last_modified, next_check, feed.number)
        seen = [
            (_SET_SEEN, (_hash(entry_id), today.isoformat(), feed.number))
            for entry_id in check.entry_ids
        ]
        # A feed that has not changed lists nothing here, though its old entries may stand in it.
        oldest = (today - _REMEMBERED_FOR).isoformat()
        forget = [(_FORGET_SEEN, (feed.number, oldest))] if seen else []
        await self._database.write_all([(_SET_CHECKED, values), *seen, *forget])

    async def set_failed(
        self, feed: FeedRecord, reason: str, next_check: float, today: date
    ) -> None:
        """Store why a check failed."""
        values = (reason, next_check, today.isoformat(), feed.number)
        await self._database.write(_SET_FAILED, *values)

    async def remove(self, server_id: int, number: int) -> FeedRecord | None:
        """Remove a feed of a server and return it; None if the server has no such feed."""
        row = await self._database.row(_BY_NUMBER, server_id, number)
        if row is None:
            return None
        await self._database.write_all(
            [
                ("DELETE FROM feed_entries WHERE feed = ?", (number,)),
                ("DELETE FROM feeds WHERE number = ?", (number,)),
            ]
        )
        return _to_record(row)


def _to_record(row: Row) -> FeedRecord:
    since = row["failing_since"]
    return FeedRecord(
        number=row["number"],
        server_id=row["server_id"],
        url=row["url"],
        title=row["title"],
        added_on=date.fromisoformat(row["added_on"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        next_check=row["next_check"],
        failures=row["failures"],
        failure=row["failure"],
        failing_since=date.fromisoformat(since) if since else None,
    )


def _hash(entry_id: str) -> bytes:
    return blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
