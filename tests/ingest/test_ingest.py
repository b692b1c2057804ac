"""Ingest: each form in which an article can be given, up to the file that is stored."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.errors import DocumentError
from bot.ingest.documents import read_document
from bot.ingest.draft import fingerprint, front_matter, make_draft
from bot.ingest.formats.kinds import Kind
from bot.ingest.ingest import (
    draft_from_entry,
    draft_from_page,
    draft_from_text,
    fetch_feed,
    page_file_name,
)
from bot.original import Original
from tests.support.web import answering, leading_to, site

TODAY = date(2026, 11, 22)
PAGE = (
    "<html><head><title>Ferry</title><meta property='article:published_time' content='2024-03-05'>"
    "</head><body><article><p>The ferry line was opened on Tuesday.</p></article></body></html>"
)


async def test_a_page_is_quoted_as_stored_and_linked_where_it_was_found():
    async with site(("/a", leading_to("/b")), ("/b", answering(PAGE))) as here:
        draft = await draft_from_page(here.url("/a"), today=TODAY, web=here.web())
        article = parse_article(f"a{draft.suffix}", draft.article.text)
        assert (article.title, article.url) == ("Ferry", here.url("/b"))
    assert article.published == date(2024, 3, 5)
    assert draft.original == Original("b.html", PAGE.encode())


async def test_a_text_at_a_url():
    async with site(
        ("/a.md", answering("# Ferry\n\nIt sails.", content_type="text/plain"))
    ) as here:
        draft = await draft_from_page(here.url("/a.md"), today=TODAY, web=here.web())
    assert draft.article.text.endswith("---\n\n# Ferry\n\nIt sails.")
    assert (draft.suffix, draft.article.title) == (".md", "Ferry")


async def test_a_feed_is_read_once_until_it_changes():
    feed = (
        "<rss version='2.0'><channel><title>G</title><item><link>/a</link></item></channel></rss>"
    )

    async def handler(request):
        options = {"content_type": "application/rss+xml", "headers": {"ETag": '"1"'}}
        if request.headers.get("If-None-Match") == '"1"':
            options["status"] = 304
        return await answering(feed, **options)(request)

    async with site(("/feed", handler)) as here:
        read, fetched = await fetch_feed(here.url("/feed"), web=here.web())
        again, _ = await fetch_feed(here.url("/feed"), etag=fetched.etag, web=here.web())
        assert [entry.url for entry in read.entries] == [here.url("/a")]
    assert again is None


async def test_an_entry_without_a_page_is_an_article_itself():
    feed = (
        "<rss version='2.0'><channel><title>G</title><item><title>Ferry</title><pubDate>Tue, 05 Mar"
        " 2024 08:00:00 GMT</pubDate><description>&lt;p&gt;The ferry line was opened on Tuesday."
        "&lt;/p&gt;</description></item></channel></rss>"
    )
    async with site(("/feed", answering(feed, content_type="text/xml"))) as here:
        read, _ = await fetch_feed(here.url("/feed"), web=here.web())
    draft = await draft_from_entry(read.entries[0], read, today=TODAY)
    article = parse_article(f"a{draft.suffix}", draft.article.text)
    assert (article.title, article.published, article.source) == ("Ferry", date(2024, 3, 5), "G")
    assert draft.article.text.endswith("The ferry line was opened on Tuesday.")


def test_a_pasted_text():
    day = date(2024, 3, 5)
    draft = draft_from_text("The ferry sails.\nOn time.", title="Ferry", published=day)
    article = parse_article(f"a{draft.suffix}", draft.article.text)
    assert (article.title, article.published) == ("Ferry", date(2024, 3, 5))
    assert draft.article.text.endswith("The ferry sails.\nOn time.")
    assert draft.original == Original("text.txt", b"The ferry sails.\nOn time.")


@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_pasted_text_without_a_word(text):
    with pytest.raises(DocumentError):
        draft_from_text(text)


async def test_the_same_text_twice_has_one_fingerprint():
    page = await read_document("a.html", PAGE.encode(), today=TODAY)
    pasted = draft_from_text("The Ferry line was\nopened on “Tuesday” ", title="Another title")
    assert page.fingerprint == pasted.fingerprint
    assert page.fingerprint != draft_from_text("The ferry line was closed on Tuesday.").fingerprint


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1))
def test_spaces_and_punctuation_are_not_in_the_fingerprint(words):
    assert fingerprint(" ".join(words)) == fingerprint("\n«" + " — ".join(words) + "»!")


@given(st.text(), st.text(max_size=80))
def test_every_title_can_stand_in_the_front_matter(title, source):
    text = front_matter({"title": title, "source": source}) + "Ferry."
    article = parse_article("a.txt", text)
    assert article.title == ("Ferry." if not text.startswith("---\ntitle") else article.title)
    assert text.endswith("Ferry.")


@given(st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=80))
def test_a_title_comes_back(title):
    line = " ".join(title.split())
    text = front_matter({"title": title}) + "Ferry."
    assert parse_article("a.txt", text).title == (line or "Ferry.")


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_stored_can_be_stored(body):
    try:
        text = make_draft("a", body, ".txt").article.text
    except DocumentError:
        return
    assert text.encode().decode() == text


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://example.org/news?id=3", Kind.HTML, "news.html"),
        ("https://example.org/news/", Kind.HTML, "news.html"),
        ("https://example.org", Kind.HTML, "example.org.html"),
        ("https://example.org/a.htm", Kind.HTML, "a.htm"),
        ("https://example.org/show.php", Kind.HTML, "show.php.html"),
        ("https://example.org/report.PDF", Kind.PDF, "report.PDF"),
        ("https://example.org/get?file=report.pdf", Kind.PDF, "get.pdf"),
        ("https://example.org/notes.rst", Kind.TEXT, "notes.rst"),
        ("https://example.org/notes", Kind.MARKDOWN, "notes.md"),
        ("https://example.org/%D0%BF%D0%BE%D1%80%D0%BE%D0%BC%2F..", Kind.HTML, "original.html"),
        ("https://example.org/%D0%BF%D0%BE%D1%80%D0%BE%D0%BC", Kind.HTML, "пором.html"),
    ],
)
def test_an_original_of_a_page_is_named_after_it_and_opens_by_its_suffix(url, kind, name):
    """There were three rules, by one of which a page had no suffix."""
    assert page_file_name(url, kind) == name
