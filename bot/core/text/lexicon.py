"""Which words count as the same: inflections, word families, countries and the owner's aliases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from nltk.stem.snowball import EnglishStemmer

from bot.core.data_files import data_lines
from bot.core.text.words import strip_suffix, token_matches, tokens
from bot.errors import AliasesError

ALIASES_FILE = "aliases"
_STEMMER = EnglishStemmer()  # it is code: no NLTK data is needed

Phrase = tuple[str, ...]


class Word(NamedTuple):
    """A word in its forms, from the letters as they stand to the widest group it belongs to.

    `plain` is in lower case, `stem` joins its inflections, `term` joins its family and its aliases.
    The index holds terms; that of a word without a topic, such as *the*, is empty.
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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names that stand for the same thing: each phrase of plain words with its group."""

    groups: Mapping[Phrase, str]
    longest: Mapping[str, int] = field(default_factory=dict)

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        """Return the words of `text[start:end]`; a phrase follows its last word."""
        single_words = _single_words(text, start, end)
        words: list[Word] = []
        end_of_name = 0
        for i in [i for i, word in enumerate(single_words) if word.plain in self.longest]:
            if i >= end_of_name:
                words += single_words[end_of_name:i]
                end_of_name = i + self._name_length(single_words, i)
                words += self._with_group(single_words[i:end_of_name])
        return words + single_words[end_of_name:]

    def knows(self, word: Word) -> bool:
        """Return whether `word` is spelt right: it has no topic, or it is in the package."""
        return (
            not word.term
            or word.term.startswith("@")
            or word.plain in _irregular()
            or word.stem in _families()
        )

    def _name_length(self, words: list[Word], i: int) -> int:
        """Return the number of words from `i` on that are one name, the longest there is."""
        longest = min(self.longest.get(words[i].plain, 1), len(words) - i)
        for length in range(longest, 1, -1):
            if _phrase_of(words[i : i + length]) in self.groups:
                return length
        return 1

    def _with_group(self, words: list[Word]) -> list[Word]:
        """Return the words of a name with the phrase behind them, or one word with its group."""
        phrase = _phrase_of(words)
        group = self.groups.get(phrase)
        if group is None:
            return words
        if len(words) == 1:
            return [words[0]._replace(term=group)]
        return [*words, Word(" ".join(phrase), group, group, words[0].start, words[-1].end)]


def _phrase_of(words: Iterable[Word]) -> Phrase:
    return tuple(word.plain for word in words)


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


def build_lexicon(aliases: Iterable[list[str]] = ()) -> Lexicon:
    """Return the countries of the package, extended by `aliases`; a shared name joins groups."""
    groups: dict[Phrase, str] = {}
    phrases_of: defaultdict[str, list[Phrase]] = defaultdict(list)
    for names in [*_countries(), *aliases]:
        phrases = [phrase for name in names if (phrase := _phrase(name))]
        known_groups = list(dict.fromkeys(groups[phrase] for phrase in phrases if phrase in groups))
        for joined_group in known_groups[1:]:
            phrases += phrases_of.pop(joined_group)
        if phrases:
            group = next(iter(known_groups), f"@{' '.join(phrases[0])}")
            groups.update(dict.fromkeys(phrases, group))
            phrases_of[group] += phrases
    longest: dict[str, int] = {}
    for phrase in groups:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 1))
    return Lexicon(groups, longest)


@cache
def stopwords() -> frozenset[str]:
    """Return the words that carry no topic."""
    return frozenset(
        word for line in data_lines("languages/en/stopwords.txt") for word in line.split()
    )


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


def _single_words(text: str, start: int, end: int | None) -> list[Word]:
    is_all_capitals = _is_all_capitals(text)
    return [
        Word(*forms, *match.span())
        for match in token_matches(text, start, end)
        if (forms := _forms(match[0], is_all_capitals))
    ]


@lru_cache(maxsize=1 << 17)
def _forms(
    token: str,
    is_all_capitals: bool,  # noqa: FBT001 - a cache's key
) -> tuple[str, str, str] | None:
    """Return the plain form, the stem and the term of a token, if it is a word."""
    word = strip_suffix(token)
    if not word:
        return None
    plain = _plain(word, is_all_capitals=is_all_capitals)
    lemma = _stem(plain)
    return plain, lemma, "" if plain in stopwords() else _family(lemma)


def _plain(word: str, *, is_all_capitals: bool) -> str:
    """Return `word` in lower case, except US, WHO and IT, which would become other words."""
    has_stops = "." in word and not word[0].isdigit()  # u.s. is an acronym in any letters
    letters = word.replace(".", "") if has_stops else word
    is_acronym = has_stops or (len(word) > 1 and word.isupper() and not is_all_capitals)
    lower = letters.lower()
    return letters.upper() if is_acronym and lower in stopwords() else lower


def _phrase(name: str) -> Phrase:
    words = [_plain(token.word, is_all_capitals=False) for token in tokens(name)]
    return tuple(words[1:] if words[:1] == ["the"] else words)


@cache
def _countries() -> list[list[str]]:
    return [line.split(", ") for line in data_lines("languages/en/countries.txt")]


@cache
def _irregular() -> Mapping[str, str]:
    """Return the lemma of each irregular form."""
    return _lemmas("languages/en/irregular_words.txt") | _lemmas("languages/en/irregular_verbs.txt")


@cache
def _lemmas(name: str) -> dict[str, str]:
    lines = map(str.split, data_lines(name))
    return {form: lemma for lemma, *forms in lines for form in forms}


def is_irregular_verb(plain: str) -> bool:
    """Return whether a word is a form such as *went*."""
    return plain in _lemmas("languages/en/irregular_verbs.txt")


@cache
def _families() -> Mapping[str, str]:
    """Return the stem of the head of its family for the stem of each member."""
    return {
        stem(member): stem(head)
        for head, *members in map(str.split, data_lines("languages/en/families.txt"))
        for member in members
    }


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a lower-case English word."""
    return str(_STEMMER.stem(word))


def _stem(plain: str) -> str:
    return stem(_irregular().get(plain, plain))


def _family(lemma: str) -> str:
    return _families().get(lemma, lemma)
