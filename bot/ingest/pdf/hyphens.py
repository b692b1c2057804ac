"""Hyphens at the end of a line: whether they part a word or belong to a compound."""

import re
from collections import Counter
from collections.abc import Iterable

from bot.ingest.pdf.word_frequencies import word_frequency

_ENDS_IN_HYPHEN = re.compile(r"(?<!\w)([^\W\d_]+)[-\u00ad\u2010]\Z")
_COMPOUND_START = re.compile(r"\w-\Z")
_RANGE_START = re.compile(r"\d[-–]\Z")
_WORD = re.compile(r"[^\W\d_]+")
_MIN_FREQUENCY = 51  # rarer ones are inflected forms that the list was filled up with
_MIN_FREQUENCY_AFTER_NAME = 1_000  # *Sámi-speaking*; most names end like a rare word
_MIN_LETTERS = 5
# Parts of words that are words by themselves too.
_PREFIXES = frozenset("com con de dis en mis re sub un".split())
_SUFFIXES = frozenset(
    "able age al ant ate ed en ent er ers est ful ible ing ion ise ish ism ist ive ize less ly men"
    " ment ness or ship".split()
)


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each word of a document occurs inside a line, compounds as one word."""
    return Counter(word for line in lines for word in re.findall(r"[\w-]+\b(?!-\Z)", line.lower()))


def join_lines(text: str, next_line: str, words: Counter[str]) -> str:
    """Return `text` as it stands before `next_line`: with a space, or without a parting hyphen."""
    head, tail = _ENDS_IN_HYPHEN.search(text), _WORD.match(next_line)
    if head is None or tail is None:
        start = _COMPOUND_START if tail else _RANGE_START
        is_open = start.search(text) and next_line[0].isalnum()
        return text if is_open else f"{text} "
    return text[: head.end(1)] if _is_parted(head[1], tail[0], words) else text


def _is_parted(head: str, tail: str, words: Counter[str]) -> bool:
    """Return whether the hyphen between two parts is there only since the line ends.

    The document's other spellings decide, then the frequencies of English words.
    """
    whole, compound = f"{head}{tail}".lower(), f"{head}-{tail}".lower()
    if words[whole] != words[compound]:
        return words[whole] > words[compound]
    if not tail[0].islower():
        return head.isupper() and tail.isupper() and word_frequency(whole) > 0
    if word_frequency(whole) or head.lower() in _PREFIXES or tail.lower() in _SUFFIXES:
        return True
    return not _are_words(head, tail)


def _are_words(head: str, tail: str) -> bool:
    """Return whether both parts are words, of which the first may be a name."""
    if head[0].isupper() and not word_frequency(head):
        return len(tail) >= _MIN_LETTERS and word_frequency(tail) >= _MIN_FREQUENCY_AFTER_NAME
    return min(word_frequency(head), word_frequency(tail)) >= _MIN_FREQUENCY
