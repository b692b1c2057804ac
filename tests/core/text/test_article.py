"""Article: what is read of a file, and what is said of a file that cannot be used."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.text.article import decode, parse_article, unusable_url
from bot.errors import ArticleError
from tests.builders import article

# --- What is read


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        pytest.param("a.txt", "Peace\n\nTalks went on.", "Peace", id="first line"),
        pytest.param("a.txt", "\n \n  Peace  \n\nTalks.", "Peace", id="first line with a word"),
        pytest.param("a.txt", "- Peace\n- Talks", "Peace", id="without its bullet"),
        pytest.param("a.txt", "\ufeffPeace\n", "Peace", id="without its BOM"),
        pytest.param("a.txt", "# Peace\n\nTalks.", "# Peace", id="no heading in text"),
        pytest.param("a.md", "Intro.\n\n# Peace\n", "Peace", id="markdown heading"),
        pytest.param("a.md", "Intro.\n\nMore.", "Intro.", id="markdown without heading"),
        pytest.param("a.MARKDOWN", "Intro.\n\n# Peace\n", "Peace", id="suffix in capitals"),
        pytest.param("a.html", "<title>T</title><h2>Peace</h2><p>x", "Peace", id="html heading"),
        pytest.param("a.htm", "<title>\nT &amp; U</title><p>x", "T & U", id="html title"),
        pytest.param("a.html", "<p>Peace talks.", "Peace talks.", id="html without either"),
        pytest.param("a.txt", "---\ntitle:  A   B\n---\nC", "A B", id="front matter"),
        pytest.param("a.md", "---\ntitle: A\n---\n# C", "A", id="front matter first"),
        pytest.param("a.txt", "---\ntitle: 1984\n---\nC", "1984", id="a number"),
        pytest.param("a.txt", "---\ntitle: 2025-05-15\n---\nC", "2025-05-15", id="a date"),
        pytest.param("a.txt", "---\ntitle: ''\n---\nC", "C", id="an empty title"),
    ],
)
def test_title(path, text, title):
    assert article(text, path).title == title


@pytest.mark.parametrize(
    ("path", "text", "published"),
    [
        pytest.param("a.txt", "Peace", None, id="unknown"),
        pytest.param("a.txt", "---\npublished:\n---\nx", None, id="left open"),
        pytest.param("a.txt", "---\npublished: 2025-05-15\n---\nx", date(2025, 5, 15), id="date"),
        pytest.param(
            "a.txt", "---\npublished: 2025-05-15 23:59:00\n---\nx", date(2025, 5, 15), id="time"
        ),
        pytest.param(
            "a.txt", "---\npublished: '2025-05-15'\n---\nx", date(2025, 5, 15), id="quoted"
        ),
        pytest.param(
            "a.html",
            "<meta property='article:published_time' content='2025-05-15T23:00:00+02:00'><p>x",
            date(2025, 5, 15),
            id="html meta",
        ),
        pytest.param(
            "a.html", "<time datetime='2025-05-15'>May</time>", date(2025, 5, 15), id="html time"
        ),
        pytest.param("a.html", "<meta name='date' content='soon'><p>x", None, id="html nonsense"),
        pytest.param(
            "a.html",
            "---\npublished: 2024-01-02\n---\n<time datetime='2025-05-15'>May</time>",
            date(2024, 1, 2),
            id="front matter first",
        ),
    ],
)
def test_published(path, text, published):
    assert article(text, path).published == published


def test_source_and_url():
    read = article("---\nsource: The Paper\nurl: https://example.org/1\n---\nPeace")
    assert (read.source, read.url) == ("The Paper", "https://example.org/1")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "www.example.org",
        "'http://[1'",
        "[a, b]",
        "{a: b}",
        r'"https://example.org/\0"',
        r'"https://example.org/\ud800"',
        r'"https://example.org/\e[2J"',
        r'"https://example.org/\u202egnp"',
    ],
)
def test_a_wrong_url_loses_the_link_and_not_the_article(url):
    text = f"---\ntitle: T\nurl: {url}\n---\nPeace"
    read = article(text)
    assert (read.title, read.url) == ("T", None)
    assert unusable_url("a.txt", text)


@pytest.mark.parametrize("front", ["", "---\ntitle: T\n---\n", "---\nurl: https://a.org\n---\n"])
def test_no_url_is_named_where_none_is_wrong(front):
    assert unusable_url("a.txt", f"{front}Peace") is None


def test_a_long_text_between_rules_is_text():
    """YAML takes 7 µs a character: a text of 2 MB between two rules took 14 seconds."""
    text = f"---\n{'It was. ' * 2_000}\n---\nPeace"
    assert article(text).visible.blocks[0].start == text.index("It")


def test_without_front_matter_source_and_url_are_unknown():
    read = article("Peace")
    assert (read.source, read.url) == (None, None)


@pytest.mark.parametrize(
    "front",
    [
        pytest.param("---\ntitle: T\n---\n", id="LF"),
        pytest.param("---\r\ntitle: T\r\n---\r\n", id="CRLF"),
        pytest.param("\ufeff---\ntitle: T\n---\n", id="BOM"),
        pytest.param("--- \ntitle: T\n... \n", id="dots and spaces"),
    ],
)
def test_front_matter_is_in_the_text_and_not_in_the_reading(front):
    read = article(f"{front}Peace came.")
    block = read.visible.blocks[0]
    assert read.text == f"{front}Peace came."
    assert (read.title, block.start) == ("T", len(front))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n- a\n- b\n---\nPeace", id="a list"),
        pytest.param("---\nA paragraph.\n---\nPeace", id="a paragraph"),
        pytest.param("---\n---\nPeace", id="nothing"),
        pytest.param("---\ntitle: T\nPeace", id="never closed"),
        pytest.param("\n---\ntitle: T\n---\nPeace", id="not on top"),
    ],
)
def test_what_is_no_mapping_between_rules_is_text(text):
    """Rules part paragraphs in plain text too, so what stands between them is kept."""
    read = article(text)
    shown = " ".join(text[block.start : block.end] for block in read.visible.blocks)
    assert read.title != "T"
    assert all(word in shown for word in text.replace("-", "").split())


@pytest.mark.parametrize(
    ("text", "span", "lines"),
    [
        pytest.param("one", (0, 3), (1, 1), id="one line"),
        pytest.param("one\ntwo", (0, 3), (1, 1), id="without its line end"),
        pytest.param("one\ntwo", (0, 4), (1, 1), id="with its line end"),
        pytest.param("one\ntwo", (4, 7), (2, 2), id="second"),
        pytest.param("one\ntwo", (0, 5), (1, 2), id="both"),
        pytest.param("one\r\ntwo\r\n", (5, 8), (2, 2), id="CRLF is one line end"),
        pytest.param("one\n\n\nfour", (6, 10), (4, 4), id="blank lines count"),
        pytest.param("---\ntitle: T\n---\nfour", (17, 21), (4, 4), id="front matter counts"),
        pytest.param("one\u2028one\x0cone\x85", (4, 12), (1, 1), id="only newlines count"),
    ],
)
def test_lines(text, span, lines):
    assert article(text).lines(*span) == lines


def test_html_keeps_its_text_whole():
    text = "<p>Fish &amp; chips</p>\r\n"
    assert article(text, "a.html").text == text


# --- What cannot be used


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \r\n\t\n", "is empty", id="blank"),
        pytest.param(b"Caf\xe9", "line 1 is not UTF-8; save the file as UTF-8", id="Latin-1"),
        pytest.param(b"one\r\ntwo\n\xff", "line 3 is not UTF-8; save", id="not UTF-8 on line 3"),
        pytest.param("one".encode("utf-16"), "line 1 is not UTF-8", id="UTF-16"),
        pytest.param(b"\xed\xa0\x80", "line 1 is not UTF-8", id="surrogate"),
        pytest.param(b"one\ntw\0o", "line 2 holds a NUL byte", id="NUL"),
    ],
)
def test_bytes_that_are_no_text(data, reason):
    with pytest.raises(ArticleError) as caught:
        decode("sub/a.txt", data)
    assert caught.value.path == "sub/a.txt"
    assert caught.value.reason.startswith(reason)
    assert str(caught.value) == f"sub/a.txt: {caught.value.reason}"


def front(*lines: str) -> str:
    return "\n".join(["---", "source: S", *lines, "---", "Peace came."])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("***\n---", "holds no text", id="rules"),
        pytest.param("\ufeff\n", "holds no text", id="only a BOM"),
        pytest.param("😀🎉\n", "holds no text", id="only emoji"),
        pytest.param("---\ntitle: T\n---\n", "holds no text", id="only front matter"),
        pytest.param(front("a: b: c"), "line 3 of the front matter: mapping", id="YAML"),
        pytest.param(front("title: 'T"), "line 4 of the front matter: found", id="YAML quote"),
        pytest.param(front("title: *t"), "line 3 of the front matter: found", id="YAML alias"),
        pytest.param(front("{a: b}: c"), "line 3 of the front matter: found", id="YAML key"),
        pytest.param(front("title: [a, b]"), "title in the front matter is not text", id="title"),
        pytest.param(front("title: {a: b}"), "title in the front matter is not text", id="a map"),
        pytest.param(
            front(r'title: "a\ud800"'), "title in the front matter has a NUL or half", id="half"
        ),
        pytest.param(front(r'title: "a\0"'), "title in the front matter has a NUL", id="NUL"),
        pytest.param(front(r'source: "\0"'), "source in the front matter has a NUL", id="source"),
        pytest.param(
            front(*["a: b"] * 2_500), "the front matter is longer than 10,000", id="slow to parse"
        ),
        pytest.param(
            front("published: soon"), "published is 'soon'; write it as 2025-05-15", id="published"
        ),
        pytest.param(front("published: 2025"), "published is '2025'; write it as", id="a year"),
        pytest.param(front("published: [1]"), "published in the front matter is", id="a list"),
    ],
)
def test_text_that_is_no_article(text, reason):
    with pytest.raises(ArticleError) as caught:
        article(text)
    assert caught.value.path == "a.txt"
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("tag", ["timestamp", "int", "float", "bool", "python/name:os.x"])
def test_front_matter_stays_text_whatever_it_claims_to_be(tag):
    """PyYAML lets the errors of its converters through, of any class."""
    assert article(front(f"x: !!{tag} soon")).title == "Peace came."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("x: " + "[" * 3_000, id="too deep"),
        pytest.param("x: \x01", id="control character"),
    ],
)
def test_front_matter_that_yaml_trips_over_is_reported_in_one_line(line):
    with pytest.raises(ArticleError, match="the front matter") as caught:
        article(front(line))
    assert len(str(caught.value).splitlines()) == 1


# --- Any bytes at all

_PIECES = (
    "---\n published: title: 2025-05-15 !!int !!timestamp [ { & * | > ' \" # - \n \r \r\n \ufeff"
    " \x85 \u2028 . ! ? 1. Mr. U.S. word Слово שלום 😀 <p> </p> <li> <h1> <br> <main> <nav> </nav>"
    " <!-- --> <![ <script> </script> <title> &amp; &nosuch; &#8364; &# <a href= /> ]]> ½ ﷺ İ"
).split(" ")
_FRONT = "---\n{}\n---\nPeace"
_DOCUMENTS = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(_PIECES)).map(lambda pieces: " ".join(pieces).encode()),
    st.lists(st.sampled_from(_PIECES)).map(
        lambda pieces: f"---\n{''.join(pieces)}\n---\nx".encode()
    ),
)


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
@example(b"1. ***")
@example(b"<p>Peace<![x[")
@example(b"<p>a<![CDATA[ b ]]>&")
@given(data=_DOCUMENTS)
def test_any_bytes_are_an_article_or_a_problem(path, data):
    try:
        read = parse_article(path, decode(path, data))
    except ArticleError:
        return
    end = 0
    for block in read.visible.blocks:
        assert end <= block.start < block.end <= len(read.visible.text)
        end = block.end
        start_in_file, end_in_file = read.visible.file_span(block.start, block.end)
        assert 0 <= start_in_file < end_in_file <= len(read.text)
    assert read.title.strip()
    assert len(read.title.splitlines()) == 1
