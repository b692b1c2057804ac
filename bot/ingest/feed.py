"""Feeds: the entries of RSS and Atom; the only import of feedparser, which runs in the worker.

feedparser reads broken feeds too, is released every year, and brings 0.2 MB; atoma had its last
release in 2019.
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
_LONGEST_ID = 300  # characters


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `id` stays the same while the feed's publisher keeps it; `html` may be empty."""

    id: str
    url: str | None
    title: str | None
    published: date | None
    html: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's newest entries, as it orders them; `is_broken` where it had to be mended."""

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

    Raises DocumentError where `data` is no feed.
    """
    oldest = since.isoformat() if since else None
    answer = await read_in_sandbox("feed", url, data, limits, url=url, limit=limit, since=oldest)
    entries = tuple(
        FeedEntry(
            **entry | {"published": entry["published"] and date.fromisoformat(entry["published"])}
        )
        for entry in answer["entries"]
    )
    return ParsedFeed(answer["title"], entries, answer["is_broken"])


def read_feed(
    data: bytes, limits: Mapping[str, int], *, url: str, limit: int, since: str | None
) -> Mapping[str, Any]:
    """Return the feed as JSON knows it; runs in the worker. Raises UnreadableError."""
    import io

    import feedparser

    from bot.ingest.unreadable import UnreadableError

    # Bytes alone could be the name of a file, which feedparser would then open.
    read = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    if not read.get("version") and not read.entries:
        raise UnreadableError("is not a feed (RSS or Atom)")
    found: dict[str, dict[str, Any]] = {}
    for raw in read.entries:
        entry = _entry(raw)
        day = _day(raw, "updated") or entry["published"]
        is_old = since and day and day < since
        if not is_old and (entry["url"] or entry["html"]):
            found.setdefault(entry["id"], entry)
        if len(found) == limit:
            break
    if sum(len(entry["html"]) for entry in found.values()) > limits["max_characters"]:
        raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
    return {
        "title": _line(read.feed.get("title")),
        "entries": list(found.values()),
        "is_broken": bool(read.bozo) and not _is_only_encoding(read.bozo_exception),
    }


def _is_only_encoding(error: object) -> bool:
    """Return True for a feed that calls itself UTF-8 where its server says otherwise."""
    return type(error).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    url = web_address(entry.get("link"))
    html = max(_texts(entry), key=len, default="")
    key = entry.get("id") or url or f"{entry.get('title')}\n{html}"
    if len(key) > _LONGEST_ID or key not in {entry.get("id"), url}:
        key = "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return {
        "id": key,
        "url": url,
        "title": _line(entry.get("title")),
        "published": _day(entry, "published"),
        "html": html,
    }


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from (content.get("value") or "" for content in entry.get("content", ()))
    yield entry.get("summary") or ""


def _line(text: str | None) -> str | None:
    """Return `text` as one line without markup, which feedparser leaves in titles."""
    return " ".join(re.sub(r"<[^<>]*>", " ", text or "").split())[:500] or None


_FULL_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{1,2}[ -][^\W\d_]{3,}[. -]+\d{2,4}|\d+/\d+/\d{2,4}")


def _day(entry: Mapping[str, Any], event: str) -> str | None:
    """Return the day of an event; feedparser fills up a date without one from today's."""
    parsed = entry.get(f"{event}_parsed") if event in entry else None
    if not parsed or not _FULL_DATE.search(entry.get(event) or ""):
        return None
    try:
        return date(*parsed[:3]).isoformat()
    except ValueError:  # feedparser makes year -1 of 0000-00-00
        return None
