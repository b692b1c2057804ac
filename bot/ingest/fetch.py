"""Fetch a URL that somebody else chose; the only import of aiohttp outside of `discord_app`.

aiohttp comes with discord.py, and asks our own resolver once per connection, so that the address
that was checked is the one that is connected to; httpx takes no resolver.
"""

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import NoReturn

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot import __version__
from bot.errors import AddressError, FetchError
from bot.ingest.addresses import MayConnect, host_problem, is_public

USER_AGENT = f"Verbatim/{__version__} (a Discord bot; fetches what a moderator asks it to)"
DOCUMENTS = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown text/x-markdown application/pdf"
    " application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    " application/vnd.openxmlformats-officedocument.presentationml.presentation"
    " application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.presentation"
    " application/epub+zip application/rtf text/rtf message/rfc822 application/x-subrip text/vtt"
    " text/csv text/tab-separated-values application/zip application/octet-stream".split()
)
FEEDS = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml"
    " application/feed+json application/json text/html text/plain application/octet-stream".split()
)

MAX_URL_LENGTH = 2_000  # characters; servers and browsers begin to fail there
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY_STATUSES = frozenset({408, 425, 429})
_CHUNK_BYTES = 65_536
# What the parser of `email`, which aiohttp uses, raises for parameters such as `text/html; a*`.
_HEADER_ERRORS = (IndexError, ValueError, AttributeError, HeaderParseError)
_PLAIN = frozenset({"", "identity"})
_MAX_RETRY_SECONDS = 7 * 86_400.0  # a week: some servers ask for a thousand years
_MAX_SHOWN_URL_LENGTH = 200  # characters in an error


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits on one fetch."""

    max_bytes: int = 5_000_000  # of the body, decompressed
    seconds: float = 20  # for everything, including redirects
    read_seconds: float = 8  # without receiving a byte
    max_redirects: int = 5
    ports: Collection[int] | None = frozenset({80, 443, 8080, 8443})


FETCH_LIMITS = FetchLimits()


@dataclass(frozen=True, slots=True)
class FetchResult:
    """A server's response. `url` is the last redirect; `body` is empty if `is_unchanged`."""

    url: str
    content_type: str
    charset: str | None
    body: bytes
    etag: str | None
    last_modified: str | None
    is_unchanged: bool = False


Resolve = Callable[[str, int], Awaitable[Collection[str]]]


