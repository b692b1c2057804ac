"""The places where the pages of a PDF begin in the text of its article.

The field `page_starts` of the front matter has a place for each page: `1 9 13:241` says that page 2
begins on line 9, and page 3 with character 241 of line 13. Lines are counted from the first line
of text, so that the other fields can be edited.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.core.text.front_matter import Fields

_PLACE = re.compile(r"([1-9]\d{0,6})(?::([1-9]\d{0,6}))?")
_BLANK_LINES = re.compile(r"\ufeff?(?:[^\S\n]*\n)*")


def read_page_starts(fields: Fields, text: str, body: int) -> Sequence[int]:
    """Return the places in `text` where its pages begin; nothing if the field does not fit.

    `body` is the place behind the front matter. A wrong field loses the pages, not the article.
    """
    value = fields.get("page_starts")
    if not isinstance(value, str):
        return ()
    places = [_PLACE.fullmatch(word) for word in value.split()]
    lines = _line_starts(text, body)
    starts = [
        lines[int(place[1]) - 1] + int(place[2] or 1) - 1
        for place in places
        if place and int(place[1]) <= len(lines)
    ]
    is_usable = (
        starts
        and len(starts) == len(places)
        and starts[0] == lines[0]
        and starts[-1] <= len(text)
        and all(start <= next_start for start, next_start in pairwise(starts))
    )
    return tuple(starts) if is_usable else ()


def _line_starts(text: str, body: int) -> list[int]:
    """Return the starts of the lines, from the first that is not blank."""
    blank = _BLANK_LINES.match(text, body)
    first = blank.end() if blank else body
    return [first, *(newline.end() for newline in re.finditer("\n", text) if newline.end() > first)]
