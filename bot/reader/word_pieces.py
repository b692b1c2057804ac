"""Word pieces: text cut into the vocabulary of an uncased BERT, with the place of each word.

Written here because the library for it, tokenizers, brings twenty packages whose purpose is to
load models from a network. The rules are those of
https://github.com/google-research/bert/blob/master/tokenization.py.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.core.text.words import Span

_MAX_WORD_CHARACTERS = 100  # BERT takes a longer word for an unknown one
_CACHED_CHUNKS = 1 << 14
_CHUNK = re.compile(r"\S+")
_SYMBOLS = frozenset("$+<=>^`|~")  # which BERT counts as punctuation, and Unicode does not
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")


class WordPiece(NamedTuple):
    """The number of a piece in the vocabulary, and the span of the word that it is part of."""

    number: int
    start: int
    end: int


class WordPieces:
    """Cuts texts into the pieces of a vocabulary."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers["[UNK]"]
        self.cls, self.sep = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self._pieces_of = lru_cache(_CACHED_CHUNKS)(self._cut_chunk)

    def cut(self, text: str) -> list[WordPiece]:
        """Return the pieces of `text`, in order."""
        return [
            WordPiece(number, chunk.start() + start, chunk.start() + end)
            for chunk in _CHUNK.finditer(text)
            for number, start, end in self._pieces_of(chunk[0])
        ]

    def _cut_chunk(self, chunk: str) -> Sequence[WordPiece]:
        return [
            WordPiece(number, start, end)
            for start, end in _word_spans(chunk)
            for number in self._numbers_of(_normalise(chunk[start:end]))
        ]

    def _numbers_of(self, word: str) -> list[int]:
        """Return the longest piece with which the word begins, then that of the rest, and so on."""
        numbers: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(prefix + word[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            numbers.append(number)
            start = end
        return numbers if len(word) <= _MAX_WORD_CHARACTERS else [self._unknown]


def _word_spans(chunk: str) -> Iterator[Span]:
    """Yield the spans of words; each punctuation mark and Chinese character is one."""
    start = 0
    for place, character in enumerate(chunk):
        if _stands_alone(character):
            if start < place:
                yield start, place
            yield place, place + 1
            start = place + 1
    if start < len(chunk):
        yield start, len(chunk)


def _stands_alone(character: str) -> bool:
    return (
        character in _SYMBOLS
        or unicodedata.category(character).startswith("P")
        or _CHINESE.match(character) is not None
    )


def _normalise(word: str) -> str:
    """Return the word in lower case, without accents and invisible characters."""
    return "".join(
        character.lower()
        for character in unicodedata.normalize("NFD", word)
        if unicodedata.category(character) != "Mn"
        and not unicodedata.category(character).startswith("C")
    )
