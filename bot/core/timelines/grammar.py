"""Grammar: the words of a language that tell whether, when and to whom something happens."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from bot.core.languages.registry import language_of
from bot.core.languages.word_lists import read_groups
from bot.core.text.lexicon import Word

_MAX_CACHED_WORDS = 1 << 14


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


# An auxiliary with several tenses counts for the last of them here.
_LISTED_TENSES = (Tense.POSSIBLE, Tense.FUTURE, Tense.PRESENT, Tense.PAST)


class Grammar:
    """The groups of `verbs.txt` of a language; a group is empty where it needs none."""

    def __init__(self, code: str) -> None:
        self.language = language_of(code)
        self.groups = read_groups(code, "verbs.txt")
        self.knows_verbs = any(self.groups.values())
        self.tenses: Mapping[str, Tense] = {
            word: tense for tense in _LISTED_TENSES for word in self.groups[tense]
        }
        self.is_past = self._matcher("past forms")
        self.is_participle = self._matcher("participles")
        self.is_progressive = self._matcher("progressives")
        self.is_future = self._matcher("future forms")
        self._is_folded = bool(self.language.settings.folds)

    @property
    def has_articles(self) -> bool:
        """Whether a noun has an article, or nobody knows."""
        return not self.knows_verbs or bool(self.groups["before a name"])

    def form(self, text: str, word: Word) -> str:
        """Return a word of `text` in small letters with its accents: *está* is not *esta*."""
        if not self._is_folded:
            return word.plain
        return self.language.lower(text[word.start : word.end]).replace("’", "'")

    def _matcher(self, name: str) -> Callable[[str], bool]:
        """Return the function that says whether a word is of a group of regular expressions."""
        patterns = self.groups[name]
        if not patterns:
            return _is_none
        match = re.compile("|".join(sorted(patterns))).fullmatch
        irregular, others = self.language.irregular_verbs, self.groups["no verb"]

        def is_of_group(word: str) -> bool:
            return word in irregular or (match(word) is not None and word not in others)

        return lru_cache(_MAX_CACHED_WORDS)(is_of_group)


def _is_none(_word: str) -> bool:
    return False


@cache
def grammar_of(code: str) -> Grammar:
    """Return the grammar of the language with this code."""
    return Grammar(code)
