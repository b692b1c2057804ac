"""Topics: the terms and words of a name or a theme in each language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from bot.core.index.bm25_index import BM25Index
from bot.core.index.two_level import Numbers
from bot.core.languages.language import Language
from bot.core.languages.registry import language_of
from bot.core.text.lexicon import Lexicon, Word, without_phrase_parts
from bot.core.text.words import Span

MAX_TIMELINE_ARTICLES = 75  # more would take longer than half a second

TextAndWords = tuple[str, Sequence[Word]]
SentenceReader = Callable[[int], TextAndWords]  # by the number of a sentence
Mentions = dict[int, Span]  # by the number of a sentence


@dataclass(frozen=True, slots=True)
class Topic:
    """The terms of a topic in a language, its words in small letters, and the acronyms for it.

    `term_of_word` has the term of each word, and `variants` the term for which each other stands
    that a form of the word may have: *Киева* has another stem than *Киев*.
    """

    terms: frozenset[str]
    words: tuple[str, ...]
    term_of_word: tuple[str, ...]
    variants: Mapping[str, str]
    code: str
    acronyms: frozenset[str] = frozenset()

    @property
    def language(self) -> Language:
        """The language of the sentences that mention the topic."""
        return language_of(self.code)

    @property
    def all_terms(self) -> frozenset[str]:
        """The terms with their variants."""
        return self.terms.union(self.variants)

    def term(self, word: Word) -> str:
        """Return the term of a word, or the topic's term for which it stands."""
        return self.variants.get(word.term, word.term)

    def has_at(self, place: int, word: Word) -> bool:
        """Return whether `word` is that of the topic's words, in a form that names have."""
        has_same_term = bool(word.term) and self.term(word) == self.term_of_word[place]
        is_inflected = bool(self.language.settings.name_endings) and has_same_term
        return word.plain == self.words[place] or is_inflected

    def forms_of(self, term: str) -> list[str]:
        """Return a term with its variants."""
        return [term, *(form for form, standard in self.variants.items() if standard == term)]

    def sentences(self, index: BM25Index) -> Numbers:
        """Return the sentences that have each of the terms, or a variant of it."""
        if not self.variants:
            return index.documents_with_all(self.terms)
        return reduce(
            np.intersect1d, [self.sentences_with(term, index) for term in sorted(self.terms)]
        )

    def sentences_with(self, term: str, index: BM25Index) -> Numbers:
        """Return the sentences that have one of the terms, or a variant of it."""
        numbers = [index.documents_with_all([form]) for form in self.forms_of(term)]
        return np.unique(np.concatenate(numbers))


def read_topics(text: str, languages: Iterable[str], lexicon: Lexicon) -> list[Topic]:
    """Return the topic that `text` names in each of `languages`, by their codes.

    A language in which all words of it are stop words is left out.
    """
    topics = [read_topic(text, language, lexicon) for language in languages]
    return [topic for topic in topics if topic.terms]


def read_topic(text: str, language: str, lexicon: Lexicon) -> Topic:
    """Return the topic that `text` names in a language; it has no terms if all are stop words."""
    words = lexicon.words(text, language=language)
    terms = frozenset(word.term for word in without_phrase_parts(words) if word.term)
    single_words = [word for word in words if not word.is_phrase]
    return Topic(
        terms,
        tuple(word.plain for word in single_words),
        tuple(word.term for word in single_words),
        _variants(single_words, terms, language, lexicon),
        language,
    )


def _variants(
    words: Sequence[Word], terms: frozenset[str], language: str, lexicon: Lexicon
) -> dict[str, str]:
    """Return the term of a word for each other term that its inflections have."""
    return {
        form.term: word.term
        for word in words
        if word.term in terms
        for inflection in sorted(language_of(language).inflections(word.plain))
        for form in lexicon.words(inflection, language=language)
        if form.term and form.term not in terms
    }
