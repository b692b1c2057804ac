"""Wording: by which words of its language a sentence suits a summary, or does not."""

import re
from dataclasses import dataclass
from functools import cache

from bot.core.languages.registry import language_of
from bot.core.languages.word_lists import read_group_lines
from bot.core.text.sentences import Sentence

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS_OF_WORD = 2  # on average, where no space parts the words
_FIRST_SIGN = re.compile(r"\W*(\w)")


@dataclass(frozen=True, slots=True)
class SummaryWording:
    """The patterns of `summaries.txt` of a language."""

    key_points: re.Pattern[str]
    first_person: re.Pattern[str]
    dependent: re.Pattern[str]
    question: re.Pattern[str]


@cache
def wording_of(code: str) -> SummaryWording:
    """Return the wording of the language with this code; nothing matches where it has no list."""
    patterns = {
        group: "|".join(lines) or "(?!)"
        for group, lines in read_group_lines(code, "summaries.txt").items()
    }
    marks = re.escape("?？؟" + language_of(code).settings.question_marks)
    return SummaryWording(
        re.compile(patterns["key points"], re.IGNORECASE),
        re.compile(patterns["first person"]),
        re.compile(rf"\W*(?:{patterns['depends on the sentence before']})", re.DOTALL),
        re.compile(rf"[{marks}][\s'\"”’»“」)]*$"),
    )


def is_cut_off(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence has lost its beginning, and so begins with a small letter."""
    first = _FIRST_SIGN.match(text, *sentence.span)
    return first is not None and first[1].islower()


def count_words(text: str, sentence: Sentence) -> int:
    """Return the number of words that have letters; of a text without spaces, an estimate."""
    if language_of(sentence.language).settings.is_unspaced:
        return _estimate_words(text, sentence)
    return len(_WORD.findall(text, *sentence.span))


def count_tokens(text: str, sentence: Sentence) -> int:
    """Return the number of words, numbers and signs that stand between spaces."""
    if language_of(sentence.language).settings.is_unspaced:
        return _estimate_words(text, sentence)
    return len(text[sentence.start : sentence.end].split())


def _estimate_words(text: str, sentence: Sentence) -> int:
    return len(_LETTER.findall(text, *sentence.span)) // _LETTERS_OF_WORD
