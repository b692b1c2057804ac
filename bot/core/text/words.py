"""Words: where the words of a text stand, by its script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

Span = tuple[int, int]


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


def token_matches(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the matches of possible words in `text[start:end]`, in order.

    A script without spaces has words of one and of two characters, which overlap.
    """
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
