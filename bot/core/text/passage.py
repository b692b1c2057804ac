"""Sentences, and the passage that makes one of them readable alone."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.text.article import Article
from bot.core.text.blocks import Kind
from bot.core.text.words import Span, cut, has_word, sentence_spans, tokens

MAX_PASSAGE_WORDS = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or bullet: `article.visible.text[start:end]`; `block` counts from 0."""

    start: int
    end: int
    block: int
    kind: Kind


KINDS = tuple(Kind)
Column = NDArray[np.integer]


class Sentences:
    """The sentences of each article by its number; as objects a million would take 200 MB.

    Those of article n are the rows from `firsts[n]` up to `firsts[n + 1]` of the columns, which
    hold where each starts and ends, its block, and its kind as a place in KINDS.
    """

    def __init__(self, firsts: Column, columns: tuple[Column, Column, Column, Column]) -> None:
        self.firsts = firsts
        self.columns = columns

    def __len__(self) -> int:
        return len(self.firsts) - 1

    def __getitem__(self, article: int) -> tuple[Sentence, ...]:
        return tuple(map(self.at, range(self.firsts[article], self.firsts[article + 1])))

    def at(self, number: int) -> Sentence:
        """Return a sentence by its number through all articles."""
        start, end, block, kind = (column.item(number) for column in self.columns)
        return Sentence(start, end, block, KINDS[kind])

    @property
    def blocks(self) -> Column:
        """The block of each sentence, through all articles."""
        return self.columns[2]


def gathered(articles: Iterable[Iterable[Sentence]]) -> Sentences:
    """Return the sentences of articles in columns."""
    firsts, columns = array("q", [0]), (array("i"), array("i"), array("i"), array("b"))
    for own in articles:
        for one in own:
            row = one.start, one.end, one.block, KINDS.index(one.kind)
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        firsts.append(len(columns[0]))
    start, end, block, kind = map(np.array, columns)
    return Sentences(np.array(firsts), (start, end, block, kind))


def selected(
    parts: Sequence[Sentences],
    articles: Sequence[NDArray[np.bool_]],
    numbers: Sequence[NDArray[np.bool_]],
) -> Sentences:
    """Return the sentences of some `articles` of parts, which have these `numbers`, in order."""
    lengths = [np.diff(part.firsts)[mask] for part, mask in zip(parts, articles, strict=True)]
    start, end, block, kind = (
        np.concatenate(
            [part.columns[column][mask] for part, mask in zip(parts, numbers, strict=True)]
        )
        for column in range(4)
    )
    return Sentences(np.cumsum([0, *np.concatenate(lengths)]), (start, end, block, kind))


def sentences(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; none crosses a block."""
    text = article.visible.text
    for number, block in enumerate(article.visible.blocks):
        whole = [(block.start, block.end)]
        spans = whole if block.kind is Kind.HEADING else sentence_spans(text, *whole[0])
        for span in spans:
            for start, end in cut(text, *span):
                if has_word(text, start, end):
                    yield Sentence(start, end, number, block.kind)


_LEANS = frozenset(
    "he she it they him her them his hers its their theirs this that these those such"
    " but and so instead however also then there meanwhile moreover nevertheless".split()
)


def leans(text: str, sentence: Sentence) -> bool:
    """Return True if `sentence` opens with a word that points at the one before it."""
    first = next(tokens(text, sentence.start, sentence.end), None)
    return first is not None and first.word.lower() in _LEANS


def passage(text: str, around: Sequence[Sentence], focus: int) -> Span:
    """Return the span of `around[focus]` with the sentences before it that it leans on.

    Whole sentences of one paragraph and MAX_PASSAGE_WORDS at most; a longer focus stands alone.
    """
    first = focus
    while (
        first > 0
        and around[first].kind is Kind.PARAGRAPH
        and around[first - 1].block == around[first].block
        and leans(text, around[first])
        and len(text[around[first - 1].start : around[focus].end].split()) <= MAX_PASSAGE_WORDS
    ):
        first -= 1
    return around[first].start, around[focus].end
