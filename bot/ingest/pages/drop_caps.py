"""Join the large first letter of an article with the rest of its word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.ingest.pages.lines import Line
from bot.ingest.pages.tree import Element

_LETTER = re.compile(r"[\"'“‘«„(]?[^\W\d_]")
_REST_OF_WORD = re.compile(r"[a-zà-öø-ÿа-яёіїєґ'’]|[^\W\d_]{2,}\b(?=.*[a-z])")
_WORD_LETTERS = frozenset("AIOaioEYÀÉUVZ" + "АВИКОСУЯЗІ")  # words of one letter in some language
_COMMON_WORDS = frozenset(
    "about above across after again against ahead all almost alone along already also although"
    " always amid among an and another any anyone are around as ask at if in indeed inside instead"
    " into is it its of off often on once one only or our out over".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_DROP_CAP_CLASS = re.compile(r"drop-?_?cap|first-?_?letter|initial|lettrine|\bdrop\b|\bcap\b", re.I)


def join_drop_caps(lines: Sequence[Line]) -> list[Line]:
    """Join each line of a single letter with the line after it that goes on with its word."""
    words = _count_words(line.text for line in lines)
    result: list[Line] = []
    for line in lines:
        letter = result[-1] if result else None
        if letter and _LETTER.fullmatch(letter.text) and _REST_OF_WORD.match(line.text):
            gap = " " if _is_word(letter.text, line.text, words) else ""
            result[-1] = replace(line, text=f"{letter.text}{gap}{line.text}")
        else:
            result.append(line)
    return result


def close_drop_caps(tree: Element) -> None:
    """Remove the white space after a letter that is marked as a drop cap of the text after it."""
    for element in tree.xpath("//body//*[@class][not(*)][string-length(normalize-space()) < 3]"):
        letter = (element.text or "").strip()
        tail = element.tail or ""
        if not _DROP_CAP_CLASS.search(element.get("class")) or not _LETTER.fullmatch(letter):
            continue
        if letter[-1] not in _WORD_LETTERS and tail[:1].isspace() and tail.strip()[:1].islower():
            element.text, element.tail = letter, tail.lstrip()


def _count_words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def _is_word(letter: str, rest: str, words: Counter[str]) -> bool:
    """Return whether a letter is a word before `rest`, judged by the other words of the page."""
    match = _WORD.match(rest.casefold())
    whole_word = f"{letter[-1].casefold()}{match[0]}" if match else ""
    if letter[-1] not in _WORD_LETTERS or not match or words[whole_word]:
        return False
    if words[match[0]] > 1:  # once is its place after the letter
        return True
    return letter[-1] in "AIO" and whole_word not in _COMMON_WORDS
