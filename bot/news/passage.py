"""Sentences, and the passage that makes one of them readable alone."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.news.article import Article
from bot.news.reading import Kind
from bot.news.words import Span, cut, has_word, sentence_spans, tokens

MAX_PASSAGE_WORDS = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or bullet: `article.reading.text[start:end]`; `block` counts from 0."""

    start: int
    end: int
    block: int
    kind: Kind


_KINDS = tuple(Kind)


class Sentences:
    """The sentences of each article by its number; as objects a million would take 200 MB."""

    def __init__(self, articles: Iterable[Iterable[Sentence]]) -> None:
        self._first = array("q", [0])
        self._columns = array("i"), array("i"), array("i"), array("b")
        for own in articles:
            for one in own:
                row = one.start, one.end, one.block, _KINDS.index(one.kind)
                for column, value in zip(self._columns, row, strict=True):
                    column.append(value)
            self._first.append(len(self._columns[0]))

    def __len__(self) -> int:
        return len(self._first) - 1

    def __getitem__(self, article: int) -> tuple[Sentence, ...]:
        return tuple(map(self.at, range(self._first[article], self._first[article + 1])))

    def __iter__(self) -> Iterator[tuple[Sentence, ...]]:
        return map(self.__getitem__, range(len(self)))

    def at(self, number: int) -> Sentence:
        """Return a sentence by its number through all articles."""
        start, end, block, kind = (column[number] for column in self._columns)
        return Sentence(start, end, block, _KINDS[kind])

    @property
    def blocks(self) -> Sequence[int]:
        """The block of each sentence, through all articles."""
        return self._columns[2]


def sentences(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of `article` in order; none crosses a block."""
    text = article.reading.text
    for number, block in enumerate(article.reading.blocks):
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
