"""Make drafts: one function for each form in which somebody can give an article."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from bot.errors import DocumentError
from bot.ingest.addresses import MayConnect, is_public
from bot.ingest.bulk import read_file
from bot.ingest.documents import make_long_draft, read_document
from bot.ingest.draft import Draft, make_draft, safe_file_name
from bot.ingest.feed import MAX_ENTRIES, FeedEntry, ParsedFeed, parse_feed
from bot.ingest.fetch import (
    FEEDS,
    FETCH_LIMITS,
    FetchLimits,
    FetchResult,
    Resolve,
    fetch,
    resolve_by_system,
)
from bot.ingest.formats.kinds import Kind, kind_of
from bot.ingest.sandbox import read_in_sandbox
from bot.original import Original

_PAGE_SUFFIXES = {Kind.HTML: {".html", ".htm", ".xhtml"}, Kind.PDF: {".pdf"}}


@dataclass(frozen=True, slots=True)
class Web:
    """How URLs are opened. Tests replace `may_connect` and `resolve`; no setting can."""

    limits: FetchLimits = FETCH_LIMITS
    may_connect: MayConnect = is_public
    resolve: Resolve = resolve_by_system

    async def page(self, url: str) -> FetchResult:
        """Get a page or file."""
        return await fetch(url, self.limits, may_connect=self.may_connect, resolve=self.resolve)

    async def feed(self, url: str, etag: str | None, last_modified: str | None) -> FetchResult:
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


def draft_from_text(
    text: str, *, title: str = "", published: date | None = None, url: str | None = None
) -> Draft:
    """Make a draft from a pasted text; raise DocumentError."""
    if not text.strip():
        raise DocumentError("the text", "is empty")
    day = published.isoformat() if published else None
    original = Original("text.txt", text.encode(errors="replace"))
    fields = {"title": title, "published": day, "url": url}
    return make_draft("the text", text, ".txt", fields, original)


async def draft_from_page(url: str, *, today: date, web: Web = WEB) -> Draft:
    """Make a draft from the page or document at `url`; raise IngestError."""
    page = await web.page(url)
    draft = await read_document(
        url,
        page.body,
        today=today,
        url=page.url,
        content_type=page.content_type,
        charset=page.charset,
    )
    kind = kind_of(url, page.body, page.content_type)
    return replace(draft, original=Original(page_file_name(page.url, kind), page.body))


def page_file_name(url: str, kind: Kind) -> str:
    """Return a file name for the page at `url`, with a suffix by which its kind can be opened."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    if not path:
        return f"{safe_file_name(parts.hostname or '')}{kind.value}"
    name = safe_file_name(path)
    suffix = PurePath(name).suffix.lower()
    suffixes = _PAGE_SUFFIXES.get(kind, {suffix} - {""})
    return name if suffix in suffixes else f"{name}{kind.value}"


def is_url(source: str) -> bool:
    """Return whether `source` is an address of the web, and no file."""
    return source.lower().startswith(("http://", "https://"))


async def draft_from_source(source: str, *, today: date, web: Web = WEB) -> Draft:
    """Make a draft from a file's path or a page's URL; raise IngestError."""
    if is_url(source):
        return await draft_from_page(source, today=today, web=web)
    return await read_document(source, read_file(source), today=today)


async def fetch_feed(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    limit: int = MAX_ENTRIES,
    since: date | None = None,
    web: Web = WEB,
) -> tuple[ParsedFeed | None, FetchResult]:
    """Return the newest entries of a feed, None if it has not changed; raise IngestError.

    The next call takes the ETag and Last-Modified of the result.
    """
    result = await web.feed(url, etag, last_modified)
    if result.is_unchanged:
        return None, result
    feed = await parse_feed(
        url, result.body, url=result.url, charset=result.charset, limit=limit, since=since
    )
    return feed, result


async def feed_from_source(source: str, *, web: Web = WEB) -> ParsedFeed:
    """Return the newest entries of the feed in a file or at a URL; raise IngestError."""
    if not is_url(source):
        return await parse_feed(source, read_file(source))
    result = await web.feed(source, None, None)
    return await parse_feed(source, result.body, url=result.url, charset=result.charset)


async def draft_from_entry(entry: FeedEntry, feed: ParsedFeed, *, today: date) -> Draft:
    """Make a draft from the text of a feed's entry, which has no page; raise DocumentError."""
    name = entry.title or entry.id
    page = f"<html><body><article>{entry.html}</article></body></html>".encode("utf-8", "replace")
    content = await read_in_sandbox("page", name, page, today=today.isoformat(), charset="utf-8")
    day = entry.published.isoformat() if entry.published else None
    fields = {
        "title": entry.title,
        "author": entry.author,
        "published": day,
        "source": feed.title,
        "url": entry.url,
    }
    original = Original("entry.html", entry.html.encode("utf-8", "replace"))
    return await make_long_draft(name, content["text"], content["suffix"], fields, original)
