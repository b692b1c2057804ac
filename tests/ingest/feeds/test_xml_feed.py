"""RSS and Atom as they are found: their encodings, dialects and faults."""

import pytest

from bot.ingest.feeds.xml_feed import read_xml_feed

URL = "https://g.example/feed.xml"
TITLE = "Żółta łódź kosztuje 5 €"


def rss(title: str, encoding: str | None, declared: str | None) -> bytes:
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    item = f"<item><title>{title}</title><link>/1</link></item>"
    text = f"{prolog}<rss version='2.0'><channel><title>G</title>{item}</channel></rss>"
    return text.encode(encoding or "utf-8")


def entries(data: bytes | str, charset: str | None = None):
    raw = data if isinstance(data, bytes) else data.encode()
    return read_xml_feed(raw, url=URL, charset=charset)["entries"]


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        pytest.param("utf-8", "utf-8", None, id="as declared"),
        pytest.param("utf-8", "windows-1252", None, id="the prolog of a template"),
        pytest.param("utf-8", "utf-8", "iso-8859-1", id="the default of a server"),
        pytest.param("utf-8", "x-unknown", None, id="an unknown name"),
        pytest.param("utf-8-sig", "utf-8", None, id="a mark of UTF-8"),
        pytest.param("utf-16", "utf-16", None, id="UTF-16"),
        pytest.param("utf-16", "utf-8", None, id="UTF-16 that calls itself UTF-8"),
        pytest.param("cp1250", "windows-1250", None, id="windows-1250"),
        pytest.param("cp1250", None, "windows-1250", id="the server knows"),
        pytest.param("cp1250", "iso-8859-1", "windows-1250", id="the server before the prolog"),
        pytest.param("cp1250", "utf-8", "windows-1250", id="the prolog is wrong"),
    ],
)
def test_encodings(encoding, declared, charset):
    """The prolog often comes from a template, in another encoding than the text."""
    assert entries(rss(TITLE, encoding, declared), charset)[0]["title"] == TITLE


@pytest.mark.parametrize("declared", ["iso-8859-1", None])
def test_spaces_that_do_not_break_are_no_letters(declared):
    """The library read UTF-8 as ISO-8859-1, and mended that only where no space was in the way."""
    title = "Masters en Psycho\xa0: très complexe\xa0"
    (entry,) = entries(rss(title, "iso-8859-1", declared))
    assert entry["title"] == "Masters en Psycho : très complexe"


def test_one_wrong_byte_costs_one_letter():
    data = rss(TITLE * 9, "utf-8", "utf-8").replace(b"5", b"\xff", 1)
    assert entries(data)[0]["title"].count("\ufffd") == 1


@pytest.mark.parametrize("start", ["\ufeff", "\n\n  ", "\ufeff \n", "\x00"])
def test_what_may_stand_before_the_prolog(start):
    assert entries(start + rss("Ferry", None, "utf-8").decode())[0]["title"] == "Ferry"


@pytest.mark.parametrize(
    ("feed", "fields"),
    [
        pytest.param(
            "<rss version='2.0'><channel><item><guid>https://g.example/1</guid></item></channel>",
            {"url": "https://g.example/1"},
            id="the guid is the link",
        ),
        pytest.param(
            "<rss version='2.0'><channel><item><guid isPermaLink='false'>https://g.example/1</guid>"
            "<description>x</description></item></channel>",
            {"url": None},
            id="the guid is no link",
        ),
        pytest.param(
            "<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>"
            "<channel><item><link>https://count.example/1</link><feedburner:origLink>"
            "https://g.example/1</feedburner:origLink></item></channel></rss>",
            {"url": "https://g.example/1"},
            id="a link that counts readers",
        ),
        pytest.param(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
            "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><item>"
            "<title>Ferry</title><link>https://g.example/1</link><dc:creator>Ann Lee</dc:creator>"
            "<dc:date>2024-10-01T21:00:00-05:00</dc:date></item></rdf:RDF>",
            {"title": "Ferry", "author": "Ann Lee", "published": "2024-10-01"},
            id="RSS 1.0",
        ),
        pytest.param(
            "<rss version='0.91'><channel><item><title>Caf&eacute; &nbsp;opens</title>"
            "<link>/1</link></item></channel></rss>",
            {"title": "Café opens", "url": "https://g.example/1"},
            id="entities of HTML",
        ),
        pytest.param(
            "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Ann Lee</name></author><entry>"
            "<id>https://g.example/1</id><title type='xhtml'>"
            "<div xmlns='http://www.w3.org/1999/xhtml'>"
            "Using <em>Vec&lt;T&gt;</em></div></title>"
            "<updated>2024-10-01T21:00:00Z</updated></entry></feed>",
            {"title": "Using Vec<T>", "url": "https://g.example/1", "author": "Ann Lee",
             "published": None},
            id="Atom, of which only the last change is known",
        ),
        pytest.param(
            "<rss version='2.0'><channel><item><title><![CDATA[Ferry & <b>bridge</b>]]></title>"
            "<link>/1</link><description><![CDATA[<p>It sails.</p>]]></description></item>",
            {"title": "Ferry & bridge", "summary": "<p>It sails.</p>"},
            id="CDATA",
        ),
    ],
)  # fmt: skip
def test_dialects(feed, fields):
    (entry,) = entries(feed)
    assert {name: entry[name] for name in fields} == fields


def test_a_bad_entry_does_not_stop_the_others():
    bad = "<item><title>\x0b\x00 & <oops</title><pubDate>99 Foo 0</pubDate><link>::</link></item>"
    good = "<item><title>Ferry</title><link>/1</link></item>"
    feed = f"<rss version='2.0'><channel>{good}{bad}{good}</channel></rss>"
    assert [entry["title"] for entry in entries(feed)][0::2] == ["Ferry", "Ferry"]
