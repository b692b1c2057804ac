"""Question words: with which words a language asks, and for what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from bot.core.languages.language import Language
from bot.core.languages.registry import language_of
from bot.core.text.words import token_spans

_OPENING_GROUPS = (
    "who", "when", "where", "how many", "how much", "how long", "why", "how", "what",
    "what name", "what thing", "who or which",
)  # fmt: skip
AUXILIARIES = "auxiliaries"
_MAX_COPULA_CHARACTERS = 2  # the *is* of *its name is what*
_APOSTROPHES = ("'", "’")
_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


class Opening(NamedTuple):
    """The words that ask: their group in `questions.txt`, and the places where they stand."""

    group: str
    first: int
    end: int


class QuestionWords:
    """The phrases of `questions.txt` and the nouns and verbs of `question_nouns.txt`."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._phrases, self._nouns = language.questions, language.question_nouns

    def group(self, name: str) -> frozenset[str]:
        """Return the words of a group of `questions.txt` in their plain form."""
        return self._groups[name]

    def find(self, naturals: Sequence[str], plains: Sequence[str]) -> Opening | None:
        """Return the first words that ask, the longest there.

        Those that have their accents come before others: *cuando* is a conjunction, unless it was
        typed for *cuándo*.
        """
        return self._find(naturals, self._natural_phrases) or self._find(
            plains, self._plain_phrases
        )

    @staticmethod
    def _find(words: Sequence[str], phrases: _Phrases) -> Opening | None:
        for i, word in enumerate(words):
            for phrase, group in phrases.get(word, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    return Opening(group, i, i + len(phrase))
        return None

    def longest_in(self, text: str) -> Opening | None:
        """Return the longest phrase that asks in a text without spaces, if any."""
        phrases = [
            (len(phrase), -place, group)
            for group in _OPENING_GROUPS
            for phrase in self._unspaced_phrases.get(group, ())
            if (place := text.find(phrase)) >= 0
        ]
        if not phrases:
            return None
        length, place, group = max(phrases)
        return Opening(group, -place, length - place)

    def has_auxiliary_in(self, text: str) -> bool:
        """Return whether a text without spaces has a phrase that asks for yes or no."""
        return any(phrase in text for phrase in self._unspaced_phrases.get(AUXILIARIES, ()))

    def noun_group(self, stem: str) -> str | None:
        """Return the type of answer that a noun beside *what* asks for, by its stem."""
        return self._group_of_noun.get(stem)

    def noun_in(self, text: str) -> str | None:
        """Return the group of the longest noun in a text without spaces, if any.

        A noun of one character counts at the beginning only, since most words have it.
        """
        nouns = [
            (len(noun), group)
            for group, noun in self._unspaced_nouns
            if text.startswith(noun) or (len(noun) > 1 and noun in text)
        ]
        return max(nouns)[1] if nouns else None

    def noun_before(self, text: str) -> str | None:
        """Return the group of the noun at the end of a text without spaces, before a copula."""
        nouns = [
            (len(noun), group)
            for group, noun in self._unspaced_nouns
            if len(noun) > 1 and len(text) - text.rfind(noun) - len(noun) <= _MAX_COPULA_CHARACTERS
            if noun in text
        ]
        return max(nouns)[1] if nouns else None

    @cached_property
    def speech_stems(self) -> frozenset[str]:
        """The stems of the verbs that ask for a statement: *What did he claim?*."""
        return frozenset().union(*map(self._stems, self._nouns["say"]))

    @cached_property
    def naming_stems(self) -> frozenset[str]:
        """The stems of the verbs that with *how* ask for a name: *Wie heißt er?*."""
        return frozenset().union(*map(self._stems, self._phrases["named"]))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that ask, each by itself."""
        groups = (*_OPENING_GROUPS, "do")
        phrases = (self._cut_phrase(p) for group in groups for p in self._phrases.get(group, ()))
        words = (phrase[0] for phrase in phrases if len(phrase) == 1)
        return frozenset().union(*map(self._stems, words))

    def _stems(self, word: str) -> frozenset[str]:
        """Return the stem of a word, and that of the word typed without its accents."""
        language = self._language
        stems = {language.stem(word), language.lemma_stem(language.fold(word))}
        return frozenset(stem for stem in stems if len(stem) > 1 or len(word) == 1)

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(map(self._language.fold, phrases))
            for name, phrases in self._phrases.items()
        }

    @cached_property
    def _group_of_noun(self) -> Mapping[str, str]:
        groups = [(group, nouns) for group, nouns in self._nouns.items() if group != "say"]
        return {
            stem: group
            for group, nouns in reversed(groups)
            for noun in nouns
            for stem in self._stems(noun)
        }

    @cached_property
    def _unspaced_phrases(self) -> Mapping[str, list[str]]:
        return self._folded(self._phrases)

    @cached_property
    def _unspaced_nouns(self) -> Sequence[tuple[str, str]]:
        groups = self._folded(self._nouns).items()
        return [(group, noun) for group, nouns in groups for noun in nouns]

    def _folded(self, groups: Mapping[str, Iterable[str]]) -> Mapping[str, list[str]]:
        return {name: list(map(self._language.fold_text, group)) for name, group in groups.items()}

    @cached_property
    def _natural_phrases(self) -> _Phrases:
        return self._by_first_word(lambda word: word)

    @cached_property
    def _plain_phrases(self) -> _Phrases:
        return self._by_first_word(self._language.fold)

    def _by_first_word(self, change: Callable[[str], str]) -> _Phrases:
        """Return the phrases that ask by their first word, the longest first.

        Among them are those of several words that open a question for yes or no: *est-ce que*.
        """
        phrases = [
            (tuple(map(change, self._cut_phrase(phrase))), group)
            for group in (*_OPENING_GROUPS, AUXILIARIES)
            for phrase in self._phrases.get(group, ())
        ]
        by_word = defaultdict(list)
        for phrase, group in sorted(phrases, key=lambda pair: -len(pair[0])):
            if group != AUXILIARIES or len(phrase) > 1:
                by_word[phrase[0]].append((phrase, group))
        return by_word

    def _cut_phrase(self, phrase: str) -> list[str]:
        words = []
        for start, end in token_spans(phrase):
            token, mark = phrase[start:end], phrase[end : end + 1]
            words += self._language.split_elision(token + mark if mark in _APOSTROPHES else token)
        return words


@cache
def question_words_of(code: str) -> QuestionWords:
    """Return the question words of the language of a code."""
    return QuestionWords(language_of(code))
