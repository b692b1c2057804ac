"""Documents: what a file is, and that reading it costs no more than it may."""

import asyncio
import io
import subprocess
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.errors import DocumentError
from bot.ingest.documents import MAX_FILE_BYTES, read_document
from bot.ingest.formats.kinds import Kind, kind_of
from bot.ingest.sandbox import MAX_READERS, SandboxLimits
from bot.original import Original
from tests.support.office import docx, epub, odt, p, pptx, shape, zipped
from tests.support.pdfs import pdf, stream

TODAY = date(2026, 11, 22)
PAGE = b"<!doctype html><title>Ferry</title><article><p>The ferry line was opened on Tuesday."


SRT = b"1\n00:00:01,000 --> 00:00:02,000\nThe ferry\n\n2\n00:00:02,000 --> 00:00:03,000\nsank.\n"
MAIL = (
    b"Received: from a\nMessage-ID: <1@a>\nFrom: Ann Lee <a@b.c>\nSubject: Ferry\n"
    b"Date: Tue, 01 Oct 2024 21:00:00 -0500\n\nIt sank.\n"
)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        pytest.param("a.txt", b"Ferry.", Kind.TEXT, id="text"),
        pytest.param("a", b"Ferry.", Kind.TEXT, id="no suffix"),
        pytest.param("a.pdf", b"Ferry.", Kind.TEXT, id="text that calls itself a PDF"),
        pytest.param("a.MD", b"# Ferry", Kind.MARKDOWN, id="Markdown"),
        pytest.param("a.txt", b"%PDF-1.7", Kind.PDF, id="a PDF that calls itself text"),
        pytest.param("a.pdf", b"\n\n%PDF-1.7", Kind.PDF, id="a PDF with rubbish before it"),
        pytest.param("a.txt", PAGE, Kind.HTML, id="a page that calls itself text"),
        pytest.param("a.html", b"<p>Ferry", Kind.HTML, id="a part of a page"),
        pytest.param("a.md", b"<p>Ferry</p>\n\nIt", Kind.MARKDOWN, id="HTML in Markdown"),
        pytest.param("a", b"<?xml version='1.0'?><!-- x --><HTML>", Kind.HTML, id="XHTML"),
        pytest.param("a", "<html>".encode("utf-16"), Kind.HTML, id="a page in UTF-16"),
        pytest.param("a.zip", docx(""), Kind.DOCX, id="a Word document that calls itself a zip"),
        pytest.param("a", odt(""), Kind.ODT, id="ODT"),
        pytest.param("a", pptx(""), Kind.PPTX, id="PowerPoint"),
        pytest.param("a", epub(""), Kind.EPUB, id="EPUB"),
        pytest.param("a.doc", rb"{\rtf1 x}", Kind.RTF, id="RTF that calls itself Word"),
        pytest.param("a.txt", SRT, Kind.SUBTITLES, id="subtitles"),
        pytest.param("a", b"WEBVTT\n\n", Kind.SUBTITLES, id="subtitles of the web"),
        pytest.param("a.txt", MAIL, Kind.MAIL, id="a mail that calls itself text"),
        pytest.param("a.txt", b"Title: x\nBy: y\nOn: z\n\nFerry", Kind.TEXT, id="fields of a text"),
        pytest.param("a.csv", b"a,b", Kind.TABLE, id="a table"),
        pytest.param("a.txt", b"a,b", Kind.TEXT, id="text with commas"),
    ],
)
def test_kind(name, data, kind):
    assert kind_of(name, data) is kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(_zip(), "a zip archive; unpack it", id="a zip archive"),
        pytest.param(
            zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "as CSV", id="Excel"
        ),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "a spreadsheet",
            id="a spreadsheet",
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "Office file", id="doc"),
        pytest.param(b"\x1f\x8b\x08", "compressed", id="gzip"),
        pytest.param(b"\x89PNG\r\n", "picture", id="a picture"),
        pytest.param(b"{\\rtf1", "no text", id="RTF without text"),
        pytest.param(b"<?xml version='1.0'?><rss>", "feed", id="a feed"),
        pytest.param(b"Ferry\0boat", "NUL", id="NUL bytes"),
        pytest.param(b"Ferry \xff boat", "UTF-8", id="no UTF-8"),
        pytest.param(b"\xff\xfe\x00", "UTF-16", id="half a letter of UTF-16"),
        pytest.param("Ferry".encode("utf-32"), "UTF-32", id="UTF-32"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n", "empty", id="only spaces"),
        pytest.param(b"...", "no text", id="no word"),
        pytest.param(b"x" * (MAX_FILE_BYTES + 1), "larger", id="a large file"),
        pytest.param(b"x" * 2_000_001, "2,000,000", id="a long text"),
        pytest.param(b"---\npublished: soon\n---\nFerry", "published", id="a bad front matter"),
    ],
)
async def test_what_is_refused(data, said):
    with pytest.raises(DocumentError, match=said) as caught:
        await read_document("a.txt", data, today=TODAY)
    assert str(caught.value).startswith("a.txt: ")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Zoë\r\ncame.".encode(), id="UTF-8"),
        pytest.param("\ufeffZoë\r\ncame.".encode(), id="UTF-8 with a BOM"),
        pytest.param("Zoë\r\ncame.".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xfe\xff" + "Zoë\r\ncame.".encode("utf-16-be"), id="UTF-16, big end first"),
    ],
)
async def test_text_is_kept_as_it_is(data):
    assert (await read_document("a.txt", data, today=TODAY)).article.text == "Zoë\r\ncame."


