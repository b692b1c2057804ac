"""The words of pages in every language: those of pages.txt in the folders of languages."""

import re
from collections.abc import Iterator
from functools import cache

from bot.core.data_files import data_names, data_phrases, has_data

_FOLDER = "languages"
_SOME_WORDS = r"(?s:.{0,80})"


def words_pattern(group: str) -> str:
    """Return a pattern of the phrases of a group of pages.txt in all languages."""
    phrases = sorted(set(_phrases(group)), key=lambda each: (-len(each), each))
    return rf"(?<!\w)(?:{'|'.join(map(_phrase_pattern, phrases))})"


def _phrases(group: str) -> Iterator[str]:
    for lines in (groups.get(group, []) for groups in _groups_of_languages()):
        yield from (phrase.strip() for line in lines for phrase in line.split(",") if phrase)


@cache
def _groups_of_languages() -> list[dict[str, list[str]]]:
    paths = (f"{_FOLDER}/{code}/pages.txt" for code in data_names(_FOLDER))
    return [data_phrases(path) for path in paths if has_data(path)]


def _phrase_pattern(phrase: str) -> str:
    """Return the pattern of a phrase, in which ` … ` is some words and `*` the end of a word."""
    parts = (re.escape(part).replace(r"\ ", r"\s+") for part in phrase.split(" … "))
    pattern = rf"(?!\w){_SOME_WORDS}(?<!\w)".join(parts).replace(r"\*", r"\w*")
    return (pattern + r"(?!\w)").replace("’", "['’]")


@cache
def month_number(name: str) -> int | None:
    """Return the number of a month by its name, a short form of it or its first letters.

    All languages are asked at once, since a page does not say truly which one it is in.
    """
    word = name.casefold().rstrip(".")
    numbers = {_MONTHS[word]} if word in _MONTHS else _numbers_of_prefix(word)
    return next(iter(numbers)) if len(numbers) == 1 else None


def _numbers_of_prefix(word: str) -> set[int]:
    """Return the numbers of the months that begin as a word does, by four letters or three."""
    for size in (4, 3):
        numbers = {n for month, n in _MONTHS.items() if month[:size] == word[:size]}
        if len(word) >= size and numbers:
            return numbers
    return set()


def _read_months() -> dict[str, int]:
    paths = (f"{_FOLDER}/{code}/dates.txt" for code in data_names(_FOLDER))
    lines = (
        line
        for path in paths
        if has_data(path)
        for line in data_phrases(path).get("words: month", [])
    )
    months: dict[str, int] = {}
    for number, _, words in (line.partition(":") for line in lines):
        names = (word.strip().casefold().rstrip(".") for word in words.split(","))
        months.update((name, int(number)) for name in names)
    return months


_MONTHS = _read_months()
