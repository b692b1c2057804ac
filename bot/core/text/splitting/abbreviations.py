"""Abbreviations: whether the full stop behind a short form also ends the sentence."""

import re

from bot.core.text.splitting.stops import Stop, begins_small

# Letters with a stop each: U.S  H.W  p.m  J. A syllable of Korean is no such letter.
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_\uac00-\ud7a3]")
_ORDINAL = re.compile(r"\d{1,3}|[IVXLCDM]{1,6}")
_NUMBER = re.compile(r"[#$£€]?\d|[IVXLC]+\b|[A-Z]\b|\d")
_ZONE = re.compile(r"(?:[A-Z]\w+ ){1,2}[Tt]ime\b")  # Nepal time
_OPENS_WITH_TIME = re.compile(
    r"(?:Shortly |Just )?(?:At|By|Around|About|Before|After|From|Until|Since) (?:\S+ ){1,4}\Z"
)
_CLAUSE_START = re.compile(r"[,;:(—–]")
_MAX_TIME = 4  # words: *в мае 1901 г.*
_MAX_OPENING = 40  # characters
_MAX_ABBREVIATION = 24  # characters, spaces included
_MAX_PARTS = 4  # of an abbreviation with spaces: *i. S. d. P.*


def ends_after_word(stop: Stop, word: str) -> bool | None:
    """Return whether a sentence ends after `word.`, or None if `word` is no abbreviation."""
    if stop.language.has_spaced_abbreviations:
        if _is_inside_abbreviation(stop):
            return False
        word = _abbreviation_with_spaces(stop) or word
    if stop.language.settings.ordinal_stop and _is_ordinal(stop, word):
        return stop.opens_with_starter
    if _ACRONYM.fullmatch(word):
        return _ends_after_letters(stop, word)
    group = stop.language.abbreviation_group(word)
    if group is None:
        return None
    if group == "before a number":
        return False if _is_number_next(stop) or begins_small(stop.text, stop.following) else None
    if group == "before a name":
        return False
    if group == "at an end":
        return _ends_list(stop)
    return _opens_with_starter(stop)


def _is_ordinal(stop: Stop, word: str) -> bool:
    """Return whether a full stop makes `word` an ordinal, or a part of a date: *2024. 5.*."""
    if _ORDINAL.fullmatch(word):
        return not _counts(stop)
    return word.isdecimal() and stop.next_character.isdecimal()


def _counts(stop: Stop) -> bool:
    """Return whether the number before `stop` belongs to an abbreviation: *Nr. 3*."""
    _, before, _ = ("", "", *_words_before(stop))[-3:]
    group = stop.language.abbreviation_group(before[:-1]) if before.endswith(".") else None
    return group == "before a number"


def _words_before(stop: Stop) -> list[str]:
    """Return the last words before a stop, which may be parts of an abbreviation."""
    start = max(stop.first, stop.start - _MAX_ABBREVIATION)
    words = stop.text[start : stop.start].split()
    return [word.lstrip("\"'“„«»‘([") for word in words[-_MAX_PARTS:]]


def _abbreviation_with_spaces(stop: Stop) -> str | None:
    """Return the longest abbreviation with spaces that ends at `stop`, as it is listed: `z._B`."""
    words = _words_before(stop)
    for i in range(len(words) - 1):
        candidate = "_".join(words[i:])
        group = stop.language.abbreviation_group(candidate)
        are_initials = group == "at an end" and candidate.isupper()  # Л. С. Попов, not 90 л. с.
        if group and not are_initials:
            return candidate
    return None


def _is_inside_abbreviation(stop: Stop) -> bool:
    """Return whether an abbreviation goes on after `stop`, as in *z. B.*."""
    following = stop.next_word
    if stop.text[stop.following : stop.following + len(following) + 1] != f"{following}.":
        return False
    words = _words_before(stop)
    return any(
        stop.language.begins_abbreviation("_".join(words[i:]) + f"._{following}")
        for i in range(len(words))
    )


def _ends_list(stop: Stop) -> bool:
    """Return whether another sentence begins after *etc.*, which a noun does not show in German."""
    if stop.language.settings.capitalises_nouns:
        return stop.opens_with_starter
    return _begins_with_capital(stop)


def _begins_with_capital(stop: Stop) -> bool:
    """Return whether a word follows that has no small first letter; some scripts have no others."""
    return stop.next_word != "" and not stop.next_word[0].islower()


def _is_number_next(stop: Stop) -> bool:
    return _NUMBER.match(stop.text, stop.following) is not None


def _opens_with_starter(stop: Stop) -> bool:
    return ")" not in stop.closing and stop.opens_with_starter


def _ends_after_letters(stop: Stop, word: str) -> bool:
    """Return whether a sentence ends after `word.`, letters such as `U.S`, `J` or `p.m`."""
    group = stop.language.abbreviation_group(word)
    if group == "before a name" or not _begins_with_capital(stop):
        return False
    if group == "at an end":
        return _ends_list(stop)
    if group == "after a number" and _follows_number(stop):
        return stop.opens_with_starter or not _opens_clause(stop)
    if group == "before a day":
        return _ends_after_time(stop, word)
    if len(word) == 1 and _is_label(stop):
        return True
    return _opens_with_starter(stop)


def _follows_number(stop: Stop) -> bool:
    """Return whether the word before `stop` stands behind a number: *1901 г.*, *XIX в.*."""
    _, before, _ = ("", "", *_words_before(stop))[-3:]
    return bool(before) and (before[-1].isdecimal() or _ORDINAL.fullmatch(before) is not None)


def _opens_clause(stop: Stop) -> bool:
    """Return whether few words stand before `stop`, which only say when: *В мае 1901 г. Москва*."""
    clause = _CLAUSE_START.split(stop.text[stop.first : stop.start])[-1]
    return len(clause.split()) <= _MAX_TIME


def _is_label(stop: Stop) -> bool:
    """Return whether the letter before `stop` is no initial: *vitamin D*, *you and I*, *y en a*."""
    *_, before = ("", *stop.text[max(stop.first, stop.start - 30) : stop.start - 1].split())
    letter = stop.text[stop.start - 1]
    words = stop.language.sentence_words["words of one letter"]
    if stop.language.fold(letter) in words and (letter.islower() or before.islower()):
        return letter.islower() or letter == "I"
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
