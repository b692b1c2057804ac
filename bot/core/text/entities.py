"""Entities that a sentence names: people, places, numbers, dates. Simple signs tell them apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from bot.core.languages.language import Language
from bot.core.text.lexicon import Word

_GAPS_IN_DATE = frozenset({" ", ", "})
_GAPS_IN_NAME = frozenset({" ", "-", ". ", " ‘", "\n"})
_OPENING = re.compile(r"[\"“]|--|[—:] ")  # also behind a dateline: "PARIS, France (CNN) -- "
_YEARS = range(1000, 2101)
_MAX_UNIT_CHARACTERS = 8
_MAX_SHORT_MONTH = 3  # letters of an abbreviation; *mar* and *sep* are words in many languages
_PERCENT_SIGNS = frozenset("%％٪")
CURRENCY_SIGNS = frozenset("$£€¥₽₴₺₹₩₪₫฿₱₦")
_SPACES = (" ", "\u00a0", "\u202f")
_SPACE_CHARACTERS = "".join(_SPACES)
_DIGIT_GROUP = re.compile(r"\d{3}(?:,\d+)?")  # behind a space: 1 998,5
_FIRST_DIGIT_GROUP = re.compile(r"\d{1,3}")
_DAY_IN_FIGURES = re.compile(r"\d{1,2}\.\d{1,2}\.(?:1\d|20)\d\d")  # 15.05.2024


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


def looks_like_name(text: str, before: Word | None, word: Word, language: Language) -> bool:
    """Return whether `word` has a capital as names have it, behind the word `before` it.

    Where nouns have capitals too, a name has no article, adjective or number before it.
    """
    if not text[word.start].isupper():
        return False
    if not language.settings.capitalises_nouns:
        return True
    if (
        word.plain.endswith(language.settings.noun_endings)
        or word.plain in language.groups["months"]
    ):
        return False
    if before is None or text[before.start].isupper() or text[before.end : word.start] != " ":
        return True
    groups, plain = language.groups, before.plain
    if plain in groups["before a noun"] or plain in groups["numbers"] or plain[0].isdigit():
        return False
    is_adjective = bool(before.term) and plain.endswith(language.settings.adjective_endings)
    return not is_adjective or plain in groups["speech"]


@cache
def _days(language: Language) -> frozenset[str]:
    return language.groups["days"] | language.groups["relative days"]


@cache
def _openings_without_capital(language: Language) -> frozenset[str]:
    """Return the words in small letters that can begin an entity."""
    words = _days(language)
    if not language.settings.is_unspaced:
        words |= language.groups["numbers"]
    if language.settings.small_months:
        words |= language.groups["months"]
    return words


class _Finder:
    """The words of a sentence, and the lists of its language that tell entities apart."""

    def __init__(
        self, text: str, words: Sequence[Word], capitals: Mapping[str, float], language: Language
    ) -> None:
        self.text, self.words, self.capitals, self.language = text, words, capitals, language
        self.groups = language.groups
        self.days = _days(language)
        self.links = language.number_links

    def starts(self) -> list[int]:
        """Return the places of the words that can begin an entity, since most cannot."""
        text, without_capital = self.text, _openings_without_capital(self.language)
        return [
            i
            for i, (plain, _, _, start, _) in enumerate(self.words)
            if text[start].isupper() or plain in without_capital or plain[0].isdigit()
        ]

    def entity_at(self, i: int) -> tuple[EntityType | None, int]:
        """Return the type of the entity that begins with word `i`, if one does, and its end."""
        plain = self.words[i].plain
        if plain in self.days:
            return EntityType.DATE, i
        if self._is_month(i):
            return EntityType.DATE, self._end_of_date(i)
        if self._looks_like_name(i) and plain.lower() not in self.groups["pronouns"]:
            return self._name_at(i)
        if self.language.settings.is_unspaced and plain[0].isdigit():
            return self._unspaced_number_at(i)
        if plain[0].isdigit() or plain in self.groups["numbers"]:
            return self._number_at(i)
        return None, i

    def _name_at(self, i: int) -> tuple[EntityType | None, int]:
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
        return self.capitals.get(self.words[i].plain, 0) > 0.5 or self._looks_like_name(i + 1)

    def _is_month(self, i: int) -> bool:
        """Return whether word `i` is a month; in small letters, some are other words too."""
        plain = self.words[i].plain
        if plain not in self.groups["months"]:
            return False
        if self._is_capitalised(i):
            return plain.lower() not in self.groups["pronouns"]
        if not self.language.settings.small_months:
            return False
        is_sure = len(plain) > _MAX_SHORT_MONTH and plain not in self.language.ambiguous_months
        return is_sure or self._end_of_date(i) > i

    def _end_of_date(self, month: int) -> int:
        """Return the last place of a date whose month is at `month`; day and year may follow."""
        last = month
        if self._is_number_after(last, range(1, 32)):
            last += 1
        year = last + 1 if self._plain_at(last + 1) in self.links else last
        return year + 1 if self._is_number_after(year, _YEARS) else last

    def _is_number_after(self, i: int, values: range) -> bool:
        """Return whether the word after word `i` is one of `values`, close behind it."""
        if i + 1 >= len(self.words) or self._gap_after(i) not in _GAPS_IN_DATE:
            return False
        following = self.words[i + 1].plain
        return following.isdecimal() and int(following) in values

    def _gap_after(self, i: int) -> str:
        return self.text[self.words[i].end : self.words[i + 1].start]

    def _plain_at(self, i: int) -> str:
        return self.words[i].plain if i < len(self.words) else ""

    def _looks_like_name(self, i: int) -> bool:
        if i >= len(self.words):
            return False
        before = self.words[i - 1] if i else None
        return looks_like_name(self.text, before, self.words[i], self.language)

    def _is_capitalised(self, i: int) -> bool:
        return i < len(self.words) and self.text[self.words[i].start].isupper()

    def _end_of_name(self, i: int) -> int:
        """Return the last place of the run of capitalised words that starts at `i`."""
        last = i
        while last + 1 < len(self.words):
            following = self.words[last + 1].plain
            if self._gap_after(last) not in _GAPS_IN_NAME or following in self.groups["days"]:
                break
            if self._looks_like_name(last + 1):
                last += 1
            elif following in self.groups["inside a name"] and self._looks_like_name(last + 2):
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
        groups, last = self.groups, self._end_of_number(i)
        unit = self._unit_after(last)
        if self._has_currency_sign(i, last) or self._plain_at(unit) in groups["currencies"]:
            return EntityType.MONEY, last
        if self._is_percent(i, last):
            return EntityType.PERCENT, last
        if self._plain_at(unit) in groups["units of time"]:
            return EntityType.DURATION, unit
        if unit < len(self.words) and self._is_month_of_day(unit):
            return EntityType.DATE, self._end_of_date(unit)
        plain = self.words[i].plain
        is_year = plain.isdecimal() and int(plain) in _YEARS
        is_time = ":" in plain or _DAY_IN_FIGURES.fullmatch(plain) is not None
        return (EntityType.DATE if is_year or is_time else EntityType.NUMBER), last

    def _end_of_number(self, i: int) -> int:
        """Return the last place of a number: 1 998,5 and *two million* have several words."""
        last = i
        while (
            self.language.settings.spaces_in_numbers
            and _FIRST_DIGIT_GROUP.fullmatch(self.words[i].plain)
            and _DIGIT_GROUP.fullmatch(self._plain_at(last + 1))
            and self._gap_after(last) in _SPACES
        ):
            last += 1
        while self._plain_at(self._unit_after(last)) in self.groups["numbers"]:
            last = self._unit_after(last)
        return last

    def _unit_after(self, last: int) -> int:
        """Return the place of what a number that ends at `last` counts: *15 de mayo*."""
        return last + 2 if self._plain_at(last + 1) in self.links else last + 1

    def _is_month_of_day(self, i: int) -> bool:
        is_small = self.language.settings.small_months
        return self.words[i].plain in self.groups["months"] and (
            is_small or self._is_capitalised(i)
        )

    def _has_currency_sign(self, first: int, last: int) -> bool:
        start, end = self.words[first].start, self.words[last].end
        before = self.text[max(0, start - 2) : start].rstrip(_SPACE_CHARACTERS)[-1:]
        behind = self.text[end : end + 3].lstrip(_SPACE_CHARACTERS)
        is_behind = behind[:1] in CURRENCY_SIGNS and not behind[1:2].isdigit()
        return before in CURRENCY_SIGNS or is_behind

    def _is_percent(self, first: int, last: int) -> bool:
        following, end = self._plain_at(last + 1), self.words[last].end
        phrase = f"{following}_{self._plain_at(last + 2)}"  # *per cent*
        sign = self.text[end : end + 2].lstrip(_SPACE_CHARACTERS)[:1]
        before = self.words[first - 1].plain if first else ""
        is_word = not self.groups["percent"].isdisjoint((following, phrase))
        return is_word or sign in _PERCENT_SIGNS or before in self.groups["percent before"]

    def _unspaced_number_at(self, i: int) -> tuple[EntityType, int]:
        """Return the type and the end of a number in a text without spaces, by what follows it."""
        text, groups, last = self.text, self.groups, i
        while last + 1 < len(self.words) and self._plain_at(last + 1) in groups["numbers"]:
            last += 1
        behind = text[self.words[last].end :][:_MAX_UNIT_CHARACTERS].lstrip(_SPACE_CHARACTERS)
        if self._has_currency_sign(i, last) or behind.startswith(tuple(groups["currencies"])):
            return EntityType.MONEY, last
        if self._is_percent(i, last) or behind.startswith(tuple(groups["percent"])):
            return EntityType.PERCENT, last
        unit = max(filter(behind.startswith, groups["units of time"]), key=len, default="")
        plain = self.words[i].plain
        is_year = plain.isdecimal() and int(plain) in _YEARS
        if unit in groups["date units"] and (is_year or unit not in groups["years"]):
            return EntityType.DATE, last
        if unit:
            return EntityType.DURATION, last
        return EntityType.DATE if is_year or ":" in plain else EntityType.NUMBER, last
