"""Fetch: every guard against a URL and a server that somebody else chose."""

import asyncio
import gzip
import zlib
from datetime import timedelta
from random import Random

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import AddressError, FetchError, IngestError
from bot.ingest.fetch import FEEDS, USER_AGENT, _content_type, fetch
from tests.support.responses_of_servers import ServerResponse
from tests.support.web import SERVER, Names, answering, leading_to, site

PAGE = "<p>The ferry line was opened.</p>"


async def test_a_page():
    async with site(("/a", answering(PAGE, charset="utf-8", headers={"ETag": '"1"'}))) as here:
        fetched = await here.web().page(here.url("/a#top"))
    assert (fetched.body, fetched.etag) == (PAGE.encode(), '"1"')
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")
    assert fetched.url == here.url("/a")
    assert here.requests[0].headers["User-Agent"] == USER_AGENT
    assert "Cookie" not in here.requests[0].headers


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("", "http", id="nothing"),
        pytest.param("news.example", "http", id="no scheme"),
        pytest.param("file:///etc/passwd", "http", id="a file"),
        pytest.param("ftp://news.example/", "http", id="FTP"),
        pytest.param("javascript:alert(1)", "http", id="a script"),
        pytest.param("http://", "does not name a site", id="no host"),
        pytest.param("http://user@news.example/", "user name", id="a user"),
        pytest.param("http://:secret@news.example/", "user name", id="a password"),
        pytest.param("http://news.example:22/", "port 22", id="SSH"),
        pytest.param("http://news.example:6379/", "port 6379", id="Redis"),
        pytest.param("http://news.example:99999/", "not a URL", id="no port"),
        pytest.param("http://127.0.0.1/", "public internet", id="loopback"),
        pytest.param("http://[::1]/", "public internet", id="loopback of IPv6"),
        pytest.param("http://[::ffff:127.0.0.1]/", "public internet", id="mapped"),
        pytest.param("http://[fe80::1%25eth0]/", "eth0", id="a zone"),
        pytest.param("http://2130706433/", "usual way", id="decimal"),
        pytest.param("http://0x7f.0.0.1/", "usual way", id="hexadecimal"),
        pytest.param("http://0177.0.0.1/", "usual way", id="octal"),
        pytest.param("http://①②⑦.0.0.1/", "public internet", id="an address in circled digits"),
        pytest.param("http://LOCALHOST/", "name of a site", id="localhost in capitals"),
        pytest.param(
            "http://ｌｏｃａｌｈｏｓｔ/", "name of a site", id="localhost in wide letters"
        ),
        pytest.param("http://news.example./", "dot", id="a dot at the end"),
        pytest.param("http://news.example/" + "a" * 2000, "longer", id="long"),
    ],
)
async def test_urls_that_are_refused_before_anything_is_asked(url, said):
    names = Names()
    with pytest.raises(AddressError, match=said):
        await fetch(url, resolve=names)
    assert names.asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(["10.0.0.1"], id="private"),
        pytest.param(["8.8.8.8", "127.0.0.1"], id="one of two"),
        pytest.param(["::ffff:169.254.169.254"], id="mapped"),
    ],
)
async def test_a_name_that_leads_inside_is_not_opened(addresses):
    with pytest.raises(AddressError, match="not on the public internet"):
        await fetch("http://news.example/", resolve=Names([addresses]))


async def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to():
    """DNS rebinding: a name server that answers differently the second time changes nothing."""
    names = Names([[str(SERVER)], ["127.0.0.2"]])
    async with site(("/", answering(PAGE)), names=names) as here:
        assert (await here.web().page(here.url())).body == PAGE.encode()
    assert names.asked == ["news.example"]
    assert here.requests[0].headers["Host"] == f"news.example:{here.port}"


