"""Things that a sentence names: people, places, numbers, dates. They are told by simple signs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from bot.core.data_files import data_groups
from bot.core.text.lexicon import Word

WORD_GROUPS = data_groups("things.txt")
_MONTHS, _DAYS, _NUMBERS = WORD_GROUPS["months"], WORD_GROUPS["days"], WORD_GROUPS["numbers"]
_ALL_DAYS = _DAYS | WORD_GROUPS["relative days"]
_SMALL = _ALL_DAYS | _NUMBERS  # begin a thing without a capital
_GAPS_IN_NAME = frozenset({" ", "-", ". ", " ‘", "\n"})
_OPENING = re.compile(r"[\"“]|--|[—:] ")  # also behind a dateline: "PARIS, France (CNN) -- "
_YEARS = range(1000, 2101)


class EntityType(IntEnum):
    """A kind of thing that a sentence names and a question may ask for."""

    NAME = 0
    PERSON = 1
    PLACE = 2
    NUMBER = 3
    MONEY = 4
    PERCENT = 5
    DATE = 6
    DURATION = 7


class Entity(NamedTuple):
    """A thing: its kind, the places of its first and last word, and its words in small letters."""

    kind: EntityType
    first: int
    last: int
    plains: tuple[str, ...]


def find_entities(
    text: str, words: Sequence[Word], capitals: Mapping[str, float]
) -> Iterator[Entity]:
    """Yield the things that the `words` of a sentence in `text` name, in order."""
    done = 0
    for i in _starts(text, words):
        if i < done:
            continue
        kind, last = _thing(text, words, i, capitals)
        if kind is not None:
            yield Entity(kind, i, last, tuple([word.plain for word in words[i : last + 1]]))
        done = last + 1


def _starts(text: str, words: Sequence[Word]) -> list[int]:
    """Return the places of the words that can begin a thing, as most cannot."""
    return [
        i
        for i, word in enumerate(words)
        if text[word.start].isupper() or word.plain in _SMALL or word.plain[0].isdigit()
    ]


def _thing(
    text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]
) -> tuple[EntityType | None, int]:
    """Return the kind of thing that begins with word `i`, if one does, and where it ends."""
    plain = words[i].plain
    if plain in _ALL_DAYS:
        return EntityType.DATE, i
    if text[words[i].start].isupper() and plain.lower() not in WORD_GROUPS["pronouns"]:
        return _name(text, words, i, capitals)
    if plain[0].isdigit() or plain in _NUMBERS:
        return _number(text, words, i)
    return None, i


def _name(
    text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]
) -> tuple[EntityType | None, int]:
    if words[i].plain in _MONTHS:
        return EntityType.DATE, _end_of_date(text, words, i)
    if _opens(text, words, i) and not _is_name(text, words, i, capitals):
        return None, i
    last = _end_of_name(text, words, i)
    return _kind_of_name(words, i, last), last


def _opens(text: str, words: Sequence[Word], i: int) -> bool:
    """Return True if word `i` has a capital anyway: it opens a sentence, or a quotation in one."""
    return i == 0 or _OPENING.search(text, words[i - 1].end, words[i].start) is not None


def _is_name(text: str, words: Sequence[Word], i: int, capitals: Mapping[str, float]) -> bool:
    if not words[i].term:
        return False
    return capitals.get(words[i].plain, 0) > 0.5 or _begins_high(text, words, i + 1)


def _end_of_date(text: str, words: Sequence[Word], month: int) -> int:
    """Return where a date ends whose month stands at `month`: its day and its year may follow."""
    last = month
    if _is_number(text, words, last, range(1, 32)):
        last += 1
    return last + 1 if _is_number(text, words, last, _YEARS) else last


def _is_number(text: str, words: Sequence[Word], i: int, values: range) -> bool:
    """Return True if the word after word `i` is one of the numbers `values`, close behind it."""
    if i + 1 >= len(words) or text[words[i].end : words[i + 1].start] not in {" ", ", "}:
        return False
    return words[i + 1].plain.isdecimal() and int(words[i + 1].plain) in values


def _begins_high(text: str, words: Sequence[Word], i: int) -> bool:
    return i < len(words) and text[words[i].start].isupper()


def _end_of_name(text: str, words: Sequence[Word], i: int) -> int:
    """Return where the run of capitalised words that starts at `i` ends."""
    last = i
    while last + 1 < len(words):
        gap = text[words[last].end : words[last + 1].start]
        following = words[last + 1].plain
        if gap not in _GAPS_IN_NAME or following in _DAYS:
            break
        if _begins_high(text, words, last + 1):
            last += 1
        elif following in WORD_GROUPS["inside a name"] and _begins_high(text, words, last + 2):
            last += 2
        else:
            break
    return last


def _kind_of_name(words: Sequence[Word], first: int, last: int) -> EntityType:
    before = words[first - 1].plain if first else ""
    titles = WORD_GROUPS["before a person"]
    inside = words[first : last + 1]
    if before in titles or any(word.plain in titles for word in inside):
        return EntityType.PERSON
    if any(word.term.startswith("@") for word in inside):
        return EntityType.PLACE
    if before in WORD_GROUPS["before a place"]:
        return EntityType.PLACE
    return EntityType.PERSON if last == first + 1 else EntityType.NAME  # first name and surname


def _number(text: str, words: Sequence[Word], i: int) -> tuple[EntityType, int]:
    last = i
    while last + 1 < len(words) and words[last + 1].plain in _NUMBERS:
        last += 1
    after = words[last + 1].plain if last + 1 < len(words) else ""
    sign = text[max(0, words[i].start - 1) : words[i].start]
    if sign in {"$", "£", "€", "¥"} or after in WORD_GROUPS["currencies"]:
        return EntityType.MONEY, last
    then = words[last + 2].plain if last + 2 < len(words) else ""
    if (
        after == "percent"
        or (after, then) == ("per", "cent")
        or text[words[last].end : words[last].end + 1] == "%"
    ):
        return EntityType.PERCENT, last
    if after in WORD_GROUPS["units of time"]:
        return EntityType.DURATION, last + 1
    if after in _MONTHS and _begins_high(text, words, last + 1):
        return EntityType.DATE, _end_of_date(text, words, last + 1)
    plain = words[i].plain
    is_year = plain.isdecimal() and int(plain) in _YEARS
    return (EntityType.DATE if is_year or ":" in plain else EntityType.NUMBER), last
