"""Quotations: the spans of direct speech and brackets, in which no sentence ends."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_MAX_SPEECH = 400  # characters of direct speech that stays one sentence
_MAX_ASIDE = 200  # characters in brackets that stay in one sentence
_ELISION = r"(?:em|til|tis|twas|cause|bout|round|n|\d0s)\b"  # 'em  '90s: no quotation opens
_OPENING = re.compile(r"[“„«「『\"(\['‘]")  # found faster than what follows
# A single quotation mark closes behind a mark of the speech, or before a comma; an apostrophe does
# not, nor that of a plural.
_QUOTATION = re.compile(
    rf"""
      “[^“”]{{1,{_MAX_SPEECH}}}”
    | „[^„“”]{{1,{_MAX_SPEECH}}}[“”]
    | «[^«»]{{1,{_MAX_SPEECH}}}»
    | [「『][^「」『』]{{1,{_MAX_SPEECH}}}[」』]
    | (?<![\w.,!?…])"(?=\S)[^"]{{1,{_MAX_SPEECH}}}(?<=\S)"
    | \([^()]{{1,{_MAX_ASIDE}}}\)
    | \[[^\[\]]{{1,{_MAX_ASIDE}}}\]
    | (?<![\w’'.,!?])['‘](?!{_ELISION})(?=[\w“"])
      (?:[^'‘’]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)|(?<=\s)['’](?={_ELISION}|n['’])){{1,{_MAX_SPEECH}}}?
      (?:(?<=[.,!?…—-])['’](?!\w)|(?<=\w)['’](?=[,;]))
    """,
    re.VERBOSE,
)


def find_quotations(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of quotations and brackets that open and close in `text[start:end]`."""
    while mark := _OPENING.search(text, start, end):
        match = _QUOTATION.match(text, mark.start(), end)
        start = match.end() if match else mark.end()
        if match:
            yield match.span()
