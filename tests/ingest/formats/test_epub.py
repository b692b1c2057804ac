"""Books: their chapters in the order of the spine, without marks of notes."""

import pytest

from bot.ingest.formats.epub import read_epub
from bot.ingest.unreadable import UnreadableError
from tests.support.office import epub, zipped

LIMITS = {"max_characters": 10_000}


def test_a_book():
    metadata = (
        "<title>The ferry</title><creator>Ann Lee</creator><creator role='ill'>Tom</creator>"
        "<date>2024-05-02</date><publisher>Harbour Press</publisher>"
    )
    answer = read_epub(
        epub("<p>It rose.</p>", "<h1>One</h1><p>It sank.</p>", metadata=metadata), LIMITS
    )
    assert answer == {
        "text": "# One\n\nIt sank.\n\nIt rose.\n",
        "suffix": ".md",
        "title": "The ferry",
        "author": "Ann Lee",
        "published": "2024-05-02",
        "source": "Harbour Press",
    }


@pytest.mark.parametrize(
    ("chapter", "shown"),
    [
        pytest.param("<p>It sank<sup><a href='#n'>1</a></sup>.</p>", "It sank.\n", id="a mark"),
        pytest.param(
            "<p>It sank<a epub:type='noteref' href='#n'>*</a>.</p>"
            "<aside epub:type='footnote'>In May.</aside>",
            "It sank.\n",
            id="a note",
        ),
        pytest.param("<p>10<sup>2</sup> boats</p>", "102 boats\n", id="a power"),
        pytest.param("<p>It <span hidden=''>never </span>sank.</p>", "It sank.\n", id="hidden"),
        pytest.param("<p style='display: none'>x</p><p>It sank.</p>", "It sank.\n", id="unseen"),
        pytest.param("<ul><li>A</li><li>B</li></ul>", "- A\n\n- B\n", id="a list"),
        pytest.param("<p>It\n   sank.<br/>It rose.</p>", "It sank.\nIt rose.\n", id="line ends"),
        pytest.param("<div>It sank.<p>It rose.</p>Again.</div>", "It sank.\n\nIt rose.\n\nAgain.\n",
                     id="bare text"),
        pytest.param("<script>x()</script><p>It sank.</p>", "It sank.\n", id="a script"),
    ],
)  # fmt: skip
def test_chapters(chapter, shown):
    assert read_epub(epub(chapter), LIMITS)["text"] == shown


@pytest.mark.parametrize("date", ["2024", "2024-01-01", "soon", "1999-13-40x"])
def test_a_year_is_no_day(date):
    data = epub("<p>It sank.</p>", metadata=f"<date>{date}</date>")
    assert read_epub(data, LIMITS)["published"] is None


def test_what_is_refused():
    protected = {"META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="aes256"/></e>'}
    with pytest.raises(UnreadableError, match="protected against copying"):
        read_epub(epub("<p>x</p>", extra=protected), LIMITS)
    with pytest.raises(UnreadableError, match="is no EPUB"):
        read_epub(zipped({"a": "b"}), LIMITS)
    with pytest.raises(UnreadableError, match="more than 10,000"):
        read_epub(epub(f"<p>{'x' * 10_001}</p>"), LIMITS)


def test_encrypted_fonts_are_no_protection():
    algorithm = "http://www.idpf.org/2008/embedding"
    fonts = {"META-INF/encryption.xml": f'<e><EncryptionMethod Algorithm="{algorithm}"/></e>'}
    assert read_epub(epub("<p>It sank.</p>", extra=fonts), LIMITS)["text"] == "It sank.\n"
