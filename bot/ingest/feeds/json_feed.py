"""Read JSON Feed (https://jsonfeed.org/version/1.1), which feedparser 6 does not."""

import html
import json
from collections.abc import Mapping
from typing import Any

from bot.ingest.encoding import decode_unicode
from bot.ingest.feeds.days import iso_day
from bot.ingest.feeds.titles import author_names, title_text
from bot.ingest.unreadable import UnreadableError
from bot.web_address import resolved_address

_VERSION = "https://jsonfeed.org/version/"


def read_json_feed(data: bytes, *, url: str | None) -> Mapping[str, Any] | None:
    """Return the title, address and entries of a JSON Feed, None if `data` is none.

    Raises UnreadableError if it is JSON of another kind.
    """
    decoded = decode_unicode(data)
    if decoded is None or not decoded.text.lstrip().startswith("{"):
        return None
    try:
        feed = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("is not a feed: its JSON is damaged") from error
    version, items = feed.get("version"), feed.get("items")
    if not isinstance(version, str) or _VERSION not in version or not isinstance(items, list):
        raise UnreadableError("is not a feed (RSS, Atom or JSON Feed)")
    site = resolved_address(_string(feed.get("home_page_url")), url)
    author = _author(feed)
    return {
        "title": title_text(_string(feed.get("title")), is_html=False),
        "url": site,
        "is_broken": False,
        "entries": [
            _read_item(item, site or url, author) for item in items if isinstance(item, dict)
        ],
    }


def _read_item(item: Mapping[str, Any], base: str | None, author: str | None) -> dict[str, Any]:
    text = _string(item.get("content_text")) or ""
    content = _string(item.get("content_html")) or html.escape(text, quote=False)
    summary = html.escape(_string(item.get("summary")) or "", quote=False)
    address = _string(item.get("url")) or _string(item.get("external_url"))
    return {
        "id": _string(item.get("id")),
        "url": resolved_address(address, base),
        "title": title_text(_string(item.get("title")), is_html=False),
        "author": _author(item) or author,
        "published": iso_day(_string(item.get("date_published"))),
        "updated": iso_day(_string(item.get("date_modified"))),
        "summary": summary or content or None,
        "html": content or summary,
    }


def _author(item: Mapping[str, Any]) -> str | None:
    """Return the names of the authors; version 1 has a single one, and some write one as many."""
    authors = item.get("authors") or item.get("author")
    people = authors if isinstance(authors, list) else [authors]
    return author_names(_string(p.get("name")) for p in people if isinstance(p, dict))


def _string(value: object) -> str | None:
    """Return `value` as text if it is text or a number, which some programs write for an id."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
