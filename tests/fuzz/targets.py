"""Targets: one function for each reader of strangers' input, which raises for a finding.

They run without atheris too: `test_findings.py` repeats the seeds and all that was ever found.
"""

import io
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.core.text.article import decode, parse_article, unusable_url
from bot.core.text.lexicon import build_lexicon, read_aliases
from bot.core.text.sentences import split_typed_text
from bot.discord_app.features.questions.answers import FollowUpButton, MoreButton
from bot.discord_app.features.timeline.pages import PageButton
from bot.discord_app.replies.custom_ids import parse_server_key, unpack_quotes
from bot.discord_app.replies.markdown import bold, escape, shorten, unescape
from bot.errors import ArticleError, VerbatimError
from bot.ingest import encoding, feed
from bot.ingest.archive import Archive
from bot.ingest.fetch import _content_type, _retry_after
from bot.ingest.formats import mail, rtf, subtitles, tables
from bot.ingest.formats.docx import read_docx
from bot.ingest.formats.epub import read_epub
from bot.ingest.formats.kinds import kind_of
from bot.ingest.formats.odt import read_odt
from bot.ingest.formats.pptx import read_pptx
from bot.ingest.jsonl import read_lines
from bot.ingest.pages.encoding import decode as decode_page
from bot.ingest.pages.page import read_html
from bot.ingest.sandbox import SANDBOX_LIMITS
from bot.ingest.unreadable import UnreadableError
from bot.plain_text import plain_lines
from bot.terminal.question_files import read_batch
from tests.support.office import zipped
from tests.support.responses_of_servers import ServerResponse

ALL = "all"  # one process for all, since instrumenting the code takes seconds
FINDINGS = Path(__file__).parent / "findings"
QUESTION = "Who opened the ferry line in May?"
TODAY = "2026-01-01"
LIMITS = {"max_characters": SANDBOX_LIMITS.max_characters, "max_pages": 10}
ARTICLE = (
    "Harbour news\n\nMayor Anna Berg opened the ferry line to Hentzau on 3 March 2019. She said: "
    "“It took nine years.” The bridge (£5 million) followed in May 2021.\n"
)


PART_NAMES = (
    "_rels/.rels",
    "d/main.xml",
    "d/_rels/main.xml.rels",
    "content.xml",
    "meta.xml",
    "META-INF/container.xml",
)
_MAIN = "<R><Relationship Id='r1' Type='x/officeDocument' Target='d/main.xml'/></R>"
_SELF = "<R><Relationship Id='r1' Type='x/slide' Target='main.xml'/></R>"
PACKAGES = (
    (
        _MAIN,
        "<d><p><pPr/><t>It</t><br/></p><tbl><tr><tc><p><t>A</t></p></tc></tr></tbl></d>",
        _SELF,
    ),
    (*["<x/>"] * 3, "<c><text><h>A</h><p>It<s/>sank.</p><list><p>B</p></list></text></c>", "<m/>"),
    (
        _MAIN,
        "<p><sldId xmlns:r='r' r:id='r1'/><sp><ph type='title'/><p><t>A</t></p></sp></p>",
        _SELF,
    ),
    (
        "<x/>",
        "<o><item id='a' href='main.xml' media-type='text/html'/><itemref idref='a'/></o>",
        *["<x/>"] * 3,
        "<c><rootfile full-path='d/main.xml'/></c>",
    ),
)


