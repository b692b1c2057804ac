"""One form of all typography: NFKD, quotation marks, dashes, soft hyphens and white space.

Texts that are equal in NFKC are equal in NFKD, in which each character is decomposed by itself, so
that its place can be kept.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.text.words import Span

_QUOTATION_MARKS = "'`´‘’‚‛“”„‟«»‹›「」『』〝〞〟"
_DASHES = "‐‑‒–—―−⁻₋﹘﹣－"
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys(_QUOTATION_MARKS, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_INVISIBLE, None),
    }
)
# NFKD would write 10² as 102, and 1½ as 11⁄2.
_NUMBER_BEHIND_DIGIT = re.compile("(?<=\\d)(?=[²³¹¼-¾\u2070-\u2089\u2150-\u2189\u2460-\u249b])")
# The acute accent and others are a space and a mark in NFKD.
_SPACING_ACCENT = re.compile("´")
_DASH_OR_SPACE = re.compile(r"\s*-[\s-]*|\s+")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text in one form of typography; `places[i]` is the span of the character `text[i]`."""

    text: str
    places: Sequence[Span]

    def original_span(self, start: int, end: int) -> Span:
        """Return the span of the original that was folded to `text[start:end]`."""
        return self.places[start][0], max(place[1] for place in self.places[start:end])

    def spans_without_case(self, part: str) -> Iterator[Span]:
        """Yield the spans of the original that are `part`, which has no case."""
        forms = [character.casefold() for character in self.text]
        places = [place for place, form in enumerate(forms) for _ in form]
        joined = "".join(forms)
        start = joined.find(part)
        while start >= 0:
            yield self.original_span(places[start], places[start + len(part) - 1] + 1)
            start = joined.find(part, start + 1)


def fold(text: str) -> str:
    """Return a text in one form of typography; upper and lower case stay."""
    if not text.isascii():
        text = _NUMBER_BEHIND_DIGIT.sub(" ", _SPACING_ACCENT.sub("'", text))
        text = unicodedata.normalize("NFKD", text)
    return _DASH_OR_SPACE.sub(_fold_gap, text.translate(_TYPOGRAPHY))


def fold_with_places(text: str) -> FoldedText:
    """Return the same text as `fold`, in which each character knows its place."""
    characters = [
        (folded, place)
        for character, place in _decompose(text)
        for folded in character.translate(_TYPOGRAPHY)
    ]
    joined = "".join([character for character, _ in characters])
    folded, places, end = [], [], 0
    for gap in [*_DASH_OR_SPACE.finditer(joined), None]:
        start = gap.start() if gap else len(joined)
        folded.append(joined[end:start])
        places += [(place, place + 1) for _, place in characters[end:start]]
        if gap:
            end = gap.end()
            folded.append(_fold_gap(gap))
            places.append((characters[start][1], characters[end - 1][1] + 1))
    return FoldedText("".join(folded), places)


def _fold_gap(gap: re.Match[str]) -> str:
    return "-" if "-" in gap[0] else " "


def _decompose(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of a text in NFKD with their places."""
    numbers = {match.start() for match in _NUMBER_BEHIND_DIGIT.finditer(text)}
    characters = [
        (part, place)
        for place, character in enumerate(_SPACING_ACCENT.sub("'", text))
        for part in (" " * (place in numbers)) + unicodedata.normalize("NFKD", character)
    ]
    for is_mark, run in groupby(characters, key=lambda item: unicodedata.combining(item[0]) > 0):
        group = list(run)
        if is_mark:  # NFKD puts marks on one letter in order
            group.sort(key=lambda item: unicodedata.combining(item[0]))
        yield from group
