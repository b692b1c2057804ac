"""Collection: the articles, indexed. Every way to ask ends here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from bot.errors import ArticleError, CorpusError
from bot.news.answer import MAX_QUOTES, THRESHOLD, Answer, Quote, quote
from bot.news.article import MAX_BYTES, Article, read_articles, read_text
from bot.news.candidates import Indexes, build_indexes
from bot.news.explanation import Explanation, explain
from bot.news.facts import Facts, facts
from bot.news.followup import FollowUp, follow_up
from bot.news.lexicon import Lexicon, Word, build_lexicon, read_aliases
from bot.news.model import load_model
from bot.news.passage import Sentence, passage, sentences
from bot.news.pinpoint import pinpoint
from bot.news.question import Question, read_question
from bot.news.ranking import Ranking, rank
from bot.news.reading import Kind
from bot.news.spelling import Vocabulary
from bot.news.summary import DEFAULT_SENTENCES, summarise
from bot.news.telling import told
from bot.news.timeline import (
    DEFAULT_EVENTS,
    Event,
    Told,
    expressions,
    in_order,
    merged,
    most_telling,
)
from bot.news.topic import MOST_ARTICLES, TextAndWords, Topic, mentions, read_topic
from bot.news.words import Span

_CLOSEST = 3  # articles named in a refusal
_FACTS_KEPT = 1 << 12  # sentences, some 12 MB; many more make the garbage collector slow


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that tell the most of an article, in its order."""

    article: Article
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of their dates, of `article` or of all articles.

    `total` counts what there was before the limit; `unknown` says that no article has the topic.
    """

    events: tuple[Event, ...]
    total: int
    article: Article | None = None
    topic: str | None = None
    unknown: bool = False


def nothing_found(timeline: Timeline) -> str:
    """Say why a timeline has no events."""
    where = "The article does not have" if timeline.article else "No article has"
    if timeline.unknown:
        return f"{where} the topic “{timeline.topic}”."
    return f"No sentence{' about it' if timeline.topic else ''} tells what happened when."


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles in the order of their paths, their sentences, and what is needed to search them."""

    folder: Path
    articles: tuple[Article, ...]
    problems: tuple[ArticleError, ...]
    sentences: tuple[tuple[Sentence, ...], ...]
    numbers: Mapping[str, int]
    lexicon: Lexicon
    vocabulary: Vocabulary
    capitals: Mapping[str, float]
    indexes: Indexes
    facts_of: Callable[[int], Facts]
    threshold: float
    max_bytes: int

    def ask(
        self,
        question: str,
        article: Article | None = None,
        limit: int = MAX_QUOTES,
        before: str | None = None,
    ) -> Answer:
        """Answer `question` from all articles, or from one, with at most `limit` quotes.

        A question that leans on the one asked `before` takes its words from it.
        """
        question = question.encode(errors="replace").decode()  # a command line can hold any bytes
        whole, carried = self._follow_up(question, before)
        asked = self.read(whole)
        ranking = self._rank(asked, article)
        found = self._quotes(asked, ranking, limit)
        quotes = self._standing(found)
        changed = {one.article for one in found} - {one.article for one in quotes}
        if changed:
            ranking = ranking.without({self.numbers[path] for path in changed})
        sure = ranking.confidence(load_model())
        answered = bool(quotes) and sure >= self.threshold
        return Answer(
            question=" ".join(question.split()),
            answered=answered,
            confidence=sure,
            quotes=tuple(quotes),
            read_as=asked.read_as,
            changed=tuple(sorted(changed)),
            carried=carried,
            asked_as=whole if carried else "",
            closest=() if answered else self._closest(asked),
        )

    def explain(self, question: str, article: Article | None = None) -> Explanation | None:
        """Tell why the first quote of an answer is the first, if there is one."""
        asked = self.read(question)
        ranking = self._rank(asked, article)
        if not len(ranking.sentences):
            return None
        return explain(asked, ranking, self.facts_of(int(ranking.sentences[0])), load_model())

    def read(self, question: str) -> Question:
        """Return `question` in the words that the articles have."""
        return read_question(
            question, self.lexicon, self.indexes.sentences, self.vocabulary, self.capitals
        )

    def summary(self, article: Article, count: int = DEFAULT_SENTENCES) -> Summary:
        """Return the `count` sentences of `article` that tell the most."""
        own = self.sentences[self.numbers[article.path]]
        chosen = summarise(article.reading.text, own, self.lexicon, count)
        spans = [(sentence.start, sentence.end) for sentence in chosen]
        return Summary(
            article, tuple(self._standing([quote(article, span, span) for span in spans]))
        )

    def timeline(
        self,
        article: Article | None = None,
        topic: str | None = None,
        limit: int | None = DEFAULT_EVENTS,
    ) -> Timeline:
        """Return what happened when in `article` or in all, of `topic` alone if one is named.

        The same event is told once, with all its sources; a limit keeps the most telling ones. Of
        many articles those that are most about the topic are read, or the newest if none is named.
        """
        topic = topic and topic.encode(errors="replace").decode()  # as of a question
        about = None if topic is None else read_topic(topic, self.lexicon)
        if about and not self._knows(about, article):
            return Timeline((), 0, article, topic, unknown=True)
        found = list(self._told(article, about))
        standing = set(self._standing([one.event.quote for one in found]))
        events = merged(one for one in found if one.event.quote in standing)
        return Timeline(tuple(most_telling(events, limit)), len(events), article, topic)

    def date_expressions(self, article: Article | None = None) -> Timeline:
        """Return every date expression of `article` or of all, neither chosen nor merged."""
        found = in_order(
            [
                event
                for one in (self.articles if article is None else [article])
                for event in expressions(one, self.sentences[self.numbers[one.path]])
            ]
        )
        standing = set(self._standing([event.quote for event in found]))
        kept = tuple(event for event in found if event.quote in standing)
        return Timeline(kept, len(kept), article)

    def article(self, name: str) -> Article:
        """Return the article with this path or title; raise CorpusError if there is none."""
        wanted = _same(name)
        for article in self.articles:
            if wanted in {_same(article.path), _same(article.title)}:
                return article
        raise CorpusError(f"there is no article {name!r}; name it by its path or its title")

    def articles_named(self, typed: str) -> Iterator[Article]:
        """Yield the articles whose title or path has every word of `typed`."""
        parts = typed.casefold().split()
        for article in self.articles:
            name = f"{article.title} {article.path}".casefold()
            if all(part in name for part in parts):
                yield article

    def newest(self) -> Article:
        """Return the article published last; the first by path where no date is known."""
        return max(self.articles, key=lambda article: article.published or date.min)

    def _follow_up(self, question: str, before: str | None) -> FollowUp:
        if not before:
            return FollowUp(question, ())
        return follow_up(question, before, self.lexicon, self.capitals)

    def _closest(self, asked: Question) -> tuple[str, ...]:
        """Return the titles of the articles nearest to a question, or of the newest."""
        scores = self.indexes.articles.scores(asked.terms)
        newest = [(article.published or date.min).toordinal() for article in self.articles]
        order = np.lexsort((np.arange(len(scores)), np.negative(newest), -scores))
        return tuple(self.articles[int(number)].title for number in order[:_CLOSEST])

    def _rank(self, asked: Question, article: Article | None) -> Ranking:
        within = None if article is None else self.numbers[article.path]
        return rank(asked, self.indexes, within, self.facts_of, load_model())

    def _quotes(self, asked: Question, ranking: Ranking, limit: int) -> list[Quote]:
        """Quote the best sentences; one that stands in the quote of a better one is left out."""
        quotes: list[Quote] = []
        for number, score in zip(ranking.sentences, ranking.scores, strict=True):
            if len(quotes) == limit:
                break
            one = self._quote(asked, int(number), float(score), is_first=not quotes)
            if not any(better.holds(one) for better in quotes):
                quotes.append(one)
        return quotes

    def _quote(self, asked: Question, number: int, score: float, *, is_first: bool) -> Quote:
        """Quote a sentence; the answer is marked in the best alone, since others say otherwise."""
        place = int(self.indexes.article_of[number])
        article, own = self.articles[place], self.sentences[place]
        position = number - int(self.indexes.first_sentence[place])
        text, focus = article.reading.text, (own[position].start, own[position].end)
        answer = None
        if is_first:
            answer = pinpoint(text, asked, self.facts_of(number), self.lexicon.words(text, *focus))
        return quote(article, passage(text, own, position), focus, score, answer)

    def _standing(self, quotes: Iterable[Quote]) -> list[Quote]:
        """Return the quotes that their files, read again now, still hold at their places."""
        quotes = list(quotes)
        texts = {path: self._text_now(path) for path in {one.article for one in quotes}}
        return [one for one in quotes if one.stands_in(texts[one.article])]

    def _text_now(self, path: str) -> str:
        try:
            return read_text(self.folder, path, self.max_bytes)
        except ArticleError:
            return ""

    def _knows(self, topic: Topic, article: Article | None) -> bool:
        """Return True if all words of `topic` stand in the articles, or in one."""
        first, end = self.indexes.span(None if article is None else self.numbers[article.path])
        span = np.array([first]), np.array([end])
        return bool(topic.terms) and all(
            self.indexes.sentences.count(term, *span).any() for term in topic.terms
        )

    def _told(self, article: Article | None, topic: Topic | None) -> Iterator[Told]:
        """Yield what the articles tell, of `topic` alone if there is one."""
        read = cache(self._words)
        for number, places in self._mentions(article, topic, read):
            first = int(self.indexes.first_sentence[number])
            yield from told(
                self.articles[number],
                self.sentences[number],
                {place - first: (span, read(place)[1]) for place, span in places.items()},
                self.indexes.sentences.idf,
            )

    def _mentions(
        self, article: Article | None, topic: Topic | None, read: Callable[[int], TextAndWords]
    ) -> Iterator[tuple[int, Mapping[int, Span | None]]]:
        """Yield each article with its sentences that speak of `topic`; all if there is none."""
        within = None if article is None else self.numbers[article.path]
        if topic:
            yield from mentions(topic, self.indexes, self.lexicon, read, within)
            return
        for number in self._newest() if within is None else [within]:
            yield number, dict.fromkeys(range(*self.indexes.span(number)))

    def _newest(self) -> list[int]:
        """Return the numbers of the newest articles, as many as a timeline is made of."""
        days = [(article.published or date.min).toordinal() for article in self.articles]
        newest = np.argsort(np.negative(days), kind="stable")[:MOST_ARTICLES]
        return sorted(newest.tolist())

    def _words(self, number: int) -> TextAndWords:
        """Return the text in which sentence `number` stands, and its words."""
        place = int(self.indexes.article_of[number])
        text = self.articles[place].reading.text
        sentence = self.sentences[place][number - int(self.indexes.first_sentence[place])]
        return text, self.lexicon.words(text, sentence.start, sentence.end)


