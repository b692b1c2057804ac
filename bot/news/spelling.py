"""Small slips in a question's words: the only import of rapidfuzz."""

from collections.abc import Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_SHORTEST = 6  # letters; below it most neighbours are other words
_TWO_SLIPS_FROM = 9  # letters


class Vocabulary:
    """The words of the articles, with how often each occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._by_initial: dict[str, list[str]] = {}
        for word in counts:
            if len(word) >= _SHORTEST - 1:
                self._by_initial.setdefault(word[0], []).append(word)

    def nearest(self, word: str) -> str | None:
        """Return the word that `word` was most likely meant to be, if one is near enough.

        People rarely miss the first letter, so only words that share it are tried (Pollock and
        Zamora, "Automatic spelling correction in scientific and scholarly text", 1984).
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        near = extract(
            word,
            self._by_initial.get(word[0], []),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        return min(near, key=lambda found: (found[1], *self._rarity(found[0])), default=(None,))[0]

    def _rarity(self, word: str) -> tuple[int, str]:
        return -self._counts[word], word
