"""The lines of a page are its text as a browser lays it out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pages.lines import lines_of
from bot.ingest.pages.tree import parse_tree
from tests.support.pages import PROSE, page_around, paragraphs, read_page


def lines(body):
    return [f"{line.marker}{line.text}" for line in lines_of(parse_tree(body).find("body"))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <b>fer</b>ry</p>two<div>three</div>four", ["One ferry", "two", "three", "four"]),
        (
            "<h2>One</h2><ul><li>two<li><p>three</p><p>four</p></ul>",
            ["## One", "- two", "- three", "four"],
        ),
        ("one<br>two<br><br>three", ["one", "two", "three"]),
        ("<span style='display: block'>one</span><span>two</span>", ["one", "two"]),
        ("<table><tr><th>Ship<th>Year<tr><td>Ada<td>1952</table>", ["Ship Year", "Ada 1952"]),
        ("<table><tr><td>Menu<td><p>One.</p><p>Two.</p></table>", ["Menu", "One.", "Two."]),
        ("<blockquote>one<footer>two</footer></blockquote>", ["one", "two"]),
        ("a&nbsp;b \n c", ["a b c"]),
    ],
)
def test_lines(body, expected):
    assert lines(f"<html><body>{body}</body></html>") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        'As the report says: "[T]he ferry matters more than any road does."',
        "The ferry has sunk, Seth Gold (@Seth_360) wrote * on Monday * to _all_ of us.",
        "The path is C:\\ferry\\*.txt, he said, `or` <b> it is not.",
        "1. The first ship was sold # 4 | 5 > 3 ~~ for $5.",
        "<!-- this is shown --> on the page [^1] as it stands.",
        "> It begins with a mark that Markdown knows.",
        "- It begins with a dash, as speech does in some languages.",
    ],
)
def test_words_are_stored_as_they_are_shown(sentence):
    """57 of 195 real pages were stored with backslashes that nobody sees."""
    escaped = sentence.replace("&", "&amp;").replace("<", "&lt;")
    assert sentence in paragraphs(f"<p>{escaped}</p>")


def test_a_mark_of_markdown_in_the_words_makes_the_article_plain_text():
    assert read_page(page_around("<p>It is in C:\\ferry, he said.</p>"))["suffix"] == ".txt"
    assert read_page(page_around("<p>It is in the ferry, he said.</p>"))["suffix"] == ".md"


def test_links_are_whole_and_no_paragraph_is_doubled():
    link = "Lind said <a href='/x'>that the <b>bridge</b> closes</a>. <a href='/y'>See maps</a>."
    shown = "Lind said that the bridge closes. See maps."
    assert paragraphs(f"<p>{link}</p><div class='small-screens'><p>{link}</p></div>") == [shown]


def test_an_article_in_several_parts_is_whole():
    parts = [
        PROSE[:2],
        PROSE[2:],
        ["The last ship of the day leaves at nine in the evening, he said."],
    ]
    body = "<div class='advert'><p>Buy a boat now!</p></div>".join(
        f"<div class='article-body'>{''.join(f'<p>{text}</p>' for text in part)}</div>"
        for part in parts
    )
    text = read_page(f"<html><body><h1>Ferry</h1>{body}</body></html>")["text"]
    assert all(sentence in text for part in parts for sentence in part)


TAGS = st.sampled_from("p div span b i a em li ul h2 br blockquote td sup section font".split())
WORDS = st.sampled_from("ferry T 1 [x] a_b *c* <y> “We” said. \\d".split())


@st.composite
def fragments(draw, depth=3):
    """HTML of a few elements, and all of its text."""
    html, text = "", ""
    for _ in range(draw(st.integers(1, 3))):
        word = draw(WORDS)
        inner, inner_text = draw(fragments(depth - 1)) if depth else ("", "")
        tag = draw(TAGS)
        html += f"{word.replace('<', '&lt;')} <{tag}>{inner}" + ("" if tag == "br" else f"</{tag}>")
        text += word + inner_text
    return html, text


@given(fragments())
def test_every_line_stands_in_the_text_of_the_page(fragment):
    html, text = fragment
    together = "".join(
        line.text for line in lines_of(parse_tree(f"<body>{html}</body>").find("body"))
    )
    assert re.sub(r"\s", "", together) == re.sub(r"\s", "", text)
