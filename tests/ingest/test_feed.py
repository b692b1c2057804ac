"""Feeds: RSS and Atom, whole and broken, and what XML can do to who reads it."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.ingest.feed import parse_feed, read_feed
from bot.ingest.unreadable import UnreadableError

URL = "https://g.example/news/feed.xml"
ITEM = "<item><title>{0}</title><link>/{0}</link><pubDate>{1}</pubDate></item>"


def rss(*items: str, prolog: str = "") -> bytes:
    body = "".join(items)
    head = f'<?xml version="1.0" encoding="utf-8"?>{prolog}<rss version="2.0"><channel>'
    return f"{head}<title>The Gazette</title>{body}</channel></rss>".encode()


def entries(data: bytes, limit: int = 20, since: str | None = None):
    return read_feed(data, {"max_characters": 1000}, url=URL, limit=limit, since=since)["entries"]


async def test_a_feed():
    feed = await parse_feed(
        URL, rss(ITEM.format("ferry", "Tue, 05 Mar 2024 08:00:00 GMT")), url=URL
    )
    assert (feed.title, feed.is_broken) == ("The Gazette", False)
    (entry,) = feed.entries
    assert (entry.id, entry.url) == ("https://g.example/ferry", "https://g.example/ferry")
    assert (entry.title, entry.published) == ("ferry", date(2024, 3, 5))


def test_atom():
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://g.example/a/"><entry>'
        '<id>urn:1</id><title>Ferry</title><link href="b"/><published>2024-03-05T00:00:00Z'
        '</published><content type="html">&lt;p&gt;It sails.&lt;/p&gt;</content></entry></feed>'
    )
    (entry,) = entries(data.encode())
    assert entry == {
        "id": "urn:1",
        "url": "https://g.example/a/b",
        "title": "Ferry",
        "author": None,
        "published": "2024-03-05",
        "summary": "It sails.",
        "html": "<p>It sails.</p>",
    }


@pytest.mark.parametrize(
    ("item", "url", "html"),
    [
        pytest.param("<link>../f</link>", "https://g.example/f", "", id="relative"),
        pytest.param("<link>javascript:alert(1)</link><description>x</description>", None, "x",
                     id="a script"),
        pytest.param("<description>It sails.</description>", None, "It sails.", id="no link"),
        pytest.param(
            "<description type='text/plain'>2 &lt; 3</description>",
            None,
            "2 &lt; 3",
            id="plain text",
        ),
    ],
)  # fmt: skip
def test_links_and_texts(item, url, html):
    (entry,) = entries(rss(f"<item>{item}</item>"))
    assert (entry["url"], entry["html"]) == (url, html)


def test_an_entry_with_neither_link_nor_text_is_left_out():
    assert entries(rss("<item><title>Ferry</title></item>")) == []


def test_ids_are_stable_and_bounded():
    items = [
        "<item><guid isPermaLink='false'>tag:1</guid><link>/a</link></item>",
        "<item><link>/a</link></item>",
        "<item><description>It sails.</description></item>",
        f"<item><guid isPermaLink='false'>{'x' * 1000}</guid><link>/a</link></item>",
    ]
    first, again = (
        [entry["id"] for entry in entries(rss(*order))] for order in (items, items[::-1])
    )
    assert first == again[::-1]
    assert first[:2] == ["tag:1", "https://g.example/a"]
    assert all(len(identity) <= 300 for identity in first)


def test_the_same_entry_comes_once():
    assert len(entries(rss(*[ITEM.format("ferry", "")] * 3))) == 1


def test_a_flood_is_dammed():
    data = rss(*(ITEM.format(i, "Tue, 05 Mar 2024 08:00:00 GMT") for i in range(100)))
    assert [entry["title"] for entry in entries(data)] == [str(i) for i in range(20)]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param("Tue, 05 Mar 2024 08:00:00 GMT", True, id="on the day"),
        pytest.param("Mon, 04 Mar 2024 08:00:00 GMT", False, id="before"),
        pytest.param("", True, id="unknown"),
    ],
)
def test_nothing_older(day, shown):
    found = entries(rss(ITEM.format("ferry", day)), since="2024-03-05")
    assert bool(found) == shown


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2003", id="a year"),
        pytest.param("2003-12", id="a month"),
        pytest.param("soon", id="nonsense"),
        pytest.param("0000-00-00T00:00:00Z", id="before the year 1"),
        pytest.param("0001-01-01T00:00:00+23:59", id="before the year 1 by its zone"),
        pytest.param("9999-12-31T23:59:59-23:59", id="after 9999 by its zone"),
        pytest.param("Fri, 03 May 2030 10:00:00 +99999999999999999999", id="a zone of all time"),
    ],
)
def test_no_day_is_made_up(day):
    """A single impossible day made the whole feed damaged."""
    first, second = entries(rss(ITEM.format("ferry", day), ITEM.format("bridge", "2024-03-05")))
    assert (first["published"], second["published"]) == (None, "2024-03-05")


@pytest.mark.parametrize(
    "day",
    [
        "0000-00-00T00:00:00Z",
        "99999-01-01T00:00:00Z",
        "2020-01-01T00:00:00+9999999",
        "Mon, 01 Jan 2020 00:00:00 -9999999",
        "Mon, 31 Dec 9999 23:59:59 -2300",
    ],
)
def test_an_impossible_day_costs_no_other_entry(day):
    """One such entry made the whole feed *damaged*."""
    other = ITEM.format("port", "Tue, 05 Mar 2024 08:00:00 GMT")
    _, entry = entries(rss(ITEM.format("ferry", day) + other))
    assert (entry["title"], entry["published"]) == ("port", "2024-03-05")


async def test_a_broken_feed_gives_what_can_be_read_and_says_so():
    item = ITEM.format("ferry", "Tue, 05 Mar 2024 08:00:00 GMT")
    feed = await parse_feed(URL, rss(item, "<item><title>ne")[:-25], url=URL)
    assert feed.is_broken
    assert feed.entries[0].title == "ferry"


def test_billions_of_laughs_stay_untold():
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    prolog = f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]>'
    found = entries(rss(ITEM.format("&a11;", ""), prolog=prolog))
    assert len(str(found)) < 1000


def test_no_file_of_ours_is_read(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    prolog = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    item = "<item><title>&s;</title><link>/a</link><description>&s;</description></item>"
    assert "hunter2" not in str(entries(rss(item, prolog=prolog)))


def test_bytes_that_name_a_file_do_not_open_it(tmp_path: Path):
    file = tmp_path / "feed.xml"
    file.write_bytes(rss(ITEM.format("ferry", "")))
    with pytest.raises(UnreadableError, match="not a feed"):
        entries(str(file).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"<html><p>Ferry", b"\0\xff" * 50, b"https://g.example/feed"]
)
def test_what_is_no_feed(data):
    with pytest.raises(UnreadableError, match="is not a feed"):
        entries(data)


def test_a_feed_with_much_text():
    item = f"<item><link>/a</link><description>{'x' * 2000}</description></item>"
    with pytest.raises(UnreadableError, match="1,000 characters"):
        entries(rss(item))


async def test_the_error_names_the_feed():
    with pytest.raises(DocumentError, match=r"^https://g\.example/news/feed\.xml: is not a feed"):
        await parse_feed(URL, b"{}")
