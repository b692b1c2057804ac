"""Quotations: the spans of direct speech and brackets, in which no sentence ends."""

import re
from collections.abc import Iterator
from functools import cache

from bot.core.languages.language import Language

Span = tuple[int, int]

_MAX_SPEECH = 400  # characters of direct speech that stays one sentence
_MAX_ASIDE = 200  # characters in brackets that stay in one sentence
_OPENING_MARKS = "“„«「『（《\"(['‘"


@cache
def _opening_pattern(language: Language) -> re.Pattern[str]:
    marks = _OPENING_MARKS + "".join(pair[0] for pair in language.settings.quotation_marks)
    return re.compile(f"[{re.escape(marks)}]")  # found faster than a quotation


@cache
def _quotation_pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of a quotation.

    A single quotation mark closes behind a mark of the speech, or before a comma; an apostrophe
    does not, nor that of a plural. Hebrew writes a straight double mark inside abbreviations.
    """
    words = "|".join(sorted(language.sentence_words["without their first letter"]))
    elision = rf"(?:{words}|\d0s)\b"  # 'em  '90s: no quotation opens
    pairs = "".join(map(_pair_pattern, language.settings.quotation_marks))
    return re.compile(
        rf"""
          “[^“”]{{1,{_MAX_SPEECH}}}”
        | „[^„“”]{{1,{_MAX_SPEECH}}}[“”]
        | «[^«»]{{1,{_MAX_SPEECH}}}»
        | [「『][^「」『』]{{1,{_MAX_SPEECH}}}[」』]
        {pairs}
        | (?<![\w.,!?…])"(?=\S)
          [^"]{{1,{_MAX_SPEECH}}}(?:(?<=[א-ת])"(?=[א-ת])[^"]{{1,{_MAX_SPEECH}}})*(?<=\S)"
        | \([^()]{{1,{_MAX_ASIDE}}}\)
        | \[[^\[\]]{{1,{_MAX_ASIDE}}}\]
        | （[^（）]{{1,{_MAX_ASIDE}}}）
        | 《[^《》]{{1,{_MAX_ASIDE}}}》
        | (?<![\w’'.,!?])['‘](?!{elision})(?=[\w“"])
          (?:[^'‘’]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)|(?<=\s)['’](?={elision}|n['’]))
          {{1,{_MAX_SPEECH}}}?
          (?:(?<=[.,!?…—-])['’](?!\w)|(?<=\w)['’](?=[,;]))
        """,
        re.VERBOSE,
    )


def _pair_pattern(pair: str) -> str:
    """Return the alternative for two marks that, unlike others, need a space around them."""
    opening, closing = pair[0], pair[1]
    return rf"| (?<![\w.,!?…]){opening}(?=\S)[^{opening}{closing}]{{1,{_MAX_SPEECH}}}{closing}"


def find_quotations(text: str, start: int, end: int, language: Language) -> Iterator[Span]:
    """Yield the spans of quotations and brackets that open and close in `text[start:end]`."""
    opening, quotation = _opening_pattern(language), _quotation_pattern(language)
    while mark := opening.search(text, start, end):
        match = quotation.match(text, mark.start(), end)
        start = match.end() if match else mark.end()
        if match:
            yield match.span()
