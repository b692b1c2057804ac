"""Entities that a sentence names: people, places, numbers, dates. Simple signs tell them apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from bot.core.languages.language import Language
from bot.core.text.lexicon import Word

_GAPS_IN_NAME = frozenset({" ", "-", ". ", " ‘", "\n"})
_OPENING = re.compile(r"[\"“]|--|[—:] ")  # also behind a dateline: "PARIS, France (CNN) -- "
_YEARS = range(1000, 2101)
_CURRENCY_SIGNS = frozenset("$£€¥")


class EntityType(IntEnum):
    """The type of an entity that a sentence names and a question may ask for."""

    NAME = 0
    PERSON = 1
    PLACE = 2
    NUMBER = 3
    MONEY = 4
    PERCENT = 5
    DATE = 6
    DURATION = 7


class Entity(NamedTuple):
    """An entity: its type, the places of its first and last word, and its words in lower case."""

    type: EntityType
    first: int
    last: int
    plains: tuple[str, ...]


def find_entities(
    text: str, words: Sequence[Word], capitals: Mapping[str, float], language: Language
) -> Iterator[Entity]:
    """Yield the entities that the `words` of a sentence in `text` name, in order."""
    finder = _Finder(text, words, capitals, language)
    next_free = 0
    for i in finder.starts():
        if i < next_free:
            continue
        kind, last = finder.entity_at(i)
        if kind is not None:
            yield Entity(kind, i, last, tuple([word.plain for word in words[i : last + 1]]))
        next_free = last + 1


class _Finder:
    """The words of a sentence, and the lists of its language that tell entities apart."""

    def __init__(
        self, text: str, words: Sequence[Word], capitals: Mapping[str, float], language: Language
    ) -> None:
        self.text, self.words, self.capitals = text, words, capitals
        self.groups = language.groups
        self.days = language.groups["days"] | language.groups["relative days"]

    def starts(self) -> list[int]:
        """Return the places of the words that can begin an entity, since most cannot."""
        without_capital = self.days | self.groups["numbers"]
        return [
            i
            for i, word in enumerate(self.words)
            if self.text[word.start].isupper()
            or word.plain in without_capital
            or word.plain[0].isdigit()
        ]

    def entity_at(self, i: int) -> tuple[EntityType | None, int]:
        """Return the type of the entity that begins with word `i`, if one does, and its end."""
        plain = self.words[i].plain
        if plain in self.days:
            return EntityType.DATE, i
        if self._is_capitalised(i) and plain.lower() not in self.groups["pronouns"]:
            return self._name_at(i)
        if plain[0].isdigit() or plain in self.groups["numbers"]:
            return self._number_at(i)
        return None, i

    def _name_at(self, i: int) -> tuple[EntityType | None, int]:
        if self.words[i].plain in self.groups["months"]:
            return EntityType.DATE, self._end_of_date(i)
        if self._opens_sentence(i) and not self._is_name(i):
            return None, i
        last = self._end_of_name(i)
        return self._type_of_name(i, last), last

    def _opens_sentence(self, i: int) -> bool:
        """Return whether word `i` has a capital anyway: it opens a sentence or a quotation."""
        gap = self.words[i - 1].end, self.words[i].start
        return i == 0 or _OPENING.search(self.text, *gap) is not None

    def _is_name(self, i: int) -> bool:
        if not self.words[i].term:
            return False
        return self.capitals.get(self.words[i].plain, 0) > 0.5 or self._is_capitalised(i + 1)

    def _end_of_date(self, month: int) -> int:
        """Return the last place of a date whose month is at `month`; day and year may follow."""
        last = month
        if self._is_number_after(last, range(1, 32)):
            last += 1
        return last + 1 if self._is_number_after(last, _YEARS) else last

    def _is_number_after(self, i: int, values: range) -> bool:
        """Return whether the word after word `i` is one of `values`, close behind it."""
        if i + 1 >= len(self.words) or self._gap_after(i) not in {" ", ", "}:
            return False
        following = self.words[i + 1].plain
        return following.isdecimal() and int(following) in values

    def _gap_after(self, i: int) -> str:
        return self.text[self.words[i].end : self.words[i + 1].start]

    def _is_capitalised(self, i: int) -> bool:
        return i < len(self.words) and self.text[self.words[i].start].isupper()

    def _end_of_name(self, i: int) -> int:
        """Return the last place of the run of capitalised words that starts at `i`."""
        last = i
        while last + 1 < len(self.words):
            following = self.words[last + 1].plain
            if self._gap_after(last) not in _GAPS_IN_NAME or following in self.groups["days"]:
                break
            if self._is_capitalised(last + 1):
                last += 1
            elif following in self.groups["inside a name"] and self._is_capitalised(last + 2):
                last += 2
            else:
                break
        return last

    def _type_of_name(self, first: int, last: int) -> EntityType:
        before = self.words[first - 1].plain if first else ""
        titles = self.groups["before a person"]
        name = self.words[first : last + 1]
        if before in titles or any(word.plain in titles for word in name):
            return EntityType.PERSON
        if any(word.is_alias for word in name):
            return EntityType.PLACE
        if before in self.groups["before a place"]:
            return EntityType.PLACE
        is_two_words = last == first + 1  # first name and surname
        return EntityType.PERSON if is_two_words else EntityType.NAME

    def _number_at(self, i: int) -> tuple[EntityType, int]:
        words, groups = self.words, self.groups
        last = i
        while last + 1 < len(words) and words[last + 1].plain in groups["numbers"]:
            last += 1
        following = [word.plain for word in words[last + 1 : last + 3]]
        unit = following[0] if following else ""
        if self._sign_before(i) in _CURRENCY_SIGNS or unit in groups["currencies"]:
            return EntityType.MONEY, last
        if self._is_percent(last, following):
            return EntityType.PERCENT, last
        if unit in groups["units of time"]:
            return EntityType.DURATION, last + 1
        if unit in groups["months"] and self._is_capitalised(last + 1):
            return EntityType.DATE, self._end_of_date(last + 1)
        plain = words[i].plain
        is_year = plain.isdecimal() and int(plain) in _YEARS
        return (EntityType.DATE if is_year or ":" in plain else EntityType.NUMBER), last

    def _sign_before(self, i: int) -> str:
        start = self.words[i].start
        return self.text[max(0, start - 1) : start]

    def _is_percent(self, last: int, following: Sequence[str]) -> bool:
        end = self.words[last].end
        return (
            following[:1] == ["percent"]
            or following == ["per", "cent"]
            or self.text[end : end + 1] == "%"
        )
