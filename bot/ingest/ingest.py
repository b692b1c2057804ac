"""Gather: one function for each thing that a moderator can give."""

from dataclasses import dataclass
from datetime import date

from bot.errors import DocumentError
from bot.ingest.addresses import MayConnect, is_public
from bot.ingest.documents import read_document
from bot.ingest.draft import Gathered, gathered
from bot.ingest.feed import MAX_ENTRIES, FeedEntry, ParsedFeed, parse_feed
from bot.ingest.fetch import (
    FEEDS,
    FETCH_LIMITS,
    Fetched,
    FetchLimits,
    Resolve,
    fetch,
    resolve_by_system,
)
from bot.ingest.sandbox import read_in_sandbox


@dataclass(frozen=True, slots=True)
class Web:
    """How URLs are opened. Tests replace what may be connected to; no setting can."""

    limits: FetchLimits = FETCH_LIMITS
    may_connect: MayConnect = is_public
    resolve: Resolve = resolve_by_system

    async def page(self, url: str) -> Fetched:
        """Get a page or file."""
        return await fetch(url, self.limits, may_connect=self.may_connect, resolve=self.resolve)

    async def feed(self, url: str, etag: str | None, last_modified: str | None) -> Fetched:
        """Get a feed, if it has changed."""
        return await fetch(
            url,
            self.limits,
            types=FEEDS,
            etag=etag,
            last_modified=last_modified,
            may_connect=self.may_connect,
            resolve=self.resolve,
        )


WEB = Web()


async def gather_file(name: str, data: bytes, *, today: date) -> Gathered:
    """Make an article of an attached file; raise DocumentError."""
    return await read_document(name, data, today=today)


def gather_text(
    text: str, *, title: str = "", published: date | None = None, url: str | None = None
) -> Gathered:
    """Make an article of a pasted text; raise DocumentError."""
    if not text.strip():
        raise DocumentError("the text", "is empty")
    day = published.isoformat() if published else None
    return gathered("the text", text, ".txt", {"title": title, "published": day, "url": url})


async def gather_page(url: str, *, today: date, web: Web = WEB) -> tuple[Gathered, Fetched]:
    """Make an article of what stands at `url`, and return the original; raise IngestError."""
    fetched = await web.page(url)
    read = await read_document(
        url,
        fetched.body,
        today=today,
        url=fetched.url,
        content_type=fetched.content_type,
        charset=fetched.charset,
    )
    return read, fetched


async def gather_feed(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    limit: int = MAX_ENTRIES,
    since: date | None = None,
    web: Web = WEB,
) -> tuple[ParsedFeed | None, Fetched]:
    """Return the newest entries of a feed, None if nothing changed; raise IngestError.

    The ETag and Last-Modified of what was fetched are for the next call.
    """
    fetched = await web.feed(url, etag, last_modified)
    if fetched.not_modified:
        return None, fetched
    return await parse_feed(fetched.url, fetched.body, limit=limit, since=since), fetched


async def gather_entry(entry: FeedEntry, feed: ParsedFeed, *, today: date) -> Gathered:
    """Make an article of an entry's own text, for one that has no page; raise DocumentError."""
    name = entry.title or entry.id
    page = f"<html><body><article>{entry.html}</article></body></html>".encode("utf-8", "replace")
    read = await read_in_sandbox("page", name, page, today=today.isoformat(), charset="utf-8")
    day = entry.published.isoformat() if entry.published else None
    fields = {"title": entry.title, "published": day, "source": feed.title, "url": entry.url}
    return gathered(name, read["text"], ".md", fields)
