"""Read RSS and Atom; the only import of feedparser.

feedparser also reads broken feeds, is released every year, and adds 0.2 MB; the last release of
atoma is from 2019.
"""

import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from bot.ingest.encoding import decode_damaged_utf8, decode_declared, decode_unicode, guess
from bot.ingest.feeds.days import writers_day
from bot.ingest.feeds.titles import author_names, title_text
from bot.ingest.unreadable import UnreadableError
from bot.web_address import resolved_address, web_address

_PROLOG = re.compile(r"<\?xml\b[^>]*\?>")
_DECLARED_ENCODING = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTENT_TYPE = "application/xml; charset=utf-8"  # without it, ISO-8859-1 is assumed
_MAX_PROLOG_BYTES = 1_024


def read_xml_feed(data: bytes, *, url: str | None, charset: str | None) -> Mapping[str, Any]:
    """Return the title, address and entries of a feed; raise UnreadableError if it is none."""
    text = _decode(data, charset)
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),  # it would take bytes for a file's name
        response_headers={"content-location": url or "", "content-type": _CONTENT_TYPE},
        sanitize_html=False,  # the page of an entry is cleaned later; here *Vec<T>* would lose <T>
        resolve_relative_uris=False,
    )
    if not feed.get("version") and not feed.entries:
        raise UnreadableError("is not a feed (RSS, Atom or JSON Feed)")
    version = feed.get("version") or ""
    site = resolved_address(feed.feed.get("link"), url)
    author = _author(feed.feed)
    return {
        "title": _title(feed.feed, version=version),
        "url": site,
        "is_broken": bool(feed.bozo) and not _is_only_encoding(feed.bozo_exception),
        "entries": [
            _read_entry(item, site or url, author, version=version) for item in feed.entries
        ],
    }


def _decode(data: bytes, charset: str | None) -> str:
    """Return the text of a feed without a prolog, whose encoding is often that of its template.

    HTTP's charset comes before that of the prolog (RFC 7303), but valid UTF-8 is UTF-8.
    """
    declared = _DECLARED_ENCODING.search(data[:_MAX_PROLOG_BYTES])
    labels = (charset, declared[1].decode("ascii") if declared else None)
    decoded = (data.isascii() and decode_declared(data, labels)) or decode_unicode(data)
    if decoded is None:
        decoded = decode_damaged_utf8(data) or decode_declared(data, labels) or guess(data)
    return _PROLOG.sub("", _NOT_IN_XML.sub("", decoded.text), count=1).lstrip("\ufeff \t\r\n")


def _is_only_encoding(error: object) -> bool:
    """Return whether a feed only declares another encoding or type than its server does."""
    return isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _read_entry(
    item: Mapping[str, Any], base: str | None, author: str | None, *, version: str
) -> dict[str, Any]:
    texts = list(_texts(item))
    return {
        "id": item.get("id"),
        "url": _url(item, base, version=version),
        "title": _title(item, version=version),
        "author": _author(item) or author,
        "published": _day(item, "published")
        or (_day(item, "updated") if version.startswith("rss") else None),
        "updated": _day(item, "updated"),
        "summary": texts[-1] if texts else None,
        "html": max(texts, key=len, default=""),
    }


def _url(item: Mapping[str, Any], base: str | None, *, version: str) -> str | None:
    """Return the page of an entry, not that of a service which counts its readers."""
    link = item.get("feedburner_origlink") or item.get("link")
    return resolved_address(link, base) or (
        web_address(item.get("id")) if version.startswith("atom") else None
    )


def _title(item: Mapping[str, Any], *, version: str) -> str | None:
    kind = item.get("title_detail", {}).get("type")
    is_html = kind != "text/plain" if version == "atom10" else None  # RSS does not say
    return title_text(item.get("title"), is_html=is_html)


def _author(item: Mapping[str, Any]) -> str | None:
    people = item.get("authors") or [item.get("author_detail") or {}]
    return author_names(person.get("name") for person in people)


def _texts(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of an entry as HTML, its summary last."""
    for content in item.get("content", ()):
        yield _to_html(content)
    if item.get("summary"):
        yield _to_html(item.get("summary_detail") or {"value": item["summary"]})


def _to_html(content: Mapping[str, Any]) -> str:
    value = content.get("value") or ""
    return html.escape(value, quote=False) if content.get("type") == "text/plain" else value


def _day(item: Mapping[str, Any], event: str) -> str | None:
    """Return the day of an event; the `updated` of RSS is the date of Dublin Core."""
    utc = item.get(f"{event}_parsed") if event in item else None
    return writers_day(item.get(event) or "", utc) if utc else None