async def test_a_page_becomes_markdown_with_a_front_matter():
    read = await read_document("a.html", PAGE, today=TODAY)
    article = parse_article(f"a{read.suffix}", read.article.text)
    assert (read.suffix, read.article.title, article.title) == (".md", "Ferry", "Ferry")
    assert read.article.text.endswith("The ferry line was opened on Tuesday.")


async def test_a_pdf_becomes_text():
    read = await read_document("a.txt", pdf(["The ferry line was opened."]), today=TODAY)
    text = '---\npage_starts: "1"\n---\n\nThe ferry line was opened.'
    assert (read.suffix, read.article.text) == (".txt", text)


async def test_a_pdf_without_a_headline_has_the_name_of_its_file_as_title():
    """The whole first paragraph was the title, which here is the first page."""
    lines = ["The council of Dunmore met in the old town hall and voted on the plan for"] * 40
    read = await read_document("minutes.pdf", pdf(lines), today=TODAY)
    assert read.article.title == "minutes"


_LONG = stream(b"BT /F1 9 Tf 9 TL 72 720 Td\n" + b"(x) Tj T*\n" * 3_000_000 + b"ET")
_SLOW_PAGE = PAGE + b"<p>The <b>ferry</b> line was opened on Tuesday.</p>" * 60_000


@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        pytest.param(
            pdf(["x"], objects={5: _LONG}),
            SandboxLimits(seconds=1),
            "(1 seconds|memory)",
            id="a slow PDF",
        ),
        pytest.param(_SLOW_PAGE, SandboxLimits(seconds=1), "1 seconds", id="a slow page"),
        pytest.param(
            _SLOW_PAGE, SandboxLimits(megabytes=120), "memory", id="a page that needs much"
        ),
    ],
)
async def test_what_takes_too_much_is_given_up(data, limits, said):
    with pytest.raises(DocumentError, match=f"takes more.*{said}"):
        await read_document("a", data, today=TODAY, limits=limits)


async def test_little_is_enough_for_what_is_usual():
    little = SandboxLimits(megabytes=120)
    for data in (PAGE, pdf(["The ferry line was opened."])):
        assert (await read_document("a", data, today=TODAY, limits=little)).article.text


async def test_the_bot_answers_while_a_document_is_read_and_survives_it():
    reading = asyncio.create_task(
        read_document("a", _SLOW_PAGE, today=TODAY, limits=SandboxLimits(seconds=1))
    )
    ticks = 0
    while not reading.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert isinstance(reading.exception(), DocumentError)
    assert ticks > 20


