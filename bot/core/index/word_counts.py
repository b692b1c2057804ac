"""How often each word stands in articles, and how often with a capital."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.core.languages.registry import language_of
from bot.core.text.blocks import BlockKind
from bot.core.text.entities import looks_like_name
from bot.core.text.lexicon import Word
from bot.core.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each word stands anywhere, inside sentences, and there with a capital.

    Anywhere, stop words are not counted. The first word of a sentence and the words of headings
    are not inside a sentence, because their capitals mean nothing.
    """

    total: Counter[str] = field(default_factory=Counter)
    inside_sentence: Counter[str] = field(default_factory=Counter)
    with_capital: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, sentence: Sentence, words: Sequence[Word]) -> None:
        """Count the words of a sentence."""
        self.total.update([plain for plain, _, term, _, _ in words if term])
        if sentence.kind is not BlockKind.HEADING:
            language = language_of(sentence.language)
            self.inside_sentence.update([plain for plain, *_ in words[1:]])
            starts = [start for _, _, _, start, _ in words]
            self.with_capital.update(
                [
                    words[i].plain
                    for i, start in enumerate(starts)
                    if text[start].isupper()
                    if i and looks_like_name(text, words[i - 1], words[i], language)
                ]
            )

    def plus(self, other: "WordCounts") -> "WordCounts":
        """Return the sums of both."""
        return WordCounts(
            self.total + other.total,
            self.inside_sentence + other.inside_sentence,
            self.with_capital + other.with_capital,
        )

    def minus(self, other: "WordCounts") -> "WordCounts":
        """Return the differences, without words of which none is left."""
        return WordCounts(
            self.total - other.total,
            self.inside_sentence - other.inside_sentence,
            self.with_capital - other.with_capital,
        )


class CapitalisedShares(Mapping[str, float]):
    """The share of a word's occurrences inside sentences that have a capital, in all segments."""

    def __init__(self, counts: Iterable[WordCounts]) -> None:
        self._counts = tuple(counts)

    def __getitem__(self, word: str) -> float:
        total = sum(counts.inside_sentence[word] for counts in self._counts)
        if not total:
            raise KeyError(word)
        return sum(counts.with_capital[word] for counts in self._counts) / total

    def __iter__(self) -> Iterator[str]:
        return iter(
            dict.fromkeys(chain.from_iterable(counts.inside_sentence for counts in self._counts))
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)
