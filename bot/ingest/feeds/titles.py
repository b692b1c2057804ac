"""The words of a feed's titles, which their authors escape never, once or twice."""

import html
import re
from collections.abc import Iterable

MAX_TITLE_LENGTH = 500  # characters
_MAX_SOURCE_LENGTH = 5_000  # characters of a title with its markup
# The elements that occur in titles; *Vec<T>* and *the <video> element* are words.
_INLINE = (
    "a abbr acronym b bdi big blink cite code del dfn em font i ins kbd mark nobr q s small span"
    " strike strong sub sup tt u var"
)
_NAMES = "|".join(f"{_INLINE} p div".split())
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.I)
_ELEMENT = re.compile(rf"<({_NAMES})(?:\s[^<>]*)?>([^<]*(?:<(?!/?\1\b)[^<]*)*)</\1\s*>", re.I)
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+)"""
_TAG_WITH_ATTRIBUTES = re.compile(rf"<([a-z]\w*)(?:{_ATTRIBUTE})+\s*/?>", re.I)
_BREAK = re.compile(r"<(?:br|hr|img|wbr)(?:\s[^<>]*)?/?>", re.I)
_BLOCK_END = re.compile(r"</(?:p|div)\s*>", re.I)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.I | re.S)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.I)
_MARKS = frozenset("'\"‘’“”–—…\xa0")


def title_text(value: str | None, *, is_html: bool | None) -> str | None:
    """Return a title as its reader sees it, on one line.

    `is_html` is None for a title of RSS, which does not say; then only whole elements are markup.
    """
    text = _HIDDEN.sub("", (value or "")[:_MAX_SOURCE_LENGTH])
    if is_html is not False:
        text = _without_tags_with_attributes(text)
        text = _without_elements(_BLOCK_END.sub(r"\g<0> ", _BREAK.sub(" ", text)))
    if is_html:
        text = _TAG.sub("", text)
    text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    text = _REFERENCE.sub(_mark, text)
    return " ".join(text.split())[:MAX_TITLE_LENGTH] or None


def _without_tags_with_attributes(text: str) -> str:
    """Return `text` without tags that only markup has, and without the ends of their elements."""
    names = {match[1].lower() for match in _TAG_WITH_ATTRIBUTES.finditer(text)}
    ends = (rf"</{name}\s*>" for name in sorted(names))
    text = _TAG_WITH_ATTRIBUTES.sub("", _BREAK.sub(" ", text))
    return re.sub("|".join(ends), "", text, flags=re.I) if names else text


def _without_elements(text: str) -> str:
    """Return `text` with the content of its elements in their place, the inner ones first."""
    count = 1
    while count:
        text, count = _ELEMENT.subn(r"\2", text)
    return text


def _mark(reference: re.Match[str]) -> str:
    """Return the quotation mark or dash that was escaped twice, or else the reference."""
    character = html.unescape(reference[0])
    return character if character in _MARKS else reference[0]


_ADDRESS = re.compile(r"[<(]?(?:mailto:)?[^\s<>()@]+@[^\s<>()]+[>)]?|[<(]mailto:[^\s<>()]*[>)]?")


def author_names(names: Iterable[str | None]) -> str | None:
    """Return the names of authors, each once, without their mail addresses."""
    lines = (title_text(_ADDRESS.sub("", name or ""), is_html=False) for name in names)
    return ", ".join(dict.fromkeys(line for line in lines if line)) or None
