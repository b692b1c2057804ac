"""Requirement: what a quote must have to answer, such as a length in metres for *how tall*."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.core.languages.language import Language
from bot.core.languages.registry import language_of
from bot.core.languages.word_lists import Groups
from bot.core.text.entities import CURRENCY_SIGNS
from bot.core.text.lexicon import Word

_ASKS = "asks "
_PRICE = "price"
_AGE = "age"
_SIGNS = frozenset({"weather", "lodging"})  # a word is enough; all others need a number too
_MAX_UNIT_WORDS = 3  # from a number to its unit: 5 square metres
_MAX_AGE_DIGITS = 3
_WORD = re.compile(r"[^\W_]+|\*")
_ANY_WORDS = " .*"
_CURRENCIES = re.escape("".join(sorted(CURRENCY_SIGNS)))
_NOTATIONS = {
    "temperature": re.compile(r"\d\s?[°º℃℉]"),
    _PRICE: re.compile(rf"[{_CURRENCIES}]\s?\d|\d\s?[{_CURRENCIES}]"),
    _AGE: re.compile(r"[^\W\d]\s?(?:[,，]\s?|[(（])\d{1,3}(?=\s?[,，.;)）])"),  # Ann, 9, and Bo
}
_END_OF_CLAUSE = re.compile(r"\s?(?:[.,;!?…”\"。，]|$)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a question asks for: its kind, and the stems of the units or signs of an answer."""

    kind: str
    stems: frozenset[str]

    def is_met(self, text: str, words: Sequence[Word], language: Language) -> bool:
        """Return whether a text of these words has a quantity of the kind, or a sign of it."""
        places = [i for i, word in enumerate(words) if word.stem in self.stems]
        if self.kind in _SIGNS:
            return bool(places)
        notation = _NOTATIONS.get(self.kind)
        if notation is not None and notation.search(text):
            return True
        numbers = list(_number_places(words, language.groups))
        if self.kind == _AGE and any(_is_age(text, words, i, language.groups) for i in numbers):
            return True
        return any(abs(i - number) <= _MAX_UNIT_WORDS for i in places for number in numbers)


def _number_places(words: Sequence[Word], groups: Groups) -> Iterator[int]:
    """Yield the places of the numbers, in figures or in words."""
    for i, word in enumerate(words):
        if word.plain[0].isdigit() or word.plain in groups["numbers"]:
            yield i


def _is_age(text: str, words: Sequence[Word], number: int, groups: Groups) -> bool:
    """Return whether a number counts nothing that is named: *She was 75.*, *I am 29 now*."""
    word = words[number]
    if not word.plain.isdecimal() or len(word.plain) > _MAX_AGE_DIGITS:
        return False
    if number and words[number - 1].plain in groups["months"]:
        return False
    if number + 1 == len(words) or _END_OF_CLAUSE.match(text, word.end):
        return True
    following = words[number + 1].plain
    return not words[number + 1].term and following not in groups["months"] | groups["numbers"]


@cache
def _requirements_of(code: str) -> Mapping[re.Pattern[str], Requirement]:
    """Return the requirements of the language of a code, by the phrases that ask for each."""
    language = language_of(code)
    groups = language.requirements
    return {
        _pattern(phrase, language): Requirement(kind, _stems_of_kind(kind, language))
        for kind in (name.removeprefix(_ASKS) for name in groups if name.startswith(_ASKS))
        for phrase in groups[_ASKS + kind]
    }


def find_requirement(question: str, code: str) -> Requirement | None:
    """Return what an answer to a question in a language must have, by the longest phrase in it."""
    text = _to_words(question, language_of(code))
    requirements = _requirements_of(code)
    matches = [pattern for pattern in requirements if pattern.search(text)]
    if not matches:
        return None
    return requirements[max(matches, key=lambda pattern: len(pattern.pattern))]


def _stems_of_kind(kind: str, language: Language) -> frozenset[str]:
    if kind == _PRICE:
        return frozenset(map(language.lemma_stem, language.groups["currencies"]))
    return _stems(language.requirements[kind], language)


def _stems(words: Sequence[str], language: Language) -> frozenset[str]:
    """Return the stems of words, with their accents and without."""
    plains = map(language.fold, words)
    return frozenset(map(language.stem, words)) | frozenset(map(language.lemma_stem, plains))


def _pattern(phrase: str, language: Language) -> re.Pattern[str]:
    """Return the pattern of a phrase in the words of a question; `*` stands for any of them."""
    escaped = re.escape(_to_words(phrase, language))
    return re.compile(escaped.replace(re.escape(" *"), _ANY_WORDS))


def _to_words(text: str, language: Language) -> str:
    """Return the words of a text with spaces around each, or a text without spaces."""
    if language.settings.is_unspaced:
        return language.fold_text(text)
    return f" {' '.join(_WORD.findall(language.fold(text)))} "
