"""Links to the sentence on the page of an article."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.quote import Quote, make_quote
from bot.discord_app.replies.text_fragment import MAX_LINK_LENGTH, fragment_link
from tests.builders import article

PAGE = "https://example.org/talks"


def quoted(text: str, url: str | None = PAGE) -> Quote:
    one = article(f"Title\n\n{text}")
    start = one.text.index(text)
    span = (start, start + len(text))
    return replace(make_quote(one, span, span), url=url)


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("The mayor left.", "The%20mayor%20left."),
        ("Yes, he left & won.", "Yes%2C%20he%20left%20%26%20won."),  # , and & have a meaning there
        ("A face-to-face talk.", "A%20face%2Dto%2Dface%20talk."),  # so has -
        ("“No,” she said.", "%E2%80%9CNo%2C%E2%80%9D%20she%20said."),
        ("Мер пішов.", "%D0%9C%D0%B5%D1%80%20%D0%BF%D1%96%D1%88%D0%BE%D0%B2."),
        ("A b c d e f g h.", "A%20b%20c%20d%20e%20f%20g%20h."),
        ("A b c d, e f g h i.", "A%20b%20c%20d%2C,f%20g%20h%20i."),
        ("It went\non.", "It%20went%20on."),  # a browser collapses spaces
    ],
)
def test_a_link_scrolls_to_the_sentence(text, directive):
    assert fragment_link(quoted(text)) == f"{PAGE}#:~:text={directive}"


@pytest.mark.parametrize("url", [PAGE, f"{PAGE}#page=1", f"{PAGE}#:~:text=old"])
def test_a_pdf_is_opened_at_its_page(url):
    quote = replace(quoted("The mayor left.", url), page=4)
    assert fragment_link(quote) == f"{PAGE}#page=4"


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://example.org/a#part", "https://example.org/a#part:~:text="),
        ("https://example.org/a#part:~:text=old", "https://example.org/a#part:~:text="),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text="),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2#:~:text="),
        ("http://example.org/a%20b", "http://example.org/a%20b#:~:text="),
        ("https://example.org/a_(b)>x", "https://example.org/a_%28b%29%3Ex#:~:text="),
        ("https://example.org/ж", "https://example.org/%D0%B6#:~:text="),
    ],
)
def test_the_address_of_the_page_is_kept(url, page):
    assert fragment_link(quoted("He left.", url)) == f"{page}He%20left."


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "example.org/a",  # no scheme
        "javascript:alert(1)",
        "ftp://example.org/a",
        "https://",  # no host
        "https://example.org@evil.example/",  # looks like another host
        "https://[bad/",
        f"https://example.org/{'a' * MAX_LINK_LENGTH}",
    ],
)
def test_what_is_no_page_is_no_link(url):
    assert fragment_link(quoted("He left.", url)) is None


def test_where_the_sentence_is_too_long_the_link_leads_to_the_page():
    assert fragment_link(quoted("ж" * 200)) == PAGE


@given(st.text(min_size=1, max_size=900), st.text(max_size=40))
def test_no_text_ends_a_link(text, path):
    """It stands in a masked link, [label](<link>), which a bracket or a space would end."""
    one = Quote("a.txt", "T", None, 1, 1, 0, 1, text, (0, len(text)), text, (0, len(text)))
    found = fragment_link(replace(one, url=f"https://example.org/{path}"))
    assert found is None or (found.isascii() and not set(found) & set(' <>()[]\\"`|\n'))
    assert found is None or len(found) <= MAX_LINK_LENGTH


def test_the_words_of_a_link_are_those_of_the_sentence():
    found = fragment_link(quoted("It was 5-7 % up, “they” said & left early today."))
    first, last = found.partition(":~:text=")[2].split(",")
    assert (unquote(first), unquote(last)) == ("It was 5-7 %", "& left early today.")
