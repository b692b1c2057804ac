"""Entities that a sentence names: people, places, numbers, dates. Simple signs tell them apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from bot.core.data_files import data_groups
from bot.core.text.lexicon import Word

WORD_GROUPS = data_groups("languages/en/word_groups.txt")
_MONTHS, _DAYS, _NUMBERS = WORD_GROUPS["months"], WORD_GROUPS["days"], WORD_GROUPS["numbers"]
_ALL_DAYS = _DAYS | WORD_GROUPS["relative days"]
_WITHOUT_CAPITAL = _ALL_DAYS | _NUMBERS  # begin an entity without a capital
_GAPS_IN_NAME = frozenset({" ", "-", ". ", " ‘", "\n"})
_OPENING = re.compile(r"[\"“]|--|[—:] ")  # also behind a dateline: "PARIS, France (CNN) -- "
_YEARS = range(1000, 2101)


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
    text: str, words: Sequence[Word], capitals: Mapping[str, float]
) -> Iterator[Entity]:
    """Yield the entities that the `words` of a sentence in `text` name, in order."""
    next_free = 0
    for i in _starts(text, words):
        if i < next_free:
            continue
        kind, last = _entity_at(text, words, i, capitals)
        if kind is not None:
            yield Entity(kind, i, last, tuple([word.plain for word in words[i : last + 1]]))
        next_free = last + 1


def _starts(text: str, words: Sequence[Word]) -> list[int]:
    """Return the places of the words that can begin an entity, since most cannot."""
    return [
        i
        for i, word in enumerate(words)
        if text[word.start].isupper() or word.plain in _WITHOUT_CAPITAL or word.plain[0].isdigit()
    ]


def _entity_at(
    text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]
) -> tuple[EntityType | None, int]:
    """Return the type of the entity that begins with word `i`, if one does, and its last place."""
    plain = words[i].plain
    if plain in _ALL_DAYS:
        return EntityType.DATE, i
    if text[words[i].start].isupper() and plain.lower() not in WORD_GROUPS["pronouns"]:
        return _name_at(text, words, i, capitals)
    if plain[0].isdigit() or plain in _NUMBERS:
        return _number_at(text, words, i)
    return None, i


def _name_at(
    text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]
) -> tuple[EntityType | None, int]:
    if words[i].plain in _MONTHS:
        return EntityType.DATE, _end_of_date(text, words, i)
    if _opens_sentence(text, words, i) and not _is_name(text, words, i, capitals):
        return None, i
    last = _end_of_name(text, words, i)
    return _type_of_name(words, i, last), last


def _opens_sentence(text: str, words: Sequence[Word], i: int) -> bool:
    """Return whether word `i` has a capital anyway: it opens a sentence, or a quotation in one."""
    return i == 0 or _OPENING.search(text, words[i - 1].end, words[i].start) is not None


def _is_name(text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]) -> bool:
    if not words[i].term:
        return False
    return capitals.get(words[i].plain, 0) > 0.5 or _is_capitalised(text, words, i + 1)


def _end_of_date(text: str, words: Sequence[Word], month: int) -> int:
    """Return the last place of a date whose month is at `month`; day and year may follow it."""
    last = month
    if _is_number_after(text, words, last, range(1, 32)):
        last += 1
    return last + 1 if _is_number_after(text, words, last, _YEARS) else last


def _is_number_after(text: str, words: Sequence[Word], i: int, values: range) -> bool:
    """Return whether the word after word `i` is one of the numbers `values`, close behind it."""
    if i + 1 >= len(words) or text[words[i].end : words[i + 1].start] not in {" ", ", "}:
        return False
    return words[i + 1].plain.isdecimal() and int(words[i + 1].plain) in values


def _is_capitalised(text: str, words: Sequence[Word], i: int) -> bool:
    return i < len(words) and text[words[i].start].isupper()


def _end_of_name(text: str, words: Sequence[Word], i: int) -> int:
    """Return the last place of the run of capitalised words that starts at `i`."""
    last = i
    while last + 1 < len(words):
        gap = text[words[last].end : words[last + 1].start]
        following = words[last + 1].plain
        if gap not in _GAPS_IN_NAME or following in _DAYS:
            break
        if _is_capitalised(text, words, last + 1):
            last += 1
        elif following in WORD_GROUPS["inside a name"] and _is_capitalised(text, words, last + 2):
            last += 2
        else:
            break
    return last


def _type_of_name(words: Sequence[Word], first: int, last: int) -> EntityType:
    before = words[first - 1].plain if first else ""
    titles = WORD_GROUPS["before a person"]
    name = words[first : last + 1]
    if before in titles or any(word.plain in titles for word in name):
        return EntityType.PERSON
    if any(word.term.startswith("@") for word in name):
        return EntityType.PLACE
    if before in WORD_GROUPS["before a place"]:
        return EntityType.PLACE
    is_two_words = last == first + 1  # first name and surname
    return EntityType.PERSON if is_two_words else EntityType.NAME


def _number_at(text: str, words: Sequence[Word], i: int) -> tuple[EntityType, int]:
    last = i
    while last + 1 < len(words) and words[last + 1].plain in _NUMBERS:
        last += 1
    following = [word.plain for word in words[last + 1 : last + 3]]
    unit = following[0] if following else ""
    sign = text[max(0, words[i].start - 1) : words[i].start]
    if sign in {"$", "£", "€", "¥"} or unit in WORD_GROUPS["currencies"]:
        return EntityType.MONEY, last
    end = words[last].end
    if unit == "percent" or following == ["per", "cent"] or text[end : end + 1] == "%":
        return EntityType.PERCENT, last
    if unit in WORD_GROUPS["units of time"]:
        return EntityType.DURATION, last + 1
    if unit in _MONTHS and _is_capitalised(text, words, last + 1):
        return EntityType.DATE, _end_of_date(text, words, last + 1)
    plain = words[i].plain
    is_year = plain.isdecimal() and int(plain) in _YEARS
    return (EntityType.DATE if is_year or ":" in plain else EntityType.NUMBER), last
