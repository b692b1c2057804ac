"""Language: the behaviour of one, by the settings and the word lists in its folder."""

import re
from collections.abc import Mapping
from functools import cached_property, partial
from typing import NamedTuple

from bot.core.languages.abbreviations import AbbreviationList
from bot.core.languages.letters import Letters
from bot.core.languages.settings import LanguageSettings, read_settings
from bot.core.languages.stemmers import Stem, make_stemmer
from bot.core.languages.token_cache import TokenCache
from bot.core.languages.word_lists import (
    Groups,
    Phrases,
    read_groups,
    read_lemmas,
    read_lines,
    read_phrases,
    read_words,
)


class Forms(NamedTuple):
    """The forms of a word: see `bot.core.text.lexicon.Word`."""

    plain: str
    stem: str
    term: str


class Language:
    """A language by its code (ISO 639-1).

    Everything is read when it is first needed. Lists hold words in their folded form: see `fold`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.forms = TokenCache(partial(self._forms, is_all_capitals=False))
        self.forms_in_capitals = TokenCache(partial(self._forms, is_all_capitals=True))

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    @cached_property
    def settings(self) -> LanguageSettings:
        """The keys of `language.toml`."""
        return read_settings(self.code)

    # --- Letters

    def lower(self, token: str) -> str:
        """Return a token in small letters, with all its accents."""
        return self._letters.lower(self._letters.normalise(token))

    def fold(self, word: str) -> str:
        """Return a word in small letters, with one form of the letters that readers equate."""
        return self._letters.fold(self._letters.lower(word))

    def fold_text(self, text: str) -> str:
        """Return a word, or a text without spaces, folded and without accents that are ignored."""
        return self._letters.fold(self.lower(text))

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self.settings)

    # --- Words

    def plain(self, token: str, *, is_all_capitals: bool = False) -> str:
        """Return a token in small letters, with one form of the letters that readers equate.

        It has no possessive or elided article, which may leave nothing. Letters with stops, and a
        stop word in capitals, are an acronym: *US*, *WHO* and *IT* would become other words.
        """
        return self._letters.fold(self._accented(token, is_all_capitals=is_all_capitals))

    def split_elision(self, token: str) -> list[str]:
        """Return the accented words in small letters of a token: *qu'* and *est* of *qu'est*."""
        elision = self._elisions.match(self._letters.normalise(token)) if self._elisions else None
        elided = [self._letters.lower(elision[0]).replace("’", "'")] if elision else []
        word = self._accented(token, is_all_capitals=False).lower()
        return [*elided, word] if word else elided

    def lemma_stem(self, plain: str) -> str:
        """Return the stem of the lemma of a word in its plain form."""
        return self.stem(self._irregular.get(plain, plain))

    def knows(self, plain: str, stem: str) -> bool:
        """Return whether a word stands in the lists of inflections and families."""
        return plain in self._irregular or stem in self._families

    def inflections(self, name: str) -> set[str]:
        """Return the forms of a name in small letters that its endings make."""
        endings = self.settings.name_endings
        bare = name[:-1] if name.endswith(endings) else name
        return {stem + ending for stem in (name, bare) for ending in endings}

    def _accented(self, token: str, *, is_all_capitals: bool) -> str:
        """Return a token as `plain` does, but with its accents."""
        word = self._without_clitics(self._letters.normalise(token))
        if not word:
            return ""
        has_stops = "." in word and not word[0].isdigit()  # u.s. is an acronym in any letters
        letters = word.replace(".", "") if has_stops else word
        lower = self._letters.lower(letters)
        is_acronym = has_stops or (len(word) > 1 and word.isupper() and not is_all_capitals)
        return letters.upper() if is_acronym and lower in self.stopwords else lower

    def _without_clitics(self, word: str) -> str:
        if self._clitics is not None:
            word = self._clitics.sub("", word)
        if self._elisions is not None:
            word = self._elisions.sub("", word)
        return word

    @cached_property
    def _clitics(self) -> re.Pattern[str] | None:
        pattern = self.settings.clitics
        return re.compile(pattern, re.IGNORECASE) if pattern else None

    @cached_property
    def _elisions(self) -> re.Pattern[str] | None:
        words = self.settings.elisions
        return re.compile(rf"^(?:{'|'.join(words)})['’]", re.IGNORECASE) if words else None

    # --- Stems and terms

    def stem(self, word: str) -> str:
        """Return the stem of a word in small letters, which joins its inflections."""
        return self._letters.fold(self._stemmer(word)) or word

    def _forms(self, token: str, *, is_all_capitals: bool) -> Forms | None:
        """Return the forms of a token, if it is a word."""
        accented = self._accented(token, is_all_capitals=is_all_capitals)
        plain = self._letters.fold(accented)
        if not plain:
            return None
        stem = self.stem(self._irregular.get(plain, accented))
        if self._is_stopword(accented, plain):
            return Forms(plain, stem, "")
        return Forms(plain, stem, self.term_prefix + self._families.get(stem, stem))

    def _is_stopword(self, accented: str, plain: str) -> bool:
        """Return whether a word is a stop word; with its accents *maïs* is not *mais*."""
        if plain not in self.stopwords:
            return False
        exact = self._accented_stopwords
        return accented == plain or not exact or accented in exact

    @cached_property
    def _stemmer(self) -> Stem:
        return make_stemmer(self.code, self.settings)

    @cached_property
    def term_prefix(self) -> str:
        """How its terms begin in the index, so that they match those of no other language."""
        prefix = self.settings.term_prefix
        return f"{self.code}:" if prefix is None else prefix

    @cached_property
    def stopwords(self) -> frozenset[str]:
        """The words that carry no topic."""
        return self._words("stopwords.txt")

    @cached_property
    def _accented_stopwords(self) -> frozenset[str]:
        """The stop words with their accents, if these tell words apart."""
        has_accents = self.settings.accents_tell_words_apart
        return read_words(self.code, "stopwords.txt") if has_accents else frozenset()

    @cached_property
    def negations(self) -> frozenset[str]:
        """The words that make a statement the opposite, such as *not* and *didn't*."""
        return frozenset(map(self.fold_text, read_words(self.code, "negations.txt")))

    @cached_property
    def irregular_verbs(self) -> Mapping[str, str]:
        """The lemma of each irregular form of a verb, such as *went*."""
        return self._lemmas("irregular_verbs.txt")

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        """The lemma of each irregular form."""
        return {**self._lemmas("irregular_words.txt"), **self.irregular_verbs}

    @cached_property
    def _families(self) -> Mapping[str, str]:
        """The stem of the head of its family for the stem of each member."""
        members = read_lemmas(self.code, "families.txt")
        return {self.stem(member): self.stem(head) for member, head in members.items()}

    @cached_property
    def names(self) -> list[list[str]]:
        """The groups of names that stand for the same country."""
        return [line.split(", ") for line in read_lines(self.code, "countries.txt")]

    # --- Sentences

    def opens_sentence(self, word: str) -> bool:
        """Return whether a word is one that opens sentences rather than names, with a capital.

        A script without capitals needs none.
        """
        if not word or word[0].islower():
            return False
        return self.plain(word).lower() in self._sentence_starters

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
        return self._abbreviations.group_of(self.fold(word), has_capital=word[:1].isupper())

    @property
    def has_spaced_abbreviations(self) -> bool:
        """Whether some of its abbreviations have several words: *z. B.*."""
        return bool(self._abbreviations.spaced_openings)

    def begins_abbreviation(self, words: str) -> bool:
        """Return whether an abbreviation with spaces, written with `_`, is or begins with words."""
        return self.fold(words) in self._abbreviations.spaced_openings

    @cached_property
    def _abbreviations(self) -> AbbreviationList:
        return AbbreviationList(self._groups("abbreviations.txt"))

    @cached_property
    def _sentence_starters(self) -> frozenset[str]:
        return self._words("sentence_starters.txt")

    @cached_property
    def sentence_words(self) -> Groups:
        """The words that tell where a sentence ends or goes on."""
        return self._groups("sentence_words.txt")

    @cached_property
    def dependent_openings(self) -> frozenset[str]:
        """The words with which a sentence points at the one before it."""
        return self.sentence_words["depends on the sentence before"] or self.groups["pronouns"]

    # --- What sentences and questions are about

    @cached_property
    def groups(self) -> Groups:
        """The words that tell what a sentence names, by their kind."""
        return self._groups("word_groups.txt")

    @cached_property
    def ambiguous_months(self) -> frozenset[str]:
        """The months that are other words too, so that a number must stand beside them."""
        return frozenset(map(self.fold, self.settings.ambiguous_months))

    @cached_property
    def number_links(self) -> frozenset[str]:
        """The words between a number and what it counts: *15 de mayo de 2024*."""
        return frozenset(map(self.fold, self.settings.number_links))

    @cached_property
    def questions(self) -> Phrases:
        """The phrases with which questions ask, with their accents, by the type of answer."""
        return read_phrases(self.code, "questions.txt")

    @cached_property
    def question_nouns(self) -> Phrases:
        """The nouns beside *what*, with their accents, by the type of answer that they ask for."""
        return read_phrases(self.code, "question_nouns.txt", separator=None)

    @cached_property
    def requirements(self) -> Phrases:
        """How questions ask for a quantity, and with which units or words answers give it."""
        return read_phrases(self.code, "requirements.txt")

    @cached_property
    def follow_ups(self) -> Phrases:
        """The words with which a question depends on the one before, by their kind."""
        return read_phrases(self.code, "followups.txt")

    @cached_property
    def answer_spans(self) -> Phrases:
        """The words that tell how far an answer goes in a sentence, by their kind."""
        return read_phrases(self.code, "answer_spans.txt")

    # --- Lists in their folded form

    def _words(self, file: str) -> frozenset[str]:
        return frozenset(map(self.fold, read_words(self.code, file)))

    def _groups(self, file: str) -> Groups:
        return read_groups(self.code, file, self.fold)

    def _lemmas(self, file: str) -> dict[str, str]:
        return {self.fold(form): lemma for form, lemma in read_lemmas(self.code, file).items()}
