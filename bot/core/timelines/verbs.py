"""Verbs of a sentence, and whether they tell what was, what is or what is to come.

There is no tagger: auxiliaries, the endings of regular verbs and the list of irregular ones do.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.core.text.lexicon import Word, is_irregular_verb
from bot.core.text.words import data_groups

_WORDS = data_groups("verbs.txt")
_GROUP = 3  # words behind an auxiliary in which its verb stands: has not yet been told


class Tense(StrEnum):
    """When a verb says that it happens.

    A state lasts (*it was hot*), and the pluperfect goes back behind what is told.
    """

    PLUPERFECT = "pluperfect"
    PAST = "past"
    STATE = "state"
    PRESENT = "present"
    FUTURE = "future"
    POSSIBLE = "possible"


class Verb(NamedTuple):
    """A verb that begins at `start` of the text, with its auxiliary."""

    start: int
    tense: Tense


def find_verbs(text: str, words: Sequence[Word]) -> Iterator[Verb]:
    """Yield the finite verbs of the sentence in `text` that has these words, in order."""
    single = [word for word in words if not word.is_name]
    behind = 0
    for place, word in enumerate(single):
        if place < behind or (place and text[word.start].isupper()):
            continue
        if tense := _auxiliary(single, place):
            behind = place + 1 + _GROUP
        elif _is_past(single, place):
            tense = Tense.PAST
        if tense:
            yield Verb(word.start, tense)


def _auxiliary(words: Sequence[Word], place: int) -> Tense | None:
    plain = words[place].plain
    then = [word.plain for word in words[place + 1 : place + 1 + _GROUP]]
    if plain in _WORDS["be"] and not _WORDS["intended"].isdisjoint(then):
        return Tense.FUTURE
    if plain in _WORDS["have"] and any(map(_is_participle, then)):
        return Tense.PLUPERFECT if plain == "had" else Tense.PAST
    if plain in _WORDS["was"] and not any(
        _is_participle(word) or word.endswith("ing") for word in then
    ):
        return Tense.STATE
    return next((tense for tense in Tense if plain in _WORDS.get(tense, ())), None)


def _is_past(words: Sequence[Word], place: int) -> bool:
    """Return True for *led*, but not for *the proposed plan* or *a delegation led by him*."""
    plain, *_ = words[place]
    before = words[place - 1].plain if place else ""
    after = words[place + 1].plain if place + 1 < len(words) else ""
    if plain in _WORDS["reports"]:
        return True
    return _is_participle(plain) and before not in _WORDS["before a noun"] and after != "by"


def _is_participle(plain: str) -> bool:
    return is_irregular_verb(plain) or (plain.endswith("ed") and len(plain) > 4)
