"""Evidence: how much the words and letters of a text speak for each language."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from itertools import chain
from operator import and_

from bot.core.data_files import data_groups, data_names
from bot.core.languages.token_cache import TokenCache

# A question of four words has a question word and little else that is frequent.
_WEIGHTS = {"question words": 6, "most frequent words": 4, "frequent words": 2}
_BARE_WEIGHT = 2  # of a word without its accents, as on a phone
_LEAST_BARE = 3  # letters
_LETTER_WEIGHT = 2  # of a word with letters that few languages have
_EDGES = ".,;:!?¿¡…\"'“”„‘’‚«»‹›()[]{}<>|/*_#=+-–—·•،؛؟।"
_ADDRESS_SIGNS = frozenset("/@_=\\")
_NO_WEIGHTS: Mapping[str, int] = {}


class Evidence:
    """The words and letters of the languages of one script, with their weights."""

    def __init__(
        self,
        languages: frozenset[str],
        words: Mapping[str, Mapping[str, int]],
        letters: Mapping[str, frozenset[str]],
    ) -> None:
        self.languages, self.words, self.letters = languages, words, letters
        self._words_of = TokenCache(lambda token: tuple(self._words_of_token(token)))
        self._weights_of = TokenCache(lambda word: tuple(self._weights_of_word(word).items()))

    def scores(self, words: Iterable[str]) -> Counter[str]:
        """Return the weight of words in small letters as evidence for each language."""
        scores: Counter[str] = Counter()
        for word, count in Counter(words).items():
            for language, weight in self._weights_of[word]:
                scores[language] += weight * count
        return scores

    def _weights_of_word(self, word: str) -> Counter[str]:
        weights = Counter(self.words.get(word, _NO_WEIGHTS))
        if not (word.isascii() or self.letters.keys().isdisjoint(word)):
            weights.update(dict.fromkeys(self._languages_by_letters(word), _LETTER_WEIGHT))
        return weights

    def _languages_by_letters(self, word: str) -> frozenset[str]:
        """Return the languages that have all the rarer letters of a word, which has some."""
        return reduce(and_, [self.letters[letter] for letter in word if letter in self.letters])

    def words_of(self, text: str) -> list[str]:
        """Return the words of a text in small letters, without acronyms and addresses."""
        tokens = (_normalise(text).lower() if text.isupper() else text).split()
        return list(chain.from_iterable(map(self._words_of.__getitem__, tokens)))

    def _words_of_token(self, typed: str) -> Iterator[str]:
        bare = _normalise(typed).strip(_EDGES)
        if len(bare) > 1 and bare.isupper():  # an acronym
            return
        token = bare.lower()
        if token in self.words or token.isalpha():
            yield token
            return
        for part in token.split("-") if _ADDRESS_SIGNS.isdisjoint(token) else ():
            yield from self._words_at_apostrophe(part)

    def _words_at_apostrophe(self, token: str) -> Iterator[str]:
        """Yield *l'* and *inter* of *l'inter*, *luther* and *'in* of *luther'in*."""
        head, apostrophe, tail = token.partition("'")
        if token in self.words or not apostrophe:
            yield token
        elif f"{head}'" in self.words:
            yield from (f"{head}'", tail)
        else:
            yield from (head, f"'{tail}")


def _normalise(text: str) -> str:
    """Return a text with one form of each accented letter, apostrophe and dotted i."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).replace("’", "'").replace("İ", "i")


@cache
def evidence_of(script: str) -> Evidence:
    """Return the words and letters of the languages that are written in a script."""
    folder = f"detection/{script}"
    languages = [name.removesuffix(".txt") for name in data_names(folder)]
    words: dict[str, dict[str, int]] = defaultdict(dict)
    letters: dict[str, set[str]] = defaultdict(set)
    for language in languages:
        groups = data_groups(f"{folder}/{language}.txt")
        for letter in groups.get("letters", ()):
            letters[letter].add(language)
        for word, weight in _weigh_words(groups).items():
            words[word][language] = weight
    return Evidence(
        frozenset(languages),
        words,
        {letter: frozenset(languages) for letter, languages in letters.items()},
    )


def _weigh_words(groups: Mapping[str, frozenset[str]]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for group, weight in _WEIGHTS.items():
        for word in groups.get(group, ()):
            weights.setdefault(word, weight)
    for word in list(weights):
        if len(bare := _strip_accents(word)) >= _LEAST_BARE:
            weights.setdefault(bare, _BARE_WEIGHT)
    return weights


def _strip_accents(word: str) -> str:
    decomposition = unicodedata.normalize("NFD", word.replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in decomposition if not unicodedata.combining(c))
