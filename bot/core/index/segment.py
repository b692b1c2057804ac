"""Part: some articles with their sentences, postings and words, which many collections may share.

Several parts together say what one of all their articles would. So an article is added as a part of
its own, and the articles of each server are parts beside the shared ones.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.core.index.candidates import (
    ARTICLE_B,
    SegmentIndex,
    build_segment_index,
    make_segment_index,
)
from bot.core.index.index import merge_postings
from bot.core.text.article import Article, LazyContent, order
from bot.core.text.blocks import Kind
from bot.core.text.lexicon import Lexicon, Word
from bot.core.text.passage import Column, Sentence, Sentences, gathered, selected, sentences
from bot.core.text.spelling import Words

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often each word stands in articles: with a topic, inside sentences, and capitalised."""

    plains: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    high: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, sentence: Sentence, words: Sequence[Word]) -> None:
        """Count the words of a sentence."""
        self.plains.update([word.plain for word in words if word.term])
        if sentence.kind is not Kind.HEADING:
            self.inside.update([word.plain for word in words[1:]])
            self.high.update([word.plain for word in words[1:] if text[word.start].isupper()])

    def plus(self, other: "WordCounts") -> "WordCounts":
        """Return the sum of both."""
        return WordCounts(
            self.plains + other.plains, self.inside + other.inside, self.high + other.high
        )

    def __iter__(self) -> Iterator[Counter[str]]:
        return iter((self.plains, self.inside, self.high))

    def minus(self, other: "WordCounts") -> "WordCounts":
        """Return what is left of these."""
        return WordCounts(
            self.plains - other.plains, self.inside - other.inside, self.high - other.high
        )


