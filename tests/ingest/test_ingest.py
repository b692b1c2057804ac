"""Gather: each thing that a moderator can give, up to the file that is stored."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.errors import DocumentError
from bot.ingest.draft import fingerprint, front_matter, gathered
from bot.ingest.ingest import gather_entry, gather_feed, gather_file, gather_page, gather_text
from tests.ingest.web import answering, leading_to, site

TODAY = date(2026, 11, 22)
PAGE = (
    "<html><head><title>Ferry</title><meta property='article:published_time' content='2024-03-05'>"
    "</head><body><article><p>The ferry line was opened on Tuesday.</p></article></body></html>"
)


async def test_a_page_is_quoted_as_stored_and_linked_where_it_was_found():
    async with site(("/a", leading_to("/b")), ("/b", answering(PAGE))) as here:
        read, original = await gather_page(here.url("/a"), today=TODAY, web=here.web())
        article = parse_article(f"a{read.suffix}", read.text)
        assert (article.title, article.url) == ("Ferry", here.url("/b"))
    assert article.published == date(2024, 3, 5)
    assert original.body == PAGE.encode()


async def test_a_text_at_a_url():
    async with site(
        ("/a.md", answering("# Ferry\n\nIt sails.", content_type="text/plain"))
    ) as here:
        read, _ = await gather_page(here.url("/a.md"), today=TODAY, web=here.web())
    assert read.text.endswith("---\n\n# Ferry\n\nIt sails.")
    assert (read.suffix, read.title) == (".md", "Ferry")


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
        read, fetched = await gather_feed(here.url("/feed"), web=here.web())
        again, _ = await gather_feed(here.url("/feed"), etag=fetched.etag, web=here.web())
        assert [entry.url for entry in read.entries] == [here.url("/a")]
    assert again is None


async def test_an_entry_without_a_page_is_an_article_itself():
    feed = (
        "<rss version='2.0'><channel><title>G</title><item><title>Ferry</title><pubDate>Tue, 05 Mar"
        " 2024 08:00:00 GMT</pubDate><description>&lt;p&gt;The ferry line was opened on Tuesday."
        "&lt;/p&gt;</description></item></channel></rss>"
    )
    async with site(("/feed", answering(feed, content_type="text/xml"))) as here:
        read, _ = await gather_feed(here.url("/feed"), web=here.web())
    entry = await gather_entry(read.entries[0], read, today=TODAY)
    article = parse_article(f"a{entry.suffix}", entry.text)
    assert (article.title, article.published, article.source) == ("Ferry", date(2024, 3, 5), "G")
    assert entry.text.endswith("The ferry line was opened on Tuesday.")


def test_a_pasted_text():
    read = gather_text("The ferry sails.\nOn time.", title="Ferry", published=date(2024, 3, 5))
    article = parse_article(f"a{read.suffix}", read.text)
    assert (article.title, article.published) == ("Ferry", date(2024, 3, 5))
    assert read.text.endswith("The ferry sails.\nOn time.")


@pytest.mark.parametrize("text", ["", " \n", "..."])
def test_a_pasted_text_without_a_word(text):
    with pytest.raises(DocumentError):
        gather_text(text)


async def test_the_same_text_twice_has_one_fingerprint():
    page = await gather_file("a.html", PAGE.encode(), today=TODAY)
    pasted = gather_text("The Ferry line was\nopened on “Tuesday” ", title="Another title")
    assert page.fingerprint == pasted.fingerprint
    assert page.fingerprint != gather_text("The ferry line was closed on Tuesday.").fingerprint


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
        read = gathered("a", body, ".txt")
    except DocumentError:
        return
    assert read.text.encode().decode() == read.text
