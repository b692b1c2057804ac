"""Rules: whether a sentence ends at a stop, decided as a reader of newspapers would."""

import re
from collections.abc import Iterator

from bot.core.languages.language import Language
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.splitting.abbreviations import ends_after_word
from bot.core.text.splitting.clauses import split_clauses
from bot.core.text.splitting.list_items import split_list_items
from bot.core.text.splitting.quotations import find_quotations
from bot.core.text.splitting.speech_tags import opens_with_caseless_tag, opens_with_tag
from bot.core.text.splitting.stops import UNSPACED_STOPS, Stop, begins_small, find_stops, make_stop
from bot.core.text.words import Span, has_word

_LIST_MARKER = re.compile(r"[•⁃◦▪‣(]?\s*(?:\d{1,3}|[^\W\d_]|[IVX]{1,5})\)?")
_MAX_UNIT = 12  # characters
_STRAY = re.compile(r"(?:\s|\d\s?\w{0,4}|\b[^\W\daeiou_AEIOU]{1,5})\Z")  # "6 in"  "hwy"
_OPENING_MARKS = "“‘„«「『（《"
_PARTICLES = frozenset("と")  # "he said" in Japanese, which is quoted in other languages too
_DASHES = "-–—"
_MANY_DOTS = 4  # the full stop and an ellipsis


def sentence_spans(text: str, start: int, end: int, language: str = ENGLISH) -> list[Span]:
    """Return the spans of the sentences of `text[start:end]`, without white space around them."""
    content = text[start:end]
    start, end = start + len(content) - len(content.lstrip()), start + len(content.rstrip())
    spans: list[Span] = []
    rules = language_of(language)
    for first, last in split_list_items(text, start, end, rules) if start < end else ():
        for span in _split_item(text, first, last, rules):
            spans += split_clauses(text, *span, rules) if rules.settings.ends_at_spaces else [span]
    return spans


def _split_item(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    first = start
    words_end = _end_of_words(text, start, end)
    for match in _outside_quotations(text, start, end, language):
        following = match.end()
        if following < words_end and is_sentence_end(make_stop(match, first, language)):
            yield first, match.end("closing")
            first = following
    yield first, end


def _end_of_words(text: str, start: int, end: int) -> int:
    """Return the end of the last word of `text[start:end]`."""
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end


def _outside_quotations(
    text: str, start: int, end: int, language: Language
) -> Iterator[re.Match[str]]:
    """Yield the stops of `text[start:end]` that do not stand inside a quotation."""
    quotations = find_quotations(text, start, end, language)
    opening, closing = next(quotations, (end, end))
    for match in find_stops(text, start, end, language):
        while closing <= match.start():
            opening, closing = next(quotations, (end, end))
        if not opening < match.start() < match.end("closing") < closing:
            yield match


def is_sentence_end(stop: Stop) -> bool:
    """Return whether the sentence from `stop.first` on ends at `stop`."""
    if not has_word(stop.text, stop.first, stop.start):
        return False
    if not stop.has_gap:
        return _ends_without_gap(stop)
    if stop.closing and (_goes_on_in_small_letters(stop) or opens_with_caseless_tag(stop)):
        return False
    if stop.marks == ".":
        return _ends_after_full_stop(stop)
    if stop.marks[0] in ".…" or "…" in stop.marks:
        return _ends_after_ellipsis(stop)
    if stop.is_call:
        return _ends_after_call(stop)
    return True


def _ends_without_gap(stop: Stop) -> bool:
    """Return whether a sentence ends where no space follows: in Chinese, or at a lost space."""
    following = stop.next_character
    if _goes_on_behind_quotation(stop):
        return False
    if following.isascii() and stop.marks[0] not in UNSPACED_STOPS:
        return not stop.closing and stop.opens_with_starter
    if stop.closing and opens_with_caseless_tag(stop):
        return False
    return following.isalnum() or following in _OPENING_MARKS


def _goes_on_behind_quotation(stop: Stop) -> bool:
    """Return whether a particle binds the clause before it: *と* in Japanese, *고* in Korean."""
    if not stop.closing and stop.marks[0] not in "！？!?":
        return False
    particles = stop.language.sentence_words["after a quotation"] or _PARTICLES
    return stop.text.startswith(tuple(particles), stop.following)


def _goes_on_in_small_letters(stop: Stop) -> bool:
    """Return whether a small letter follows, behind a dash too: “Stop!” – that was all."""
    if stop.next_character in _DASHES:
        rest = stop.text[stop.following : stop.following + 4].lstrip(_DASHES + " ")
        return rest[:1].islower()
    return begins_small(stop.text, stop.following)


def _ends_after_full_stop(stop: Stop) -> bool:
    if stop.language.settings.ends_at_spaces:
        return False
    if _LIST_MARKER.fullmatch(stop.text, stop.first, stop.start):
        return False
    ends = ends_after_word(stop, stop.word)
    if ends is None:
        return not (begins_small(stop.text, stop.following) and _is_stray(stop))
    return ends


def _is_stray(stop: Stop) -> bool:
    """Return whether a full stop in front of a small letter stands alone, or behind a unit."""
    return _STRAY.search(stop.text, max(stop.first, stop.start - _MAX_UNIT), stop.start) is not None


def _ends_after_ellipsis(stop: Stop) -> bool:
    """Return whether a sentence ends after `...`, which may also stand for words left out."""
    following = stop.next_word
    if not following or following[0].islower() or stop.text[stop.start - 1] == "[":
        return False
    if len(stop.marks.replace(" ", "")) >= _MANY_DOTS:
        return True
    if stop.text[stop.start - 1].isspace():
        return stop.opens_with_starter and following != "I"
    return True


def _ends_after_call(stop: Stop) -> bool:
    """Return whether a sentence ends after `!` or `?`, which names such as *Yahoo!* have too."""
    if _goes_on_in_small_letters(stop):
        return stop.text[stop.first].islower()  # who writes so begins each sentence small
    if stop.is_spoken:
        return not opens_with_tag(stop.text, stop.following, stop.language)
    return not _is_name_with_mark(stop) or stop.opens_with_starter


def _is_name_with_mark(stop: Stop) -> bool:
    name = stop.word + stop.marks
    return name[:1].isupper() and name.lower() in stop.language.sentence_words["names with a mark"]