@dataclass(frozen=True)
class Segment:
    """Articles, numbered from 0, and all that is needed to search them."""

    articles: tuple[Article, ...]
    sentences: Sentences
    index: SegmentIndex
    word_counts: WordCounts

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each article by its path."""
        return {article.path: number for number, article in enumerate(self.articles)}

    @property
    def size(self) -> int:
        """How many sentences the articles have."""
        return self.index.sentences.size

    @cached_property
    def words(self) -> Words:
        """The words of the articles."""
        return Words(self.word_counts.plains)

    @cached_property
    def days(self) -> NDArray[np.integer]:
        """The day on which each article was published, as an ordinal; 1 for none."""
        return np.array([(one.published or date.min).toordinal() for one in self.articles])

    @cached_property
    def ranks(self) -> Column:
        """The place of each article among these, in the order of their paths."""
        rank = {key: number for number, key in enumerate(self.keys)}
        return np.array([rank[order(one.path)] for one in self.articles], np.int64)

    @cached_property
    def keys(self) -> Sequence[str]:
        """What orders the articles, folder by folder, in their order."""
        return sorted(map(order, self.numbers))

    def article_of(self, sentence: int) -> int:
        """Return the article of a sentence."""
        return int(self.index.article_of[sentence])


def build_segment(articles: Iterable[Article], lexicon: Lexicon) -> Segment:
    """Make a part of articles in one pass over their words."""
    articles = tuple(articles)
    own, counted = gathered(map(sentences, articles)), WordCounts()
    terms = (_terms(article, own[n], lexicon, counted) for n, article in enumerate(articles))
    indexed = build_segment_index(terms, np.diff(own.firsts), own.blocks)
    return Segment(tuple(map(_stored, articles)), own, indexed, counted)


def merge_segments(
    parts: Sequence[Segment], lexicon: Lexicon, without: Container[str] = ()
) -> Segment:
    """Make one part of several, but for the articles `without`, as if built of the others."""
    kept = [np.array([one.path not in without for one in part.articles], bool) for part in parts]
    of_sentences = [mask[part.index.article_of] for part, mask in zip(parts, kept, strict=True)]
    own = selected([part.sentences for part in parts], kept, of_sentences)
    indexed = make_segment_index(
        merge_postings([part.index.sentences for part in parts], of_sentences),
        merge_postings([part.index.articles for part in parts], kept, ARTICLE_B),
        np.diff(own.firsts),
        own.blocks,
    )
    articles: list[Article] = []
    counted = WordCounts()
    for part, mask in zip(parts, kept, strict=True):
        articles += [one for one, is_kept in zip(part.articles, mask, strict=True) if is_kept]
        counted = counted.plus(part.word_counts.minus(_count(part, ~mask, lexicon)))
    return Segment(tuple(articles), own, indexed, counted)


def _count(part: Segment, mask: NDArray[np.bool_], lexicon: Lexicon) -> WordCounts:
    """Return how often each word stands in some articles of a part."""
    counted = WordCounts()
    for number in mask.nonzero()[0].tolist():
        for _ in _terms(part.articles[number], part.sentences[number], lexicon, counted):
            pass  # only the counts are wanted
    return counted


def _terms(
    article: Article, own: Iterable[Sentence], lexicon: Lexicon, counted: WordCounts
) -> Iterator[list[str]]:
    """Yield the terms of each sentence of an article, and count its words."""
    text = article.shown
    for sentence in own:
        words = lexicon.words(text, sentence.start, sentence.end)
        counted.add(text, sentence, words)
        yield [word.term for word in words if word.term]


def _stored(article: Article) -> Article:
    """Return `article` with its text alone: the readings of many would fill the memory."""
    return replace(article, content=LazyContent(article.path, partial(str, article.text)))


def apply_changes(
    parts: Sequence[Segment], added: Sequence[Article], removed: Container[str], lexicon: Lexicon
) -> tuple[Segment, ...]:
    """Return the parts after articles are added and others removed, by their paths.

    Parts that nothing happens to are the very same. A new one is merged with those of about its
    size or smaller, so that each is more than twice the size of all smaller ones, as in a
    log-structured merge tree (O'Neil et al., 1996): of n sentences there are at most log2 n parts,
    and an article is merged as often.
    """
    left = [_without(part, removed, lexicon) for part in parts]
    left = [part for part in left if part.articles]
    if not added:
        return tuple(left)
    absorbed: list[Segment] = []
    new = build_segment(added, lexicon)
    size = new.size
    left.sort(key=lambda part: -part.size)
    while left and left[-1].size <= 2 * size:
        small = left.pop()
        size += small.size
        absorbed.append(small)
    return (*left, merge_segments([*absorbed, new], lexicon) if absorbed else new)


def _without(part: Segment, removed: Container[str], lexicon: Lexicon) -> Segment:
    if not any(path in removed for path in part.numbers):
        return part
    return merge_segments([part], lexicon, removed)


def rank_articles(parts: Sequence[Segment]) -> Column | None:
    """Return the place of each article among all, in the order of their paths.

    None says that they are in order. The articles of the largest part are not sorted again, for
    small ones come and go beside it.
    """
    if not parts:
        return None
    largest = max(parts, key=lambda part: len(part.articles))
    others = sorted(
        order(one.path) for part in parts if part is not largest for one in part.articles
    )
    before = np.array([bisect_left(largest.keys, key) for key in others], np.int64)
    of_others = before + np.arange(len(others))
    of_largest = np.arange(len(largest.keys))
    of_largest += before.searchsorted(of_largest, side="right")
    place = dict(zip(others, of_others.tolist(), strict=True))
    found = np.concatenate(
        [
            of_largest[part.ranks]
            if part is largest
            else np.array([place[order(one.path)] for one in part.articles], np.int64)
            for part in parts
        ]
    )
    return None if (found[1:] > found[:-1]).all() else found


class Sized(Protocol[T]):
    """What is numbered from 0."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> T: ...


class Concatenated(Generic[T]):
    """Sequences laid end to end, without being copied."""

    def __init__(self, parts: Iterable[Sized[T]]) -> None:
        self._parts = tuple(parts)
        self._firsts = list(accumulate(map(len, self._parts), initial=0))

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: int) -> T:
        if not 0 <= number < len(self):
            raise IndexError(number)
        part = bisect_right(self._firsts, number) - 1
        return self._parts[part][number - self._firsts[part]]

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))


class CapitalisedShares(Mapping[str, float]):
    """In what share of its places inside sentences the articles write a word with a capital."""

    def __init__(self, parts: Iterable[WordCounts]) -> None:
        self._parts = tuple(parts)

    def __getitem__(self, word: str) -> float:
        inside = sum(part.inside[word] for part in self._parts)
        if not inside:
            raise KeyError(word)
        return sum(part.high[word] for part in self._parts) / inside

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain.from_iterable(part.inside for part in self._parts)))

    def __len__(self) -> int:
        return sum(1 for _ in self)
