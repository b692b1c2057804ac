"""The meaning of the named groups of a match, which stand for the pieces of dates.txt."""

import re

from bot.core.dates.numerals import parse_roman
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.vocabulary import DateVocabulary, fold

_NOT_DIGITS = re.compile(r"\D")


def words_in(match: Match, group: str) -> str:
    """Return the words of a group in small letters, or nothing if the pattern lacks the group."""
    text = match.groups.groupdict().get(group) or ""
    return " ".join(text.lower().replace("’", "'").split())


def name_in(match: Match, group: str) -> str:
    """Return a name in small letters.

    Raises ValueError if the language begins it with a capital and it has none: *may* and *march*
    are words then.
    """
    if match.vocabulary.has("capitals") and match[group].islower():
        raise ValueError("a word")
    return words_in(match, group)


def month_in(match: Match, group: str = "month") -> int:
    """Return the number of a month, counted from 1."""
    name = name_in(match, group)
    return int(name) if name.isdecimal() else _value(match, "month", name)


def day_in(match: Match, group: str = "day") -> int:
    """Return the number of a day or of a century: *15*, *15th*, *fifteenth* or *XV*."""
    ordinal = words_in(match, group)
    number = match.vocabulary.number("nth", ordinal)
    if number is not None:
        return number
    digits = _NOT_DIGITS.sub("", ordinal)
    return int(digits) if digits else parse_roman(ordinal)


def weekday_in(match: Match, group: str = "weekday") -> int:
    """Return the number of a weekday, counted from Monday as 0."""
    return _value(match, "weekday", name_in(match, group))


def _value(match: Match, kind: str, words: str) -> int:
    number = match.vocabulary.number(kind, words)
    if number is None:
        raise ValueError(f"no {kind} is called {words}")
    return number


def number_in(match: Match) -> int:
    """Return the number before a unit: one if there is none, as in *the day before*."""
    words = words_in(match, "number")
    return match.vocabulary.parse_number(words) if words else 1


def year_in(match: Match, group: str = "year") -> int:
    """Return the year of *1998*, *nineteen ninety-eight*, *二〇二四* or *令和6*."""
    return _parse_year(words_in(match, group), match.vocabulary)


def _parse_year(words: str, vocabulary: DateVocabulary) -> int:
    if words.isdecimal():
        return int(words)
    for era, first_year in vocabulary.values.get("era", {}).items():
        if words.startswith(era):
            return int(first_year) - 1 + vocabulary.parse_number(words.removeprefix(era))
    digits = [vocabulary.value("digit", letter) for letter in words]
    if all(digits):
        return int("".join(filter(None, digits)))
    century, rest = re.split(r"[- ]", words, maxsplit=1)
    return 100 * vocabulary.parse_number(century) + vocabulary.parse_number(rest)


def which_year_in(match: Match, context: DateContext) -> int | None:
    """Return the year of *1998*, *last year* or *that year*, or None without such words.

    The value of such words is how many years are added: to the article's year, or behind *then* to
    that of the date mentioned before.
    """
    text = words_in(match, "which")
    if not text:
        return None
    if text[-4:].isdecimal():
        return int(text[-4:])
    years = match.vocabulary.value("whichyear", text)
    if years is None:
        return _parse_year(text, match.vocabulary)
    if years.startswith("then"):
        return context.last()[1].year + int(years.removeprefix("then"))
    return context.today.year + int(years)


def near_in(match: Match) -> int | None:
    """Return -1 for *last*, 0 for *this* and 1 for *next*, or None without such a word."""
    text = words_in(match, "near")
    return match.vocabulary.number("near", text) or 0 if text else None


def unit_in(match: Match) -> str:
    """Return the unit of *two weeks* or *the week* in the singular, or a day if none is named.

    Raises ValueError for a fortnight, because the calendar has none.
    """
    unit = _unit(match, words_in(match, "unit") or words_in(match, "units"))
    if unit == "fortnight":
        raise ValueError("a length of time")
    return unit


def length_in(match: Match) -> tuple[int, str]:
    """Return the number and the unit of *two weeks* or *the day*; a fortnight is two weeks."""
    unit = _unit(match, words_in(match, "units"))
    return (2 * number_in(match), "week") if unit == "fortnight" else (number_in(match), unit)


def _unit(match: Match, words: str) -> str:
    unit = match.vocabulary.value("units", words) if words else "day"
    if unit is None:
        raise ValueError(f"no unit is called {words}")
    return unit


def way_in(match: Match) -> int:
    """Return -1 for *earlier*, *before*, … and 1 for *later*, *after*, ..."""
    return match.vocabulary.number("way", words_in(match, "way")) or 1


def season_in(match: Match) -> str:
    """Return a season, or nothing if the match has none."""
    text = words_in(match, "season")
    return match.vocabulary.value("season", text) or text


def named_day_in(match: Match) -> str:
    """Return the key of one of the NAMED_DAYS."""
    name = name_in(match, "named")
    return match.vocabulary.value("named", name) or fold(name)
