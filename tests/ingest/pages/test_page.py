"""Extraction: the article on pages of the kinds that there are, and what its page says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pages.encoding import decode
from bot.ingest.pages.page import read_html
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}
TODAY = "2026-11-22"
PROSE = [
    "The ferry line between Norrvik and Ostholm was opened on Tuesday after years of planning.",
    "Mayor Greta Lind cut the ribbon while some four hundred people watched from the quay.",
    "“It is the best day of my life,” said Lind, who had promised the line three times in a row.",
    "The ship carries 240 passengers and 40 cars, and needs 35 minutes for the crossing.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
NAV = "<nav><ul><li><a href='/'>Home</a><li><a href='/sport'>Sport pages</a></ul></nav>"
FOOT = "<footer><p>Copyright 2026-11-20 The Gazette.</p></footer>"
COOKIES = "<div class='cookie-banner'><p>We use cookies for a better experience.</p></div>"


def read(body: str, head: str = "", url: str | None = "https://g.example/x", today: str = TODAY):
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), LIMITS, today=today, url=url)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<article><h1>Ferry</h1>{PARAGRAPHS}</article>", id="article"),
        pytest.param(f"<div class='story'><h1>Ferry</h1><div>{PARAGRAPHS}</div></div>", id="divs"),
        pytest.param(f"<h2>Ferry</h2>{'<br><br>'.join(PROSE)}", id="line breaks"),
        pytest.param(
            f"<table><tr><td>Menu</td><td>{'<br><br>'.join(PROSE)}</td></tr></table>", id="table"
        ),
        pytest.param(PARAGRAPHS.replace("ferry", "<b>fer<i>ry</i></b>"), id="marks in a word"),
        pytest.param(PARAGRAPHS.replace("ferry", "<a href='/f'>ferry</a>"), id="links"),
    ],
)
def test_sentences_are_found_as_they_are_and_nothing_beside_them(body):
    text = read(COOKIES + NAV + body + FOOT)["text"]
    assert all(sentence in text for sentence in PROSE)
    assert not any(word in text for word in ("cookies", "Sport pages", "Copyright", "|"))


def test_a_page_of_xhtml_is_read():
    page = f"<?xml version='1.0' encoding='utf-8'?><html><body>{PARAGRAPHS}</body></html>"
    assert PROSE[0] in read_html(page.encode(), LIMITS, today=TODAY)["text"]


def test_headings_and_lists_stay():
    body = f"<article>{PARAGRAPHS}<h2>Prices</h2>{PARAGRAPHS}<ul><li>Adults pay 12</ul></article>"
    text = read(body)["text"].splitlines()
    assert "## Prices" in text
    assert "- Adults pay 12" in text


_LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "headline": "Ferry line opens", "datePublished": "2024-03-05T23:30:00+01:00",'
    ' "author": {"@type": "Person", "name": "Ola Berg"},'
    ' "publisher": {"@type": "Organization", "name": "The Gazette"}}</script>'
)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(_LD, id="JSON-LD"),
        pytest.param(
            '<meta property="og:title" content="Ferry line opens"><meta name="author"'
            ' content="Ola Berg"><meta property="og:site_name" content="The Gazette">'
            '<meta property="article:published_time" content="2024-03-05T08:00:00Z">',
            id="meta",
        ),
    ],
)
def test_what_the_page_says_of_itself(head):
    about = read(f"<h1>Ferry line opens</h1>{PARAGRAPHS}", head)
    assert (about["title"], about["author"]) == ("Ferry line opens", "Ola Berg")
    assert (about["source"], about["published"]) == ("The Gazette", "2024-03-05")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        pytest.param("", None, id="no date"),
        pytest.param("<span class='date'>March 5, 2024</span>", "2024-03-05", id="in words"),
        pytest.param("<span class='date'>5th March 2024</span>", "2024-03-05", id="day first"),
        pytest.param("<time datetime='2024-03-05T08:00Z'>Tuesday</time>", "2024-03-05", id="time"),
        pytest.param("<span class='date'>3 hours ago</span>", None, id="relative"),
        pytest.param("<span class='date'>yesterday</span>", None, id="a relative day"),
        pytest.param("<span class='date'>March 5</span>", None, id="without its year"),
        pytest.param("<span class='date'>March 2024</span>", None, id="without its day"),
        pytest.param("<span class='date'>2024</span>", None, id="a year"),
        pytest.param("<time datetime='2024'>2024</time>", None, id="a year for machines"),
        pytest.param("<time datetime='2026-11-23'>x</time>", None, id="after today"),
        pytest.param("<p>The war ended on 2019-03-05.</p>", None, id="of what is told"),
        pytest.param(FOOT, None, id="of the copyright"),
    ],
)
def test_a_date_is_the_page_s_own_or_none(body, published):
    assert read(f"{body}<article>{PARAGRAPHS}</article>")["published"] == published


@pytest.mark.parametrize("body", ["", "<time>3 hours ago</time>", "<time datetime='2024'>x</time>"])
@pytest.mark.parametrize("today", ["2024-03-05", "2026-11-22", "2031-01-01"])
def test_no_date_comes_from_today(body, today):
    assert read(f"{body}<article>{PARAGRAPHS}</article>", today=today)["published"] is None


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        pytest.param("https://g.example/ferry", "https://g.example/ferry", id="given"),
        pytest.param("javascript:alert(1)", "https://g.example/x", id="a script"),
        pytest.param("ftp://g.example/ferry", "https://g.example/x", id="FTP"),
    ],
)
def test_the_canonical_url_is_linked_if_it_is_one_of_the_web(canonical, url):
    assert read(PARAGRAPHS, f'<link rel="canonical" href="{canonical}">')["url"] == url


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param("", "no article", id="empty"),
        pytest.param("<html><script>x()</script>", "JavaScript", id="only a script"),
        pytest.param("<div>" * 100_000 + "Ferry", "too deep", id="deep"),
        pytest.param("<p>The ferry line was opened." * 600, "10,000 characters", id="long"),
    ],
)
def test_what_is_said_of_pages_without_an_article(page, said):
    with pytest.raises(UnreadableError, match=said):
        read_html(page.encode(), LIMITS, today=TODAY)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        pytest.param("<p>Zoë €".encode(), None, id="UTF-8 is taken for granted"),
        pytest.param("<p>Zoë €".encode("cp1252"), None, id="else what Windows wrote"),
        pytest.param("<p>Zoë €".encode("cp1252"), "iso-8859-1", id="by its usual wrong name"),
        pytest.param("<p>Zoë €".encode(), "rot13", id="a name that is no encoding of the web"),
        pytest.param("<p>Zoë €".encode("utf-16"), "utf-8", id="a BOM goes first"),
        pytest.param("<p>Zoë €".encode("utf-8-sig"), None, id="a BOM of UTF-8"),
        pytest.param("<p>Zoë €".encode(), "ascii\0", id="a broken name"),
        pytest.param("<p>Zoë €".encode(), "utf-16", id="UTF-16 has a BOM"),
    ],
)
def test_encodings(data, charset):
    assert decode(data, charset) == "<p>Zoë €"


@pytest.mark.parametrize("charset", ["koi8-r", "ibm866"])
def test_the_encoding_in_the_page(charset):
    page = f'<meta charset="{charset}"><p>мир'
    assert decode(page.encode(charset), None) == page


@given(st.binary(max_size=200), st.none() | st.text(max_size=10))
def test_every_page_has_a_text(data, charset):
    assert isinstance(decode(data, charset), str)
