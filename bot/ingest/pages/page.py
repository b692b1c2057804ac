"""Read the article of a web page, in the sandbox."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.core.text.article import may_hide_markup
from bot.ingest.pages.drop_caps import close_drop_caps, join_drop_caps
from bot.ingest.pages.encoding import decode
from bot.ingest.pages.facts.authors import read_authors
from bot.ingest.pages.facts.page_facts import PageFacts, read_facts
from bot.ingest.pages.facts.publication_day import read_publication_day
from bot.ingest.pages.facts.titles import read_source, read_title
from bot.ingest.pages.footnotes import remove_footnote_marks
from bot.ingest.pages.lines import Line, lines_of
from bot.ingest.pages.main_text import choose_lines
from bot.ingest.pages.refusal import check_article, read_signs
from bot.ingest.pages.tree import Element, parse_tree
from bot.ingest.pages.visibility import remove_invisible
from bot.ingest.unreadable import UnreadableError
from bot.web_address import web_address

_BLOCK_MARK = re.compile(r"#{1,6}\s|`{3}|~{3}|\|")  # of Markdown: a heading, code, a table


def read_html(
    data: bytes,
    limits: Mapping[str, int],
    *,
    today: str,
    url: str | None = None,
    charset: str | None = None,
) -> Mapping[str, Any]:
    """Return the article's text, its suffix and its metadata; no date is later than `today`.

    It is Markdown, unless a mark in its words would be read as markup: then it is plain text.
    Raises UnreadableError.
    """
    tree = parse_tree(decode(data, charset))
    facts, signs = read_facts(tree, url), read_signs(tree)
    remove_invisible(tree)
    remove_footnote_marks(tree)
    close_drop_caps(tree)
    lines = join_drop_caps(lines_of(tree.find("body")))
    about = _about(tree, facts, lines, today)
    article = choose_lines(tree, lines)
    check_article(facts, signs, lines, article)
    is_markdown = not any(_BLOCK_MARK.match(line.text) for line in article)
    text = _to_text(article, is_markdown=is_markdown)
    if is_markdown and may_hide_markup("page.md", text):
        is_markdown, text = False, _to_text(article, is_markdown=False)
    if len(text) > limits["max_characters"]:
        raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
    return {"text": text, "suffix": ".md" if is_markdown else ".txt", **about}


def _about(
    tree: Element, facts: PageFacts, lines: Sequence[Line], today: str
) -> dict[str, str | None]:
    headings, subheadings = (
        [line.text for line in lines if line.marker == marker] for marker in ("# ", "## ")
    )
    title = read_title(facts, headings, subheadings)
    source = read_source(facts, title)
    return {
        "title": title,
        "author": read_authors(tree, facts, source),
        "source": source,
        "published": read_publication_day(tree, facts, lines, title, today),
        "url": _canonical_url(tree, facts),
    }


def _canonical_url(tree: Element, facts: PageFacts) -> str | None:
    """Return the address that the page gives for itself, or the one under which it was found."""
    links = (*tree.xpath("//link[@rel='canonical']/@href"), *facts.meta.get("og:url", ()))
    for link in links:
        canonical = web_address(urljoin(facts.address or "", link.strip()))
        is_home = urlsplit(canonical or "").path in {"", "/"}
        if canonical and not (is_home and facts.address):
            return canonical
    return facts.address


def _to_text(article: Sequence[Line], *, is_markdown: bool) -> str:
    """Return the lines as paragraphs, those that a <br> cuts in a sentence joined again."""
    paragraphs: list[str] = []
    for before, line in zip((None, *article), article, strict=False):
        if before and line.is_broken and _goes_on(before.text, line.text):
            paragraphs[-1] = f"{paragraphs[-1]} {line.text}"
        else:
            marker = line.marker if is_markdown or line.marker == "- " else ""
            paragraphs.append(f"{marker}{line.text}")
    return "\n\n".join(paragraphs)


def _goes_on(text: str, following: str) -> bool:
    return following[:1].islower() and not text.endswith((".", "!", "?", ":"))