async def test_the_second_lookup_for_a_redirect_is_checked_again():
    names = Names([[str(SERVER)], ["127.0.0.2"]])
    async with site(("/", leading_to("/b")), ("/b", answering(PAGE)), names=names) as here:
        with pytest.raises(AddressError, match="not on the public internet"):
            await here.web().page(here.url())
    assert [request.path for request in here.requests] == ["/"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(status):
    async with site(("/", leading_to("b", status)), ("/b", answering(PAGE))) as here:
        assert (await here.web().page(here.url())).url == here.url("/b")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        pytest.param("http://127.0.0.2:{port}/b", "public internet", id="to loopback"),
        pytest.param("http://2130706433:{port}/b", "usual way", id="to loopback in decimal"),
        pytest.param("//localhost:{port}/b", "name of a site", id="without scheme"),
        pytest.param("http://news.example:25/", "port 25", id="to another port"),
        pytest.param("file:///etc/passwd", "http", id="to a file"),
        pytest.param("http://a:b@news.example:{port}/b", "user name", id="with a password"),
        pytest.param("http://[", "not a URL", id="to nonsense"),
    ],
)
async def test_redirects_are_checked_like_the_url(location, said):
    async def handler(request):
        target = location.format(port=request.url.port)
        return web.Response(status=302, headers={"Location": target})

    async with site(("/", handler), ("/b", answering(PAGE))) as here:
        with pytest.raises(AddressError, match=said) as caught:
            await here.web().page(here.url())
    assert str(caught.value).startswith(here.url())
    assert len(here.requests) == 1


async def test_redirects_end():
    async with site(("/", leading_to("/"))) as here:
        with pytest.raises(FetchError, match="more than 5 times"):
            await here.web().page(here.url())
    assert len(here.requests) == 6


async def _endless(request):
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"x" * 10_000)


async def _silent(request):
    await asyncio.sleep(5)


async def _dripping(request):
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"x")
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("handler", "limits", "said"),
    [
        pytest.param(_endless, {}, "larger", id="an endless body"),
        pytest.param(answering(b"x" * 100_001), {}, "larger", id="a length above the limit"),
        pytest.param(_silent, {"read_seconds": 0.2}, "slow", id="no answer"),
        pytest.param(_dripping, {"seconds": 0.4}, "slow", id="a byte at a time"),
        pytest.param(answering(PAGE, content_type="video/mp4"), {}, "video/mp4", id="a film"),
        pytest.param(answering(status=404), {}, "check the address", id="not there"),
        pytest.param(answering(status=403), {}, "not open to the bot", id="forbidden"),
        pytest.param(answering(status=500), {}, "answers 500", id="broken"),
        pytest.param(answering(status=206), {}, "answers 206", id="a part"),
    ],
)
async def test_servers_that_are_given_up(handler, limits, said):
    async with site(("/", handler)) as here:
        with pytest.raises(FetchError, match=said):
            await here.web(**limits).page(here.url())


NOON = "Thu, 15 May 2025 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        pytest.param(404, {"Retry-After": "60"}, None, id="not there, so nobody need ask again"),
        pytest.param(429, {"Retry-After": "60"}, 60, id="in a minute"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 12:02:00 GMT", "Date": NOON}, 120,
                     id="at a time, by the clock of the site"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 11:00:00 GMT", "Date": NOON}, 0,
                     id="at a time that is over"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 12:02:00 -0000", "Date": NOON}, 0,
                     id="at a time without a zone"),
        pytest.param(503, {"Retry-After": "soon"}, 0, id="nonsense"),
        pytest.param(429, {"Retry-After": "9" * 400}, 604_800, id="in more than a float holds"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 9999 12:02:00 GMT", "Date": NOON}, 604_800,
                     id="in a later age"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 12:02:00 +9999999", "Date": NOON}, 0,
                     id="in a zone that is none"),
        pytest.param(429, {"Retry-After": "²"}, 0, id="digits that are none"),
        pytest.param(500, {}, 0, id="it does not say"),
        pytest.param(503, {"Retry-After": "9" * 400}, 604_800, id="for longer than all time"),
        pytest.param(503, {"Retry-After": "Fri, 01 Jan 9999 00:00:00 GMT", "Date": NOON},
                     604_800, id="for thousands of years"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 12:02:00 +9999999999999", "Date": NOON},
                     0, id="in a zone that is none"),
        pytest.param(503, {"Retry-After": "Thu, 15 May 2025 12:02:00 GMT",
                           "Date": "Thu, 15 May 99999999999999999999 12:00:00 GMT"},
                     0, id="in a year that is none"),
    ],
)  # fmt: skip
async def test_a_busy_server_says_when_to_ask_again(status, headers, wait):
    async with site(("/", answering(status=status, headers=headers))) as here:
        with pytest.raises(FetchError) as raised:
            await here.web().page(here.url())
    assert raised.value.retry_after == wait


