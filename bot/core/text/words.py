"""Words: where the words of a text stand, by its script."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise

Span = tuple[int, int]


# Chinese and Japanese put no spaces between words.
_UNSPACED = "\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FREQUENT_UNSPACED = "\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fef"  # all letters
# Nor do Thai, Lao, Burmese and Khmer.
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"  # letters and marks
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
      | (?P<syllables>(?:(?![\W\d_])[{_SYLLABIC}][{_THAI}]*+{_MARKS}*)+)
      | (?P<characters>(?:[{_FREQUENT_UNSPACED}]++{_MARKS}*|(?![\W\d_])[{_UNSPACED}]{_MARKS}*)+)
    """,
    re.VERBOSE,
)
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}{_SYLLABIC}]")
_CHARACTER = re.compile(rf"\w{_MARKS}*")
# The long sign belongs to a katakana word, but opens none.
_KATAKANA = re.compile("[\u30a1-\u30fa][\u30a1-\u30fa\u30fc]+")
_VOWELS_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"  # Thai and Lao write them before their consonant
_VOWELS_BEHIND = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
# A set within the first 65,536 characters is looked up in a table, a larger one in a list.
_TABLE_RANGES = "".join(f"{first}-{last}" for first, last in _MARK_RANGES if last < "\U00010000")
_CLUSTER_MARKS = f"[{_TABLE_RANGES}{_NO_WIDTH}]"
_CLUSTER = re.compile(
    rf"(?>[{_VOWELS_BEFORE}]*[^\W{_VOWELS_BEFORE}]{_CLUSTER_MARKS}*"
    rf"(?:[{_VOWELS_BEHIND}]{_CLUSTER_MARKS}*)*|.)"
)


def token_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of possible words in `text[start:end]`, in order.

    A script without spaces has words of a few characters, which overlap.
    """
    end = len(text) if end is None else end
    matches = _TOKEN.finditer(text, start, end)
    if text.isascii() or not _UNSPACED_LETTER.search(text, start, end):
        return [match.span() for match in matches]
    return list(chain.from_iterable(map(_spans_of_match, matches)))


def _spans_of_match(match: re.Match[str]) -> Iterable[Span]:
    """Return the span of a match, or those of the words of a few characters in it."""
    if match.lastgroup is None:
        return (match.span(),)
    if match.lastgroup == "syllables":
        return _cluster_spans(match.string, *match.span())
    return _character_spans(match.string, *match.span())


def _cluster_spans(text: str, start: int, end: int) -> Iterable[Span]:
    """Return each three clusters of a run that follow each other; a shorter run is one word.

    Of single clusters and pairs every paragraph has most, so that nothing would be refused.
    """
    lengths = map(len, _CLUSTER.findall(text, start, end))
    ends = list(accumulate(lengths, initial=start))
    return zip(ends, ends[3:], strict=False) if len(ends) > 3 else [(start, end)]


def _character_spans(text: str, start: int, end: int) -> Iterable[Span]:
    """Return each character of a run, and each with the next one.

    Katakana are the letters of a foreign word, of which one says nothing: in place of its letters
    there is the word.
    """
    end_of_word = {word.start(): word.end() for word in _KATAKANA.finditer(text, start, end)}
    if not text[start:end].isalnum():  # with marks
        characters = [character.span() for character in _CHARACTER.finditer(text, start, end)]
    elif end_of_word:
        characters = [(i, i + 1) for i in range(start, end)]
    else:
        return _plain_character_spans(start, end)
    return _spans_around_katakana(characters, end_of_word)


def _plain_character_spans(start: int, end: int) -> list[Span]:
    spans = [(start, end)] * (2 * (end - start) - 1)
    spans[::2] = zip(range(start, end), range(start + 1, end + 1), strict=True)
    spans[1::2] = zip(range(start, end - 1), range(start + 2, end + 1), strict=True)
    return spans


def _spans_around_katakana(
    characters: Sequence[Span], end_of_word: Mapping[int, int]
) -> Iterator[Span]:
    next_free = 0
    for (first, last), (_, end_of_pair) in pairwise([*characters, (0, 0)]):
        if first >= next_free:
            next_free = end_of_word.get(first, last)
            if next_free - first != 2 or first not in end_of_word:  # which are a pair as well
                yield first, next_free
        if end_of_pair:
            yield first, end_of_pair


def has_word(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has a letter or a digit."""
    return _TOKEN.search(text, start, end) is not None


def separate_words(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the matches of the words in `text[start:end]`, of which no two overlap.

    A script without spaces has words of one character or cluster.
    """
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        if match.lastgroup is None:
            yield match
        else:
            part = _CLUSTER if match.lastgroup == "syllables" else _CHARACTER
            yield from part.finditer(text, *match.span())
