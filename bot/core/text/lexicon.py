"""Which words count as the same: inflections, word families, countries and the owner's aliases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.core.languages.language import Language
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.words import token_spans
from bot.errors import AliasesError

ALIASES_FILE = "aliases"

Phrase = tuple[str, ...]


class Word(NamedTuple):
    """A word in its forms, from the letters as they stand to the widest group it belongs to.

    `plain` is in small letters, `stem` joins its inflections, `term` joins its family and its
    aliases. The index holds terms; that of a word without a topic, such as *the*, is empty.
    """

    plain: str
    stem: str
    term: str
    start: int
    end: int

    @property
    def is_phrase(self) -> bool:
        """Whether it is a name of several words, which follows the words that it is made of."""
        return " " in self.plain

    @property
    def is_alias(self) -> bool:
        """Whether it is a name that stands for the same as others."""
        return GROUP_MARK in self.term


GROUP_MARK = "@"  # no word of a text has it


@dataclass(frozen=True, slots=True)
class NameGroups:
    """Names that stand for the same thing in a language: each phrase of plain words with its group.

    `longest` has the number of words of the longest name that begins with a word.
    """

    groups: Mapping[Phrase, str]
    longest: Mapping[str, int]

    def name_length(self, words: list[Word], i: int) -> int:
        """Return the number of words from `i` on that are one name, the longest there is."""
        longest = min(self.longest.get(words[i].plain, 1), len(words) - i)
        for length in range(longest, 1, -1):
            if _phrase_of(words[i : i + length]) in self.groups:
                return length
        return 1

    def with_group(self, words: list[Word]) -> list[Word]:
        """Return the words of a name with the phrase behind them, or one word with its group."""
        phrase = _phrase_of(words)
        group = self.groups.get(phrase)
        if group is None:
            return words
        if len(words) == 1:
            return [words[0]._replace(term=group)]
        return [*words, Word(" ".join(phrase), group, group, words[0].start, words[-1].end)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of texts in any language, with the names that the owner's aliases join."""

    aliases: tuple[tuple[str, ...], ...] = ()
    _names: dict[str, NameGroups] = field(default_factory=dict, compare=False, repr=False)

    def words(
        self, text: str, start: int = 0, end: int | None = None, language: str = ENGLISH
    ) -> list[Word]:
        """Return the words of `text[start:end]`; a phrase follows its last word."""
        names = self.names(language)
        single_words = _single_words(text, start, end, language_of(language))
        words: list[Word] = []
        end_of_name = 0
        for i in [i for i, word in enumerate(single_words) if word.plain in names.longest]:
            if i >= end_of_name:
                words += single_words[end_of_name:i]
                end_of_name = i + names.name_length(single_words, i)
                words += names.with_group(single_words[i:end_of_name])
        return words + single_words[end_of_name:]

    def names(self, language: str) -> NameGroups:
        """Return the names of countries and the aliases as a language writes their words."""
        names = self._names.get(language)
        if names is None:
            names = self._names[language] = _group_names(language_of(language), self.aliases)
        return names


def _phrase_of(words: Iterable[Word]) -> Phrase:
    return tuple(word.plain for word in words)


def is_spelt_right(word: Word, language: str) -> bool:
    """Return whether a word has no topic, is a name, or stands in the lists of its language."""
    return not word.term or word.is_alias or language_of(language).knows(word.plain, word.stem)


def without_phrase_parts(words: Sequence[Word]) -> list[Word]:
    """Return `words` without those that a phrase is made of."""
    in_phrase = {place for word in words if word.is_phrase for place in range(word.start, word.end)}
    return [word for word in words if word.is_phrase or word.start not in in_phrase]


def read_aliases(folder: Path) -> list[list[str]]:
    """Return the groups of names in the `aliases` file of a corpus folder, if there is one.

    Each line is `name, name, …`; `#` starts a comment. Raises AliasesError with the line's number.
    """
    file = folder / ALIASES_FILE
    if not file.is_file():
        return []
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AliasesError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    groups = []
    for number, line in enumerate(lines, 1):
        names = [name.strip() for name in line.partition("#")[0].split(",") if name.strip()]
        if len(names) == 1:
            raise AliasesError(f"{file}, line {number}: {names[0]!r} has no other name beside it")
        if names:
            groups.append(names)
    return groups


def build_lexicon(aliases: Iterable[Iterable[str]] = ()) -> Lexicon:
    """Return the lexicon of the package, extended by groups of names."""
    return Lexicon(tuple(map(tuple, aliases)))


def _group_names(language: Language, aliases: Iterable[Iterable[str]]) -> NameGroups:
    """Return the countries of a language, extended by `aliases`; a shared name joins groups."""
    groups: dict[Phrase, str] = {}
    phrases_of: defaultdict[str, list[Phrase]] = defaultdict(list)
    for names in [*language.names, *aliases]:
        phrases = [phrase for name in names if (phrase := _phrase(name, language))]
        known_groups = list(dict.fromkeys(groups[phrase] for phrase in phrases if phrase in groups))
        for joined_group in known_groups[1:]:
            phrases += phrases_of.pop(joined_group)
        if phrases:
            name = f"{language.term_prefix}{GROUP_MARK}{' '.join(phrases[0])}"
            group = next(iter(known_groups), name)
            groups.update(dict.fromkeys(phrases, group))
            phrases_of[group] += phrases
    longest: dict[str, int] = {}
    for phrase in groups:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 1))
    return NameGroups(groups, longest)


def _phrase(name: str, language: Language) -> Phrase:
    words = [word for span in token_spans(name) if (word := language.plain(name[slice(*span)]))]
    return tuple(words[1:] if words[:1] == [language.settings.article] else words)


_MAX_CACHED_TEXTS = 64  # an article is looked at once for each of its sentences
_ALL_CAPITALS: dict[int, bool] = {}  # by hash, since a text as key would stay in memory


def _is_all_capitals(text: str) -> bool:
    key = hash(text)
    is_all_capitals = _ALL_CAPITALS.get(key)
    if is_all_capitals is None:
        if len(_ALL_CAPITALS) >= _MAX_CACHED_TEXTS:
            _ALL_CAPITALS.clear()
        is_all_capitals = _ALL_CAPITALS[key] = text.isupper() and len(text.split()) > 1
    return is_all_capitals


def _single_words(text: str, start: int, end: int | None, language: Language) -> list[Word]:
    new_tuple = tuple.__new__
    forms_of = language.forms_in_capitals if _is_all_capitals(text) else language.forms
    return [
        new_tuple(Word, (*forms, start, end))  # faster than Word(…)
        for start, end in token_spans(text, start, end)
        if (forms := forms_of[text[start:end]])
    ]
