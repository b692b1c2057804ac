"""Which words count as the same: inflections, word families, countries and the owner's aliases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.core.data_files import data_lines
from bot.core.text.nltk_models import stem
from bot.core.text.words import strip_suffix, token_matches, tokens
from bot.errors import AliasesError

ALIASES_FILE = "aliases"

Phrase = tuple[str, ...]


class Word(NamedTuple):
    """A word in its forms, from the letters as they stand to the widest group it belongs to.

    `plain` is in lower case, `stem` joins its inflections, `term` joins its family and its aliases
    and is what the index holds; `term` is empty for a word without a topic, such as *the*.
    """

    plain: str
    stem: str
    term: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """True for a name of many words, which stands for the words it is made of."""
        return " " in self.plain


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names that stand for the same thing: each phrase of plain words with its group."""

    groups: Mapping[Phrase, str]
    longest: Mapping[str, int] = field(default_factory=dict)

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        """Return the words of `text[start:end]`; a name of many words follows its last one."""
        found = _words(text, start, end)
        words: list[Word] = []
        done = 0
        for i in [i for i, word in enumerate(found) if word.plain in self.longest]:
            if i >= done:
                words += found[done:i]
                done = i + self._name_length(found, i)
                words += self._named(found[i:done])
        return words + found[done:]

    def knows(self, word: Word) -> bool:
        """Return True if `word` is no slip: it has no topic, is a name, or is in the package."""
        return (
            not word.term
            or word.term.startswith("@")
            or word.plain in _irregular()
            or word.stem in _families()
        )

    def _name_length(self, found: list[Word], i: int) -> int:
        """Return how many words from `i` on are one name, the longest there is."""
        longest = min(self.longest.get(found[i].plain, 1), len(found) - i)
        for length in range(longest, 1, -1):
            if _phrase_of(found[i : i + length]) in self.groups:
                return length
        return 1

    def _named(self, found: list[Word]) -> list[Word]:
        """Return the words of a name with the name itself, or one word with its group."""
        phrase = _phrase_of(found)
        group = self.groups.get(phrase)
        if group is None:
            return found
        if len(found) == 1:
            return [found[0]._replace(term=group)]
        return [*found, Word(" ".join(phrase), group, group, found[0].start, found[-1].end)]


def _phrase_of(words: Iterable[Word]) -> Phrase:
    return tuple(word.plain for word in words)


def without_parts(words: Sequence[Word]) -> list[Word]:
    """Return `words` without those that a name of many words is made of."""
    named = {place for word in words if word.is_name for place in range(word.start, word.end)}
    return [word for word in words if word.is_name or word.start not in named]


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
    for names in [*_countries(), *aliases]:
        phrases = [phrase for name in names if (phrase := _phrase(name))]
        joined = dict.fromkeys(groups[phrase] for phrase in phrases if phrase in groups)
        phrases += [phrase for phrase, group in groups.items() if group in list(joined)[1:]]
        if phrases:
            group = next(iter(joined), f"@{' '.join(phrases[0])}")
            groups.update(dict.fromkeys(phrases, group))
    longest: dict[str, int] = {}
    for phrase in groups:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 1))
    return Lexicon(groups, longest)


@cache
def stopwords() -> frozenset[str]:
    """Return the words that carry no topic."""
    return frozenset(word for line in data_lines("stopwords.txt") for word in line.split())


_MAX_SHOUTED = 64  # texts; an article is asked about once for each of its sentences
_SHOUTED: dict[int, bool] = {}  # by hash: a key that is a text would keep it in memory


def _is_shouted(text: str) -> bool:
    """Return whether `text` is written in capitals throughout."""
    key = hash(text)
    is_shouted = _SHOUTED.get(key)
    if is_shouted is None:
        if len(_SHOUTED) >= _MAX_SHOUTED:
            _SHOUTED.clear()
        is_shouted = _SHOUTED[key] = text.isupper() and len(text.split()) > 1
    return is_shouted


def _words(text: str, start: int, end: int | None) -> list[Word]:
    shouted = _is_shouted(text)
    return [
        Word(*forms, *match.span())
        for match in token_matches(text, start, end)
        if (forms := _forms(match[0], shouted))
    ]


@lru_cache(maxsize=1 << 17)
def _forms(token: str, shouted: bool) -> tuple[str, str, str] | None:  # noqa: FBT001 - a cache's key
    """Return the plain form, the stem and the term of a word as it stands, if it is one."""
    word = strip_suffix(token)
    if not word:
        return None
    plain = _plain(word, shouted=shouted)
    lemma = _stem(plain)
    return plain, lemma, "" if plain in stopwords() else _family(lemma)


def _plain(word: str, *, shouted: bool) -> str:
    """Return `word` in small letters, but for US, WHO and IT, which are other words in these."""
    has_stops = "." in word and not word[0].isdigit()  # u.s. is an acronym in any letters
    letters = word.replace(".", "") if has_stops else word
    is_acronym = has_stops or (len(word) > 1 and word.isupper() and not shouted)
    lower = letters.lower()
    return letters.upper() if is_acronym and lower in stopwords() else lower


def _phrase(name: str) -> Phrase:
    words = [_plain(token.word, shouted=False) for token in tokens(name)]
    return tuple(words[1:] if words[:1] == ["the"] else words)


@cache
def _countries() -> list[list[str]]:
    return [line.split(", ") for line in data_lines("countries.txt")]


@cache
def _irregular() -> Mapping[str, str]:
    """Return the lemma of each irregular form."""
    return _lemmas("irregular_words.txt") | _lemmas("irregular_verbs.txt")


@cache
def _lemmas(name: str) -> dict[str, str]:
    lines = map(str.split, data_lines(name))
    return {form: lemma for lemma, *forms in lines for form in forms}


def is_irregular_verb(plain: str) -> bool:
    """Return True for a form such as *went*."""
    return plain in _lemmas("irregular_verbs.txt")


@cache
def _families() -> Mapping[str, str]:
    """Return the head's stem for the stem of each member of a family."""
    return {
        stem(member): stem(head)
        for head, *members in map(str.split, data_lines("families.txt"))
        for member in members
    }


def _stem(plain: str) -> str:
    return stem(_irregular().get(plain, plain))


def _family(lemma: str) -> str:
    return _families().get(lemma, lemma)
