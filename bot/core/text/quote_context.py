"""Quote context: the lines of an article around a quote."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.text.article import Article
from bot.core.text.sentences import cut_to_length
from bot.core.text.splitting.rules import sentence_spans
from bot.core.text.words import Span

MAX_CONTEXT_LINES = 12  # on each side of a quote
_MAX_LINE = 500  # characters; a longer line is given sentence by sentence


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line that a reader sees, with its number in the file; `quote_span` is the part quoted.

    Where markup is hidden it is a paragraph, with the number of its first line; of a long line it
    is a sentence.
    """

    number: int
    text: str
    quote_span: Span | None = None


@dataclass(frozen=True, slots=True)
class QuoteContext:
    """The lines of a quote, and at most MAX_CONTEXT_LINES above and below it, in their order."""

    above: tuple[ContextLine, ...]
    quote_lines: tuple[ContextLine, ...]
    below: tuple[ContextLine, ...]


def lines_around(article: Article, start: int, end: int) -> QuoteContext:
    """Return the lines around the quote `article.text[start:end]`, without blank lines."""
    first, last = article.visible.visible_span(start, end)
    spans = list(_line_spans(article))
    above = [span for span in spans if span[1] <= first]
    quote_spans = [span for span in spans[len(above) :] if span[0] < last]
    below = spans[len(above) + len(quote_spans) :]

    def line(span: Span) -> ContextLine:
        quote_span = max(first, span[0]) - span[0], min(last, span[1]) - span[0]
        return ContextLine(
            article.lines(*article.visible.file_span(*span))[0],
            article.visible_text[slice(*span)],
            quote_span if quote_span[0] < quote_span[1] else None,
        )

    return QuoteContext(
        tuple(map(line, above[-MAX_CONTEXT_LINES:])),
        tuple(map(line, quote_spans)),
        tuple(map(line, below[:MAX_CONTEXT_LINES])),
    )


def _line_spans(article: Article) -> Iterator[Span]:
    """Yield the spans of the visible text line by line; block by block where markup is hidden."""
    text = article.visible_text
    for start, end in _blocks(article) if article.visible.starts else _file_lines(article):
        is_long = end - start > _MAX_LINE
        for span in (
            sentence_spans(text, start, end, article.language) if is_long else [(start, end)]
        ):
            yield from cut_to_length(text, *span)


def _blocks(article: Article) -> Iterator[Span]:
    for block in article.visible.blocks:
        yield block.start, block.end


def _file_lines(article: Article) -> Iterator[Span]:
    """Yield the lines of a file that are not blank, from the line where its text begins."""
    start = article.text.rfind("\n", 0, article.visible.blocks[0].start) + 1
    for line in article.text[start:].splitlines(keepends=True):
        content = line.strip()
        if content:
            first = start + line.index(content)
            yield first, first + len(content)
        start += len(line)
