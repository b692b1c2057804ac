"""Drafts: the quotations of a text that somebody writes, with their lines."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.quotations.alignment import count_words, tokenize
from bot.core.text.blocks import line_starts

MIN_WORDS = 5  # of a passage in quotation marks; fewer are often names, or irony
_PAIRS = ("“”", "«»", "„“", "「」", "『』", "„”", "»«")
_PARAGRAPH_END = re.compile(r"(?:[ \t]*(?:\r\n?|\n)){2,}")
_BLOCK_QUOTE = re.compile(r"(?:^[ ]{0,3}>[^\r\n]*(?:\r\n?|\n|\Z))+", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_PASSAGE = re.compile(
    # Behind a number or a letter, a straight mark means inches, or ends a passage.
    '(?<!\\w)"(?P<straight>[^"]+)"|'
    + "|".join(f"{pair[0]}(?P<p{number}>[^{pair}]+){pair[1]}" for number, pair in enumerate(_PAIRS))
)


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft without its marks, and the line, from 1, on which it begins."""

    text: str
    line: int


def find_quotations(draft: str) -> Iterator[DraftQuotation]:
    """Yield the quotations of a draft of MIN_WORDS or more, and its block quotes, in order."""
    starts = line_starts(draft)
    blocks = list(_BLOCK_QUOTE.finditer(draft))
    passages = [(block.start(), _QUOTE_MARK.sub("", block[0]).strip()) for block in blocks]
    rest = _BLOCK_QUOTE.sub(lambda block: "\n" * len(block[0]), draft)
    passages += _marked_passages(rest)
    for start, text in sorted(passages):
        if count_words(tokenize(text)) >= MIN_WORDS:
            yield DraftQuotation(text, bisect_right(starts, start))


def _marked_passages(text: str) -> Iterator[tuple[int, str]]:
    """Yield the passages in quotation marks, none of which goes beyond its paragraph."""
    start = 0
    for end in [*_PARAGRAPH_END.finditer(text), None]:
        stop = end.start() if end else len(text)
        for match in _PASSAGE.finditer(text, start, stop):
            yield match.start(), str(match[match.lastgroup or 0]).strip()
        start = end.end() if end else stop