def load_collection(
    folder: Path, threshold: float = THRESHOLD, max_bytes: int = MAX_BYTES
) -> Collection:
    """Read and index the articles below `folder`.

    Raises CorpusError if none can be read, AliasesError if the `aliases` file is wrong.
    """
    read = read_articles(folder, max_bytes)
    if not read.articles:
        raise CorpusError(_nothing_in(folder, read.problems))
    lexicon = build_lexicon(read_aliases(folder))
    parts = tuple(tuple(sentences(article)) for article in read.articles)
    words = [
        [lexicon.words(article.reading.text, one.start, one.end) for one in own]
        for article, own in zip(read.articles, parts, strict=True)
    ]
    capitals = _capitals(read.articles, parts, words)
    return Collection(
        folder=folder,
        articles=read.articles,
        problems=read.problems,
        sentences=parts,
        numbers={article.path: number for number, article in enumerate(read.articles)},
        lexicon=lexicon,
        vocabulary=Vocabulary(
            Counter(w.plain for own in words for ws in own for w in ws if w.term)
        ),
        capitals=capitals,
        indexes=build_indexes(
            [[[w.term for w in ws if w.term] for ws in own] for own in words],
            [[sentence.block for sentence in own] for own in parts],
        ),
        facts_of=_facts_reader(read.articles, parts, lexicon, capitals),
        threshold=threshold,
        max_bytes=max_bytes,
    )


