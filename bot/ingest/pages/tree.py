"""The elements of a page; read by lxml in the sandbox."""

import re
from itertools import dropwhile
from typing import Any

from lxml import etree, html

from bot.ingest.pages.notices import NO_ARTICLE
from bot.ingest.unreadable import UnreadableError

Element = Any  # lxml has no types
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")  # lxml refuses one in text
_HEAD_TAGS = frozenset("base link meta noscript script style template title".split())
_MAX_DEPTH = 250  # nested elements; trafilatura recurses into each


def parse_tree(page: str) -> Element:
    """Return the root element of `page`, with a body, without comments; raise UnreadableError."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_XML_DECLARATION.sub("", page), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError(NO_ARTICLE) from error
    if _depth(tree) > _MAX_DEPTH:
        raise UnreadableError("is nested too deep to be read")
    _complete_body(tree)
    return tree


def _complete_body(tree: Element) -> None:
    """Move all that is shown into the body: libxml2 begins it only at elements of HTML 4."""
    body, head = tree.find("body"), tree.find("head")
    if body is None:
        body = etree.SubElement(tree, "body")
    in_head = list(head) if head is not None else []
    children = list(dropwhile(lambda child: child.tag in _HEAD_TAGS, in_head))
    body[:0] = children


def _depth(tree: Element) -> int:
    depth = max_depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        max_depth = max(max_depth, depth)
    return max_depth


def remove_elements(tree: Element, *tags: str) -> None:
    """Remove the elements with these tags and all that is in them."""
    etree.strip_elements(tree, *tags, with_tail=False)


def remove_tags(tree: Element, *tags: str) -> None:
    """Replace the elements with these tags by what is in them."""
    etree.strip_tags(tree, *tags)


def remove(element: Element) -> None:
    """Remove one element and all that is in it, but not the text after it."""
    if element.getparent() is not None:
        element.drop_tree()


def text_of(element: Element) -> str:
    """Return the text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> frozenset[str]:
    """Return the classes of an element, in lower case."""
    return frozenset((element.get("class") or "").lower().split())
