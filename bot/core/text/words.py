"""Words: where the words of a text stand, by its script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, cycle, pairwise

Span = tuple[int, int]
Matches = Iterator[re.Match[str]]


# Chinese and Japanese put no spaces between words.
_UNSPACED = "\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Nor do Thai, Lao, Burmese and Khmer.
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_NO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, joiners and the like


# The Chinese, Korean and private characters between them have no marks, and take time to look at.
_BLOCKS_WITH_MARKS = (
    range(0x300, 0x3400),
    range(0xA000, 0xAC00),
    range(0xFB00, 0x14000),
    range(0x16000, 0x17000),
    range(0x1B000, 0x1F000),
)


def _mark_ranges() -> list[tuple[str, str]]:
    """Return the first and last of adjacent accents and vowel signs, which are inside words."""
    marks = [i for i in chain(*_BLOCKS_WITH_MARKS) if unicodedata.category(chr(i))[0] == "M"]
    firsts = [mark for before, mark in pairwise([0, *marks]) if mark - before > 1]
    lasts = [mark for mark, after in pairwise([*marks, 0x1F000]) if after - mark > 1]
    return list(zip(map(chr, firsts), map(chr, lasts), strict=True))


_MARK_RANGES = _mark_ranges()
_MARKS = f"[{''.join(f'{first}-{last}' for first, last in _MARK_RANGES)}{_NO_WIDTH}]"
_LETTERS = rf"[^\W\d_{_UNSPACED}{_SYLLABIC}]+(?:{_MARKS}+[^\W\d_{_UNSPACED}{_SYLLABIC}]*)*"
_NO_WORD = r"\x00-/:-@\[-`{-\x7f‘’“”–—…\xa0"
_TOKEN = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}                 # U.S.
      | \d+(?:[.,:]\d+)*(?!\d|{_MARKS})      # 1,998  3.5  17:30
      | [A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)*(?!['’]?[^{_NO_WORD}])  # talks  Russia's  G7
      | [^\W_{_UNSPACED}{_SYLLABIC}]+(?:{_MARKS}+[^\W_{_UNSPACED}{_SYLLABIC}]*)*(?:['’]{_LETTERS})*
      | (?P<syllables>(?:(?![\W\d_])[{_SYLLABIC}]{_MARKS}*)+)
      | (?P<characters>(?:(?![\W\d_])[{_UNSPACED}]{_MARKS}*)+)
    """,
    re.VERBOSE,
)
_CHARACTER = re.compile(rf"\w{_MARKS}*")
_PAIR = re.compile(rf"\w{_MARKS}*\w{_MARKS}*")
# The long sign belongs to a katakana word, but opens none.
_KATAKANA = re.compile("[\u30a1-\u30fa][\u30a1-\u30fa\u30fc]+")
_VOWELS_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"  # Thai and Lao write them before their consonant
_VOWELS_BEHIND = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
# A set within the first 65,536 characters is looked up in a table, a larger one in a list.
_TABLE_RANGES = "".join(f"{first}-{last}" for first, last in _MARK_RANGES if last < "\U00010000")
_CLUSTER_MARKS = f"[{_TABLE_RANGES}{_NO_WIDTH}]"
_CLUSTER = (
    rf"(?>[{_VOWELS_BEFORE}]*[^\W{_VOWELS_BEFORE}]{_CLUSTER_MARKS}*"
    rf"(?:[{_VOWELS_BEHIND}]{_CLUSTER_MARKS}*)*|\w)"
)
_FIRST_CLUSTER = re.compile(_CLUSTER)
# Of single clusters and pairs every paragraph has most, so that nothing would be refused.
_THREE_CLUSTERS = re.compile(_CLUSTER + "{3}")


def token_matches(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the matches of possible words in `text[start:end]`, in order.

    A script without spaces has words of a few characters, which overlap.
    """
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return matches if text.isascii() else _split_unspaced(matches)


def _split_unspaced(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield matches, and in place of a run without spaces the words of a few characters in it."""
    for match in matches:
        if match.lastgroup is None:
            yield match
        elif match.lastgroup == "syllables":
            yield from _cluster_matches(match)
        else:
            yield from _character_matches(match)


def _cluster_matches(run: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield each three clusters of a run that follow each other; a shorter run is one word."""
    is_short = True
    for cluster in _FIRST_CLUSTER.finditer(run.string, *run.span()):
        if three := _THREE_CLUSTERS.match(run.string, cluster.start(), run.end()):
            is_short = False
            yield three
    if is_short:
        yield run


def _character_matches(run: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield each character of a run, and each with the next one.

    Katakana are the letters of a foreign word, of which one says nothing: in place of its letters
    there is the word.
    """
    end_of_word = 0
    for character, pair in zip(*_characters_and_pairs(run), strict=False):
        start = character.start()
        if start >= end_of_word:
            word = _KATAKANA.match(run.string, start, run.end())
            end_of_word = word.end() if word else start
            if word is None or word.end() - start > 2:  # two are a pair as well
                yield word or character
        if pair:
            yield pair


def _characters_and_pairs(run: re.Match[str]) -> tuple[Matches, Iterator[re.Match[str] | None]]:
    """Return the characters of a run, and each with the next one; the last has None."""
    text, (start, end) = run.string, run.span()
    first = next(_CHARACTER.finditer(text, start, end))
    even_pairs, odd_pairs = _PAIR.finditer(text, start, end), _PAIR.finditer(text, first.end(), end)
    pairs = (next(each, None) for each in cycle((even_pairs, odd_pairs)))
    return _CHARACTER.finditer(text, start, end), pairs


def has_word(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has a letter or a digit."""
    return _TOKEN.search(text, start, end) is not None
