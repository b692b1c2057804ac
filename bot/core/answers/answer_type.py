"""Answer type: what kind of thing a question asks for, by its question word and the noun there."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.core.answers.question_words import AUXILIARIES, QuestionWords, question_words_of
from bot.core.languages.language import Language
from bot.core.text.lexicon import Word


class AnswerType(StrEnum):
    """The type of answer, by the question word and the noun that goes with it."""

    WHO = "who"
    WHO_IS = "who is"  # a name and nothing else: Who is Keith Kellogg?
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_LONG = "how long"
    WHY = "why"
    HOW = "how"
    SAY = "say"  # What did X say?
    WHAT_NAME = "what name"  # which team, what newspaper
    WHAT_DO = "what do"  # What did X do?
    WHAT = "what"
    YES_NO = "yes or no"


_MAX_NOUN_WORDS = 4
_TYPES_OF_PERSONS = (AnswerType.WHAT_NAME, AnswerType.WHAT)
_MAX_NOUN_CHARACTERS = 6  # beside *what* where no spaces divide words


def find_answer_type(
    text: str, words: Sequence[Word], language: Language
) -> tuple[AnswerType, int | None]:
    """Return the answer type, and the place of the noun that is asked for, if there is one."""
    if language.settings.is_unspaced:
        return _type_of_unspaced(language.fold_text(text), question_words_of(language.code)), None
    return _Reader(text, words, language).read()


def _type_of_unspaced(text: str, asking: QuestionWords) -> AnswerType:
    """Return the answer type of a question without spaces, by its longest phrase that asks."""
    opening = asking.longest_in(text)
    if opening is None:
        return AnswerType.YES_NO if asking.has_auxiliary_in(text) else AnswerType.WHAT
    if opening.group != "what":
        return AnswerType(opening.group)
    behind = text[opening.end : opening.end + _MAX_NOUN_CHARACTERS]
    before = text[max(0, opening.first - _MAX_NOUN_CHARACTERS) : opening.first]
    return AnswerType(asking.noun_in(behind) or asking.noun_before(before) or "what")


class _Reader:
    """The words of a question, and the lists of its language."""

    def __init__(self, text: str, words: Sequence[Word], language: Language) -> None:
        self.text, self.words, self.language = text, words, language
        self.asking = question_words_of(language.code)
        self.plains = [word.plain.lower() for word in words]

    def read(self) -> tuple[AnswerType, int | None]:
        """Return the answer type and the place of the noun that is asked for."""
        places, naturals = self._pieces()
        plains = list(map(self.language.fold, naturals))
        if opening := self.asking.find(naturals, plains):
            first, last = places[opening.first], places[opening.end - 1]
            end = places[opening.end] if opening.end < len(places) else last + 1
            return self._type_of(opening.group, first, end)
        auxiliaries = self.asking.group(AUXILIARIES)
        asked = self.plains if self.language.settings.asks_anywhere else self.plains[:1]
        return (AnswerType.WHAT if auxiliaries.isdisjoint(asked) else AnswerType.YES_NO), None

    def _pieces(self) -> tuple[list[int], list[str]]:
        """Return the words with their accents, elided ones by themselves, and their places."""
        places, naturals = [], []
        for i, word in enumerate(self.words):
            pieces = self.language.split_elision(self.text[word.start : word.end])
            if not pieces or self.language.fold(pieces[-1]) != self.plains[i]:
                pieces = [self.plains[i]]  # its spelling was corrected
            places += [i] * len(pieces)
            naturals += pieces
        return places, naturals

    def _type_of(self, group: str, first: int, end: int) -> tuple[AnswerType, int | None]:
        """Return the answer type and the noun for words that ask, before the word at `end`."""
        if group == AUXILIARIES:
            return AnswerType.YES_NO, None
        if group == "how many":
            return AnswerType.HOW_MANY, self._end_of_noun(end)
        if group == "how":
            return self._type_of_how(end), None
        if group == "what thing":
            return self._type_of_thing(first, end)
        if group == "what":
            return self._type_of_what(first, end)
        if group == "who or which":
            return self._type_of_which(end)
        return AnswerType(group), None

    def _type_of_how(self, end: int) -> AnswerType:
        if any(word.stem in self.asking.naming_stems for word in self.words[end:]):
            return AnswerType.WHAT_NAME
        is_extent = self._word_at(end) in self.asking.group("extents")
        return AnswerType.HOW_LONG if is_extent else AnswerType.HOW

    def _type_of_thing(self, first: int, end: int) -> tuple[AnswerType, int | None]:
        """Return the answer type of a *what* that has no noun: it is the object of a verb."""
        following = self._word_at(end)
        if not following or following in self.language.groups["to be"]:
            return self._type_of_what(first, end)
        if any(word.stem in self.asking.speech_stems for word in self.words[end:]):
            return AnswerType.SAY, None
        if group := self.asking.noun_group(self.words[end].stem):
            return AnswerType(group), end
        return AnswerType.WHAT_DO, None

    def _type_of_what(self, first: int, end: int) -> tuple[AnswerType, int | None]:
        following = self._word_at(end)
        if self._asks_for_statement(first, end):
            return AnswerType.SAY, None
        noun = self._noun_of_what(first, end)
        if noun is not None and (group := self.asking.noun_group(self.words[noun].stem)):
            return AnswerType(group), noun
        if following in self.asking.group("do"):
            return AnswerType.WHAT_DO, None
        return AnswerType.WHAT, noun

    def _type_of_which(self, end: int) -> tuple[AnswerType, int | None]:
        """Return the answer type of a *which* that asks for a person if no noun goes with it."""
        noun = self._end_of_noun(end)
        if noun is None or self._is_past_verb(self.plains[noun]) or self._is_capitalised(noun):
            return AnswerType.WHO, None
        kind = AnswerType(self.asking.noun_group(self.words[noun].stem) or "what")
        if kind in _TYPES_OF_PERSONS and self._word_at(end) in self.language.groups["to be"]:
            return AnswerType.WHO, None
        return kind, noun

    def _noun_of_what(self, first: int, end: int) -> int | None:
        """Return the place of the noun of *what*, on the side where the language has it."""
        side = self.language.settings.what_noun
        noun = self._end_of_noun(end) if side != "before" else None
        if noun is not None or side == "behind":
            return noun
        if side == "either":
            return first - 1 if first and end + 1 >= len(self.words) else None
        is_at_end = end == len(self.words)
        return self._question_noun_at([*range(max(0, first - 1), first), *range(is_at_end)])

    def _asks_for_statement(self, first: int, end: int) -> bool:
        """Return whether *what* at `first` goes with a verb of speech, as in *What did he say*."""
        following, speech = self._word_at(end), self.asking.speech_stems
        is_auxiliary = (
            following in self.asking.group(AUXILIARIES)
            and following not in self.language.groups["to be"]
        )
        if is_auxiliary and any(word.stem in speech for word in self.words[end + 1 :]):
            return True
        if self.language.settings.do_support:
            return False
        beside = [*self.words[max(0, first - 1) : first], *self.words[end : end + 1]]
        return any(word.stem in speech for word in beside)

    def _end_of_noun(self, i: int) -> int | None:
        """Return the place of the last word of the noun in *what X* or *what is the X*.

        The noun ends with a word of the language's nouns, or before what looks like a verb. Without
        a list of what ends it, only the language's nouns are known.
        """
        if not self.asking.group("noun ends"):
            return self._next_question_noun(i)
        language, plains = self.language, self.plains
        if self._word_at(i) in language.groups["to be"]:
            if self._word_at(i + 1) not in self.asking.group("determiners"):
                return None
            i += 2
        elif i and plains[i - 1] in language.groups["to be"]:
            i += self._word_at(i) in self.asking.group("determiners")
        elif self._word_at(i) in self.asking.group(AUXILIARIES):
            return None
        end = i
        while end < min(len(plains), i + _MAX_NOUN_WORDS) and not self._ends_noun(plains[end]):
            if end > i and self._is_past_verb(plains[end]):
                break
            end += 1
            if self.asking.noun_group(self.words[end - 1].stem):
                return end - 1
        if end == i:
            return None
        return i if language.settings.noun_is_first else end - 1

    def _next_question_noun(self, i: int) -> int | None:
        return self._question_noun_at(range(i, min(len(self.words), i + _MAX_NOUN_WORDS)))

    def _question_noun_at(self, places: Iterable[int]) -> int | None:
        return next((p for p in places if self.asking.noun_group(self.words[p].stem)), None)

    def _is_capitalised(self, i: int) -> bool:
        return self.text[self.words[i].start].isupper()

    def _ends_noun(self, plain: str) -> bool:
        return plain in self.asking.group(AUXILIARIES) or plain in self.asking.group("noun ends")

    def _is_past_verb(self, plain: str) -> bool:
        return plain in self.language.irregular_verbs or plain.endswith(
            self.language.settings.past_endings
        )

    def _word_at(self, i: int) -> str:
        return self.plains[i] if i < len(self.plains) else ""