_MUCH = b"\0" * 50_000_000


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param(gzip.compress(_MUCH), "gzip", id="gzip"),
        pytest.param(zlib.compress(_MUCH), "deflate", id="deflate"),
        pytest.param(b"\x1f\x8b rubbish", "gzip", id="not gzip"),
        pytest.param(b"\xff" * 100, "br", id="not asked for"),
    ],
)
async def test_compressed_bodies_cost_no_more_than_the_limit(body, encoding):
    handler = answering(body, headers={"Content-Encoding": encoding})
    async with site(("/", handler)) as here:
        with pytest.raises(FetchError):
            await here.web().page(here.url())


async def test_a_compressed_page_is_unpacked():
    handler = answering(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    async with site(("/", handler)) as here:
        assert (await here.web().page(here.url())).body == PAGE.encode()


@pytest.mark.parametrize("kept", [11, 200, -8, -1])
async def test_a_page_that_is_cut_short_is_not_taken_for_the_whole_page(kept):
    """The half of an article would be quoted as if it were all of it."""
    page = gzip.compress(bytes(Random(1).choices(range(256), k=1_000)))
    handler = answering(page[:kept], headers={"Content-Encoding": "gzip"})
    async with site(("/", handler)) as here:
        with pytest.raises(FetchError, match="was cut short"):
            await here.web().page(here.url())


@pytest.mark.parametrize("bits", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
async def test_deflate_is_unpacked_with_and_without_a_header(bits):
    packed = zlib.compress(PAGE.encode(), wbits=bits)
    handler = answering(packed, headers={"Content-Encoding": "deflate"})
    async with site(("/", handler)) as here:
        assert (await here.web().page(here.url())).body == PAGE.encode()


async def test_what_has_not_changed_is_not_sent_again():
    async def handler(request):
        is_known = request.headers.get("If-None-Match") == '"1"'
        assert request.headers.get("If-Modified-Since") in {None, "Thu, 15 May 2025 10:00:00 GMT"}
        return web.Response(status=304 if is_known else 200, content_type="application/rss+xml")

    async with site(("/", handler)) as here:
        new = await here.web().feed(here.url(), None, None)
        known = await here.web().feed(here.url(), '"1"', "Thu, 15 May 2025 10:00:00 GMT")
        odd = await here.web().feed(here.url(), '"1"\r\nX-Evil: 1', None)
    assert [new.is_unchanged, known.is_unchanged, odd.is_unchanged] == [False, True, False]
    assert "X-Evil" not in here.requests[-1].headers


async def test_no_proxy_of_the_environment_is_used(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "VERBATIM_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with site(("/", answering(PAGE))) as here:
        assert (await here.web().page(here.url())).body == PAGE.encode()


async def test_a_name_that_nobody_knows():
    async def unknown(host, port):
        raise OSError("unknown")

    with pytest.raises(FetchError, match="no site of this name"):
        await fetch("http://news.example/", resolve=unknown)


async def test_a_closed_port():
    async with site() as here:
        pass
    with pytest.raises(FetchError, match="cannot be reached"):
        await here.web().page(here.url())


async def test_a_server_that_does_not_speak_tls():
    async with site(("/", answering(PAGE))) as here:
        with pytest.raises(FetchError):
            await here.web().page(here.url().replace("http:", "https:"))


async def _nobody(host, port):
    raise OSError("unknown")


_URLS = st.one_of(
    st.text(max_size=60),
    st.builds("http://{}".format, st.text(max_size=40)),
    st.builds("https://{}:{}/".format, st.text(max_size=20), st.integers()),
    st.builds("http://[{}]/{}".format, st.text(max_size=20), st.text(max_size=10)),
)


@settings(deadline=timedelta(seconds=2), max_examples=150)
@given(_URLS)
def test_no_url_raises_anything_of_its_own(url):
    with pytest.raises(IngestError):
        asyncio.run(fetch(url, types=FEEDS, may_connect=lambda address: False, resolve=_nobody))


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("text/html; a*", ("text/html", None)),
        ("Text/HTML; charset*0*", ("text/html", None)),
        (";\x13*", ("application/octet-stream", None)),
        ("text/plain; charset=latin-1", ("text/plain", "latin-1")),
    ],
)
def test_a_content_type_that_cannot_be_read_to_its_end_still_has_its_type(header, told):
    """The parser of `email` ended with an IndexError."""
    assert _content_type(ServerResponse(200, {"Content-Type": header})) == told
