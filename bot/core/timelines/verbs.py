"""Find the verbs of a sentence, and whether they are about the past, the present or the future.

There is no part-of-speech tagger: auxiliaries, the endings of regular verbs and a list of the
irregular ones are enough.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.core.data_files import data_groups
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.lexicon import Word

_WORDS = data_groups("languages/en/verbs.txt")
_MAX_WORDS_TO_VERB = 3  # behind its auxiliary: *has not yet been announced*


class Tense(StrEnum):
    """The time at which a verb takes place.

    A state is one that lasts (*it was hot*), and the pluperfect lies before the events reported.
    """

    PLUPERFECT = "pluperfect"
    PAST = "past"
    STATE = "state"
    PRESENT = "present"
    FUTURE = "future"
    POSSIBLE = "possible"


# An auxiliary with several tenses counts for the first of them.
_TENSES = {plain: tense for tense in reversed(Tense) for plain in _WORDS.get(tense, ())}


class Verb(NamedTuple):
    """A verb with its auxiliary, which begins at `start` of the text."""

    start: int
    tense: Tense


def find_verbs(text: str, words: Sequence[Word]) -> Iterator[Verb]:
    """Yield the finite verbs of the sentence in `text` that has these words, in order."""
    single_words = [word for word in words if not word.is_phrase]
    next_place = 0
    for place, word in enumerate(single_words):
        if place < next_place or (place and text[word.start].isupper()):
            continue
        if tense := _auxiliary_tense(single_words, place):
            next_place = place + 1 + _MAX_WORDS_TO_VERB
        elif _is_past(single_words, place):
            tense = Tense.PAST
        if tense:
            yield Verb(word.start, tense)


def _auxiliary_tense(words: Sequence[Word], place: int) -> Tense | None:
    plain = words[place].plain
    following = [word.plain for word in words[place + 1 : place + 1 + _MAX_WORDS_TO_VERB]]
    if plain in _WORDS["be"] and not _WORDS["intended"].isdisjoint(following):
        return Tense.FUTURE
    if plain in _WORDS["have"] and any(map(_is_participle, following)):
        return Tense.PLUPERFECT if plain == "had" else Tense.PAST
    if plain in _WORDS["was"] and not any(
        _is_participle(word) or word.endswith("ing") for word in following
    ):
        return Tense.STATE
    return _TENSES.get(plain)


def _is_past(words: Sequence[Word], place: int) -> bool:
    """Return True for *led*, but not for *the proposed plan* or *a delegation led by him*."""
    plain, *_ = words[place]
    before = words[place - 1].plain if place else ""
    after = words[place + 1].plain if place + 1 < len(words) else ""
    if plain in _WORDS["reports"]:
        return True
    return _is_participle(plain) and before not in _WORDS["before a noun"] and after != "by"


def _is_participle(plain: str) -> bool:
    return plain in language_of(ENGLISH).irregular_verbs or (
        plain.endswith("ed") and len(plain) > 4
    )
