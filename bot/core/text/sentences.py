"""Sentences: the blocks of an article, or any text, split into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.nltk_models import punkt
from bot.core.text.words import Span, has_word

MAX_SENTENCE = 900  # characters: escaped twice as long, it still fits into a Discord message
_MAX_SPEECH = 400  # characters of direct speech that stays one sentence
_MAX_WINDOW = 20_000  # characters that Punkt gets at once; few paragraphs are a tenth as long


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or bullet: `article.visible.text[start:end]`; `block` counts from 0."""

    start: int
    end: int
    block: int
    kind: BlockKind

    @property
    def span(self) -> Span:
        """The place of the sentence in the visible text."""
        return self.start, self.end


def split_article(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; none crosses a block."""
    text = article.visible.text
    for number, block in enumerate(article.visible.blocks):
        block_span = block.start, block.end
        is_heading = block.kind is BlockKind.HEADING
        for span in [block_span] if is_heading else sentence_spans(text, *block_span):
            for start, end in cut_to_length(text, *span):
                if has_word(text, start, end):
                    yield Sentence(start, end, number, block.kind)


def split_typed_text(text: str) -> list[str]:
    """Return the sentences of a text that somebody typed, in which a line ends a sentence too."""
    lines = [line.strip() for line in text.splitlines()]
    spans = [(line, span) for line in lines if line for span in sentence_spans(line, 0, len(line))]
    return [line[slice(*part)] for line, span in spans for part in cut_to_length(line, *span)]


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of the sentences of `text[start:end]`."""
    spans = [
        (first + a, first + b)
        for first, last in _windows(text, start, end)
        for a, b in punkt().span_tokenize(text[first:last])
    ]
    return _join_speech(text, spans)


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span in pieces that are short enough for Punkt, cut at the end of a line or word.

    Punkt holds the interpreter's lock for long on a log or a table of a megabyte in one paragraph.
    """
    while end - start > _MAX_WINDOW:
        half, limit = start + _MAX_WINDOW // 2, start + _MAX_WINDOW
        cuts = (text.rfind(gap, half, limit) for gap in ("\n", ". ", " "))
        last = next((cut + 1 for cut in cuts if cut >= 0), limit)
        yield start, last
        start = last
    yield start, end


_MAX_CLOSING_MARKS = 16  # characters, with the full stop; a sentence that goes on grows long
_CLOSED_QUOTE = re.compile(r"[.!?…][\"'”’)\]]+$")


def _join_speech(text: str, spans: list[Span]) -> list[Span]:
    """Join sentences that Punkt splits inside direct speech or after it: “Go. Now!” he said."""
    sentences: list[Span] = []
    for start, end in spans:
        if sentences and _goes_on(text, *sentences[-1], start, end):
            sentences[-1] = sentences[-1][0], end
        else:
            sentences.append((start, end))
    return sentences


def _goes_on(text: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Return whether direct speech in `text[start:end]` takes in the sentence after it."""
    last_letters = max(start, end - _MAX_CLOSING_MARKS)
    if text[next_start].islower() and _CLOSED_QUOTE.search(text, last_letters, end):
        return True
    if next_end - start > _MAX_SPEECH:
        return False
    is_open = text.count("“", start, end) > text.count("”", start, end)
    return is_open or text.count('"', start, end) % 2 == 1


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