async def test_who_stops_waiting_leaves_no_process(monkeypatch):
    started = []
    start = subprocess.Popen

    def noted(*command, **options):
        started.append(start(*command, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(read_document("a", _SLOW_PAGE, today=TODAY), 0.3)
    assert started[0].returncode is not None


@pytest.mark.parametrize("steps", range(8))
async def test_reading_ends_with_the_loop_at_any_step(steps):
    """As `asyncio.run` ends: python/cpython#103847 held on to what had just begun."""
    here = asyncio.all_tasks()
    reading = asyncio.create_task(read_document("a", PAGE, today=TODAY))
    for _ in range(steps):
        await asyncio.sleep(0)
    for task in asyncio.all_tasks() - here:
        task.cancel()
    async with asyncio.timeout(10):
        await asyncio.wait([reading])
    assert reading.cancelled()


async def test_of_many_documents_two_are_read_at_once(monkeypatch):
    started, running = [], []
    start = subprocess.Popen

    def noted(*command, **options):
        started.append(start(*command, **options))
        running.append(sum(process.poll() is None for process in started))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    little = SandboxLimits(megabytes=120)
    documents = (read_document("a", PAGE, today=TODAY, limits=little) for _ in range(6))
    read = await asyncio.gather(*documents)
    assert len({one.article.text for one in read}) == 1
    assert len(started) == 6
    assert max(running) == MAX_READERS


async def test_who_would_wait_too_long_is_told():
    others = [
        asyncio.create_task(read_document("a", _SLOW_PAGE, today=TODAY)) for _ in range(MAX_READERS)
    ]
    await asyncio.sleep(0)
    with pytest.raises(DocumentError, match=r"b\.html: is not read yet.*again in a minute"):
        await read_document("b.html", PAGE, today=TODAY, limits=SandboxLimits(wait_seconds=0))
    for other in others:
        other.cancel()
    await asyncio.wait(others)
    assert (await read_document("b.html", PAGE, today=TODAY)).article.title == "Ferry"


async def test_the_process_that_reads_knows_no_secret(monkeypatch):
    environments = []
    start = subprocess.Popen

    def noted(*command, **options):
        environments.append(options["env"])
        return start(*command, **options)

    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setattr(subprocess, "Popen", noted)
    await read_document("a", PAGE, today=TODAY)
    assert "secret" not in str(environments)


@settings(deadline=timedelta(seconds=5), max_examples=40)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@example(b"%PDF-1.7\n1 0 obj")
@example(b"<html>")
def test_no_file_raises_anything_of_its_own(data):
    try:
        read = asyncio.run(read_document("a.txt", data, today=TODAY))
    except DocumentError:
        return
    assert parse_article(f"a{read.suffix}", read.article.text).title == read.article.title


@pytest.mark.parametrize(
    ("name", "data", "title", "text"),
    [
        pytest.param("a.docx", docx(p("It sank.")), "It sank.", "It sank.\n", id="Word"),
        pytest.param("a.odt", odt("<text:h>Ferry</text:h>"), "Ferry", "# Ferry\n", id="ODT"),
        pytest.param("a.pptx", pptx(shape("It sank.")), "It sank.", "It sank.\n", id="PowerPoint"),
        pytest.param("a.epub", epub("<p>It sank."), "It sank.", "It sank.\n", id="EPUB"),
        pytest.param("a.rtf", rb"{\rtf1 It sank.}", "It sank.", "It sank.\n", id="RTF"),
        pytest.param("ship-list.csv", b"Ship,Year\nAurora,1998\n", "ship-list",
                     "- Ship: Aurora, Year: 1998.\n", id="a table"),
        pytest.param("Talk.srt", SRT, "Talk", "The ferry sank.\n", id="subtitles"),
        pytest.param("a.eml", MAIL, "Ferry", "It sank.\n", id="a mail"),
    ],
)  # fmt: skip
async def test_documents_of_all_kinds(name, data, title, text):
    draft = await read_document(name, data, today=TODAY)
    assert (draft.article.title, draft.suffix) == (title, ".md")
    assert draft.article.text.endswith(text)
    assert draft.original == Original(name, data)


async def test_a_text_in_another_encoding_is_stored_as_utf8():
    text = "Мост\n\nМэр открыл новый мост через реку, и город был рад.\n"
    draft = await read_document("a.txt", text.encode("windows-1251"), today=TODAY)
    assert (draft.article.text, draft.encoding) == (text, "windows-1251")
    declared = "caf\xe9".encode("iso-8859-1")
    draft = await read_document("a.txt", declared, today=TODAY, charset="iso-8859-1")
    assert draft.article.text == "café"
