"""Lines: each line of JSON is an article or a problem with its number, whatever the file is."""

import gzip
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.errors import DocumentError
from bot.ingest.archive import ARCHIVE_LIMITS, ArchiveLimits
from bot.ingest.draft import Draft
from bot.ingest.jsonl import count_lines, draft_from_line, read_lines
from bot.original import Original

FERRY, BRIDGE = b'{"text": "The ferry sails."}\n', b'{"text": "The bridge is open."}\n'


def found(data: bytes, limits: ArchiveLimits = ARCHIVE_LIMITS) -> list[str]:
    """Return the title of each article of `data`, or what is wrong with its line."""
    items = read_lines(io.BytesIO(data), "news.jsonl", limits)
    return [item.article.title if isinstance(item, Draft) else str(item) for item in items]


def parse_line(line: bytes) -> Draft:
    return draft_from_line("news.jsonl, line 2", Original("news-2.json", line))


def test_every_field_is_taken():
    fields = {
        "text": "The ferry sails.\nOn time.",
        "title": "Ferry",
        "published": "2024-03-05T09:30:00Z",
        "source": "Example News",
        "url": "https://example.org/ferry",
        "id": 7,
    }
    draft = parse_line(json.dumps(fields).encode())
    article = parse_article(f"a{draft.suffix}", draft.article.text)
    assert (article.title, article.published) == ("Ferry", date(2024, 3, 5))
    assert (article.source, article.url) == ("Example News", "https://example.org/ferry")
    assert draft.article.text.endswith("The ferry sails.\nOn time.")


@pytest.mark.parametrize(
    "url", ["javascript:x", "example.org/a", 5, ["https://a.b"], "https://[", " "]
)
def test_a_wrong_address_costs_the_link_and_not_the_article(url):
    draft = parse_line(
        json.dumps({"text": "The ferry sails.", "title": "Ferry", "url": url}).encode()
    )
    assert (draft.article.title, draft.article.url) == ("Ferry", None)
    assert "url" not in draft.article.text
    assert draft.unusable_url == (url if isinstance(url, str) else json.dumps(url))


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_each_line_is_an_article_with_its_line_as_the_original(pack):
    data = pack(b"\xef\xbb\xbf" + FERRY + b"\n" + BRIDGE.strip())
    drafts = list(read_lines(io.BytesIO(data), "in/news.jsonl.gz"))
    texts = [draft.article.text for draft in drafts]
    assert texts == ["The ferry sails.", "The bridge is open."]
    assert [draft.original.name for draft in drafts] == ["news-1.json", "news-3.json"]
    assert drafts[1].original.content == BRIDGE.strip()
    assert count_lines(io.BytesIO(data), "news.jsonl") == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(b"{", "is not JSON: .* at character 2", id="no JSON"),
        pytest.param(b"[]", "is not an object", id="no object"),
        pytest.param(b'{"title": "Ferry"}', '"text" is missing', id="no text"),
        pytest.param(b'{"text": null}', '"text" is missing', id="text that is null"),
        pytest.param(b'{"text": ["Ferry"]}', '"text" is not text', id="text in a list"),
        pytest.param(b'{"text": "x", "title": 5}', '"title" is not text', id="a number"),
        pytest.param(b'{"text": "..."}', "holds no text", id="no word"),
        pytest.param(b'{"text": "x", "published": "soon"}', "published is 'soon'", id="no date"),
        pytest.param(b'{"text": "caf\xe9"}', "is not UTF-8", id="no UTF-8"),
        pytest.param(b"[" * 100_000, "is not JSON that", id="nested too deep"),
        pytest.param(b"9" * 5_000, "is not JSON that", id="a number of 5,000 digits"),
        pytest.param(b'{"text": "%b"}' % (b"x" * 2_000_001), "holds more text", id="a long text"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_go_on(line, said):
    first, problem, last = found(FERRY + line + b"\n" + BRIDGE)
    assert (first, last) == ("The ferry sails.", "The bridge is open.")
    with pytest.raises(DocumentError, match=f"^news.jsonl, line 2: {said}"):
        parse_line(line)
    assert problem.startswith("news.jsonl, line 2: ")


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_of_a_long_line_no_more_is_read_than_shows_it(pack):
    data = pack(FERRY + b'{"text": "' + b"x" * 1_000 + b'"}\n' + BRIDGE)
    first, problem, last = found(data, ArchiveLimits(max_entry_bytes=100))
    assert (first, last) == ("The ferry sails.", "The bridge is open.")
    assert problem == "news.jsonl, line 2: is longer than the limit of 100 bytes"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(gzip.compress(FERRY * 9_999), "unpacks to more", id="a bomb"),
        pytest.param(gzip.compress(FERRY)[:-4], "is damaged", id="half a file"),
        pytest.param(b"\x1f\x8b\x08" + FERRY, "is damaged", id="no gzip"),
        pytest.param(b"Ferry.\n" * 100 + FERRY, "no article in 100 lines", id="something else"),
    ],
)
def test_a_file_that_is_given_up(data, said):
    with pytest.raises(DocumentError, match=f"^news.jsonl: .*{said}"):
        found(data, ArchiveLimits(max_total_bytes=10_000, max_ratio=2))


def test_lines_before_damage_are_taken():
    data = gzip.compress(FERRY) + gzip.compress(BRIDGE)[:-12]
    drafts, titles = read_lines(io.BytesIO(data), "news.jsonl"), []
    with pytest.raises(DocumentError, match="damaged after line"):
        titles.extend(draft.article.title for draft in drafts)
    assert titles == ["The ferry sails."]
    assert count_lines(io.BytesIO(data), "news.jsonl") == 1


@given(
    st.binary(max_size=99)
    | st.recursive(st.none() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_no_line_raises_anything_of_its_own(line):
    try:
        draft = parse_line(line)
    except DocumentError:
        return
    assert draft.article.text
