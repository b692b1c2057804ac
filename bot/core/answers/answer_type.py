"""Answer type: what kind of thing a question asks for, by its question word and the noun there."""

from collections.abc import Sequence
from enum import StrEnum

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
_MAX_NOUN_CHARACTERS = 6  # behind *what* where no spaces divide words


def find_answer_type(
    text: str, words: Sequence[Word], language: Language
) -> tuple[AnswerType, int | None]:
    """Return the answer type, and the place of the noun that is asked for, if there is one."""
    if language.is_unspaced:
        return _type_of_unspaced(text, language), None
    plains = [word.plain.lower() for word in words]
    for i in range(len(plains)):
        if opening := language.question_at(plains, i):
            group, length = opening
            return _Reader(words, plains, language).read(group, i + length)
    if plains and plains[0] in language.question_words("auxiliaries"):
        return AnswerType.YES_NO, None
    return AnswerType.WHAT, None


def _type_of_unspaced(text: str, language: Language) -> AnswerType:
    """Return the answer type of a question without spaces, by its longest phrase that asks."""
    question = language.longest_question_in(text)
    if question is None:
        return AnswerType.WHAT
    group, end = question
    if group != "what":
        return AnswerType(group)
    following = text[end : end + _MAX_NOUN_CHARACTERS]
    nouns = [
        (len(noun), kind)
        for kind, heads in language.question_nouns.items()
        for noun in heads
        if noun in following
    ]
    kind = max(nouns, default=(0, "what"))[1]
    return AnswerType(kind)


class _Reader:
    """The words of a question, and the lists of its language."""

    def __init__(self, words: Sequence[Word], plains: Sequence[str], language: Language) -> None:
        self.words, self.plains, self.language = words, plains, language

    def read(self, group: str, end: int) -> tuple[AnswerType, int | None]:
        """Return the answer type and the noun for a question word that stands before `end`."""
        if group == "how many":
            return AnswerType.HOW_MANY, self._end_of_noun(end)
        if group == "how":
            is_extent = self._word_at(end) in self.language.question_words("extents")
            return (AnswerType.HOW_LONG if is_extent else AnswerType.HOW), None
        if group == "what":
            return self._type_of_what(end)
        return AnswerType(group), None

    def _type_of_what(self, i: int) -> tuple[AnswerType, int | None]:
        auxiliaries = self.language.question_words("auxiliaries")
        following = self._word_at(i)
        has_speech = any(word.stem in self.language.speech_stems for word in self.words[i + 1 :])
        is_auxiliary = following in auxiliaries and following not in self.language.groups["to be"]
        if has_speech and is_auxiliary:
            return AnswerType.SAY, None
        noun = self._end_of_noun(i)
        if noun is not None and (group := self.language.noun_group(self.words[noun].stem)):
            return AnswerType(group), noun
        if following in self.language.question_words("do"):
            return AnswerType.WHAT_DO, None
        return AnswerType.WHAT, noun

    def _end_of_noun(self, i: int) -> int | None:
        """Return the place of the last word of the noun in *what X* or *what is the X*.

        The noun ends with a word of the language's nouns, or before what looks like a verb. Without
        a list of what ends it, only the language's nouns are known.
        """
        if not self.language.question_words("noun ends"):
            return self._next_question_noun(i)
        language, plains = self.language, self.plains
        if self._word_at(i) in language.groups["to be"]:
            if self._word_at(i + 1) not in language.question_words("determiners"):
                return None
            i += 2
        elif self._word_at(i) in language.question_words("auxiliaries"):
            return None
        end = i
        while end < min(len(plains), i + _MAX_NOUN_WORDS) and not self._ends_noun(plains[end]):
            if end > i and self._is_past_verb(plains[end]):
                break
            end += 1
            if language.noun_group(self.words[end - 1].stem):
                break
        return end - 1 if end > i else None

    def _next_question_noun(self, i: int) -> int | None:
        places = range(i, min(len(self.words), i + _MAX_NOUN_WORDS))
        return next((p for p in places if self.language.noun_group(self.words[p].stem)), None)

    def _ends_noun(self, plain: str) -> bool:
        return plain in self.language.question_words("auxiliaries") or plain in (
            self.language.question_words("noun ends")
        )

    def _is_past_verb(self, plain: str) -> bool:
        return plain in self.language.irregular_verbs or plain.endswith(self.language.past_endings)

    def _word_at(self, i: int) -> str:
        return self.plains[i] if i < len(self.plains) else ""
