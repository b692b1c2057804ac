"""Context: the lines of an article around a quote."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.text.article import Article
from bot.core.text.sentences import cut_to_length, sentence_spans
from bot.core.text.words import Span

MOST = 12  # lines on each side of a quote
_LONG = 500  # characters; a longer line is given sentence by sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a reader sees, with its number in the file; `quoted` is what the quote has of it.

    Of HTML it is a paragraph, with the number of its first line; of a long line it is a sentence.
    """

    number: int
    text: str
    quoted: Span | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The lines of a quote, and at most MOST above it and below it, in their order."""

    above: tuple[Line, ...]
    quoted: tuple[Line, ...]
    below: tuple[Line, ...]


def context(article: Article, start: int, end: int) -> Context:
    """Return the lines around the quote `article.text[start:end]`; blank ones are left out."""
    first, last = article.visible.visible_span(start, end)
    spans = list(_lines(article))
    above = [span for span in spans if span[1] <= first]
    quoted = [span for span in spans[len(above) :] if span[0] < last]
    below = spans[len(above) + len(quoted) :]

    def line(span: Span) -> Line:
        inside = max(first, span[0]) - span[0], min(last, span[1]) - span[0]
        return Line(
            article.lines(*article.visible.file_span(*span))[0],
            article.visible_text[slice(*span)],
            inside if inside[0] < inside[1] else None,
        )

    return Context(
        tuple(map(line, above[-MOST:])), tuple(map(line, quoted)), tuple(map(line, below[:MOST]))
    )


def _lines(article: Article) -> Iterator[Span]:
    """Yield the spans of what a reader sees line by line; of HTML, block by block."""
    text = article.visible_text
    for start, end in _blocks(article) if article.visible.starts else _file_lines(article):
        is_long = end - start > _LONG
        for span in sentence_spans(text, start, end) if is_long else [(start, end)]:
            yield from cut_to_length(text, *span)


def _blocks(article: Article) -> Iterator[Span]:
    for block in article.visible.blocks:
        yield block.start, block.end


def _file_lines(article: Article) -> Iterator[Span]:
    """Yield the lines of a file that are not blank, from where its text begins."""
    start = article.text.rfind("\n", 0, article.visible.blocks[0].start) + 1
    for line in article.text[start:].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            first = start + line.index(bare)
            yield first, first + len(bare)
        start += len(line)
