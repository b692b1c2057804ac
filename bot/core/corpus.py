"""Corpus: articles in segments, numbered through all of them, and look-up by number and name."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.core.article_files import FileStamp
from bot.core.cache_limit import CacheLimit
from bot.core.index.concatenated import Concatenated
from bot.core.index.segment import Segment
from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.languages.detection import detect_question
from bot.core.languages.registry import UNKNOWN
from bot.core.names import find_by_name, has_words, typed_words
from bot.core.reader import Reader
from bot.core.text.article import Article
from bot.core.text.lexicon import Lexicon, Word
from bot.core.text.sentence_facts import SentenceFacts, extract_facts
from bot.core.text.sentences import Sentence
from bot.core.text.spelling import Vocabulary
from bot.errors import ArticleError, CorpusError

_FACTS = CacheLimit[int](1 << 12)  # some 24 MB; many more make the garbage collector slow


class SentencePlace(NamedTuple):
    """An article, its sentences, and the position of one of them."""

    article: Article
    sentences: Sequence[Sentence]
    position: int


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Corpus:
    """Articles in segments, with the data to search them all.

    Articles and sentences are numbered through all segments. `stamps` are those of the files of
    `folder` when it was read. `read_now` returns the present text of an article's file, or an empty
    text if the file cannot be read.
    """

    folder: Path
    stamps: Mapping[str, FileStamp]
    segments: tuple[Segment, ...]
    articles: Concatenated[Article]
    sentences: Concatenated[tuple[Sentence, ...]]
    read_now: Callable[[str], str]
    problems: tuple[ArticleError, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    capitals: Mapping[str, float]
    index: TwoLevelIndex
    threshold: float
    max_bytes: int
    reader: Reader | None = None
    _facts: dict[int, SentenceFacts] = field(default_factory=dict, init=False, repr=False)

    def article(self, name: str) -> Article:
        """Return the article with this path or title; raise CorpusError if there is none."""
        return find_by_name(self.by_path(), name)

    def articles_named(self, typed: str) -> Iterator[Article]:
        """Yield the articles whose title or path has every word of `typed`."""
        words = typed_words(typed)
        for article in self.by_path():
            if has_words(f"{article.title} {article.path}", words):
                yield article

    def by_path(self) -> Iterable[Article]:
        """Return the articles in the order of their paths."""
        places = self.index.article_ranks(np.arange(len(self.articles)))
        return map(self.articles.__getitem__, places.argsort().tolist())

    def newest(self) -> Article:
        """Return the article published last; the first by path where no date is known.

        Raises CorpusError if there is no article.
        """
        if not self.articles:
            raise CorpusError("there are no articles yet")
        return max(self.by_path(), key=lambda article: article.published or date.min)

    def number_of(self, path: str) -> int:
        """Return the number of the article at `path`; raise KeyError if there is none."""
        first = 0
        for segment in self.segments:
            if path in segment.numbers:
                return first + segment.numbers[path]
            first += len(segment.articles)
        raise KeyError(path)

    def number_or_all(self, article: Article | None) -> int | None:
        """Return the number of `article`; None, which stands for all articles, for None."""
        return None if article is None else self.number_of(article.path)

    def days(self) -> Numbers:
        """Return the day on which each article was published; the first of all for none."""
        days = [segment.publication_days for segment in self.segments]
        return np.concatenate(days) if days else np.zeros(0, np.int64)

    def sentences_of(self, article: Article) -> tuple[Sentence, ...]:
        """Return the sentences of `article`, in order."""
        return self.sentences[self.number_of(article.path)]

    def sentence(self, number: int) -> tuple[str, Sentence]:
        """Return a sentence, and the text in which it stands."""
        segment, number = self._locate(number)
        return segment.articles[segment.article_of(number)].visible_text, segment.sentences.at(
            number
        )

    def place(self, number: int) -> SentencePlace:
        """Return the article of a sentence, its sentences, and the position among them."""
        segment, number = self._locate(number)
        article = segment.article_of(number)
        position = number - int(segment.sentences.firsts[article])
        sentences = segment.sentences.of_article(article)
        return SentencePlace(segment.articles[article], sentences, position)

    def words(self, number: int) -> tuple[str, list[Word]]:
        """Return the text in which a sentence stands, and its words."""
        text, sentence = self.sentence(number)
        return text, self.lexicon.words(text, *sentence.span, sentence.language)

    @property
    def languages(self) -> Mapping[str, int]:
        """The number of sentences in each language of the articles."""
        counts: Counter[str] = Counter()
        for segment in self.segments:
            counts.update(segment.languages)
        return counts

    def language_of(self, text: str, locale: str | None = None) -> str:
        """Return the code of the language of a text that somebody typed to ask the articles."""
        return detect_question(text, self.languages, locale)

    def other_languages(self, language: str, article: Article | None = None) -> tuple[str, ...]:
        """Return the languages of `article` or of all, the most frequent first.

        There are none if one of them is `language`, in which somebody asks. An unknown one is only
        named if there is no other.
        """
        counts = self.languages
        if article is not None:
            counts = Counter(sentence.language for sentence in self.sentences_of(article))
        if language in counts:
            return ()
        codes = sorted(counts, key=lambda code: (code == UNKNOWN, -counts[code], code))
        return tuple(code for code in codes if code != UNKNOWN) or tuple(codes)

    def term_counts(self, number: int) -> Mapping[str, int]:
        """Count the terms of a sentence."""
        return Counter(word.term for word in self.words(number)[1] if word.term)

    def terms(self, text: str) -> frozenset[str]:
        """Return the terms of `text`, without those of words that carry no topic."""
        words = self.lexicon.words(text, language=self.language_of(text))
        return frozenset(word.term for word in words if word.term)

    def facts_of(self, number: int) -> SentenceFacts:
        """Return the facts of a sentence by its number."""
        facts = self._facts.get(number)
        if facts is None:
            facts = self._facts[number] = self._read_facts(number)
            _FACTS.add(self, number)
        return facts

    def forget(self, number: int) -> None:
        """Drop the cached facts of a sentence."""
        self._facts.pop(number, None)

    def _read_facts(self, number: int) -> SentenceFacts:
        text, sentence = self.sentence(number)
        words = self.lexicon.words(text, *sentence.span, sentence.language)
        return extract_facts(text, sentence, words, self.capitals)

    def _locate(self, sentence: int) -> tuple[Segment, int]:
        """Return the segment that holds a sentence, and the number of the sentence there."""
        segment = bisect_right(self.index.first_sentences, sentence) - 1
        return self.segments[segment], sentence - self.index.first_sentences[segment]
