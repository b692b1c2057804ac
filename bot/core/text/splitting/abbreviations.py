"""Abbreviations: whether the full stop behind a short form also ends the sentence."""

import re

from bot.core.text.splitting.stops import Stop

_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")  # U.S  H.W  p.m  J
_NUMBER = re.compile(r"[#$£€]?\d|[IVXLC]+\b|[A-Z]\b|\d")
_ZONE = re.compile(r"(?:[A-Z]\w+ ){1,2}[Tt]ime\b")  # Nepal time
_OPENS_WITH_TIME = re.compile(
    r"(?:Shortly |Just )?(?:At|By|Around|About|Before|After|From|Until|Since) (?:\S+ ){1,4}\Z"
)
_MAX_OPENING = 40  # characters


def ends_after_word(stop: Stop, word: str) -> bool | None:
    """Return whether a sentence ends after `word.`, or None if `word` is no abbreviation."""
    if _ACRONYM.fullmatch(word):
        return _ends_after_letters(stop, word)
    group = _group(stop, word)
    if group is None:
        return None
    if group == "before a number":
        return None if not _is_number_next(stop) else False
    if group == "before a name":
        return False
    if group == "at an end":
        return stop.next_character.isupper()
    return _opens_with_starter(stop)


def _group(stop: Stop, word: str) -> str | None:
    """Return the heading under which `word` stands in the abbreviations."""
    lower = word.lower()
    for group, words in stop.language.abbreviations.items():
        if lower in words and (group != "with a capital" or word[0].isupper()):
            return group
    return None


def _is_number_next(stop: Stop) -> bool:
    return _NUMBER.match(stop.text, stop.following) is not None


def _opens_with_starter(stop: Stop) -> bool:
    return ")" not in stop.closing and stop.opens_with_starter


def _ends_after_letters(stop: Stop, word: str) -> bool:
    """Return whether a sentence ends after `word.`, letters such as `U.S`, `J` or `p.m`."""
    if word.lower() in stop.language.abbreviations["before a name"]:
        return False
    if not stop.next_word[:1].isupper():
        return False
    if word.lower() in stop.language.abbreviations["before a day"]:
        return _ends_after_time(stop, word)
    if len(word) == 1 and _is_label(stop):
        return True
    return _opens_with_starter(stop)


def _is_label(stop: Stop) -> bool:
    """Return whether the letter before `stop` is no initial: *vitamin D*, *you and I*."""
    *_, before = ("", *stop.text[max(stop.first, stop.start - 30) : stop.start - 1].split())
    if stop.text[stop.start - 1] == "I" and before.islower():
        return True
    return before.lower() in stop.language.sentence_words["before a letter"]


def _ends_after_time(stop: Stop, word: str) -> bool:
    """Return whether a sentence ends after `p.m.`, unless a day or a zone follows."""
    if stop.next_word.lower() in stop.language.sentence_words["after a time"]:
        return False
    if _ZONE.match(stop.text, stop.following):
        return False
    start = stop.start - len(word)
    if start - stop.first > _MAX_OPENING:
        return True
    return _OPENS_WITH_TIME.match(stop.text[stop.first : start]) is None
