"""HtmlPage: what a reader sees of HTML, and where each character of it stands in the file."""

import contextlib
import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.text.html_text import HtmlPage, read_html


def blocks(text: str, body: int = 0) -> list[str]:
    """Return each block as `kind: content`."""
    reading = read_html(text, body).visible
    return [f"{one.kind}: {reading.text[one.start : one.end]}" for one in reading.blocks]


def in_file(text: str, shown: str, body: int = 0) -> str:
    """Return the piece of the file in which `shown` stands."""
    reading = read_html(text, body).visible
    start = reading.text.index(shown)
    return text[slice(*reading.file_span(start, start + len(shown)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("<p> \n </p>", [], id="blank"),
        pytest.param("One.", ["paragraph: One."], id="no tag"),
        pytest.param("<p>One.<p>Two.", ["paragraph: One.", "paragraph: Two."], id="never closed"),
        pytest.param("One.<br/>Two.", ["paragraph: One.", "paragraph: Two."], id="line break"),
        pytest.param("<p>O<b>n<i>e</i></b>.</p>", ["paragraph: One."], id="inside a word"),
        pytest.param("<p>One\r\n\t two</p>", ["paragraph: One two"], id="white space"),
        pytest.param("<p>One <b> two</b></p>", ["paragraph: One two"], id="space across tags"),
        pytest.param("<p> One </p> ", ["paragraph: One"], id="space around"),
        pytest.param("<p>One<!-- two --> three", ["paragraph: One three"], id="comment"),
        pytest.param("<h2>One</h2>Two", ["heading: One", "paragraph: Two"], id="heading"),
        pytest.param("<H1>One</H1>", ["heading: One"], id="capitals"),
        pytest.param("<ul><li>One<li>Two</ul>", ["bullet: One", "bullet: Two"], id="list"),
        pytest.param("<li><p>One</p></li>", ["bullet: One"], id="paragraph in a list"),
        pytest.param("<li><h3>One</h3></li>", ["heading: One"], id="heading in a list"),
        pytest.param(
            "<table><tr><td>One<td>Two</table>", ["paragraph: One", "paragraph: Two"], id="cells"
        ),
        pytest.param("<p>One</i></b></p></div>", ["paragraph: One"], id="closed too often"),
        pytest.param("<p>One <b>two", ["paragraph: One two"], id="cut off"),
        pytest.param("<!DOCTYPE html><html><p>One", ["paragraph: One"], id="doctype"),
        pytest.param("<?xml version='1.0'?><p>One", ["paragraph: One"], id="xml"),
        pytest.param("a < b > c", ["paragraph: a < b > c"], id="loose brackets"),
    ],
)
def test_blocks(text, expected):
    assert blocks(text) == expected


def test_a_paragraph_after_a_list_with_open_items_is_no_bullet():
    """HTML lets </li> be left out: the end of the list ends its items."""
    assert blocks("<ul><li>One<li>Two</ul><p>Three.") == [
        "bullet: One",
        "bullet: Two",
        "paragraph: Three.",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Fish &amp; chips", "Fish & chips", id="name"),
        pytest.param("Fish &amp chips", "Fish & chips", id="no semicolon"),
        pytest.param("Caf&eacute;", "Café", id="accent"),
        pytest.param("They&#8217;re", "They’re", id="number"),
        pytest.param("They&#x2019;re", "They’re", id="hexadecimal"),
        pytest.param("a&nbsp;b", "a b", id="space"),
        pytest.param("a &nbsp; b", "a b", id="spaces"),
        pytest.param("1 &lt; 2", "1 < 2", id="bracket"),
        pytest.param("&lt;b&gt;", "<b>", id="no tag"),
        pytest.param("&amp;amp;", "&amp;", id="once only"),
        pytest.param("R&D", "R&D", id="loose ampersand"),
        pytest.param("a &nosuch; b", "a &nosuch; b", id="unknown"),
        pytest.param("&#xD800;", "\ufffd", id="surrogate"),
        pytest.param("&NotEqualTilde;", "\u2242\u0338", id="two characters"),
    ],
)
def test_references(text, shown):
    assert blocks(f"<p>{text}</p>") == [f"paragraph: {shown}"]


@pytest.mark.parametrize("loose", ["&#", "&#;", "&#x", "&#x;", "&", "&;"])
def test_a_loose_ampersand_does_not_turn_the_rest_of_the_page_into_text(loose):
    """html.parser stops at a `&#` without a number and hands out what follows as text."""
    assert blocks(f"<p>a {loose} b</p><p>c") == [f"paragraph: a {loose} b", "paragraph: c"]


def test_a_number_without_its_end_does_not_either():
    """html.parser does not find the end of `&#8217d`, as d is a digit of hexadecimal numbers."""
    assert blocks("<p>They&#8217d go</p><p>c")[-1] == "paragraph: c"


@pytest.mark.parametrize(
    "tag",
    "aside button footer form iframe nav noscript script select style svg template title".split(),
)
def test_hidden_elements_show_nothing(tag):
    assert blocks(f"<p>One</p><{tag}>two</{tag}><p>Three") == ["paragraph: One", "paragraph: Three"]


def test_what_is_nested_in_a_hidden_element_is_hidden():
    assert blocks("<nav><ul><li>One</li></ul><p>Two</p></nav><p>Three") == ["paragraph: Three"]


