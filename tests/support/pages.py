"""Web pages for tests: an article around what a test is about."""

from collections.abc import Mapping
from typing import Any

from bot.ingest.pages.page import read_html

LIMITS = {"max_characters": 10_000}
TODAY = "2026-11-22"
TITLE = "Ferry line opens"
PROSE = [
    "The ferry line between Norrvik and Ostholm was opened on Tuesday after years of planning.",
    "Mayor Greta Lind cut the ribbon while some four hundred people watched from the quay.",
    "“It is the best day of my life,” said Lind, who had promised the line three times in a row.",
    "The ship carries 240 passengers and 40 cars, and needs 35 minutes for the crossing.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in PROSE)


def read_page(
    page: str, url: str | None = "https://g.example/x", today: str = TODAY
) -> Mapping[str, Any]:
    """Return the article of a whole page, and its metadata."""
    return read_html(page.encode(), LIMITS, today=today, url=url)


def page_around(inside: str, *, head: str = "", above: str = "", title: str = TITLE) -> str:
    """Return a page with `inside` between the heading and the paragraphs of an article."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{above}"
        f"<article><h1>{title}</h1>{inside}{PARAGRAPHS}</article></body></html>"
    )


def paragraphs(inside: str, head: str = "") -> list[str]:
    """Return the paragraphs of the article before those of PROSE, without its heading."""
    text = read_page(page_around(inside, head=head))["text"]
    return [part for part in text.split("\n\n") if part not in {*PROSE, f"# {TITLE}", TITLE}]


def metadata(
    head: str = "", inside: str = "", above: str = "", title: str = TITLE
) -> Mapping[str, Any]:
    """Return what a page with an article says about itself."""
    return read_page(page_around(inside, head=head, above=above, title=title))
