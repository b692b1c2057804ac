"""Sentence spans, tokens and stems: the only import of nltk.

No NLTK data is needed: Punkt runs on the abbreviations and sentence starters of `data/`, and the
stemmer is code.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from nltk.stem.snowball import EnglishStemmer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

MAX_SENTENCE = 900  # characters: escaped twice as long, it still fits into a Discord message

Span = tuple[int, int]


class Token(NamedTuple):
    """A word as it stands: `text[start:end]`, without accents and possessive."""

    word: str
    start: int
    end: int


def data_lines(name: str) -> Iterator[str]:
    """Yield the lines of a file of `data/`, without comments and blank lines."""
    for line in (files("bot.core") / "data" / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def data_groups(name: str) -> dict[str, frozenset[str]]:
    """Return the words under each heading in brackets of a file of `data/`."""
    groups: dict[str, frozenset[str]] = {}
    heading = ""
    for line in data_lines(name):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            groups[heading] = groups.get(heading, frozenset()) | set(line.split())
    return groups


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of the sentences of `text[start:end]`."""
    spans = [(start + a, start + b) for a, b in _punkt().span_tokenize(text[start:end])]
    return _rejoined(text, spans)


@cache
def _punkt() -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    parameters.abbrev_types = set(data_lines("abbreviations.txt"))
    parameters.sent_starters = {
        word for line in data_lines("sentence_starters.txt") for word in line.split()
    }
    return PunktSentenceTokenizer(parameters)


_CLOSED_QUOTE = re.compile(r"[.!?…][\"'”’)\]]+$")
_LONGEST_SPEECH = 400  # characters of direct speech that stays one unit


def _rejoined(text: str, spans: list[Span]) -> list[Span]:
    """Join what Punkt parts inside direct speech, and after it: “Come here. Now!” he said."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and _goes_on(text, *joined[-1], start, end):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Return True if direct speech in `text[start:end]` takes in the sentence after it."""
    if text[next_start].islower() and _CLOSED_QUOTE.search(text, start, end):
        return True
    if next_end - start > _LONGEST_SPEECH:
        return False
    is_open = text.count("“", start, end) > text.count("”", start, end)
    return is_open or text.count('"', start, end) % 2 == 1


_CLAUSE_END = re.compile(r"[;:,.!?]\s+|\s+")


def cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span whole, or cut after a clause or between words where it is too long to show."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        gaps = list(_CLAUSE_END.finditer(text, start + MAX_SENTENCE // 2, limit))
        gap = max(gaps, key=lambda m: (not m[0].isspace(), m.end()), default=None)
        last = limit if gap is None else gap.end()
        yield start, start + len(text[start:last].rstrip())
        while last < end and text[last].isspace():
            last += 1
        start = last
    if start < end:
        yield start, end


def statements(text: str) -> list[str]:
    """Return the sentences of a text that somebody typed, in which a line ends a sentence too."""
    lines = [line.strip() for line in text.splitlines()]
    spans = [(line, span) for line in lines if line for span in sentence_spans(line, 0, len(line))]
    return [line[slice(*part)] for line, span in spans for part in cut(line, *span)]


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
        word = bare(match[0])
        if word:
            yield Token(word, *match.span())


def token_matches(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Return the matches of what may be words in `text[start:end]`, in order."""
    return _TOKEN.finditer(text, start, len(text) if end is None else end)


def has_word(text: str, start: int, end: int) -> bool:
    """Return True if `text[start:end]` has a letter or a digit."""
    return _TOKEN.search(text, start, end) is not None


@lru_cache(maxsize=1 << 17)
def bare(token: str) -> str:
    """Return what matched without accents and possessive; it may be nothing."""
    return _SUFFIX.sub("", fold_accents(token))


def fold_accents(text: str) -> str:
    """Return `text` with accents taken off, so that Elysée and Elysee are one word."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_stemmer = EnglishStemmer()


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a lower-case English word."""
    return str(_stemmer.stem(word))
