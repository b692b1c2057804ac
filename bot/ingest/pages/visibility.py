"""Remove from a page what its reader does not see."""

import re
from collections.abc import Iterator

from bot.ingest.pages.tree import Element, classes, remove, remove_elements

# What browsers never show, with `svg` and form fields, whose words are no prose.
# https://html.spec.whatwg.org/multipage/rendering.html#hidden-elements
_NEVER_SHOWN = (
    "annotation annotation-xml area audio canvas datalist embed iframe input noembed noframes"
    " noscript object option param rp script select source style svg template textarea track video"
).split()
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
_SIMPLE_SELECTOR = re.compile(r"[.#][\w-]+\Z")
_MIN_ARTICLE = 1_000  # characters of the paragraphs that a <noscript> holds
_MAX_STYLE_LENGTH = 200_000  # characters of a style sheet that is read

# The classes by which frameworks and content management systems write for screen readers only.
_SCREEN_READER_CLASSES = frozenset(
    "sr-only sr_only sronly screen-reader screenreader screen-reader-text screen-reader-only"
    " screen-reader-response screenreader-only screenreader-text visually-hidden visuallyhidden"
    " visually_hidden is-visually-hidden is-visuallyhidden u-visually-hidden u-visuallyhidden"
    " u-hidden-visually show-for-sr a11y-only a11y-hidden element-invisible accessibly-hidden"
    " accessibility-hidden assistive-text hidden-visually vh usa-sr-only govuk-visually-hidden"
    " offscreen cdk-visually-hidden mw-empty-elt wp-screen-reader-text".split()
)
_INLINE_TAGS = frozenset({"abbr", "b", "em", "i", "span", "strong"})
_LETTER_AT_END = re.compile(r"[^\W\d_]\Z")
_LETTER_AT_START = re.compile(r"[^\W\d_]")


def remove_invisible(tree: Element) -> None:
    """Remove elements that a browser does not show, or that are written for screen readers."""
    selectors = _hiding_selectors(tree)
    _unwrap_long_noscript(tree)
    remove_elements(tree, *_NEVER_SHOWN)
    _remove_aria_hidden(tree)
    for element in tree.xpath("//body//*[@hidden or @style or @class or @id or self::details]"):
        if _is_hidden(element, selectors):
            remove(element)
        elif element.tag == "details" and element.get("open") is None:
            _close(element)


def _unwrap_long_noscript(tree: Element) -> None:
    """Keep text as long as an article: a script would show it, or its tag has no end."""
    for noscript in tree.xpath("//body//noscript"):
        if sum(len(paragraph.text_content()) for paragraph in noscript.iter("p")) >= _MIN_ARTICLE:
            noscript.drop_tag()


def _is_hidden(element: Element, selectors: frozenset[str]) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDING_STYLE.search(style):
        return True
    names = classes(element)
    if not names.isdisjoint(_SCREEN_READER_CLASSES):
        return True
    if not selectors:
        return False
    element_id = element.get("id")
    return f"#{element_id}" in selectors or any(f".{name}" in selectors for name in names)


def _hiding_selectors(tree: Element) -> frozenset[str]:
    """Return the classes and ids that a style sheet in the page hides on every screen."""
    selectors: set[str] = set()
    for style in tree.xpath("//style[not(@media) or @media='all' or @media='screen']"):
        for rule in _top_level_rules((style.text or "")[:_MAX_STYLE_LENGTH]):
            prelude, _, declarations = rule.partition("{")
            if _HIDING_STYLE.search(declarations):
                selectors |= {selector.strip() for selector in prelude.split(",")}
    return frozenset(name.lower() for name in selectors if _SIMPLE_SELECTOR.match(name))


def _top_level_rules(sheet: str) -> Iterator[str]:
    """Yield the rules that no @media stands around, for print or small screens."""
    before, *parts = sheet.split("/*")
    rules = before + "".join(part.partition("*/")[2] for part in parts)
    depth = start = 0
    for brace in re.finditer("[{}]", rules):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            yield rules[start : brace.start()]
        if depth <= 0:
            depth, start = 0, brace.end()


def _close(details: Element) -> None:
    """Remove from closed details all but their summary."""
    details.text = None
    for child in list(details):
        if child.tag == "summary":
            child.tail = None
        else:
            details.remove(child)


def _remove_aria_hidden(tree: Element) -> None:
    """Remove elements that are hidden from screen readers, as icons and repetitions are.

    Those that have a twin for screen readers, or a part of a word, are what a reader sees.
    """
    for element in tree.xpath("//body//*[@aria-hidden='true']"):
        if _is_part_of_word(element) or _has_twin(element):
            del element.attrib["aria-hidden"]
        else:
            remove(element)


def _is_part_of_word(element: Element) -> bool:
    text = "".join(element.itertext())
    before = element.getprevious()
    text_before = (before.tail if before is not None else element.getparent().text) or ""
    joins_right = _LETTER_AT_END.search(text) and _LETTER_AT_START.match(element.tail or "")
    joins_left = _LETTER_AT_START.match(text) and _LETTER_AT_END.search(text_before)
    return bool(joins_left or joins_right)


def _has_twin(element: Element) -> bool:
    if element.tag not in _INLINE_TAGS:
        return False
    neighbours = (element.getprevious(), element.getnext())
    return any(
        neighbour is not None and not classes(neighbour).isdisjoint(_SCREEN_READER_CLASSES)
        for neighbour in neighbours
    )