def _capitals(
    articles: Sequence[Article],
    parts: Sequence[Sequence[Sentence]],
    words: Sequence[Sequence[Sequence[Word]]],
) -> dict[str, float]:
    """Return in how many of its places inside sentences each word begins with a capital."""
    high, every = Counter[str](), Counter[str]()
    for article, own, of_sentences in zip(articles, parts, words, strict=True):
        for sentence, ws in zip(own, of_sentences, strict=True):
            if sentence.kind is not Kind.HEADING:
                every.update(w.plain for w in ws[1:])
                high.update(w.plain for w in ws[1:] if article.reading.text[w.start].isupper())
    return {word: high[word] / count for word, count in every.items()}


def _facts_reader(
    articles: Sequence[Article],
    parts: Sequence[Sequence[Sentence]],
    lexicon: Lexicon,
    capitals: Mapping[str, float],
) -> Callable[[int], Facts]:
    """Return the function that tells the facts of a sentence by its number."""
    places = [(article, one) for article, own in zip(articles, parts, strict=True) for one in own]

    @lru_cache(maxsize=_FACTS_KEPT)
    def facts_of(number: int) -> Facts:
        article, sentence = places[number]
        text, span = article.reading.text, (sentence.start, sentence.end)
        return facts(text, span, sentence.kind, lexicon.words(text, *span), capitals)

    return facts_of


def _same(name: str) -> str:
    """Return `name` as it is compared: without case, and with single spaces."""
    return " ".join(name.casefold().split())


def _nothing_in(folder: Path, problems: Iterable[ArticleError]) -> str:
    reasons = "".join(f"\n  {problem}" for problem in problems)
    hint = "add a .txt, .md or .html file, or name another folder with --corpus"
    return f"{folder} holds no article that can be read; {hint}{reasons}"
