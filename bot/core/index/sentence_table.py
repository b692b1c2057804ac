"""The sentences of many articles as columns of numbers: as objects a million would take 200 MB."""

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.core.languages.registry import language_codes
from bot.core.text.blocks import BlockKind
from bot.core.text.sentences import Sentence

KINDS = tuple(BlockKind)
Column = NDArray[np.integer]
Columns = tuple[Column, Column, Column, Column, Column]


class SentenceTable:
    """The sentences of each article by its number.

    Those of article n are the rows from `firsts[n]` up to `firsts[n + 1]` of the columns, which
    hold the start and the end of each sentence, its block, its kind as a place in KINDS, and its
    language as a place among all codes.
    """

    def __init__(self, firsts: Column, columns: Columns) -> None:
        self.firsts = firsts
        self.columns = columns

    def __len__(self) -> int:
        return len(self.firsts) - 1

    def __getitem__(self, article: int) -> tuple[Sentence, ...]:
        return tuple(map(self.at, range(self.firsts[article], self.firsts[article + 1])))

    def of_article(self, article: int) -> "ArticleSentences":
        """Return the sentences of an article without making them."""
        return ArticleSentences(self, range(self.firsts[article], self.firsts[article + 1]))

    def at(self, number: int) -> Sentence:
        """Return a sentence by its number through all articles."""
        start, end, block, kind, language = (column.item(number) for column in self.columns)
        return Sentence(start, end, block, KINDS[kind], language_codes()[language])

    def language_counts(self) -> dict[str, int]:
        """Return the number of sentences in each language that there is."""
        codes, counts = np.unique(self.columns[4], return_counts=True)
        return {language_codes()[code]: int(n) for code, n in zip(codes, counts, strict=True)}

    @property
    def blocks(self) -> Column:
        """The block of each sentence, through all articles."""
        return self.columns[2]


class ArticleSentences(Sequence[Sentence]):
    """The sentences of an article, each made when it is looked at: a long one has 100,000."""

    def __init__(self, table: SentenceTable, numbers: range) -> None:
        self._table, self._numbers = table, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, position: int) -> Sentence: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, position: int | slice) -> Sentence | Sequence[Sentence]:
        numbers = self._numbers[position]
        if isinstance(numbers, range):
            return ArticleSentences(self._table, numbers)
        return self._table.at(numbers)


def build_sentence_table(articles: Iterable[Iterable[Sentence]]) -> SentenceTable:
    """Return the table of the sentences of each article."""
    firsts, columns = array("q", [0]), [array(type_code) for type_code in "iiibb"]
    places = {code: place for place, code in enumerate(language_codes())}
    for sentences in articles:
        for sentence in sentences:
            kind = KINDS.index(sentence.kind)
            row = *sentence.span, sentence.block, kind, places[sentence.language]
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        firsts.append(len(columns[0]))
    start, end, block, kinds, languages = map(np.array, columns)
    return SentenceTable(np.array(firsts), (start, end, block, kinds, languages))


def merge_sentence_tables(
    tables: Sequence[SentenceTable],
    article_masks: Sequence[NDArray[np.bool_]],
    sentence_masks: Sequence[NDArray[np.bool_]],
) -> SentenceTable:
    """Return one table of the articles, and so of the sentences, that the masks of each let in."""
    lengths = [
        np.diff(table.firsts)[mask] for table, mask in zip(tables, article_masks, strict=True)
    ]
    start, end, block, kind, language = (
        np.concatenate(
            [
                table.columns[column][mask]
                for table, mask in zip(tables, sentence_masks, strict=True)
            ]
        )
        for column in range(5)
    )
    firsts = np.cumsum([0, *np.concatenate(lengths)])
    return SentenceTable(firsts, (start, end, block, kind, language))