class Target(NamedTuple):
    """A reader, and inputs to begin with."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def read_question(data: bytes) -> None:
    """Ask a question, and another after it; every quote must be exact."""
    question, _, before = data.decode("utf-8", "surrogateescape").partition("\n")
    _check(_articles(), question, before or None)
    _articles().timeline(topic=question)
    _articles().topic_summary(question)


def read_text(data: bytes) -> None:
    """Load a file of plain text, and ask it."""
    _use_file("a.txt", data)


def read_markdown(data: bytes) -> None:
    """Load a file of Markdown, and ask it."""
    _use_file("a.md", data)


def read_page(data: bytes) -> None:
    """Load a file of HTML, and ask it."""
    _use_file("a.html", data)


def read_front_matter(data: bytes) -> None:
    """Read an article with these fields; what is kept of them can be stored."""
    try:
        text = decode("a.md", b"---\n" + data + b"\n---\nThe ferry line opened in May 2019.\n")
        article = parse_article("a.md", text)
        unusable_url("a.md", text)
    except VerbatimError:
        return
    for field in (article.title, article.source, article.url):
        assert "\0" not in (field or "")
        (field or "").encode()
    assert article.url is None or article.url.startswith(("http://", "https://"))


def read_web_page(data: bytes) -> None:
    """Find the article on a web page."""
    charset, _, page = data.partition(b"\n")
    _in_sandbox(read_html, page, today=TODAY, charset=charset.decode("latin-1"))


def read_feed(data: bytes) -> None:
    """Read the entries of a feed."""
    _in_sandbox(feed.read_feed, data, url="https://example.org/", limit=20, since=TODAY)


def read_document(data: bytes) -> None:
    """Read a document of the kind that its first byte names."""
    readers = (read_docx, read_odt, read_pptx, read_epub)
    parts = dict(zip(PART_NAMES, data[1:].split(b"\0PART\0"), strict=False))
    _in_sandbox(readers[(data or b"\0")[0] % len(readers)], zipped(parts))


def read_rich_text(data: bytes) -> None:
    """Read a file of rich text."""
    _in_sandbox(rtf.read_rtf, data)


def read_words(data: bytes) -> None:
    """Read a mail, subtitles and a table."""
    for read in (mail.read_mail, subtitles.read_subtitles, tables.read_table):
        _in_sandbox(read, data)


def read_encoding(data: bytes) -> None:
    """Detect an encoding; the text that is then read can be stored."""
    try:
        encoding.detect(data).text.encode()
    except UnreadableError:
        return


def read_headers(data: bytes) -> None:
    """Read what a busy server asks for, and what it says a document is."""
    lines = data.decode("latin-1").split("\n")
    retry_after, date, content_type = ([*lines, "", "", ""])[:3]
    response = ServerResponse(
        503, {"Retry-After": retry_after, "Date": date, "Content-Type": content_type}
    )
    seconds = _retry_after(response)
    assert seconds is not None
    assert 0 <= seconds < float("inf")
    told_type, charset = _content_type(response)
    assert charset is None or isinstance(charset, str)
    try:
        kind_of("a", data, told_type)
    except VerbatimError:
        return
    decode_page(data, charset)


def read_alias_lines(data: bytes) -> None:
    """Read a file of aliases, and a text with them."""
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
        Path(folder, "aliases").write_bytes(data)
        try:
            aliases = read_aliases(Path(folder))
        except VerbatimError:
            return
    words = build_lexicon(aliases).words(ARTICLE + data.decode("utf-8", "replace"))
    assert all(word.plain for word in words)


def read_json_lines(data: bytes) -> None:
    """Read articles and questions from JSON lines."""
    try:
        for item in read_lines(io.BytesIO(data), "a.jsonl"):
            str(item)
        for question in read_batch(io.TextIOWrapper(io.BytesIO(data), "utf-8"), "a.jsonl"):
            str(question)
    except VerbatimError as error:
        str(error).encode("utf-8", "surrogatepass")


def read_archive(data: bytes) -> None:
    """Read the entries of a zip archive."""
    try:
        for item in Archive(io.BytesIO(data), "a.zip"):
            str(item)
    except VerbatimError:
        return


def read_custom_id(data: bytes) -> None:
    """Read the id of a button as the bot does for one of its own."""
    text = data.decode("utf-8", "replace")
    for button in (FollowUpButton, MoreButton, PageButton):
        if match := button.__discord_ui_compiled_template__.fullmatch(text):
            button.from_id(match)
    parse_server_key(text)
    for quote in unpack_quotes(_articles(), text):
        assert quote is None or quote.text in ARTICLE


def read_quotation(data: bytes) -> None:
    """Find what a member quotes, and show it."""
    text = data.decode("utf-8", "surrogateescape")
    _articles().near(split_typed_text(text))
    assert unescape(escape(text)) == plain_lines(text)
    bold(text)
    assert len(shorten(text, 100)) <= 100


TARGETS: Mapping[str, Target] = {
    "question": Target(read_question, (b"When did the ferry line open?\nWho leads it?", b"who")),
    "text": Target(read_text, (ARTICLE.encode(), b"- a\n1. b\n\n\xef\xb7\xba opened it. It was.")),
    "markdown": Target(read_markdown, (b"# T\n\n- a\n- b\n\n> Quote **bold**.", ARTICLE.encode())),
    "page": Target(
        read_page,
        (
            (
                b"<!doctype html><title>T</title><article><h1>A</h1><p>It opened in May &#8217;19 "
                b"<b>x</b><ul><li>y</ul><table><tr><td>z</table></article>"
            ),
        ),
    ),
    "front-matter": Target(
        read_front_matter, (b'title: "T \\u00e9"\npublished: 2019-05-03\nsource: S\nurl: a',)
    ),
    "web-page": Target(
        read_web_page,
        (
            (
                b"utf-8\n<html><head><meta charset=utf-8><meta name=date content=2019-05-03></head>"
                b"<article><h1>Ferry</h1><p>The ferry line to Hentzau opened in May 2019, and many "
                b"people came to see it on the same evening.</p></article></html>"
            ),
        ),
    ),
    "feed": Target(
        read_feed,
        (
            (
                b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "/1", '
                b'"authors": [{"name": "A"}], "content_html": "<p>x"}]}'
            ),
            (
                b"<rss version='2.0'><channel><title>T</title><item><title>A</title><guid>1</guid>"
                b"<link>https://a.org/1</link><pubDate>Fri, 03 May 2030 10:00:00 GMT</pubDate>"
                b"<description>&lt;p&gt;x</description></item></channel></rss>"
            ),
            (
                b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>1</id>"
                b"<updated>2030-05-03T10:00:00Z</updated><published>2030-05-03T10:00:00+01:00"
                b"</published><link href='/1'/><content type='html'>x</content></entry></feed>"
            ),
        ),
    ),
    "document": Target(
        read_document,
        tuple(
            bytes([number]) + b"\0PART\0".join(part.encode() for part in parts)
            for number, parts in enumerate(PACKAGES)
        ),
    ),
    "rich-text": Target(
        read_rich_text,
        (
            (
                rb"{\rtf1\ansi{\fonttbl{\f1\fcharset204 A;}}{\info{\title T}{\creatim\yr2024}}"
                rb"\f1\'cc\u1084?{\v x}\par\trowd\intbl A\cell B\cell\row\pard It sank.\par}"
            ),
        ),
    ),
    "words": Target(
        read_words,
        (
            b"From: A <a@b.c>\nDate: Tue, 01 Oct 2024 21:00 -0500\nSubject: =?utf-8?q?x?=\n\nIt\n",
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>It.\n\n00:02.000 --> 00:03.000\n- It.\n",
            b'Town;Mayor\nCork;"Ann; Lee"\n',
        ),
    ),
    "encoding": Target(
        read_encoding,
        ("Мэр открыл мост в мае.".encode("cp1251"), "市長は橋を開いた。".encode("cp932")),
    ),
    "headers": Target(
        read_headers,
        (
            b"Fri, 03 May 2019 10:00:00 GMT\nFri, 03 May 2019 09:00:00 GMT\ntext/html; charset=x",
            b"120\n\nfoo",
            b"9" * 400 + b"\n\n; charset=utf-7",
            b"Fri, 03 May 2019 10:00:00 +9999999999999\nFri, 03 May 99999 09:00:00 GMT\nx",
        ),
    ),
    "aliases": Target(read_alias_lines, (b"US, USA, United States # comment\nthe ferry, it",)),
    "json-lines": Target(
        read_json_lines,
        (
            b'{"text": "It opened.", "title": "T", "published": "2019-05-03", "url": "https://a.b"}',
            b'{"id": 1, "question": "who?", "article": null}',
        ),
    ),
    "archive": Target(read_archive, ()),
    "custom-id": Target(
        read_custom_id, (b"timeline:v1:1:-:topic", b"more:v1:1", b"AAAAAAAAAAAAAAA")
    ),
    "quotation": Target(read_quotation, (b"Anna Berg opened the ferry. discord.gg/x *a*\n1. b",)),
}

_MAX_SECONDS = 2.0  # of the processor; the slowest honest input takes a tenth
_GROWN_BYTES = 50_000  # to which some inputs are repeated, so that quadratic work is found
_ONE_IN = 64


def inputs_of(name: str) -> list[bytes]:
    """Return the seeds of a target and its findings; those of ALL begin with a target's number."""
    if name == ALL:
        return [
            bytes([number]) + data
            for number, target in enumerate(TARGETS)
            for data in inputs_of(target)
        ]
    findings = sorted((FINDINGS / name).glob("*"))
    return [*TARGETS[name].seeds, *(file.read_bytes() for file in findings)]


