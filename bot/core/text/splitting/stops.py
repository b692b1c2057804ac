"""Stops: the marks that may end a sentence, with what stands around them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.core.languages.language import Language

# Scripts whose stops are no full stop: Chinese and Japanese, Devanagari, Arabic, Urdu, Armenian,
# Ethiopic, Burmese, Khmer. In the first two no space follows.
UNSPACED_STOPS = "。！？｡"
OTHER_STOPS = "।॥؟۔։።፧။។៕"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
QUOTE_MARKS = "\"'”’“»›」』"
_CALLS = "!?"


@cache
def _mark_pattern(calls: str) -> re.Pattern[str]:
    return re.compile(f"[.…{calls}{UNSPACED_STOPS}{OTHER_STOPS}]")  # found faster than a stop


@cache
def _stop_pattern(calls: str, quote_marks: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<marks>
            (?<=[^\s.])\.(?=(?:[ ]\.){{3}}\s+[^\W\d_])  # the full stop of "compounds. . . . The"
          | [.…{calls}](?:[.…{calls}]|[ ]\.(?!\w))*    # "?!"  "..."  ". . ."
          | [{UNSPACED_STOPS}…]+
          | [{OTHER_STOPS}]+
        )
        (?P<closing>(?:
            (?!“\w)[{quote_marks})\]】》*_]
          | [\u00a0\u202f\ ][{quote_marks}](?=\s|\Z)
          | \[[^\[\]]{{1,30}}\]                # a footnote, as in Wikipedia or Markdown
          | [\u00b9\u00b2\u00b3\u2070-\u2079]
        )*)
        (?: (?P<gap>\s+)(?=\S)
          | (?<=[{UNSPACED_STOPS}{OTHER_STOPS}{quote_marks})\]])(?=[^\s{UNSPACED_STOPS},，、.])
          | (?<=[!?])(?=[{_CJK}])
          | (?<=[^\W\d_][^\W\d_][.!?])(?=[A-Z][a-z]*\s)
        )
        """,
        re.VERBOSE,
    )


_WORD_BEFORE = re.compile(rf"(?:(?<=\w)['’]|[^\s\"'“‘(\[«»„—–/{_CJK}-])*\Z")
_MAX_WORD = 24  # characters of the word before a stop; no abbreviation is as long
_OPENING_MARKS = re.compile(r"[\s\"'“‘„«‹(\[¿¡*_]*")
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_INITIAL = re.compile(r"[^\W\d_]\.")


class Stop(NamedTuple):
    """Marks at `text[start:end]` that may end the sentence which begins at `first`.

    `closing` are the quotation marks, brackets and footnotes right behind them, and `following` is
    the place of what comes after the gap. `language` is that of the text.
    """

    language: Language
    text: str
    first: int
    start: int
    end: int
    marks: str
    closing: str
    following: int

    @property
    def word(self) -> str:
        """The word before the marks, without their full stop: `Mass`, `U.S`, `p.m`."""
        start = max(self.first, self.start - _MAX_WORD)
        match = _WORD_BEFORE.search(self.text[start : self.start])
        return match[0] if match else ""

    @property
    def next_character(self) -> str:
        """The character after the gap."""
        return self.text[self.following]

    @property
    def next_word(self) -> str:
        """The letters after the gap, behind marks that open a quotation."""
        return next_word(self.text, self.following)

    @property
    def opens_with_starter(self) -> bool:
        """Whether the next word has a capital and is one that opens sentences, and no name."""
        language, start = self.language, _word_start(self.text, self.following)
        if _INITIAL.match(self.text, start):
            return False
        return language.opens_sentence(self.next_word) or language.opens_with_elision(
            self.text, start
        )

    @property
    def is_call(self) -> bool:
        """Whether a question or an exclamation ends here."""
        return any(
            mark in _CALLS or mark in self.language.settings.question_marks for mark in self.marks
        )

    @property
    def has_gap(self) -> bool:
        """Whether white space follows."""
        return self.following > self.end

    @property
    def is_spoken(self) -> bool:
        """Whether a quotation ends here."""
        return any(mark in _quote_marks(self.language) for mark in self.closing)


def begins_small(text: str, start: int) -> bool:
    """Return whether `text[start:]` begins with a small letter, unlike *iPhone*."""
    return text[start : start + 1].islower() and not _CAMEL_CASE.match(text, start)


def next_word(text: str, start: int) -> str:
    """Return the first letters of `text[start:]`, behind marks that open a quotation."""
    match = _WORD.match(text, _word_start(text, start))
    return match[0] if match else ""


def _word_start(text: str, start: int) -> int:
    opening = _OPENING_MARKS.match(text, start)
    return opening.end() if opening else start


@cache
def _quote_marks(language: Language) -> str:
    """Return the marks that close a quotation."""
    return QUOTE_MARKS + "".join(pair[1] for pair in language.settings.quotation_marks)


def find_stops(text: str, start: int, end: int, language: Language) -> Iterator[re.Match[str]]:
    """Yield the matches of marks in `text[start:end]` after which something follows."""
    calls = _CALLS + language.settings.question_marks
    mark_pattern = _mark_pattern(calls)
    stop_pattern = _stop_pattern(calls, _quote_marks(language))
    while mark := mark_pattern.search(text, start, end):
        match = stop_pattern.match(text, mark.start(), end)
        start = match.end() if match else mark.end()
        if match:
            yield match


def make_stop(match: re.Match[str], first: int, language: Language) -> Stop:
    """Return the stop at `match`, in the sentence that begins at `first`."""
    marks, closing = match.group("marks", "closing")
    end = match.end("closing")
    return Stop(language, match.string, first, match.start(), end, marks, closing, match.end())
