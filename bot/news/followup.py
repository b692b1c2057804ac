"""Follow-up questions: what a question that leans on the one before takes from it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.news.lexicon import Lexicon, Word
from bot.news.question import is_name

_OPENS = re.compile(r"^(?:and|but|or|so|also|then|what about|how about|why not|ok(?:ay)?)\b", re.I)
_FILLER = frozenset("and but or so also then what about how ok okay not".split())
_POINTS = frozenset("he she it they him her them his its their there then that this those".split())


class FollowUp(NamedTuple):
    """The question to ask, and the words that it took from the one before."""

    question: str
    carried: tuple[str, ...]


def follow_up(
    question: str, before: str, lexicon: Lexicon, capitals: Mapping[str, float]
) -> FollowUp:
    """Return `question` made whole with words of the question `before`, if it leans on it.

    *and Ukraine's?* after *Who leads Russia's delegation?* asks who leads Ukraine's: a name takes
    the place of the last name of its kind. Else the words of `before` are added.
    """
    words = _topics(question, lexicon)
    if not _leans(question, words, lexicon, capitals):
        return FollowUp(question, ())
    old = _topics(before, lexicon)
    names = [word for word in words if _names(question, word, capitals)]
    replaced = [word for word in old if _names(before, word, capitals)]
    if names and replaced and len(words) == len(names):
        return _with_name(question, names[0], before, replaced, old)
    carried = tuple(dict.fromkeys(before[word.start : word.end] for word in old))
    return FollowUp(f"{question.rstrip(' ?')} {' '.join(carried)}?", carried)


def _leans(
    question: str, words: list[Word], lexicon: Lexicon, capitals: Mapping[str, float]
) -> bool:
    if not words or _OPENS.match(question.strip()):
        return True
    points = any(word.plain in _POINTS for word in lexicon.words(question))
    return points and not any(_names(question, word, capitals) for word in words)


def _with_name(
    question: str, name: Word, before: str, replaced: list[Word], old: list[Word]
) -> FollowUp:
    same_kind = [word for word in replaced if word.term[:1] == name.term[:1] == "@"]
    gone = (same_kind or replaced)[-1]
    whole = before[: gone.start] + question[name.start : name.end] + before[gone.end :]
    carried = (before[word.start : word.end] for word in old if word is not gone)
    return FollowUp(whole, tuple(dict.fromkeys(carried)))


def _names(text: str, word: Word, capitals: Mapping[str, float]) -> bool:
    return word.term.startswith("@") or is_name(text, word, capitals)


def _topics(text: str, lexicon: Lexicon) -> list[Word]:
    """Return the words with a topic; a name of many words without those that it is made of."""
    words = [word for word in lexicon.words(text) if word.term and word.plain not in _FILLER]
    named = {place for word in words if word.is_name for place in range(word.start, word.end)}
    return [word for word in words if word.is_name or word.start not in named]