def run(name: str, data: bytes) -> None:
    """Run a target on an input, and on some inputs many times over; raise if it takes too long."""
    if name == ALL:
        name, data = list(TARGETS)[(data or b"\0")[0] % len(TARGETS)], data[1:]
    _run_in_time(name, data)
    if data and zlib.crc32(data) % _ONE_IN == 0:
        _run_in_time(name, data * (_GROWN_BYTES // len(data)))


def _run_in_time(name: str, data: bytes) -> None:
    start = time.process_time()
    TARGETS[name].read(data)
    seconds = time.process_time() - start
    if seconds > _MAX_SECONDS:
        raise AssertionError(f"{len(data):,} bytes took {seconds:.1f} s, from {data[:40]!r}")


def _use_file(name: str, data: bytes) -> None:
    try:
        decode(name, data)
    except ArticleError:
        return
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
        Path(folder, name).write_bytes(data)
        try:
            articles = load_collection(Path(folder))
        except VerbatimError:
            return
        _check(articles, QUESTION)
        for article in articles.articles:
            articles.summary(article)
        articles.timeline()


def _check(articles: Collection, question: str, before: str | None = None) -> None:
    answer = articles.ask(question, before=before)
    for quote in answer.quotes:
        assert quote.is_verbatim_in(articles.article(quote.article).text)
    assert not answer.changed_articles


def _in_sandbox(read: Callable[..., object], data: bytes, **options: str | int | None) -> None:
    """Read as the sandbox does, where errors of the libraries themselves end as `is damaged`."""
    try:
        read(data, LIMITS, **options)
    except (UnreadableError, RecursionError, MemoryError):
        return
    except Exception as error:
        if _was_raised_by_us(error):
            raise


def _was_raised_by_us(error: Exception) -> bool:
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    return traceback is not None and "bot" in Path(traceback.tb_frame.f_code.co_filename).parts


@cache
def _articles() -> Collection:
    folder = Path(tempfile.mkdtemp(dir=_fast_folder()))
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    return load_collection(folder)


def _fast_folder() -> str | None:
    return "/dev/shm" if sys.platform == "linux" else None
