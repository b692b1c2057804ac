"""Matching: where a text stands in an article, exactly, in other typography or with elisions."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.core.quotations.folding import FoldedText, fold, fold_with_places
from bot.core.text.words import Span, separate_words

MAX_GAP = 600  # characters left out between two pieces of an elided quotation
ELISION = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\s?\.\s?\.)\s*"
)
_HYPHENS = "-‐‑−"
_MAX_CACHED_FORMS = 64  # of the quotation that is looked for in many articles


def exact_span(text: str, quotation: str) -> Span | None:
    """Return the first span of `text` that is `quotation`, in whole words."""
    spans = ((start, start + len(quotation)) for start in _occurrences(text, quotation))
    return next((span for span in spans if has_whole_words(text, *span)), None)


def folded_span(text: str, forms: Iterable[str]) -> Span | None:
    """Return the first span of `text` that is one of the forms of a quotation in any typography."""
    folded = fold(text)
    forms = [form for form in forms if _has_form(folded, form)]
    if not forms:
        return None
    folded_text = fold_with_places(text)
    return next((span for form in forms for span in _spans(text, folded_text, form, 0)), None)


def piece_spans(text: str, pieces: Sequence[Sequence[str]]) -> list[Span] | None:
    """Return the spans of pieces in order and near each other, each in one of its forms."""
    folded = fold(text)
    if not all(any(_has_form(folded, form) for form in forms) for forms in pieces):
        return None
    return _follow(text, fold_with_places(text), pieces, None)


def _has_form(folded: str, form: str) -> bool:
    return any(folded_form in folded for folded_form in _folded_forms(form))


def split_pieces(quotation: str) -> list[str]:
    """Return the pieces of a quotation between marks of elision; none if it has no such mark."""
    if ELISION.search(quotation) is None:
        return []
    return [piece for part in ELISION.split(quotation) if (piece := part.strip())]


def has_whole_words(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` cuts no word, such as *not-guilty*, 1.5 or *he* in *she*."""
    if text[start].isalnum() and _is_behind_hyphen(text, start):
        return False
    if text[end : end + 1] in {*_HYPHENS} and text[end + 1 : end + 2].isalnum():
        return not text[end - 1].isalnum()
    return not (_is_inside_word(text, start) or _is_inside_word(text, end))


def _is_behind_hyphen(text: str, place: int) -> bool:
    before = text[max(0, place - 2) : place]
    return before[-1:] in {*_HYPHENS} and before[:-1] not in {*_HYPHENS}


def _is_inside_word(text: str, place: int) -> bool:
    if not 0 < place < len(text) or text[place].isspace() or text[place - 1].isspace():
        return False
    if unicodedata.combining(text[place]):
        return True
    first = place
    while first and not text[first - 1].isspace():
        first -= 1
    return any(
        word.start() < place < word.end()
        for word in separate_words(text, first, _next_space(text, place))
    )


def _next_space(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


@lru_cache(_MAX_CACHED_FORMS)
def _folded_forms(quotation: str) -> set[str]:
    """Return the forms that the folded quotation may have: its first letter in either case."""
    folded = fold(quotation)
    first = next((i for i, character in enumerate(folded) if character.isalnum()), 0)
    letter = folded[first : first + 1]
    return {folded[:first] + form + folded[first + 1 :] for form in _cases(letter)}


def _cases(letter: str) -> set[str]:
    return {form for form in (letter, letter.lower(), letter.upper()) if len(form) == len(letter)}


def _spans(text: str, folded: FoldedText, quotation: str, first: int) -> Iterator[Span]:
    """Yield the spans from `first` on of a text that are a quotation but for typography."""
    for form in sorted(_folded_forms(quotation)):
        for start in _occurrences(folded.text, form):
            span = _trim(text, *folded.original_span(start, start + len(form)))
            if span[0] >= first and has_whole_words(text, *span):
                yield span


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _occurrences(text: str, part: str) -> Iterator[int]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _follow(
    text: str, folded: FoldedText, pieces: Sequence[Sequence[str]], previous_end: int | None
) -> list[Span] | None:
    """Return the spans of `pieces`, the first of them at most MAX_GAP behind `previous_end`."""
    if not pieces:
        return []
    first = previous_end or 0
    spans = {span for form in pieces[0] for span in _spans(text, folded, form, first)}
    for span in sorted(spans):
        if previous_end is not None and span[0] > previous_end + MAX_GAP:
            return None
        rest = _follow(text, folded, pieces[1:], span[1])
        if rest is not None:
            return [span, *rest]
    return None
