"""Remove the marks of footnotes, which are no part of the word that they follow."""

import re

from bot.ingest.pages.tree import Element, remove

_MARK = re.compile(
    r"\[[^\][]{1,24}\]|\(?\d{1,3}\)?|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,5}|note\s*\d+", re.I
)
_UNLINKED_MARK = re.compile(r"\[[^\][]{1,24}\]|[*†‡§¶]{1,3}")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,–-]\s*\d{1,3})*")
_NOTE_CLASS = re.compile(r"foot-?note|note-?ref|fn-?ref|\breference\b|\bfn\b|\bcite|endnote", re.I)
# After a word of three letters or a full stop a raised number is a note; after m, km or 10 a power.
_NOTED_WORD = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…\"”’)\]])\s*\Z")


def remove_footnote_marks(tree: Element) -> None:
    """Remove raised marks, and links in brackets, that lead to a note."""
    for sup in tree.xpath("//body//sup"):
        if _is_mark(sup):
            remove(_whole_link(sup))
    for link in tree.xpath("//body//a[@role='doc-noteref' or contains(@href, '#')]"):
        if _is_note_link(link):
            remove(link)


def _is_mark(sup: Element) -> bool:
    text = "".join(sup.itertext()).strip()
    if _UNLINKED_MARK.fullmatch(text):
        return True
    if _leads_to_note(sup):
        return not text or bool(_MARK.fullmatch(text) or _NUMBERS.fullmatch(text))
    return bool(_NUMBERS.fullmatch(text)) and bool(_NOTED_WORD.search(_text_before(sup)))


def _leads_to_note(sup: Element) -> bool:
    elements = (sup, *sup.iter("a"), *sup.iterancestors("a"))
    return any(
        "#" in (element.get("href") or "")
        or _NOTE_CLASS.search(f"{element.get('class')} {element.get('id')} {element.get('role')}")
        for element in elements
    )


def _is_note_link(link: Element) -> bool:
    """Return whether a link is a mark in brackets, or says that it leads to a note."""
    text = "".join(link.itertext()).strip()
    if link.get("role") == "doc-noteref" or _NOTE_CLASS.search(link.get("class") or ""):
        return bool(_MARK.fullmatch(text))
    return bool(re.fullmatch(r"\[\d{1,3}\]", text)) and "#" in link.get("href", "")


def _whole_link(sup: Element) -> Element:
    """Return the link around `sup` if there is nothing else in it."""
    parent = sup.getparent()
    has_others = len(parent) > 1 or (parent.text or "").strip() or (sup.tail or "").strip()
    return parent if parent.tag == "a" and not has_others else sup


def _text_before(element: Element) -> str:
    before = element.getprevious()
    if before is None:
        return element.getparent().text or ""
    return before.tail or "".join(before.itertext())
