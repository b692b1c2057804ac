"""The patterns of dates.txt, each with the resolver that gives its meaning.

The head of `data/dates.txt`, whose patterns serve every language, explains the syntax.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

from bot.core.data_files import data_lines, has_data
from bot.core.dates.periods import Period
from bot.core.dates.resolvers import RESOLVERS, DateContext, Match, Resolver
from bot.core.dates.resolvers.context import date_span
from bot.core.dates.vocabulary import DateVocabulary, fold, signs_of, words_pattern
from bot.core.text.words import Span

T = TypeVar("T")


class PatternMatch(NamedTuple):
    """A match of a pattern, and the span of the date in it."""

    span: Span
    resolver: Resolver
    match: re.Match[str]
    vocabulary: DateVocabulary

    @property
    def is_range(self) -> bool:
        """Whether the expression has two ends."""
        return self.resolver.is_range

    def resolve(self, context: DateContext) -> Period | None:
        """Return the period, or None if the calendar or the context has no such date."""
        try:
            return self.resolver.resolve(Match(self.match, self.vocabulary), context)
        except (ValueError, OverflowError):
            return None


def find_matches(text: str, start: int, end: int, language: str) -> list[PatternMatch]:
    """Return the matches of all patterns in `text[start:end]`, the leftmost and longest first."""
    vocabulary = load_patterns(language).vocabulary
    matches = [
        PatternMatch(date_span(match), resolver, match, vocabulary)
        for pattern, resolver in _patterns_for(text[start:end], language)
        for match in pattern.finditer(text, start, end)
    ]
    return sorted(matches, key=lambda match: (match.span[0], -match.span[1]))


def _patterns_for(text: str, language: str) -> Iterator[tuple[re.Pattern[str], Resolver]]:
    """Yield the patterns of the signs in `text`: searching for words is faster than matching."""
    lower = text.lower()
    for sign, words in load_patterns(language).signs.items():
        if any(word in lower or word in text for word in words):
            yield from compile_patterns(language, sign)


class PatternFile(NamedTuple):
    """The content of a file of patterns.

    `signs` has the words without which no pattern of a sign can match, `pieces` the named parts of
    patterns, and `patterns` the lines of each sign with their resolvers.
    """

    signs: Mapping[str, list[str]]
    pieces: Mapping[str, str]
    patterns: Mapping[str, list[tuple[str, Resolver]]]
    vocabulary: DateVocabulary


@cache
def load_patterns(language: str) -> PatternFile:
    """Return the patterns of all languages with those of one, if it has any."""
    names = ["dates.txt", f"languages/{language}/dates.txt"]
    return parse_patterns(*map(data_lines, filter(has_data, names)), language=language)


@cache
def compile_patterns(language: str, sign: str) -> tuple[tuple[re.Pattern[str], Resolver], ...]:
    """Return the patterns of a sign; they are compiled when first needed, because that is slow."""
    content = load_patterns(language)
    has_spaces = not content.vocabulary.has("no spaces")
    return tuple(
        (_compile(line, content.pieces, has_spaces=has_spaces), resolver)
        for line, resolver in content.patterns.get(sign, ())
    )


_PIECE = re.compile(r"(?<!\(\?P)<(?P<unnamed>:?)(?P<name>[a-z]+)(?P<number>\d?)>")
_PATTERNS_HEADING = re.compile(r"(?P<sign>[a-z]+): (?P<resolver>\w+)")
_WORDS_HEADING = "words: "
Sections = dict[str, list[str]]


def parse_patterns(*files: Iterable[str], language: str = "") -> PatternFile:
    """Return the content of the lines of `files`, of which the later ones replace the others.

    Raises ValueError with the line if it names a sign, a piece or a resolver that does not exist.
    """
    signs: dict[str, list[str]] = {}
    pieces: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    phrases: dict[str, str] = {}
    sections: Sections = {}
    for lines in files:
        content = _read_sections(lines)
        spellings = _read_words(content)
        signs |= {group: signs_of(spelling) for group, spelling in spellings.items()}
        signs |= {name: line.split() for name, line in _named_lines(content, "signs")}
        pieces |= _word_pieces(spellings)
        pieces |= dict(_named_lines(content, "pieces"))
        phrases |= _read_phrases(content)
        words |= spellings
        for heading, section in content.items():
            sections[heading] = sections.get(heading, []) + section
    patterns = _read_patterns(sections, signs, pieces)
    return PatternFile(
        signs={sign: words for sign, words in signs.items() if sign in patterns},
        pieces=pieces,
        patterns=patterns,
        vocabulary=DateVocabulary(
            language=language,
            values={group: _by_fold(spelling) for group, spelling in words.items()},
            settings=frozenset(sections.get("settings", ())),
            phrases={name: _with_any_space(_expand(p, pieces)) for name, p in phrases.items()},
        ),
    )


def _read_sections(lines: Iterable[str]) -> Sections:
    """Return the lines below each heading in brackets."""
    sections: Sections = {}
    heading = ""
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            sections.setdefault(heading, [])
        else:
            sections[heading].append(line)
    return sections


def _named_lines(sections: Sections, heading: str) -> Iterator[tuple[str, str]]:
    """Yield the name with which each line of a section begins, and the rest of the line."""
    for line in sections.get(heading, ()):
        name, rest = line.split(maxsplit=1)
        yield name, rest


def _read_phrases(sections: Sections) -> dict[str, str]:
    """Return the pattern of each phrase; the lines of one name are alternatives."""
    alternatives: dict[str, list[str]] = {}
    for name, pattern in _named_lines(sections, "phrases"):
        alternatives.setdefault(name, []).append(pattern)
    return {name: "|".join(patterns) for name, patterns in alternatives.items()}


def _read_words(sections: Sections) -> dict[str, dict[str, str]]:
    """Return the value of each word by the group in whose section it stands."""
    return {
        heading.removeprefix(_WORDS_HEADING): {
            word.strip(): value
            for value, _, words in (line.partition(": ") for line in lines)
            for word in words.split(",")
        }
        for heading, lines in sections.items()
        if heading.startswith(_WORDS_HEADING)
    }


def _word_pieces(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the pieces of groups of words, as `full…` also without their abbreviations."""
    whole = {f"full{group}": [w for w in words[group] if not w.endswith(".")] for group in words}
    return {group: words_pattern(spelling) for group, spelling in {**words, **whole}.items()}


