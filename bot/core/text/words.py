"""Words: tokens of a text, with the places where they stand."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

Span = tuple[int, int]


class Token(NamedTuple):
    """A word as it stands at `text[start:end]`, but without accents and possessive."""

    word: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""(?:[^\W\d_]\.){2,}                 # U.S.
      | \d+(?:[.,:]\d+)*                   # 1,998  3.5  17:30
      | [^\W_]+(?:['’][^\W\d_]+)*          # talks  Russia's  O'Brien  G7
    """,
    re.VERBOSE,
)
_SUFFIX = re.compile(r"(?:n['’]t|['’](?:s|t|re|ve|ll|d|m)?)$", re.IGNORECASE)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of `text[start:end]` in order; their spans count from the start of `text`."""
    for match in token_matches(text, start, end):
        word = strip_suffix(match[0])
        if word:
            yield Token(word, *match.span())


def token_matches(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the matches of possible words in `text[start:end]`, in order."""
    return _TOKEN.finditer(text, start, len(text) if end is None else end)


def has_word(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has a letter or a digit."""
    return _TOKEN.search(text, start, end) is not None


@lru_cache(maxsize=1 << 17)
def strip_suffix(token: str) -> str:
    """Return `token` without accents and possessive, which may leave nothing."""
    return _SUFFIX.sub("", fold_accents(token))


def fold_accents(word: str) -> str:
    """Return `word` without accents, so that Elysée and Elysee are one word.

    Seventeen characters, such as U+FDFA, decompose into several words, or into a space and an
    accent; the spaces are left out, because only phrases have them.
    """
    if word.isascii():
        return word
    decomposition = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposition if not unicodedata.combining(c) and not c.isspace())
