"""Boilerplate: bylines, credits and captions, which are not the article's own sentences."""

import re
from functools import cache

from bot.core.data_files import data_lines

_BYLINE = re.compile(r"\W*By\b(?:[\s,.|&]|and\b|for\b|in\b|[^\W\d_a-z][\w.’'-]*+)+\W*")
_CAPTION = re.compile(
    r"""\(pictured\b | ,\ pictured\b | ^Pictured\b | \bpictured\ (?:here|above|below|left|right)\b
      | \((?:\w+\ )?(?:left|right|centre|center|above|below)[,)] | ,\ (?:left|right),
      | \b(?:file|stock|handout)\ (?:photo|picture|image)\b
      | ^['"“‘]?(?:[\w’'-]+\ ){0,4}[\w’'-]+['"”’]?:\ +[A-Z0-9]      # Tense talks: Rubio arrives
    """,
    re.VERBOSE,
)


def is_boilerplate(text: str) -> bool:
    """Return whether a line is a byline, a pointer to another page, a credit or a notice."""
    return bool(_openings().match(text) or _BYLINE.fullmatch(text) or text.endswith("»"))


def is_caption(text: str) -> bool:
    """Return whether a sentence plainly describes a picture."""
    return _CAPTION.search(text) is not None


@cache
def _openings() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, data_lines("boilerplate.txt")))
    return re.compile(rf"\W*(?:{phrases})(?!\w)", re.IGNORECASE)