async def resolve_by_system(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for `host`; raise OSError if it knows none."""
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in infos]


async def fetch(
    url: str,
    limits: FetchLimits = FETCH_LIMITS,
    *,
    types: Collection[str] = DOCUMENTS,
    etag: str | None = None,
    last_modified: str | None = None,
    may_connect: MayConnect = is_public,
    resolve: Resolve = resolve_by_system,
) -> FetchResult:
    """Get `url`, or that it has not changed since the response with `etag` or `last_modified`.

    No proxy is used, whatever the environment says: it would look up the name again, unchecked.
    Raises AddressError or FetchError.
    """
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    headers |= _header("If-None-Match", etag) | _header("If-Modified-Since", last_modified)
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=_CheckedResolver(url, resolve, may_connect),
            use_dns_cache=False,
            force_close=True,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=headers,
        timeout=aiohttp.ClientTimeout(total=None, sock_read=limits.read_seconds),
        trust_env=False,
        auto_decompress=False,  # aiohttp 3.14 takes a gzip that is cut short for a whole one
    )
    try:
        async with asyncio.timeout(limits.seconds), session:
            return await _follow(session, url, limits, types, may_connect)
    except TimeoutError:
        raise FetchError(url, "the server is too slow; try again later", 0) from None
    except aiohttp.ClientSSLError as error:
        raise FetchError(url, "its certificate is not valid, so it may not be the site") from error
    except aiohttp.ClientConnectorDNSError as error:
        reason = "there is no site of this name; check how it is written"
        raise FetchError(url, reason, 0) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        reason = "the server cannot be reached, or does not speak HTTP"
        raise FetchError(url, reason, 0) from error


async def _follow(
    session: aiohttp.ClientSession,
    first_url: str,
    limits: FetchLimits,
    types: Collection[str],
    may_connect: MayConnect,
) -> FetchResult:
    url = _check_url(first_url, first_url, limits, may_connect)
    for _ in range(limits.max_redirects + 1):
        async with session.get(url, allow_redirects=False) as response:
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or location is None:
                return await _read(response, first_url, limits, types)
        try:
            target = str(url.join(URL(location)))
        except ValueError:
            raise AddressError(first_url, "redirects to something that is not a URL") from None
        url = _check_url(target, first_url, limits, may_connect)
    raise FetchError(first_url, f"redirects more than {limits.max_redirects} times")


async def _read(
    response: aiohttp.ClientResponse, first_url: str, limits: FetchLimits, types: Collection[str]
) -> FetchResult:
    if response.status not in {200, 304}:
        raise FetchError(first_url, _status_reason(response.status), _retry_after(response))
    has_body = response.status == 200
    content_type, charset = _content_type(response)
    if has_body and content_type not in types:
        raise FetchError(first_url, f"is {content_type}, which cannot be read as text")
    return FetchResult(
        url=str(response.url),
        content_type=content_type,
        charset=charset,
        body=await _read_body(response, first_url, limits.max_bytes) if has_body else b"",
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        is_unchanged=not has_body,
    )


def _content_type(response: aiohttp.ClientResponse) -> tuple[str, str | None]:
    """Return the type and the charset that a server tells, without one if it cannot be read."""
    try:
        return response.content_type.lower(), response.charset
    except _HEADER_ERRORS:
        raw = response.headers.get("Content-Type", "")
        return raw.partition(";")[0].strip().lower() or "application/octet-stream", None


async def _read_body(response: aiohttp.ClientResponse, first_url: str, max_bytes: int) -> bytes:
    """Return the decompressed body; raise FetchError if it is too large, damaged or cut short."""
    if (response.content_length or 0) > max_bytes:
        _refuse_size(first_url, max_bytes)
    body, decoder = bytearray(), None
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        if encoding in _PLAIN:
            body += chunk
        else:
            decoder = decoder or _decoder(first_url, encoding, chunk)
            body += _decompress(first_url, decoder, chunk, max_bytes + 1 - len(body))
        if len(body) > max_bytes:
            _refuse_size(first_url, max_bytes)
    if decoder and not decoder.eof:
        raise FetchError(first_url, "was cut short on its way; try again later", 0)
    return bytes(body)


def _decoder(first_url: str, encoding: str, start: bytes) -> "zlib._Decompress":
    """Return a decompressor; some servers send raw deflate, whose first bits tell it."""
    if encoding in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        is_zlib = start[0] & 0x0F == zlib.DEFLATED
        return zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
    raise FetchError(first_url, f"is compressed with {encoding[:20]!r}, which was not asked for")


def _decompress(first_url: str, decoder: "zlib._Decompress", chunk: bytes, max_bytes: int) -> bytes:
    """Decompress a chunk to no more than `max_bytes`, after which the body is too large anyway."""
    try:
        return decoder.decompress(chunk, max_bytes)
    except zlib.error as error:
        raise FetchError(first_url, "is damaged: it cannot be decompressed") from error


def _refuse_size(first_url: str, max_bytes: int) -> NoReturn:
    raise FetchError(first_url, f"is larger than the limit of {max_bytes:,} bytes")


def _status_reason(status: int) -> str:
    if status in {404, 410}:
        return f"does not exist (the server answers {status}); check the address"
    if status in {401, 402, 403, 407, 451}:
        return f"is not open to the bot (the server answers {status}); attach the text as a file"
    return f"the server answers {status}; try again later"


def _retry_after(response: aiohttp.ClientResponse) -> float | None:
    """Return the seconds that a busy server asks to wait, 0 if it names none; None if not busy."""
    if response.status < 500 and response.status not in _BUSY_STATUSES:
        return None
    value = response.headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return min(float(value), _MAX_RETRY_SECONDS)
    # Either may be missing or not a date; some dates have an offset of a thousand days.
    with suppress(KeyError, TypeError, ValueError, OverflowError):
        until, now = (
            parsedate_to_datetime(response.headers[name]) for name in ("Retry-After", "Date")
        )
        return min(max(0.0, (until - now).total_seconds()), _MAX_RETRY_SECONDS)
    return 0


def _check_url(url: str, first_url: str, limits: FetchLimits, may_connect: MayConnect) -> URL:
    """Parse `url` as aiohttp will, so that the check and the request understand it alike."""
    try:
        address = URL(url)
        problem = _problem(address, url, limits, may_connect)
    except (ValueError, TypeError):
        problem = "is not a URL"
    if problem and url != first_url:
        problem = f"redirects to {url[:_MAX_SHOWN_URL_LENGTH]!r}, which {problem}"
    if problem:
        raise AddressError(first_url[:_MAX_SHOWN_URL_LENGTH], problem)
    return address.with_fragment(None)


def _problem(url: URL, text: str, limits: FetchLimits, may_connect: MayConnect) -> str | None:
    if url.scheme not in {"http", "https"}:
        return "does not begin with http:// or https://"
    if not url.raw_host:
        return "does not name a site"
    if len(text) > MAX_URL_LENGTH:
        return f"is longer than {MAX_URL_LENGTH:,} characters"
    if url.raw_user is not None or url.raw_password is not None:
        return "contains a user name or password; leave it out"
    if limits.ports is not None and url.port not in limits.ports:
        return f"names the port {url.port}, which websites do not use"
    return host_problem(url.raw_host, may_connect)


def _header(name: str, value: str | None) -> dict[str, str]:
    """Return the header unless it would break the request: feeds choose these values."""
    return {name: value} if value and value.isascii() and value.isprintable() else {}


class _CheckedResolver(AbstractResolver):
    """Looks a name up once, and returns only addresses that may be connected to."""

    def __init__(self, url: str, resolve: Resolve, may_connect: MayConnect) -> None:
        self._url = url
        self._resolve = resolve
        self._may_connect = may_connect

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return all addresses of `host`; raise AddressError unless all are public."""
        del family
        addresses = await self._resolve(host, port)
        if not all(self._may_connect(ip_address(address)) for address in addresses):
            reason = f"{host} is not on the public internet, so it is not opened"
            raise AddressError(self._url, reason)
        return [self._result(host, address, port) for address in addresses]

    @staticmethod
    def _result(host: str, address: str, port: int) -> ResolveResult:
        version = socket.AF_INET if ip_address(address).version == 4 else socket.AF_INET6
        return ResolveResult(
            hostname=host,
            host=address,
            port=port,
            family=version,
            proto=socket.IPPROTO_TCP,
            flags=socket.AI_NUMERICHOST,
        )

    async def close(self) -> None:
        """Do nothing: there is nothing to release."""
