"""The authors of a page's article."""

import re
from collections.abc import Iterator

from bot.ingest.pages.facts.json_ld import names_in
from bot.ingest.pages.facts.page_facts import PageFacts, agree, one_line, without_doubles
from bot.ingest.pages.page_words import words_pattern
from bot.ingest.pages.tree import Element, text_of

_META_NAMES = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl"
    " citation_author article.author creator"
).split()
_BYLINES = (
    "//*[@rel='author' or @itemprop='author']",
    "//*[contains(@class, 'byline') or contains(@class, 'author-name')]",
)
_INTRODUCTION = re.compile(
    r"\A(?:(?:(?:written|posted|reported|words|story|text)\s+)?by"
    rf"|{words_pattern('before an author')})[:\s]+",
    re.I,
)
_AFTER_NAME = re.compile(
    rf"\s*(?:[|•·]|(?:{words_pattern('before a day')}\s*)?\d|@"
    rf"|\b(?:updated|published|posted|on)\b|{words_pattern('behind an author')}).*",
    re.I,
)
# What stands in the place of an author where nobody wrote one.
_NO_AUTHOR = re.compile(
    r"(?:super ?user|(?:web)?(?:admin(?:istrator)?|master)|root|editor|redaktion|redaction|unknown"
    r"|posted|submitted|author|staff|user|guest|anonymous|none|null|undefined|default"
    rf"|{words_pattern('no author')})\W*"
    r"|\(.*|.*(?:https?:|www\.|\.com\b|@|[<>{}_=\d]).*",
    re.I,
)
_MAX_NAME_LENGTH, _MAX_NAMES = 60, 4


def read_authors(tree: Element, facts: PageFacts, source: str | None) -> str | None:
    """Return the names of the authors, as the page gives them, with commas between them."""
    for candidates in _candidates(tree, facts):
        names = [name for candidate in candidates if (name := _name(candidate))]
        names = [name for name in without_doubles(names) if not source or not agree(name, source)]
        if names:
            return ", ".join(names[:_MAX_NAMES])
    return None


def _candidates(tree: Element, facts: PageFacts) -> Iterator[list[str]]:
    yield [
        name for node in facts.articles[:1] for name in names_in(node.get("author"), facts.nodes)
    ]
    for meta_name in _META_NAMES:
        yield list(facts.meta.get(meta_name, ()))
    for path in _BYLINES:
        elements = [element for element in tree.xpath(path) if not _is_elsewhere(element)]
        yield [text_of(_part_with_name(element)) for element in elements[:_MAX_NAMES]]


def _part_with_name(element: Element) -> Element:
    return next(iter(element.xpath(".//*[@itemprop='name']")), element)


def _is_elsewhere(element: Element) -> bool:
    return next(element.iterancestors("aside", "footer", "nav"), None) is not None


def _name(candidate: str) -> str | None:
    text = _INTRODUCTION.sub("", one_line(candidate), count=1).strip(" ,;:-–|")
    text = _AFTER_NAME.sub("", text).strip(" ,;:-–|")
    if not 2 < len(text) <= _MAX_NAME_LENGTH or _NO_AUTHOR.fullmatch(text):
        return None
    return text
