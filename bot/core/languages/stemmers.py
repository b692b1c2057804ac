"""Stemmers: what joins the inflections of a word. The only import of PyStemmer."""

from collections.abc import Callable, Mapping
from typing import Any

Stem = Callable[[str], str]


def make_stemmer(name: str, lines: Callable[[str], list[str]], settings: Mapping[str, Any]) -> Stem:
    """Return a Snowball algorithm by its name, or the one that the lists of a language define.

    `lines` returns the lines of a file of the language. With `suffixes`, the longest of
    `suffixes.txt` is cut off that leaves `min_stem` letters, after one of `prefixes.txt` likewise.
    """
    if name == "none":
        return str
    if name != "suffixes":
        return _snowball(name)
    suffixes = _words(lines("suffixes.txt"))
    prefixes = _words(lines("prefixes.txt"))
    min_stem = int(settings.get("min_stem", 3))
    return lambda word: _cut(word, prefixes, suffixes, min_stem)


def _snowball(name: str) -> Stem:
    from Stemmer import Stemmer

    # Snowball in C, whose calls no other thread interrupts: a stemmer of snowballstemmer, which is
    # the same in Python, keeps the word that it works on in attributes. `Language` has the cache.
    stem = Stemmer(name, 0).stemWord
    return lambda word: str(stem(word))


def _words(lines: list[str]) -> list[str]:
    return sorted({word for line in lines for word in line.split()}, key=len, reverse=True)


def _cut(word: str, prefixes: list[str], suffixes: list[str], min_stem: int) -> str:
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= min_stem:
            word = word[len(prefix) :]
            break
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= min_stem:
            return word[: -len(suffix)]
    return word
