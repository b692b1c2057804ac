"""The vocabulary of a language: the words that stand for months, numbers or units of time.

It is read from dates.txt, whose head explains the syntax.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_NUMBER_SEPARATOR = re.compile(r"[-\s]+")
_NEVER = "(?!)"  # a pattern that matches nowhere


@dataclass(frozen=True, slots=True, eq=False)
class DateVocabulary:
    """The values of words by their group, the settings, and the patterns of phrases."""

    language: str
    values: Mapping[str, Mapping[str, str]]
    settings: frozenset[str]
    phrases: Mapping[str, str]
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def value(self, group: str, words: str) -> str | None:
        """Return the value of words of a group, or None if they are unknown."""
        return self.values.get(group, {}).get(fold(words))

    def number(self, group: str, words: str) -> int | None:
        """Return the value of words of a group as a number, or None if they are unknown."""
        value = self.value(group, words)
        return None if value is None else int(value)

    def parse_number(self, words: str) -> int:
        """Return a number below a hundred in words or digits."""
        if words.isdecimal():
            return int(words)
        number = self.number("numeral", words)
        if number is not None:
            return number
        return sum(self.number("numeral", word) or 0 for word in _NUMBER_SEPARATOR.split(words))

    def has(self, setting: str) -> bool:
        """Return whether the language has a setting."""
        return setting in self.settings

    def phrase(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a phrase, which matches nowhere if the language lacks it."""
        pattern = self._compiled.get(name)
        if pattern is None:
            pattern = re.compile(self.phrases.get(name, _NEVER), re.IGNORECASE)
            self._compiled[name] = pattern
        return pattern


def fold(words: str) -> str:
    """Return words in small letters, without marks, apostrophes, full stops and hyphens."""
    plain = words.lower().replace("-", " ")
    if not plain.isascii():
        plain = _without_marks(plain).replace("ı", "i").replace("ς", "σ")
        plain = plain.replace("’", "'").replace("ʼ", "'")
    return " ".join(plain.replace("'", "").replace(".", "").split())


def _without_marks(words: str) -> str:
    letters = unicodedata.normalize("NFD", words)
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def words_pattern(words: Iterable[str]) -> str:
    """Return a pattern of words, also without their marks; a full stop at an end is optional."""
    spellings = {spelling for word in words for spelling in _spellings(word)}
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return f"(?:{'|'.join(_word_pattern(spelling) for spelling in longest_first)})"


def _word_pattern(word: str) -> str:
    escaped = re.escape(word.removesuffix(".")).replace(r"\ ", " ").replace(r"\-", "-")
    return escaped.replace("'", "['’ʼ]") + (r"\b\.?" if word.endswith(".") else "")


def _spellings(word: str) -> Iterator[str]:
    yield word
    if word[0] < _FIRST_CYRILLIC_LETTER:  # Latin and Greek letters lose their marks in capitals
        yield _without_marks(word)


_FIRST_CYRILLIC_LETTER = "\u0400"


def signs_of(words: Iterable[str]) -> list[str]:
    """Return the shortest strings in small letters of which each spelling of `words` has one."""
    spellings = {spelling.lower() for word in words for spelling in _spellings(word)}
    parts = {max(re.split(r"[ '.]", spelling), key=len) for spelling in spellings}
    return sorted(part for part in parts if not any(o in part for o in parts - {part}))
