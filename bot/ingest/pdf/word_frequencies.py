"""How often English words are used; the only import of pyspellchecker.

pyspellchecker (MIT, without dependencies) ships the counts of 160,000 words in 2 MB; wordfreq
knows more languages, takes 60 MB, and is no longer extended.
"""

from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker


def word_frequency(word: str) -> int:
    """Return how often a word occurs in a large collection of English, 0 if it is unknown."""
    return _frequencies().get(word.lower(), 0)


@cache
def _frequencies() -> Mapping[str, int]:
    """Load the words, which takes a fifth of a second and which few documents need."""
    return dict(SpellChecker(language="en").word_frequency.dictionary)
