"""Language: the word lists and rules of a folder, each read when it is first needed."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any, NamedTuple

from bot.core.data_files import data_groups, data_lines, data_phrases, data_text, has_data
from bot.core.languages.letters import (
    Folds,
    compose,
    decompose,
    fold,
    parse_folds,
    to_lower,
    to_turkish_lower,
)
from bot.core.languages.stemmers import make_stemmer
from bot.core.languages.token_cache import TokenCache

Groups = Mapping[str, frozenset[str]]
Change = Callable[[str], str]


class Forms(NamedTuple):
    """The forms of a word: see `bot.core.text.lexicon.Word`."""

    plain: str
    stem: str
    term: str


class Language:
    """A language by its code (ISO 639-1).

    Its lists hold words in small letters and, once read, in their plain form: see `plain`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.forms = TokenCache(partial(self._forms, is_all_capitals=False))
        self.forms_in_capitals = TokenCache(partial(self._forms, is_all_capitals=True))

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    # --- Words

    def plain(self, token: str, *, is_all_capitals: bool = False) -> str:
        """Return a token in small letters, with one form of the letters that readers equate.

        It has no possessive or elided article, which may leave nothing. Letters with stops, and a
        stop word in capitals, are an acronym: *US*, *WHO* and *IT* would become other words.
        """
        return self.fold(self._natural(token, is_all_capitals=is_all_capitals))

    def fold(self, word: str) -> str:
        """Return a word in small letters with one form of the letters that readers equate."""
        return fold(word, self._folds)

    def pieces(self, token: str) -> list[str]:
        """Return a token in small letters with its accents, the word that it elides by itself.

        *qu'est* is *qu'* and *est*.
        """
        elision = self._elisions.match(self._normalise(token)) if self._elisions else None
        elided = [self._lower(elision[0]).replace("’", "'")] if elision else []
        natural = self._natural(token, is_all_capitals=False).lower()
        return [*elided, natural] if natural else elided

    def normalise(self, text: str) -> str:
        """Return a text without spaces in small letters, and without what its readers ignore."""
        return self.fold(self._lower(self._normalise(text)))

    def _natural(self, token: str, *, is_all_capitals: bool) -> str:
        word = self._without_clitics(self._normalise(token))
        if not word:
            return ""
        has_stops = "." in word and not word[0].isdigit()  # u.s. is an acronym in any letters
        letters = word.replace(".", "") if has_stops else word
        lower = self._lower(letters)
        is_acronym = has_stops or (len(word) > 1 and word.isupper() and not is_all_capitals)
        return letters.upper() if is_acronym and lower in self.stopwords else lower

    def _without_clitics(self, word: str) -> str:
        if self._clitics is not None:
            word = self._clitics.sub("", word)
        if self._elisions is not None:
            word = self._elisions.sub("", word)
        return word

    def _forms(self, token: str, *, is_all_capitals: bool) -> Forms | None:
        """Return the forms of a token, if it is a word."""
        natural = self._natural(token, is_all_capitals=is_all_capitals)
        plain = fold(natural, self._folds)
        if not plain:
            return None
        stem = self.stem(self.irregular.get(plain, natural))
        if self._is_stopword(natural, plain):
            return Forms(plain, stem, "")
        return Forms(plain, stem, self.term_prefix + self.families.get(stem, stem))

    def _is_stopword(self, natural: str, plain: str) -> bool:
        """Return whether a word is a stop word; with its accents *maïs* is not *mais*."""
        if plain not in self.stopwords:
            return False
        return natural == plain or not self._exact_stopwords or natural in self._exact_stopwords

    def stem(self, word: str) -> str:
        """Return the stem of a word in small letters, which joins its inflections."""
        return fold(self._stemmer(word), self._folds) or word

    def lower(self, token: str) -> str:
        """Return a token in small letters, with all its accents."""
        return self._lower(self._normalise(token))

    def lemma(self, plain: str) -> str:
        """Return the stem of a word in its plain form, or of its lemma."""
        return self.stem(self.irregular.get(plain, plain))

    def knows(self, plain: str, stem: str) -> bool:
        """Return whether a word stands in the lists of inflections and families."""
        return plain in self.irregular or stem in self.families

    # --- Settings

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The keys of `language.toml`."""
        return tomllib.loads(data_text(self._path("language.toml")))

    @cached_property
    def name(self) -> str:
        """The name of the language in itself."""
        return str(self.settings["name"])

    @cached_property
    def english_name(self) -> str:
        """The name of the language in English."""
        return str(self.settings["english_name"])

    @cached_property
    def term_prefix(self) -> str:
        """How its terms begin in the index, so that they match those of no other language."""
        return str(self.settings.get("term_prefix", f"{self.code}:"))

    @cached_property
    def article(self) -> str:
        """The article that may open a name without being part of it, if there is one."""
        return str(self.settings.get("article", ""))

    @cached_property
    def has_ordinal_stop(self) -> bool:
        """Whether a full stop behind a number makes it an ordinal: *15. Mai*."""
        return bool(self.settings.get("ordinal_stop", False))

    @cached_property
    def is_unspaced(self) -> bool:
        """Whether it is written without spaces, so that its words are one or two characters."""
        return self.settings.get("words") == "grams"

    @cached_property
    def capitalises_nouns(self) -> bool:
        """Whether a capital inside a sentence says only that a word is a noun."""
        return bool(self.settings.get("capitalises_nouns", False))

    @cached_property
    def noun_endings(self) -> tuple[str, ...]:
        """The endings of nouns that are no names, where both have capitals."""
        return tuple(self.settings.get("noun_endings", ()))

    @cached_property
    def adjective_endings(self) -> tuple[str, ...]:
        """The endings of adjectives, which stand before nouns that are no names."""
        return tuple(self.settings.get("adjective_endings", ()))

    @cached_property
    def has_small_months(self) -> bool:
        """Whether months are written in small letters, or letters have no capitals."""
        return bool(self.settings.get("small_months", False))

    @cached_property
    def ambiguous_months(self) -> frozenset[str]:
        """The months that are other words too, so that a number must stand beside them."""
        return frozenset(map(self.fold, self.settings.get("ambiguous_months", ())))

    @cached_property
    def number_links(self) -> frozenset[str]:
        """The words between a number and what it counts: *15 de mayo de 2024*."""
        return frozenset(map(self.fold, self.settings.get("number_links", ())))

    @cached_property
    def has_spaces_in_numbers(self) -> bool:
        """Whether spaces divide thousands: 1 998,5."""
        return bool(self.settings.get("spaces_in_numbers", False))

    @cached_property
    def inflection_letters(self) -> int:
        """The number of last letters that inflection changes, so that they are no slip."""
        return int(self.settings.get("inflection_letters", 3))

    @cached_property
    def has_do_support(self) -> bool:
        """Whether *what* has an auxiliary behind it, and not the verb: *What did he say?*."""
        return bool(self.settings.get("do_support", False))

    @cached_property
    def asks_anywhere(self) -> bool:
        """Whether words that ask for yes or no are particles that may stand anywhere."""
        return bool(self.settings.get("asks_anywhere", False))

    @cached_property
    def noun_is_first(self) -> bool:
        """Whether adjectives follow their noun, which is then the first word behind *what*."""
        return bool(self.settings.get("noun_is_first", False))

    @cached_property
    def what_noun(self) -> str:
        """Where the noun of *what* stands: `behind` it, `before` it (*adı nedir*), or `either`."""
        return str(self.settings.get("what_noun", "behind"))

    @cached_property
    def question_marks(self) -> str:
        """The marks besides `?` that end a question, such as the Greek `;`."""
        return str(self.settings.get("question_marks", ""))

    @cached_property
    def quotation_marks(self) -> tuple[str, ...]:
        """Pairs of quotation marks that mean the opposite, or nothing, elsewhere: `»«` and `””`."""
        return tuple(self.settings.get("quotation_marks", ()))

    @cached_property
    def ends_at_spaces(self) -> bool:
        """Whether only a space ends a sentence, as in Thai, where a full stop abbreviates."""
        return bool(self.settings.get("ends_at_spaces", False))

    @cached_property
    def has_late_participles(self) -> bool:
        """Whether a participle ends the clause of its auxiliary: *hat den Vertrag gekündigt*."""
        return bool(self.settings.get("late_participles", False))

    @cached_property
    def has_noun_before_noun(self) -> bool:
        """Whether a noun or a year describes the noun behind it: *the 1998 treaty*."""
        return bool(self.settings.get("noun_before_noun", False))

    @cached_property
    def name_endings(self) -> tuple[str, ...]:
        """The endings that a name takes in some case: *Киева*, *Macrons*."""
        return tuple(self.settings.get("name_endings", ()))

    def inflections(self, name: str) -> set[str]:
        """Return the forms of a name in small letters that its endings make."""
        bare = name[:-1] if name.endswith(self.name_endings) else name
        return {stem + ending for stem in (name, bare) for ending in self.name_endings}

    # --- Lists

    @cached_property
    def stopwords(self) -> frozenset[str]:
        """The words that carry no topic."""
        return self._words("stopwords.txt")

    @cached_property
    def _exact_stopwords(self) -> frozenset[str]:
        """The stop words with their accents, if these tell words apart."""
        if not self.settings.get("accents_tell_words_apart", False):
            return frozenset()
        return frozenset(word for line in self._lines("stopwords.txt") for word in line.split())

    @cached_property
    def groups(self) -> Groups:
        """The words that tell what a sentence names, by their kind."""
        return defaultdict(frozenset, self._groups("word_groups.txt"))

    @cached_property
    def irregular(self) -> Mapping[str, str]:
        """The lemma of each irregular form."""
        return self.lemmas("irregular_words.txt") | self.irregular_verbs

    @cached_property
    def irregular_verbs(self) -> dict[str, str]:
        """The lemma of each irregular form of a verb, such as *went*."""
        return self.lemmas("irregular_verbs.txt")

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The stem of the head of its family for the stem of each member."""
        return {
            self.stem(member): self.stem(head)
            for head, *members in map(str.split, self._lines("families.txt"))
            for member in members
        }

    @cached_property
    def names(self) -> list[list[str]]:
        """The groups of names that stand for the same country."""
        return [line.split(", ") for line in self._lines("countries.txt")]

    @cached_property
    def questions(self) -> Mapping[str, list[str]]:
        """The phrases with which questions ask, with their accents, by the type of answer."""
        return self._phrases("questions.txt")

    def opens_sentence(self, word: str) -> bool:
        """Return whether a word is one that opens sentences rather than names, with a capital.

        A script without capitals needs none.
        """
        if not word or word[0].islower():
            return False
        return self.plain(word).lower() in self.sentence_starters

    def opens_with_elision(self, text: str, start: int) -> bool:
        """Return whether a word before a small letter loses its vowel at `start`: *L'an*."""
        match = self._elisions.match(text, start) if self._elisions else None
        if match is None or match[0].islower():
            return False
        return text[match.end() : match.end() + 1].islower()

    def abbreviation_group(self, word: str) -> str | None:
        """Return the heading under which a word stands in the abbreviations, if it does.

        It is found without an elided article too: *l'art*.
        """
        if self._elisions is not None:
            word = self._elisions.sub("", word) or word
        lower = self.fold_lower(word)
        for group, words in self.abbreviations.items():
            if lower in words and (group != "with a capital" or word[0].isupper()):
                return group
        for ending, group in self._abbreviation_endings.items():
            if lower.endswith(ending):
                return group
        return None

    @cached_property
    def _abbreviation_endings(self) -> dict[str, str]:
        """The group of each short form at the end of a compound, listed as `-str`."""
        return {
            word[1:]: group
            for group, words in self.abbreviations.items()
            for word in words
            if word.startswith("-")
        }

    def begins_abbreviation(self, words: str) -> bool:
        """Return whether an abbreviation with spaces, written with `_`, is or begins with words."""
        return self.fold_lower(words) in self.spaced_abbreviations

    def fold_lower(self, word: str) -> str:
        """Return a word in small letters, with one form of the letters that readers equate."""
        return fold(self._lower(word), self._folds)

    @cached_property
    def follow_ups(self) -> Mapping[str, list[str]]:
        """The words with which a question depends on the one before, by their kind."""
        return self._phrases("followups.txt")

    @cached_property
    def past_endings(self) -> tuple[str, ...]:
        """The endings of verbs in the past, before which a noun ends."""
        return tuple(self.settings.get("past_endings", ()))

    @cached_property
    def question_nouns(self) -> Mapping[str, list[str]]:
        """The nouns beside *what*, with their accents, by the type of answer that they ask for."""
        return self._phrases("question_nouns.txt", separator=None)

    @cached_property
    def abbreviations(self) -> Groups:
        """The short forms with a full stop, by what follows them."""
        return defaultdict(frozenset, self._groups("abbreviations.txt"))

    @cached_property
    def spaced_abbreviations(self) -> frozenset[str]:
        """The abbreviations of several words, and how they begin: `i._d._r`, `i._d`."""
        words = (word for group in self.abbreviations.values() for word in group if "_" in word)
        parts = [word.split("_") for word in words]
        return frozenset(
            "_".join(part[:i]).rstrip(".") for part in parts for i in range(2, len(part) + 1)
        )

    @cached_property
    def sentence_words(self) -> Groups:
        """The words that tell where a sentence ends or goes on."""
        return defaultdict(frozenset, self._groups("sentence_words.txt"))

    @cached_property
    def dependent_openings(self) -> frozenset[str]:
        """The words with which a sentence points at the one before it."""
        return self.sentence_words["depends on the sentence before"] or self.groups["pronouns"]

    @cached_property
    def sentence_starters(self) -> frozenset[str]:
        """The words that open sentences rather than names."""
        return self._words("sentence_starters.txt")

    def lemmas(self, name: str) -> dict[str, str]:
        """Return the first word of its line for each other word of a list."""
        lines = map(str.split, self._lines(name))
        return {self.fold(form): lemma for lemma, *forms in lines for form in forms}

    # --- Files

    def _path(self, name: str) -> str:
        return f"languages/{self.code}/{name}"

    def _lines(self, name: str) -> list[str]:
        path = self._path(name)
        return list(data_lines(path)) if has_data(path) else []

    def _words(self, name: str) -> frozenset[str]:
        words = (word for line in self._lines(name) for word in line.split())
        return frozenset(fold(word, self._folds) for word in words)

    def _groups(self, name: str) -> Groups:
        path = self._path(name)
        groups = data_groups(path) if has_data(path) else {}
        return {
            group: frozenset(fold(word, self._folds) for word in words)
            for group, words in groups.items()
        }

    def _phrases(self, name: str, separator: str | None = ",") -> Mapping[str, list[str]]:
        path = self._path(name)
        groups = data_phrases(path) if has_data(path) else {}
        return {
            group: [phrase.strip() for line in lines for phrase in line.split(separator)]
            for group, lines in groups.items()
        }

    # --- Letters

    @cached_property
    def _folds(self) -> Folds:
        return parse_folds(self.settings.get("folds", ()))

    @cached_property
    def _normalise(self) -> Change:
        return decompose if self.settings.get("accents") == "ignored" else compose

    @cached_property
    def _lower(self) -> Change:
        return to_turkish_lower if self.settings.get("lower") == "turkish" else to_lower

    @cached_property
    def _clitics(self) -> re.Pattern[str] | None:
        pattern = self.settings.get("clitics")
        return re.compile(pattern, re.IGNORECASE) if pattern else None

    @cached_property
    def _elisions(self) -> re.Pattern[str] | None:
        words = self.settings.get("elisions")
        return re.compile(rf"^(?:{'|'.join(words)})['’]", re.IGNORECASE) if words else None

    @cached_property
    def _stemmer(self) -> Change:
        return make_stemmer(self.settings.get("stemmer", "none"), self._lines, self.settings)
