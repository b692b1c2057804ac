"""The statements of a page about itself, in its head."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from bot.ingest.pages.facts.json_ld import Node, article_nodes, read_json_ld
from bot.ingest.pages.tree import Element, text_of

_MIN_WORDS = 3  # of titles that are compared by their words


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The `meta` elements, JSON-LD and title of a page."""

    meta: dict[str, tuple[str, ...]]  # contents by lower-case name, property or itemprop
    nodes: tuple[Node, ...]
    title: str
    address: str | None

    @property
    def articles(self) -> tuple[Node, ...]:
        """The nodes of the JSON-LD that are an article."""
        return article_nodes(self.nodes)

    def first(self, names: Iterable[str]) -> str | None:
        """Return the content of the first `meta` element that has one of the names, in order."""
        return next((value for name in names for value in self.meta.get(name, ())), None)


def read_facts(tree: Element, address: str | None) -> PageFacts:
    """Return the statements of the page in `tree` about itself."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content"))
        for attribute in ("name", "property", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                meta.setdefault(name, []).append(content)
    titles = tree.xpath("//head/title | //body/title")
    return PageFacts(
        {name: tuple(contents) for name, contents in meta.items()},
        read_json_ld(tree),
        text_of(titles[0]) if titles else "",
        address,
    )


def one_line(value: object) -> str:
    """Return a text on one line, without tags and character references that were left in it."""
    if not isinstance(value, str):
        return ""
    text = unescape(unescape(value)) if "&" in value else value
    return " ".join(re.sub(r"</?[a-z][^>]*>", " ", text).split())


def key(text: str) -> str:
    """Return the letters and digits of a text, in lower case, by which texts are compared."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def agree(first: str, second: str) -> bool:
    """Return whether two titles are one: they share most words, or one holds the other."""
    shorter, longer = sorted((key(first), key(second)), key=len)
    if shorter and shorter in longer and len(shorter) * 2 >= len(longer):
        return True
    fewer, more = sorted((_words(first), _words(second)), key=len)
    return len(fewer) >= _MIN_WORDS and len(fewer & more) * 3 >= len(fewer) * 2


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold()))


def without_doubles(values: Sequence[str]) -> list[str]:
    """Return the values in order, each once."""
    return list(dict.fromkeys(values))
