"""Wording: by which words of its language a sentence suits a summary, or does not."""

import re
from dataclasses import dataclass
from functools import cache

from bot.core.data_files import data_phrases, has_data
from bot.core.languages.registry import language_of
from bot.core.text.sentences import Sentence

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS_OF_WORD = 2  # on average, where no space parts the words
_FIRST_SIGN = re.compile(r"\W*(\w)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of `summaries.txt` of a language."""

    key_points: re.Pattern[str]
    first_person: re.Pattern[str]
    dependent: re.Pattern[str]
    question: re.Pattern[str]


@cache
def wording_of(code: str) -> Wording:
    """Return the wording of the language with this code; nothing matches where it has no list."""
    path = f"languages/{code}/summaries.txt"
    groups = data_phrases(path) if has_data(path) else {}
    never = ["(?!)"]
    key_points, first_person, dependent = (
        "|".join(groups.get(name, never))
        for name in ("key points", "first person", "depends on the sentence before")
    )
    marks = re.escape("?？؟" + language_of(code).question_marks)
    return Wording(
        re.compile(key_points, re.IGNORECASE),
        re.compile(first_person),
        re.compile(rf"\W*(?:{dependent})", re.DOTALL),
        re.compile(rf"[{marks}][\s'\"”’»“」)]*$"),
    )


def is_cut_off(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence has lost its beginning, and so begins with a small letter."""
    first = _FIRST_SIGN.match(text, *sentence.span)
    return first is not None and first[1].islower()


def count_words(text: str, sentence: Sentence) -> int:
    """Return the number of words that have letters; of a text without spaces, an estimate."""
    if language_of(sentence.language).is_unspaced:
        return _estimate_words(text, sentence)
    return len(_WORD.findall(text, *sentence.span))


def count_tokens(text: str, sentence: Sentence) -> int:
    """Return the number of words, numbers and signs that stand between spaces."""
    if language_of(sentence.language).is_unspaced:
        return _estimate_words(text, sentence)
    return len(text[sentence.start : sentence.end].split())


def _estimate_words(text: str, sentence: Sentence) -> int:
    return len(_LETTER.findall(text, *sentence.span)) // _LETTERS_OF_WORD
