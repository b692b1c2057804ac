"""Words: tokens of a text, with the places where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

Span = tuple[int, int]


class Token(NamedTuple):
    """A word as it stands at `text[start:end]`, but without accents and possessive."""

    word: str
    start: int
    end: int


# Chinese and Japanese put no spaces between words.
_UNSPACED = "\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Nor do Thai, Lao, Burmese and Khmer, whose runs are cut at their marks: of single characters every
# paragraph has all, so that nothing would be refused.
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_NO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, joiners and the like


def _joining_marks() -> str:
    """Return the accents, vowel signs and characters of no width that stand inside words."""
    marks = (chr(i) for i in range(0x300, 0x1F000))
    return "".join(mark for mark in marks if unicodedata.category(mark)[0] == "M") + _NO_WIDTH


_MARKS = f"[{_joining_marks()}]"
_LETTERS = rf"[^\W\d_{_UNSPACED}{_SYLLABIC}]+(?:{_MARKS}+[^\W\d_{_UNSPACED}{_SYLLABIC}]*)*"
_NO_WORD = r"\x00-/:-@\[-`{-\x7f‘’“”–—…\xa0"
_TOKEN = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}                 # U.S.
      | \d+(?:[.,:]\d+)*(?!\d|{_MARKS})      # 1,998  3.5  17:30
      | [A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)*(?!['’]?[^{_NO_WORD}])  # talks  Russia's  G7
      | [^\W_{_UNSPACED}{_SYLLABIC}]+(?:{_MARKS}+[^\W_{_UNSPACED}{_SYLLABIC}]*)*(?:['’]{_LETTERS})*
      | (?:(?![\W\d_])[{_SYLLABIC}])+
      | ((?:(?![\W\d_])[{_UNSPACED}]{_MARKS}*)+)
    """,
    re.VERBOSE,
)
_CHARACTER = re.compile(rf"\w{_MARKS}*")
_PAIR = re.compile(rf"\w{_MARKS}*\w{_MARKS}*")
_SUFFIX = re.compile(r"(?:n['’]t|['’](?:s|t|re|ve|ll|d|m)?)$", re.IGNORECASE)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of `text[start:end]` in order; their spans count from the start of `text`.

    A script without spaces has words of one and of two characters, which overlap.
    """
    for match in token_matches(text, start, end):
        if word := strip_suffix(match[0]):
            yield Token(word, *match.span())


def token_matches(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the matches of possible words in `text[start:end]`, in order."""
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return matches if text.isascii() else _split_unspaced(matches)


def _split_unspaced(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield matches, for a run without spaces each character, and each with the next one."""
    for match in matches:
        if match.lastindex is None:
            yield match
            continue
        for character in _CHARACTER.finditer(match.string, *match.span()):
            yield character
            if pair := _PAIR.match(match.string, character.start(), match.end()):
                yield pair


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
    return "".join(c for c in decomposition if not _is_left_out(c))


def _is_left_out(character: str) -> bool:
    """Return whether a character is an accent, has no width, or is white space."""
    return (
        unicodedata.combining(character) > 0
        or character.isspace()
        or "\ufe00" <= character <= "\ufe0f"  # variants of a sign
        or unicodedata.category(character) in {"Cf", "Me"}
    )
