"""Small slips in the spelling of a question's words: the only import of rapidfuzz."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_MIN_LETTERS = 6  # most neighbours of shorter words are other words
_MIN_LETTERS_FOR_TWO_SLIPS = 9


class WordFrequencies:
    """The words of a segment, with how often each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    @cached_property
    def by_initial(self) -> Mapping[str, Sequence[str]]:
        """The words of some length by their first letter."""
        words: dict[str, list[str]] = {}
        for word in self.counts:
            if len(word) >= _MIN_LETTERS - 1:
                words.setdefault(word[0], []).append(word)
        return words


class Vocabulary:
    """The words of the articles of one or several segments."""

    def __init__(self, *segments: WordFrequencies) -> None:
        self._segments = segments

    def nearest(self, word: str) -> str | None:
        """Return the word that `word` was most likely meant to be, if one is near enough.

        People rarely miss the first letter, so only words that share it are tried (Pollock and
        Zamora, "Automatic spelling correction in scientific and scholarly text", 1984).
        """
        if len(word) < _MIN_LETTERS or not word.isalpha():
            return None
        max_slips = 2 if len(word) >= _MIN_LETTERS_FOR_TWO_SLIPS else 1
        neighbours = (
            (neighbour, distance)
            for segment in self._segments
            for neighbour, distance, _ in extract(
                word,
                segment.by_initial.get(word[0], ()),
                scorer=OSA.distance,
                score_cutoff=max_slips,
                limit=None,
            )
        )
        return min(neighbours, key=lambda pair: (pair[1], *self._rarity(pair[0])), default=(None,))[
            0
        ]

    def _rarity(self, word: str) -> tuple[int, str]:
        return -sum(segment.counts.get(word, 0) for segment in self._segments), word
