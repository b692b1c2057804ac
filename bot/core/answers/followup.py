"""Follow-up questions: what a question that leans on the one before takes from it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.core.answers.question import is_name
from bot.core.text.lexicon import Lexicon, Word, without_parts

_OPENS = re.compile(r"^(?:and|but|or|so|also|then|what about|how about|why not)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b|\?", re.IGNORECASE)
_FILLER = frozenset("and but or so also then what about how ok okay not".split())
_POINTS = frozenset("he she it they him her them his its their".split())
_POINTS_AT_END = frozenset("that this those there then".split())


class FollowUp(NamedTuple):
    """The question to ask, and the words that it took from the one before.

    `names` are the terms of which an answer must have one, since the asker changed only the name.
    `is_bare` tells that the follow-up has no topic of its own: *why not?* asks about the answer.
    """

    question: str
    carried_words: tuple[str, ...]
    names: frozenset[str] = frozenset()
    is_bare: bool = False


class Name(NamedTuple):
    """A run of words that are names, side by side."""

    start: int
    end: int
    is_country: bool


def follow_up(
    question: str, before: str, lexicon: Lexicon, capitals: Mapping[str, float]
) -> FollowUp:
    """Return `question` made whole with words of the question `before`, if it leans on it.

    *and Ukraine's?* after *Who leads Russia's delegation?* asks who leads Ukraine's: a name takes
    the place of the last name of its kind. Else the words of `before` are added.
    """
    words = _topics(question, lexicon)
    names = _names(question, words, capitals)
    if not _leans(question, words, names, lexicon):
        return FollowUp(question, ())
    old = _topics(before, lexicon)
    replaced = _names(before, old, capitals)
    if names and replaced and all(_within(word, names) for word in words):
        terms = frozenset(word.term for word in words)
        return _with_names(question, names, before, replaced, old)._replace(names=terms)
    carried = tuple(dict.fromkeys(before[word.start : word.end] for word in old))
    whole = f"{question.rstrip(' ?')} {' '.join(carried)}?"
    return FollowUp(whole, carried, is_bare=not words)


def _leans(question: str, words: list[Word], names: list[Name], lexicon: Lexicon) -> bool:
    if _OPENS.match(question.strip()):
        return True
    if not words:
        return _ASKS.search(question) is not None
    plains = [word.plain for word in lexicon.words(question)]
    points = not _POINTS.isdisjoint(plains) or plains[-1] in _POINTS_AT_END
    return points and not names


def _with_names(
    question: str, names: list[Name], before: str, replaced: list[Name], old: list[Word]
) -> FollowUp:
    new = question[names[0].start : names[-1].end]
    same_kind = [name for name in replaced if name.is_country == names[0].is_country]
    gone = (same_kind or replaced)[-1]
    carried = (before[word.start : word.end] for word in old if not _within(word, [gone]))
    return FollowUp(before[: gone.start] + new + before[gone.end :], tuple(dict.fromkeys(carried)))


def _names(text: str, words: list[Word], capitals: Mapping[str, float]) -> list[Name]:
    """Return the runs of names among `words`."""
    names: list[Name] = []
    for word in words:
        is_country = word.term.startswith("@")
        if not (is_country or is_name(text, word, capitals)):
            continue
        if names and text[names[-1].end : word.start].isspace():
            names[-1] = Name(names[-1].start, word.end, names[-1].is_country and is_country)
        else:
            names.append(Name(word.start, word.end, is_country))
    return names


def _within(word: Word, names: list[Name]) -> bool:
    return any(name.start <= word.start < name.end for name in names)


def _topics(text: str, lexicon: Lexicon) -> list[Word]:
    """Return the words with a topic; a name of many words without those that it is made of."""
    words = [word for word in lexicon.words(text) if word.term and word.plain not in _FILLER]
    return without_parts(words)