def _by_fold(values: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): value for word, value in values.items()}


def _read_patterns(
    sections: Sections, signs: Mapping[str, list[str]], pieces: Mapping[str, str]
) -> dict[str, list[tuple[str, Resolver]]]:
    """Return the patterns of each sign, with their resolvers."""
    patterns: dict[str, list[tuple[str, Resolver]]] = {}
    for heading, lines in sections.items():
        names = _PATTERNS_HEADING.fullmatch(heading)
        if names is None or heading.startswith(_WORDS_HEADING):
            continue
        resolver = _find(RESOLVERS, "resolver", names["resolver"], f"[{heading}]")
        _find(signs, "sign", names["sign"], f"[{heading}]")
        for line in lines:
            for piece in _PIECE.finditer(line):
                _find(pieces, "piece", piece["name"], line)
            patterns.setdefault(names["sign"], []).append((line, resolver))
    return patterns


def _find(items: Mapping[str, T], kind: str, name: str, line: str) -> T:
    if name not in items:
        raise ValueError(f"dates.txt: no {kind} is called {name!r}, in the line: {line}")
    return items[name]


def _compile(line: str, pieces: Mapping[str, str], *, has_spaces: bool) -> re.Pattern[str]:
    before, _, core = line.rpartition(" >> ")
    pattern = _expand(f"{before}[- ](?P<core>{core})" if before else core, pieces)
    # Not inside a longer word or number, except for mid-1990s; and not before 1,998 or 24-7.
    # The engine tries this at each character, so what most fail at stands first.
    bounded = (
        rf"(?<![\w$€£])(?:(?<!-)|(?<=\bmid-))(?:{pattern})(?![\w%]|[-.,:/]\d)"
        if has_spaces
        else rf"(?<![\d.])(?:{pattern})(?![\d%])"
    )
    return re.compile(_with_any_space(bounded), re.IGNORECASE)


def _expand(pattern: str, pieces: Mapping[str, str]) -> str:
    """Return a pattern with the pieces that it names."""
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda piece: _expand_piece(piece, pieces), pattern)
    return pattern


def _expand_piece(piece: re.Match[str], pieces: Mapping[str, str]) -> str:
    pattern = pieces[piece["name"]]
    if piece["unnamed"]:
        return pattern
    return f"(?P<{piece['name']}{piece['number']}>{pattern})"


def _with_any_space(pattern: str) -> str:
    """Let each space stand for any white space, such as the end of a wrapped line."""
    in_sets = pattern.replace("[- ]", r"[-\s]").replace("[ /]", r"[\s/]")
    return in_sets.replace(" ?", r"\s*").replace(" ", r"\s+")
