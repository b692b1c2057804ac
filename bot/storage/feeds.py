"""Feeds: those from which a server takes articles, and which of their entries were seen."""

import asyncio
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from hashlib import blake2b

from bot.storage.database import Database

MAX_FEEDS = 20  # of a server: with 20 pages of each an hour it has 400, about a large newspaper's
_REMEMBERED = timedelta(days=90)  # after an entry was last listed; few feeds go back as far
_FEED = (
    "number, server_id, url, title, added_on, etag, last_modified, next_check, failures, failure,"
    " failing_since"
)

_CHECKED = """
    UPDATE feeds SET title = ?, etag = ?, last_modified = ?, next_check = ?,
        failures = 0, failure = NULL, failing_since = NULL
    WHERE number = ?
"""
_SEEN = """
    INSERT OR REPLACE INTO feed_entries (server_id, feed, entry, listed_on)
    SELECT server_id, number, ?, ? FROM feeds WHERE number = ?
"""
_FORGET = "DELETE FROM feed_entries WHERE feed = ? AND listed_on < ?"


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
    """What came of checking a feed: what to ask with next time, and the ids of its entries."""

    title: str
    etag: str | None
    last_modified: str | None
    seen: Sequence[str] = ()


class Refusal(Enum):
    """Why a feed is not added."""

    KNOWN = auto()
    FULL = auto()


class Feeds:
    """The feeds of every server, each of which sees its own alone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = asyncio.Lock()  # two at once would both find the last place free

    async def of_server(self, server_id: int) -> list[FeedRecord]:
        """Return the feeds of a server in the order in which they were added."""
        return await self._feeds("server_id = ? ORDER BY number", server_id)

    async def due(self, now: float, servers: Iterable[int], limit: int) -> list[FeedRecord]:
        """Return up to `limit` feeds of these servers that are to be checked, the oldest first."""
        return await self._feeds(
            "next_check <= ? AND server_id IN (SELECT value FROM json_each(?))"
            " ORDER BY next_check, number LIMIT ?",
            now,
            json.dumps(list(servers)),
            limit,
        )

    async def add(
        self, server_id: int, url: str, next_check: float, today: date
    ) -> FeedRecord | Refusal:
        """Keep a feed, whose title is its URL until it is checked; or return why not."""
        async with self._adding:
            feeds = await self.of_server(server_id)
            if any(feed.url == url for feed in feeds):
                return Refusal.KNOWN
            if len(feeds) >= MAX_FEEDS:
                return Refusal.FULL
            await self._database.write(
                "INSERT INTO feeds (server_id, url, title, added_on, next_check)"
                " VALUES (?, ?, ?, ?, ?)",
                *(server_id, url, url, today.isoformat(), next_check),
            )
            return (await self.of_server(server_id))[-1]

    async def is_there(self, feed: FeedRecord) -> bool:
        """Return False if the feed was removed, or its server forgotten."""
        return bool(await self._database.row("SELECT 1 FROM feeds WHERE number = ?", feed.number))

    async def unseen(self, feed: FeedRecord, ids: Collection[str]) -> set[str]:
        """Return those of the ids of entries that no check has seen."""
        places = ", ".join("?" * len(ids))
        rows = await self._database.rows(
            f"SELECT entry FROM feed_entries WHERE feed = ? AND entry IN ({places})",  # noqa: S608
            feed.number,
            *map(_hash, ids),
        )
        seen = {row[0] for row in rows}
        return {one for one in ids if _hash(one) not in seen}

    async def checked(self, feed: FeedRecord, check: Check, next_check: float, today: date) -> None:
        """Keep what came of a check; nothing if the feed is not there any more."""
        values = (check.title, check.etag, check.last_modified, next_check, feed.number)
        seen = [(_SEEN, (_hash(one), today.isoformat(), feed.number)) for one in check.seen]
        # Of a feed that has not changed nothing is seen, and old entries may stand in it still.
        old = [(_FORGET, (feed.number, (today - _REMEMBERED).isoformat()))] if seen else []
        await self._database.write_all([(_CHECKED, values), *seen, *old])

    async def failed(self, feed: FeedRecord, reason: str, next_check: float, today: date) -> None:
        """Keep why a check failed."""
        await self._database.write(
            "UPDATE feeds SET failures = failures + 1, failure = ?, next_check = ?,"
            " failing_since = coalesce(failing_since, ?) WHERE number = ?",
            *(reason, next_check, today.isoformat(), feed.number),
        )

    async def remove(self, server_id: int, number: int) -> FeedRecord | None:
        """Remove a feed of a server and return it; None if the server has no such."""
        found = await self._feeds("server_id = ? AND number = ?", server_id, number)
        if not found:
            return None
        await self._database.write_all(
            [
                ("DELETE FROM feed_entries WHERE feed = ?", (number,)),
                ("DELETE FROM feeds WHERE number = ?", (number,)),
            ]
        )
        return found[0]

    async def _feeds(self, which: str, *values: object) -> list[FeedRecord]:
        rows = await self._database.rows(
            f"SELECT {_FEED} FROM feeds WHERE {which}",  # noqa: S608 - both are ours
            *values,
        )
        return [_feed(*row) for row in rows]


def _feed(
    number: int,
    server_id: int,
    url: str,
    title: str,
    added_on: str,
    etag: str | None,
    last_modified: str | None,
    next_check: float,
    failures: int,
    failure: str | None,
    failing_since: str | None,
) -> FeedRecord:
    since = date.fromisoformat(failing_since) if failing_since else None
    day = date.fromisoformat(added_on)
    return FeedRecord(
        number,
        server_id,
        url,
        title,
        day,
        etag,
        last_modified,
        next_check,
        failures,
        failure,
        since,
    )


def _hash(entry: str) -> bytes:
    return blake2b(entry.encode("utf-8", "surrogatepass"), digest_size=16).digest()
