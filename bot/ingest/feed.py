"""Read the entries of RSS and Atom feeds; the only import of feedparser, used in the sandbox.

feedparser also reads broken feeds, is released every year, and adds 0.2 MB; the last release of
atoma is from 2019.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.ingest.sandbox import SANDBOX_LIMITS, SandboxLimits, read_in_sandbox
from bot.web_address import web_address

MAX_ENTRIES = 20
_MAX_ID_LENGTH = 300  # characters; a longer id is stored as its hash
_MAX_TITLE_LENGTH = 500  # characters


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry. Its `id` is stable if the feed's publisher keeps it so; `html` may be empty."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    html: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's newest entries in its own order; `is_broken` if it had to be repaired."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    is_broken: bool


async def parse_feed(
    url: str,
    data: bytes,
    *,
    limit: int = MAX_ENTRIES,
    since: date | None = None,
    limits: SandboxLimits = SANDBOX_LIMITS,
) -> ParsedFeed:
    """Return up to `limit` entries that are not older than `since`, or have no date.

    Raises DocumentError if `data` is not a feed.
    """
    oldest = since.isoformat() if since else None
    answer = await read_in_sandbox("feed", url, data, limits, url=url, limit=limit, since=oldest)
    entries = tuple(map(_to_entry, answer["entries"]))
    return ParsedFeed(answer["title"], entries, answer["is_broken"])


def _to_entry(fields: Mapping[str, Any]) -> FeedEntry:
    day = fields["published"]
    return FeedEntry(**{**fields, "published": day and date.fromisoformat(day)})


def read_feed(
    data: bytes, limits: Mapping[str, int], *, url: str, limit: int, since: str | None
) -> Mapping[str, Any]:
    """Return a ParsedFeed as JSON; runs in the sandbox. Raises UnreadableError."""
    import io

    import feedparser

    from bot.ingest.unreadable import UnreadableError

    # feedparser would take bytes for the name of a file, and open it.
    feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    if not feed.get("version") and not feed.entries:
        raise UnreadableError("is not a feed (RSS or Atom)")
    entries: dict[str, dict[str, Any]] = {}  # by their ids
    for item in feed.entries:
        entry = _read_entry(item)
        day = _day(item, "updated") or entry["published"]
        is_old = since and day and day < since
        if not is_old and (entry["url"] or entry["html"]):
            entries.setdefault(entry["id"], entry)
        if len(entries) == limit:
            break
    if sum(len(entry["html"]) for entry in entries.values()) > limits["max_characters"]:
        raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
    return {
        "title": _to_line(feed.feed.get("title")),
        "entries": list(entries.values()),
        "is_broken": bool(feed.bozo) and not _is_only_encoding(feed.bozo_exception),
    }


def _is_only_encoding(error: object) -> bool:
    """Return whether a feed only declares another encoding or type than its server does."""
    return type(error).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}


def _read_entry(item: Mapping[str, Any]) -> dict[str, Any]:
    url = web_address(item.get("link"))
    html = max(_texts(item), key=len, default="")
    key = item.get("id") or url or f"{item.get('title')}\n{html}"
    if len(key) > _MAX_ID_LENGTH or key not in {item.get("id"), url}:
        key = "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return {
        "id": key,
        "url": url,
        "title": _to_line(item.get("title")),
        "published": _day(item, "published"),
        "html": html,
    }


def _texts(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (content.get("value") or "" for content in item.get("content", ()))
    yield item.get("summary") or ""


def _to_line(text: str | None) -> str | None:
    """Return `text` on one line, without the markup that feedparser leaves in titles."""
    without_tags = re.sub(r"<[^<>]*>", " ", text or "")
    return " ".join(without_tags.split())[:_MAX_TITLE_LENGTH] or None


_FULL_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{1,2}[ -][^\W\d_]{3,}[. -]+\d{2,4}|\d+/\d+/\d{2,4}")


def _day(item: Mapping[str, Any], event: str) -> str | None:
    """Return the day of an event; feedparser fills in parts of today's date, so it must be full."""
    fields = item.get(f"{event}_parsed") if event in item else None
    if not fields or not _FULL_DATE.search(item.get(event) or ""):
        return None
    try:
        return date(*fields[:3]).isoformat()
    except ValueError:  # feedparser makes year -1 of 0000-00-00
        return None
