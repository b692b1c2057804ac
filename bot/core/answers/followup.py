"""Follow-up questions: a question that depends on the one before takes words from it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from bot.core.answers.question import is_name
from bot.core.languages.language import Language
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.lexicon import Lexicon, Word, without_phrase_parts
from bot.core.text.words import Span

_QUESTION_MARKS = "?؟？"
_NUMBER = re.compile(r"[$£€]?\d[\w.,]*\w%?|[$£€]?\d%?")  # as people write it: 30, £5m, 3.5%
_HYPHENS = frozenset("-\u2010\u2011")


class FollowUpWords:
    """The words of a language with which a question depends on the one before."""

    def __init__(self, language: Language) -> None:
        self._language, self._groups = language, language.follow_ups
        self.opening = self._pattern("^(?:{})\\b", "openings")
        self.question = self._pattern("\\b(?:{})\\b", "question words")
        self.degree = self._pattern("\\b(?:{})\\s+\\Z", "degree")
        self.fillers = self._plains("fillers")
        self.pronouns = self._plains("pronouns")
        self.pronouns_at_end = self._plains("pronouns at the end")
        # *How long is it?* asks for a length, and does not say that something is long.
        self.degrees = self._plains("degrees")

    def _plains(self, group: str) -> frozenset[str]:
        return frozenset(map(self._language.fold, self._groups.get(group, ())))

    def _pattern(self, pattern: str, group: str) -> re.Pattern[str]:
        phrases = sorted(self._groups.get(group, ()), key=len, reverse=True)
        any_phrase = "|".join(map(re.escape, phrases)) or "(?!)"
        return re.compile(pattern.format(any_phrase), re.IGNORECASE)

    def asks(self, text: str) -> bool:
        """Return whether a text asks something."""
        has_mark = any(mark in text for mark in _QUESTION_MARKS)
        return has_mark or self.question.search(text) is not None


@cache
def _words_of(code: str) -> FollowUpWords:
    return FollowUpWords(language_of(code))


class FollowUp(NamedTuple):
    """The question to ask, and the words that it took from the one before.

    If the asker changed only the name, an answer must have one of the terms `names`. `is_bare` says
    that the follow-up has no topic of its own: *why not?* asks about the answer.
    """

    question: str
    carried_words: tuple[str, ...]
    names: frozenset[str] = frozenset()
    is_bare: bool = False


class Name(NamedTuple):
    """A run of words that are names, next to each other."""

    start: int
    end: int
    is_country: bool


def resolve_follow_up(
    question: str,
    before: str,
    lexicon: Lexicon,
    capitals: Mapping[str, float],
    language: str = ENGLISH,
) -> FollowUp:
    """Return `question` completed with words of the question `before`, if it depends on it.

    *and Ukraine's?* after *Who leads Russia's delegation?* asks who leads Ukraine's: a name takes
    the place of the last name of its kind. Otherwise the words of `before` are added.
    """
    words = _topic_words(question, lexicon, language)
    names = _names(question, words, capitals, language)
    if not _depends_on_previous(question, words, names, lexicon, language):
        return FollowUp(question, ())
    words_before = _topic_words(before, lexicon, language)
    names_before = _names(before, words_before, capitals, language)
    if names and names_before and all(_is_within(word, names) for word in words):
        terms = frozenset(word.term for word in words)
        follow_up = _with_names(question, names, before, names_before, words_before)
        return follow_up._replace(names=terms)
    carried_words = _phrases(
        before,
        [span for word in words_before if (span := _span(before, word, _words_of(language)))],
    )
    full_question = f"{question.rstrip(' ?')} {' '.join(carried_words)}?"
    return FollowUp(full_question, carried_words, is_bare=not words)


def _depends_on_previous(
    question: str, words: list[Word], names: list[Name], lexicon: Lexicon, language: str
) -> bool:
    rules = _words_of(language)
    if rules.opening.match(question.strip()):
        return True
    if not words:
        return rules.asks(question)
    all_words = lexicon.words(question, language=language)
    # In *Le pont est-il ouvert ?* the pronoun stands for a noun of the question itself.
    plains = [word.plain for word in all_words if question[word.start - 1 : word.start] != "-"]
    has_pronoun = not rules.pronouns.isdisjoint(plains)
    is_at_end = all_words[-1].plain in rules.pronouns_at_end
    return (has_pronoun or is_at_end) and not names


def _belongs_together(text: str, phrase: Span, start: int) -> bool:
    """Return whether what begins at `start` is joined to a phrase, or counted by it."""
    gap, words = text[phrase[1] : start], text[slice(*phrase)]
    is_number = _NUMBER.match(words) and not any(map(str.isspace, words))
    return gap in _HYPHENS or bool(gap.isspace() and is_number)


def _with_names(
    question: str,
    names: list[Name],
    before: str,
    names_before: list[Name],
    words_before: list[Word],
) -> FollowUp:
    """Return the question `before` with `names` in the place of its last name of their kind."""
    new = question[names[0].start : names[-1].end]
    same_kind = [name for name in names_before if name.is_country == names[0].is_country]
    old = (same_kind or names_before)[-1]
    carried = [word for word in words_before if not _is_within(word, [old])]
    full_question = before[: old.start] + new + before[old.end :]
    return FollowUp(full_question, _phrases(before, [(word.start, word.end) for word in carried]))


def _span(text: str, word: Word, rules: FollowUpWords) -> Span | None:
    """Return the place of a word, or None for the *long* of *how long*, which is no topic."""
    is_degree = word.plain in rules.degrees and rules.degree.search(text, 0, word.start)
    return None if is_degree else (word.start, word.end)


def _phrases(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """Return the words at `spans` as `text` has them: *30-day ceasefire*, and not *30, day*.

    What hyphens join stays together, and a number stays with the word that it counts.
    """
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    phrases: list[Span] = []
    for word in spans:
        start, end = next((number for number in numbers if number[0] <= word[0] < number[1]), word)
        if phrases and start < phrases[-1][1]:
            continue
        if phrases and _belongs_together(text, phrases[-1], start):
            phrases[-1] = (phrases[-1][0], end)
        else:
            phrases.append((start, end))
    return tuple(dict.fromkeys(text[start:end] for start, end in phrases))


def _names(
    text: str, words: list[Word], capitals: Mapping[str, float], language: str
) -> list[Name]:
    """Return the runs of names among `words`."""
    names: list[Name] = []
    for word in words:
        is_country = word.is_alias
        if not (is_country or is_name(text, word, capitals, language)):
            continue
        if names and text[names[-1].end : word.start].isspace():
            names[-1] = Name(names[-1].start, word.end, names[-1].is_country and is_country)
        else:
            names.append(Name(word.start, word.end, is_country))
    return names


def _is_within(word: Word, names: list[Name]) -> bool:
    return any(name.start <= word.start < name.end for name in names)


def _topic_words(text: str, lexicon: Lexicon, language: str) -> list[Word]:
    """Return the words with a topic; a phrase comes without the words that it is made of."""
    fillers = _words_of(language).fillers
    words = lexicon.words(text, language=language)
    words = [word for word in words if word.term and word.plain not in fillers]
    return without_phrase_parts(words)
