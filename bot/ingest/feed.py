"""The entries of a feed, which is read in the sandbox."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.ingest.sandbox import SANDBOX_LIMITS, SandboxLimits, read_in_sandbox

MAX_ENTRIES = 20
_MAX_ID_LENGTH = 300  # characters; a longer id is stored as its hash


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry. Its `id` is stable if the feed's publisher keeps it so; `html` may be empty.

    `summary` is plain text.
    """

    id: str
    url: str | None
    title: str | None
    author: str | None
    published: date | None
    summary: str | None
    html: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's newest entries in its own order; `is_broken` if it had to be repaired."""

    title: str | None
    url: str | None  # of its site
    entries: tuple[FeedEntry, ...]
    is_broken: bool


async def parse_feed(
    name: str,
    data: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    limit: int = MAX_ENTRIES,
    since: date | None = None,
    limits: SandboxLimits = SANDBOX_LIMITS,
) -> ParsedFeed:
    """Return up to `limit` entries that are not older than `since`, or have no date.

    Raises DocumentError if `data` is not a feed.
    """
    options = {"url": url, "charset": charset, "limit": limit}
    oldest = since.isoformat() if since else None
    answer = await read_in_sandbox("feed", name, data, limits, since=oldest, **options)
    entries = tuple(map(_to_entry, answer["entries"]))
    return ParsedFeed(answer["title"], answer["url"], entries, answer["is_broken"])


def _to_entry(fields: Mapping[str, Any]) -> FeedEntry:
    day = fields["published"]
    return FeedEntry(**{**fields, "published": day and date.fromisoformat(day)})


def read_feed(
    data: bytes,
    limits: Mapping[str, int],
    *,
    url: str | None,
    limit: int,
    since: str | None,
    charset: str | None = None,
) -> Mapping[str, Any]:
    """Return a ParsedFeed as JSON; runs in the sandbox. Raises UnreadableError."""
    from bot.ingest.feeds.json_feed import read_json_feed
    from bot.ingest.feeds.xml_feed import read_xml_feed
    from bot.ingest.formats.html_paragraphs import words_of
    from bot.ingest.unreadable import UnreadableError

    feed = read_json_feed(data, url=url) or read_xml_feed(data, url=url, charset=charset)
    entries: dict[str, dict[str, Any]] = {}  # by their ids
    for item in feed["entries"]:
        day = item.pop("updated") or item["published"]
        is_old = since and day and day < since
        if not is_old and (item["url"] or item["html"]):
            key = _stable_id(item)
            entries.setdefault(key, {**item, "id": key, "summary": words_of(item["summary"])})
        if len(entries) == limit:
            break
    if sum(len(entry["html"]) for entry in entries.values()) > limits["max_characters"]:
        raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
    return {**feed, "entries": list(entries.values())}


def _stable_id(item: Mapping[str, Any]) -> str:
    """Return the id of an entry, its address, or a hash of it."""
    key: str = item["id"] or item["url"] or f"{item['title']}\n{item['html']}"
    if len(key) > _MAX_ID_LENGTH or key not in {item["id"], item["url"]}:
        return "sha256:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return key
