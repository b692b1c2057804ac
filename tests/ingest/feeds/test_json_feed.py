"""JSON Feed: versions 1 and 1.1, and what programs make of them."""

import json

import pytest

from bot.ingest.feeds.json_feed import read_json_feed
from bot.ingest.unreadable import UnreadableError

URL = "https://g.example/feed.json"


def feed(*items: object, **fields: object) -> bytes:
    base = {"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette"}
    return json.dumps(base | fields | {"items": items}).encode()


def entry(item: object, **fields: object):
    (only,) = read_json_feed(feed(item, **fields), url=URL)["entries"]
    return only


def test_an_item():
    item = {
        "id": "1", "url": "/1", "title": "Using Vec<T> &amp; co",
        "content_html": "<p>It sails.</p>", "summary": "2 < 3",
        "date_published": "2024-10-01T21:00:00-05:00",
        "date_modified": "2024-10-03T00:00:00Z", "authors": [{"name": "Ann Lee"}, {"name": "Tom"}],
    }  # fmt: skip
    assert entry(item) == {
        "id": "1",
        "url": "https://g.example/1",
        "title": "Using Vec<T> & co",
        "author": "Ann Lee, Tom",
        "published": "2024-10-01",
        "updated": "2024-10-03",
        "summary": "2 &lt; 3",
        "html": "<p>It sails.</p>",
    }


@pytest.mark.parametrize(
    ("item", "name", "value"),
    [
        ({"id": 7, "content_text": "x"}, "id", "7"),
        ({"id": "1", "content_text": "2 < 3"}, "html", "2 &lt; 3"),
        ({"id": "1", "author": {"name": "Ann"}}, "author", "Ann"),
        ({"id": "1", "authors": {"name": "Ann"}}, "author", "Ann"),
        ({"id": "1"}, "author", "The editors"),
        ({"id": "1", "date_published": "yesterday"}, "published", None),
        ({"id": "1", "title": ["x"], "url": {}}, "title", None),
        ({"id": "1", "external_url": "https://h.example/"}, "url", "https://h.example/"),
        ({"id": "1", "url": "javascript:x()"}, "url", None),
    ],
)
def test_what_items_may_lack(item, name, value):
    assert entry(item, authors=[{"name": "The editors"}])[name] == value


def test_a_bad_item_does_not_stop_the_others():
    items = read_json_feed(feed(None, "x", {"id": "1"}, 3), url=URL)["entries"]
    assert [item["id"] for item in items] == ["1"]


def test_json_of_another_kind():
    assert read_json_feed(b"<rss>", url=URL) is None
    for data in (b"{}", b'{"version": "1", "items": []}', b"{"):
        with pytest.raises(UnreadableError, match="is not a feed"):
            read_json_feed(data, url=URL)
