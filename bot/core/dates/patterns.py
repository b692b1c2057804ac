"""The grammar of dates: the patterns of data/dates.txt, each with the function that reads it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bot.core.dates import resolvers as readers
from bot.core.dates.periods import NAMED_DAYS, ORDINALS, Period
from bot.core.dates.resolvers import Context, Match, Reader
from bot.core.text.words import Span, data_lines


class Rule(NamedTuple):
    """A pattern and its reader; where the pattern has a group `core`, that alone is the date."""

    pattern: re.Pattern[str]
    read: Reader


class Found(NamedTuple):
    """A match of a rule, and the span of the date in it."""

    span: Span
    rule: Rule
    match: Match

    def read(self, context: Context) -> Period | None:
        """Return the period, or None where the calendar or the context has no such date."""
        try:
            return self.rule.read(self.match, context)
        except (ValueError, OverflowError):
            return None


def matches(text: str, start: int, end: int) -> list[Found]:
    """Return the matches of all rules in `text[start:end]`, the leftmost and longest first."""
    found = [
        Found(match.span("core" if "core" in match.re.groupindex else 0), rule, match)
        for rule in _rules_for(text[start:end])
        for match in rule.pattern.finditer(text, start, end)
    ]
    return sorted(found, key=lambda one: (one.span[0], -one.span[1]))


def _rules_for(text: str) -> Iterator[Rule]:
    """Yield the rules that have a sign in `text`: looking for words is faster than matching."""
    lower = text.lower()
    for name, signs in _grammar().signs.items():
        if any(sign in lower or sign in text for sign in signs):
            yield from _rules(name)


class Grammar(NamedTuple):
    """The lines of the data: the signs, the pieces, and the patterns of each sign by reader."""

    signs: dict[str, list[str]]
    pieces: dict[str, str]
    patterns: dict[str, list[tuple[str, str]]]


@cache
def _grammar() -> Grammar:
    grammar = Grammar({}, _names(), {})
    for heading, line in _lines():
        name, *words = line.split()
        if heading == "signs":
            grammar.signs[name] = words
        elif heading == "pieces":
            grammar.pieces[name] = line.split(maxsplit=1)[1]
        else:
            sign, reader = heading.split(": ")
            grammar.patterns.setdefault(sign, []).append((reader, line))
    return grammar


@cache
def _rules(sign: str) -> tuple[Rule, ...]:
    """Return the rules of a sign; compiling them is slow, so it waits for a text that has it."""
    return tuple(
        Rule(_compiled(line, _grammar().pieces), _reader(name))
        for name, line in _grammar().patterns[sign]
    )


def _reader(name: str) -> Reader:
    if name == "nothing":
        return _nothing
    reader: Reader = getattr(readers, f"read_{name}")
    return reader


def _nothing(_match: Match, _context: Context) -> None:
    """Read what only looks like a date, and what is a duration or comes again and again."""


def _lines() -> Iterator[tuple[str, str]]:
    """Yield the lines of the data with their headings."""
    heading = ""
    for line in data_lines("dates.txt"):
        if re.fullmatch(r"\[[a-z]+(?:: \w+)?\]", line):
            heading = line.strip("[]")
        else:
            yield heading, line


def _names() -> dict[str, str]:
    named = [
        name.replace("s day", "['’]?s['’]? day")
        .replace("year", "year['’]?")
        .replace("st ", r"st\.? ")
        for name in NAMED_DAYS
    ]
    return {"nth": _any_of(ORDINALS), "named": _any_of(named)}


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_PIECE = re.compile(r"(?<!\(\?P)<(:?)([a-z]+)(\d?)>")


def _compiled(line: str, pieces: dict[str, str]) -> re.Pattern[str]:
    before, _, core = line.rpartition(" >> ")
    pattern = f"{before}[- ](?P<core>{core})" if before else core
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda m: _piece(m, pieces), pattern)
    # Not inside a longer word or number, but for mid-1990s; nor before 1,998 or 24-7.
    edges = rf"(?:(?<=\bmid-)|(?<![\w$€£-]))(?:{pattern})(?![\w%]|[-.,:/]\d)"
    return re.compile(_spaced(edges), re.IGNORECASE)


def _piece(match: re.Match[str], pieces: dict[str, str]) -> str:
    is_unnamed, name, number = match.groups()
    return pieces[name] if is_unnamed else f"(?P<{name}{number}>{pieces[name]})"


def _spaced(pattern: str) -> str:
    """Return `pattern` with each space standing for any, the end of a wrapped line too."""
    in_set = pattern.replace("[- ]", r"[-\s]").replace("[ /]", r"[\s/]")
    return in_set.replace(" ?", r"\s*").replace(" ", r"\s+")
