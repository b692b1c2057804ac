"""Follow-up questions: a question that depends on the one before takes words from it."""

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from bot.core.answers.question import is_name
from bot.core.languages.language import Language
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.lexicon import Lexicon, Word, without_phrase_parts
from bot.core.text.words import Span

_QUESTION_MARKS = "?؟？"
_NUMBER = re.compile(r"[$£€]?\d[\w.,]*\w%?|[$£€]?\d%?")  # as people write it: 30, £5m, 3.5%
_WHOLE = r"^\W*(?:{})\W*\Z"
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
        self.pronouns_of_things = self._plains("pronouns of things")
        self.asks_for_more = self._pattern(_WHOLE, "more")
        self.doubts = self._pattern(_WHOLE, "doubts")
        self.clauses_of_cause = self._pattern("\\b(?:{})\\b", "clauses of cause")
        self.prepositions = self._plains("prepositions")
        self.directions = self._plains("directions of time")
        self.causes = self._pattern("\\b(?:{})\\b", "causes")
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
def follow_up_words(code: str) -> FollowUpWords:
    """Return the words of a language with which a question depends on the one before."""
    return FollowUpWords(language_of(code))


class FollowUp(NamedTuple):
    """The question to ask, and the words that it took from the one before.

    `own_text` is the follow-up as it was typed. If the asker changed only the name or the time, an
    answer must have a term of `changed`, and `old_name` has the terms of the name that it replaces.
    `topic` has the terms of the follow-up's own words. `depends` says that it is one, `has_pronoun`
    that a pronoun in it may mean a person, `has_thing` that one means a thing, `asks_for_more` that
    it asks how the answer goes on, and `is_doubt` that it asks the same once more.
    """

    question: str
    carried_words: tuple[str, ...]
    own_text: str = ""
    changed: frozenset[str] = frozenset()
    old_name: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    depends: bool = False
    has_pronoun: bool = False
    has_thing: bool = False
    asks_for_more: bool = False
    is_doubt: bool = False


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
    rules = follow_up_words(language)
    words_before = _topic_words(before, lexicon, language)
    spans = [span for word in words_before if (span := _span(before, word, rules))]
    carried_words = _phrases(before, spans)
    if rules.doubts.match(question):
        return FollowUp(before, carried_words, depends=True, is_doubt=True)
    if rules.asks_for_more.match(question):
        return FollowUp(before, carried_words, depends=True, asks_for_more=True)
    words = _topic_words(question, lexicon, language)
    names = _names(question, words, capitals, language)
    if not _depends_on_previous(question, words, names, lexicon, language):
        return FollowUp(question, ())
    terms = frozenset(word.term for word in words if _span(question, word, rules))
    plains = {word.plain for word in lexicon.words(question, language=language)}
    names_before = _names(before, words_before, capitals, language)
    if names and names_before and all(_is_within(word, names) for word in words):
        follow_up = _with_names(question, names, before, names_before, words_before)
        return follow_up._replace(changed=terms, topic=terms, depends=True)
    return FollowUp(
        f"{question.rstrip(' ?')} {' '.join(carried_words)}?",
        carried_words,
        question.rstrip(" ?"),
        _required(words) if _changes_the_topic(question, plains, rules) else frozenset(),
        topic=terms,
        depends=True,
        has_pronoun=not (rules.pronouns - rules.pronouns_of_things).isdisjoint(plains),
        has_thing=not rules.pronouns_of_things.isdisjoint(plains),
    )


def _depends_on_previous(
    question: str, words: list[Word], names: list[Name], lexicon: Lexicon, language: str
) -> bool:
    rules = follow_up_words(language)
    if rules.opening.match(question.strip()):
        # *And why did Trump decline?* has all its words.
        asks_by_itself = rules.question.search(_without_opening(question, rules))
        return not (names and asks_by_itself)
    topic = [word for word in words if word.plain not in rules.prepositions]
    if not any(_span(question, word, rules) for word in topic):  # also *How long?*, *Since when?*
        return rules.asks(question)
    all_words = lexicon.words(question, language=language)
    # In *Le pont est-il ouvert ?* the pronoun stands for a noun of the question itself.
    plains = [word.plain for word in all_words if question[word.start - 1 : word.start] != "-"]
    has_pronoun = not rules.pronouns.isdisjoint(plains)
    is_at_end = all_words[-1].plain in rules.pronouns_at_end
    return (has_pronoun or is_at_end) and not names


def _required(words: list[Word]) -> frozenset[str]:
    """Return the terms of which an answer must have one: the year of *in 2019* if there is one."""
    numbers = [word for word in words if word.plain[0].isdigit()]
    return frozenset(word.term for word in numbers or words)


def _changes_the_topic(question: str, plains: Container[str], rules: FollowUpWords) -> bool:
    """Return whether a follow-up puts something else in the place of a topic: *and in 2019?*."""
    has_opening = rules.opening.match(question.strip()) is not None
    asks = rules.question.search(_without_opening(question, rules)) is not None
    return has_opening and not asks and not any(word in plains for word in rules.pronouns)


def _without_opening(question: str, rules: FollowUpWords) -> str:
    return rules.opening.sub("", question.strip())


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
    return FollowUp(
        full_question,
        _phrases(before, [(word.start, word.end) for word in carried]),
        old_name=frozenset(word.term for word in words_before if _is_within(word, [old])),
    )


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
    fillers = follow_up_words(language).fillers
    words = lexicon.words(text, language=language)
    words = [word for word in words if word.term and word.plain not in fillers]
    return without_phrase_parts(words)
