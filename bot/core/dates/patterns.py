"""The patterns of dates.txt, each with the resolver that gives its meaning.

The head of that file explains its syntax.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

from bot.core.data_files import data_lines
from bot.core.dates.named_days import NAMED_DAYS
from bot.core.dates.numerals import ORDINALS
from bot.core.dates.periods import Period
from bot.core.dates.resolvers import RESOLVERS, DateContext, Match, Resolver
from bot.core.dates.resolvers.context import date_span
from bot.core.text.words import Span

T = TypeVar("T")


class PatternMatch(NamedTuple):
    """A match of a pattern, and the span of the date in it."""

    span: Span
    resolver: Resolver
    match: Match

    @property
    def is_range(self) -> bool:
        """Whether the expression has two ends."""
        return self.resolver.is_range

    def resolve(self, context: DateContext) -> Period | None:
        """Return the period, or None if the calendar or the context has no such date."""
        try:
            return self.resolver.resolve(self.match, context)
        except (ValueError, OverflowError):
            return None


def find_matches(text: str, start: int, end: int) -> list[PatternMatch]:
    """Return the matches of all patterns in `text[start:end]`, the leftmost and longest first."""
    matches = [
        PatternMatch(date_span(match), resolver, match)
        for pattern, resolver in _patterns_for(text[start:end])
        for match in pattern.finditer(text, start, end)
    ]
    return sorted(matches, key=lambda match: (match.span[0], -match.span[1]))


def _patterns_for(text: str) -> Iterator[tuple[re.Pattern[str], Resolver]]:
    """Yield the patterns of the signs in `text`: searching for words is faster than matching."""
    lower = text.lower()
    for sign, words in load_patterns().signs.items():
        if any(word in lower or word in text for word in words):
            yield from compile_patterns(sign)


class PatternFile(NamedTuple):
    """The content of a file of patterns.

    `signs` has the words without which no pattern of a sign can match, `pieces` the named parts of
    patterns, and `patterns` the lines of each sign with their resolvers.
    """

    signs: Mapping[str, list[str]]
    pieces: Mapping[str, str]
    patterns: Mapping[str, list[tuple[str, Resolver]]]


@cache
def load_patterns() -> PatternFile:
    """Return the content of dates.txt."""
    return parse_patterns(data_lines("languages/en/dates.txt"))


@cache
def compile_patterns(sign: str) -> tuple[tuple[re.Pattern[str], Resolver], ...]:
    """Return the patterns of a sign; they are compiled when first needed, because that is slow."""
    content = load_patterns()
    return tuple(
        (_compile(line, content.pieces), resolver) for line, resolver in content.patterns[sign]
    )


_PATTERNS_HEADING = re.compile(r"\[(?P<sign>[a-z]+): (?P<resolver>\w+)\]")
_PIECE = re.compile(r"(?<!\(\?P)<(?P<unnamed>:?)(?P<name>[a-z]+)(?P<number>\d?)>")


def parse_patterns(lines: Iterable[str]) -> PatternFile:
    """Return the content of `lines`.

    Raises ValueError with the line if it names a sign, a piece or a resolver that does not exist.
    """
    signs: dict[str, list[str]] = {}
    pieces = _make_pieces()
    patterns: dict[str, list[tuple[str, Resolver]]] = {}
    section = ""
    for line in lines:
        if line in {"[signs]", "[pieces]"}:
            section = line
        elif heading := _PATTERNS_HEADING.fullmatch(line):
            section = heading["sign"]
            resolver = _find(RESOLVERS, "resolver", heading["resolver"], line)
            _find(signs, "sign", section, line)
        elif section == "[signs]":
            name, *words = line.split()
            signs[name] = words
        elif section == "[pieces]":
            name, pattern = line.split(maxsplit=1)
            pieces[name] = pattern
        else:
            for piece in _PIECE.finditer(line):
                _find(pieces, "piece", piece["name"], line)
            patterns.setdefault(section, []).append((line, resolver))
    return PatternFile(signs, pieces, patterns)


def _find(items: Mapping[str, T], kind: str, name: str, line: str) -> T:
    if name not in items:
        raise ValueError(f"dates.txt: no {kind} is called {name!r}, in the line: {line}")
    return items[name]


def _make_pieces() -> dict[str, str]:
    named_days = [
        name.replace("s day", "['’]?s['’]? day")
        .replace("year", "year['’]?")
        .replace("st ", r"st\.? ")
        for name in NAMED_DAYS
    ]
    return {"nth": _any_of(ORDINALS), "named": _any_of(named_days)}


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def _compile(line: str, pieces: Mapping[str, str]) -> re.Pattern[str]:
    before, _, core = line.rpartition(" >> ")
    pattern = f"{before}[- ](?P<core>{core})" if before else core
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda piece: _expand(piece, pieces), pattern)
    # Not inside a longer word or number, except for mid-1990s; and not before 1,998 or 24-7.
    # The engine tries this at each character, so what most fail at stands first.
    bounded = rf"(?<![\w$€£])(?:(?<!-)|(?<=\bmid-))(?:{pattern})(?![\w%]|[-.,:/]\d)"
    return re.compile(_with_any_space(bounded), re.IGNORECASE)


def _expand(piece: re.Match[str], pieces: Mapping[str, str]) -> str:
    pattern = pieces[piece["name"]]
    if piece["unnamed"]:
        return pattern
    return f"(?P<{piece['name']}{piece['number']}>{pattern})"


def _with_any_space(pattern: str) -> str:
    """Let each space stand for any white space, such as the end of a wrapped line."""
    in_sets = pattern.replace("[- ]", r"[-\s]").replace("[ /]", r"[\s/]")
    return in_sets.replace(" ?", r"\s*").replace(" ", r"\s+")
