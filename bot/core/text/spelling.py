"""Small slips in a question's words: the only import of rapidfuzz."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_SHORTEST = 6  # letters; below it most neighbours are other words
_TWO_SLIPS_FROM = 9  # letters


class WordFrequencies:
    """WordFrequencies, with how often each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts

    @cached_property
    def by_initial(self) -> Mapping[str, Sequence[str]]:
        """The words of some length by their first letter."""
        words: dict[str, list[str]] = {}
        for word in self.counts:
            if len(word) >= _SHORTEST - 1:
                words.setdefault(word[0], []).append(word)
        return words


class Vocabulary:
    """The words of the articles, of one part or of several."""

    def __init__(self, *parts: WordFrequencies) -> None:
        self._parts = parts

    def nearest(self, word: str) -> str | None:
        """Return the word that `word` was most likely meant to be, if one is near enough.

        People rarely miss the first letter, so only words that share it are tried (Pollock and
        Zamora, "Automatic spelling correction in scientific and scholarly text", 1984).
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        near = (
            (found, distance)
            for part in self._parts
            for found, distance, _ in extract(
                word,
                part.by_initial.get(word[0], ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            )
        )
        return min(near, key=lambda one: (one[1], *self._rarity(one[0])), default=(None,))[0]

    def _rarity(self, word: str) -> tuple[int, str]:
        return -sum(part.counts.get(word, 0) for part in self._parts), word
