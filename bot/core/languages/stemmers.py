"""Stemmers: what joins the inflections of a word. The only import of PyStemmer."""

from collections.abc import Callable

from bot.core.languages.settings import LanguageSettings
from bot.core.languages.word_lists import read_words

Stem = Callable[[str], str]


def make_stemmer(code: str, settings: LanguageSettings) -> Stem:
    """Return a Snowball algorithm by its name, or the one that the lists of a language define.

    With `suffixes`, the longest of `suffixes.txt` is cut off that leaves `min_stem` letters, after
    one of `prefixes.txt` likewise.
    """
    if settings.stemmer == "none":
        return str
    if settings.stemmer != "suffixes":
        return _snowball(settings.stemmer)
    prefixes, suffixes = _affixes(code, "prefixes.txt"), _affixes(code, "suffixes.txt")
    return lambda word: _cut(word, prefixes, suffixes, settings.min_stem)


def _snowball(name: str) -> Stem:
    from Stemmer import Stemmer

    # Snowball in C, whose calls no other thread interrupts: a stemmer of snowballstemmer, which is
    # the same in Python, keeps the word that it works on in attributes. `Language` has the cache.
    stem = Stemmer(name, 0).stemWord
    return lambda word: str(stem(word))


def _affixes(code: str, file: str) -> list[str]:
    """Return the affixes of a file, the longest first."""
    return sorted(read_words(code, file), key=len, reverse=True)


def _cut(word: str, prefixes: list[str], suffixes: list[str], min_stem: int) -> str:
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= min_stem:
            word = word[len(prefix) :]
            break
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= min_stem:
            return word[: -len(suffix)]
    return word