def test_a_script_is_no_markup():
    assert blocks("<script>if (a<b) '<p>x</p>' & \"</nav>\"</script>One") == ["paragraph: One"]


@pytest.mark.parametrize("tag", ["article", "main"])
def test_only_the_content_counts_where_it_is_marked(tag):
    text = f"<div>Menu</div><{tag}><p>One</p></{tag}><div>More news</div>"
    assert blocks(text) == ["paragraph: One"]


def test_an_empty_content_does_not_hide_the_page():
    assert blocks("<main></main><p>One</p>") == ["paragraph: One"]


@pytest.mark.parametrize(
    ("text", "shown", "piece"),
    [
        pytest.param("<p>One</p>", "One", "One", id="plain"),
        pytest.param("<p>O<b>n</b>e</p>", "One", "O<b>n</b>e", id="tags inside"),
        pytest.param("<p><b>One</b></p>", "One", "One", id="tags outside"),
        pytest.param("<p>Fish &amp; chips</p>", "h & c", "h &amp; c", id="reference"),
        pytest.param("<p>Fish &amp</p>", "&", "&amp", id="reference without its end"),
        pytest.param("<p>a&#8217;</p>", "a’", "a&#8217;", id="number"),
        pytest.param("<p>😀 One</p>", "One", "One", id="emoji before"),
        pytest.param("<p>\r\nOne\r\ntwo", "One two", "One\r\ntwo", id="CRLF"),
        pytest.param("<p>x\rOne", "One", "One", id="lone CR"),
        pytest.param("<p>x\u2028y\x0cz\x85One", "One", "One", id="separators"),
        pytest.param("<p>One <!-- x\n --> two", "One two", "One <!-- x\n --> two", id="comment"),
        pytest.param(
            "<p>One<script>\n</script> t", "One t", "One<script>\n</script> t", id="script"
        ),
        pytest.param("<a\nb='\n'>\nOne", "One", "One", id="line ends in a tag"),
        pytest.param("One <", "One <", "One <", id="cut off"),
    ],
)
def test_places_in_the_file(text, shown, piece):
    assert in_file(text, shown) == piece


def test_places_count_from_the_start_of_the_file():
    text = "---\ntitle: T\n---\n<p>One\ntwo</p>"
    assert in_file(text, "One two", body=text.index("<p>")) == "One\ntwo"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("<p>One", None, id="none"),
        pytest.param("<title> </title>", None, id="blank"),
        pytest.param("<head><title>T &amp; &#85;</title>", "T & U", id="references"),
        pytest.param("<svg><title>Logo</title></svg>", None, id="of a picture"),
    ],
)
def test_title(text, title):
    assert read_html(text, 0).title == title


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("<p>One", None, id="none"),
        pytest.param("<meta property='article:published_time' content='A'>", "A", id="open graph"),
        pytest.param("<meta name='DC.date' content='A'>", "A", id="dublin core"),
        pytest.param("<meta itemprop='datePublished' content='A'>", "A", id="schema.org"),
        pytest.param("<meta name='description' content='A'>", None, id="another meta"),
        pytest.param("<meta name>", None, id="without a value"),
        pytest.param("<time datetime='A'>B</time>", "A", id="time"),
        pytest.param("<time>B</time>", None, id="time without a date"),
        pytest.param("<time datetime='A'></time><time datetime='B'>", "A", id="first time"),
        pytest.param("<meta name=date content=A><time datetime=B>", "A", id="meta and time"),
    ],
)
def test_published(text, published):
    assert read_html(text, 0).published == published


@pytest.mark.parametrize("text", "<![x[ <![if <!x[ <! <? </ <a= &#x <!-- <".split())
def test_broken_markup_is_read_or_is_an_error_in_words(text):
    """Which of them html.parser gives up on, with an AssertionError, depends on the Python."""
    shown = "One"
    with contextlib.suppress(ValueError):
        shown = read_html(f"<p>One</p>{text}", 0).visible.text
    assert shown.startswith("One")


_PIECES = (
    "<p>|</p>|<b>|</b>|<br>|<li>|</li>|<h1>|</h1>|<main>|</main>|<nav>|</nav>|<script>|</script>|"
    "<!-- x -->|<title>|</title>|&amp;|&amp|&#8217;|&#8217|&nosuch;|&|&#|<|>|<a href='&amp;'>|One|"
    "two.| |\n|\r\n|\r|\u2028|😀|é|<!|<?|]]>|--"
).split("|")


def pages() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


def readable(text: str, body: int) -> HtmlPage | None:
    try:
        return read_html(text, body)
    except ValueError:
        return None


@example(text="<p>&amp&#8217</p>", before="")
@given(text=pages(), before=st.sampled_from(["", "\ufeff", "---\na: b\r\n---\n"]))
def test_every_character_stands_where_its_place_says(text, before):
    page = readable(before + text, len(before))
    if page is None:
        return
    reading = page.visible
    for block in page.visible.blocks:
        for i in range(block.start, block.end):
            piece = html.unescape((before + text)[slice(*reading.file_span(i, i + 1))])
            assert reading.text[i] in piece or (reading.text[i] == " " and piece.isspace())


@given(text=pages())
def test_places_and_blocks_are_in_order(text):
    page = readable(text, 0)
    if page is None:
        return
    reading, end = page.visible, 0
    for block in reading.blocks:
        starts = reading.starts[block.start : block.end]
        assert end <= block.start < block.end
        assert list(starts) == sorted(starts)
        end = block.end
