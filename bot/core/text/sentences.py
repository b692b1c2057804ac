"""Sentences: the blocks of an article, or any text, split into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.languages.detection import detect_article, detect_blocks
from bot.core.languages.registry import ENGLISH
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.splitting.rules import sentence_spans
from bot.core.text.words import Span, has_word

MAX_SENTENCE = 900  # characters: escaped twice as long, it still fits into a Discord message


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or bullet: `article.visible.text[start:end]`; `block` counts from 0.

    `language` is the code of the language that it is read in.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    language: str = ENGLISH

    @property
    def span(self) -> Span:
        """The place of the sentence in the visible text."""
        return self.start, self.end


def split_article(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; none crosses a block."""
    text, blocks = article.visible.text, article.visible.blocks
    spans = [(block.start, block.end) for block in blocks]
    for number, (block, code) in enumerate(
        zip(blocks, detect_blocks(text, spans, article.language), strict=True)
    ):
        block_span = block.start, block.end
        is_heading = block.kind is BlockKind.HEADING
        for span in [block_span] if is_heading else sentence_spans(text, *block_span, code):
            for start, end in cut_to_length(text, *span):
                if has_word(text, start, end):
                    yield Sentence(start, end, number, block.kind, code)


def split_typed_text(text: str) -> list[str]:
    """Return the sentences of a text that somebody typed, in which a line ends a sentence too."""
    lines = [line.strip() for line in text.splitlines()]
    code = detect_article(text)
    spans = [
        (line, span) for line in lines if line for span in sentence_spans(line, 0, len(line), code)
    ]
    return [line[slice(*part)] for line, span in spans for part in cut_to_length(line, *span)]


_CLAUSE_END = re.compile(r"[;:,.!?]\s+|\s+")


def cut_to_length(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span whole; if it is too long to show, cut after a clause or between words."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        gaps = list(_CLAUSE_END.finditer(text, start + MAX_SENTENCE // 2, limit))
        gap = max(gaps, key=lambda match: (not match[0].isspace(), match.end()), default=None)
        last = limit if gap is None else gap.end()
        yield start, start + len(text[start:last].rstrip())
        while last < end and text[last].isspace():
            last += 1
        start = last
    if start < end:
        yield start, end
