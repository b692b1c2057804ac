"""Collection: the articles, indexed. Every way to ask ends here."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from bot.core.answers.answer import AS_GOOD, MAX_QUOTES, Answer, Quote, quote
from bot.core.answers.answer_span import pinpoint
from bot.core.answers.explanation import Explanation, explain
from bot.core.answers.followup import FollowUp, follow_up
from bot.core.answers.model import load_model
from bot.core.answers.question import Question, read_question
from bot.core.answers.ranking import Ranking, rank
from bot.core.answers.sentence_facts import Facts, facts
from bot.core.index.candidates import Numbers, TwoLevelIndex, retrieve
from bot.core.index.index import Scores
from bot.core.index.segment import Concatenated, Segment
from bot.core.summaries.summary import DEFAULT_SENTENCES, Shortage, Summary, shortage, summarise
from bot.core.summaries.topic_summary import Place, about, summarise_topic
from bot.core.text.article import Article, Stamp
from bot.core.text.lexicon import Lexicon
from bot.core.text.passage import Sentence, passage
from bot.core.text.spelling import Vocabulary
from bot.core.text.words import Span
from bot.core.timelines.event_extraction import extract_events
from bot.core.timelines.timeline import (
    DEFAULT_EVENTS,
    ExtractedEvent,
    Timeline,
    date_expression_events,
    merge_events,
    most_relevant,
    sort_by_date,
)
from bot.core.timelines.topic import (
    MAX_TIMELINE_ARTICLES,
    TextAndWords,
    Topic,
    find_mentions,
    read_topic,
)
from bot.errors import ArticleError, CorpusError

_CLOSEST = 3  # articles named in a refusal
_MARKED = 0.5  # confidence from which the answer is marked in the first quote
_BESIDE = 2.0  # in score: a sentence beside the answer before is seven times as likely to answer
_NEAR = 0.3  # of the weight of a statement's words: a sentence with less is about something else
_FEWEST = 2  # words of a statement that can be compared
_FACTS_KEPT = 1 << 12  # sentences, some 24 MB; many more make the garbage collector slow


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """Articles in parts, and what is needed to search them all.

    Articles and sentences are numbered through all parts. `stamps` are those of the files of
    `folder` when it was read, and `read_now` returns what the file of an article holds now, or
    nothing.
    """

    folder: Path
    stamps: Mapping[str, Stamp]
    parts: tuple[Segment, ...]
    articles: Concatenated[Article]
    sentences: Concatenated[tuple[Sentence, ...]]
    read_now: Callable[[str], str]
    problems: tuple[ArticleError, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    capitals: Mapping[str, float]
    indexes: TwoLevelIndex
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
        follow = self._follow_up(question, before)
        asked = self.read(follow.question)
        ranking = self._leaning(self._rank(asked, article), follow, before or "", article)
        sure = ranking.confidence(load_model())
        found = self._quotes(asked, ranking, limit, marked=sure >= _MARKED)
        quotes, changed = self._standing(found)
        if changed:
            kept = ranking.without({self.number_of(path) for path in changed})
            sure = kept.confidence(load_model())
        answered = bool(quotes) and sure >= self.threshold
        return Answer(
            question=" ".join(question.split()),
            answered=answered,
            confidence=sure,
            quotes=quotes,
            read_as=asked.read_as,
            changed=changed,
            carried=follow.carried,
            asked_as=follow.question if follow.carried else "",
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
        number = self.number_of(article.path)
        own = self.sentences[number]
        terms = [self._terms(i) for i in range(*self.indexes.span(number))]
        chosen = summarise(article.shown, own, terms, count)
        spans = [(sentence.start, sentence.end) for sentence in chosen]
        quotes, changed = self._standing([quote(article, span, span) for span in spans])
        return Summary(quotes, article, shortage=shortage(own), changed=changed)

    def topic_summary(
        self, topic: str, count: int = DEFAULT_SENTENCES, article: Article | None = None
    ) -> Summary:
        """Return what all articles, or one, tell of `topic` in `count` sentences."""
        topic = " ".join(topic.encode(errors="replace").decode().split())  # as in `ask`
        asked = self.read(topic)
        within = self._within(article)
        worth = about(asked.terms, self.indexes, self._newness(), within)
        chosen = summarise_topic(
            worth,
            self.indexes.sentences.idf,
            self._terms,
            self._place,
            dict(zip(worth, self._positions(list(worth)), strict=True)),
            count,
        )
        found = [self._quote_of_topic(number, chosen) for number in chosen]
        found.sort(key=lambda one: one.published or date.min)
        quotes, changed = self._standing(found)
        why = None if worth else Shortage.UNKNOWN_TOPIC
        return Summary(quotes, article, topic, why, asked.read_as, changed)

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
        standing = set(self._standing([one.event.quote for one in found])[0])
        events = merge_events(one for one in found if one.event.quote in standing)
        return Timeline(tuple(most_relevant(events, limit)), len(events), article, topic)

    def date_expressions(self, article: Article | None = None) -> Timeline:
        """Return every date expression of `article` or of all, neither chosen nor merged."""
        found = sort_by_date(
            [
                event
                for one in (self.by_path() if article is None else [article])
                for event in date_expression_events(one, self.sentences_of(one))
            ]
        )
        standing = set(self._standing([event.quote for event in found])[0])
        kept = tuple(event for event in found if event.quote in standing)
        return Timeline(kept, len(kept), article)

    def near(self, statements: Iterable[str]) -> list[tuple[str, Quote]]:
        """Return the statements of which a sentence has much, each with the nearest sentence.

        A sentence is given once. It tells of the same, which is not to say the same.
        """
        nearest: dict[Quote, str] = {}
        for statement in statements:
            if (found := self._nearest(statement)) and found not in nearest:
                nearest[found] = statement
        return [(nearest[one], one) for one in self._standing(nearest)[0]]

    def quote_at(self, article: Article, start: int) -> Quote | None:
        """Return the quote of the sentence that begins at `start` of its file, if it still does."""
        own = self.sentences_of(article)
        for position, one in enumerate(own):
            focus = (one.start, one.end)
            if article.in_file(*focus)[0] == start:
                found = quote(article, passage(article.shown, own, position), focus)
                return found if self._standing([found])[0] else None
        return None

    def facts_of(self, number: int) -> Facts:
        """Return the facts of a sentence by its number."""
        return _facts(self, number)

    def sentences_of(self, article: Article) -> tuple[Sentence, ...]:
        """Return the sentences of `article`, in order."""
        return self.sentences[self.number_of(article.path)]

    def number_of(self, path: str) -> int:
        """Return the number of the article at `path`; raise KeyError if there is none."""
        first = 0
        for part in self.parts:
            if path in part.numbers:
                return first + part.numbers[path]
            first += len(part.articles)
        raise KeyError(path)

    def sentence(self, number: int) -> tuple[str, Sentence]:
        """Return a sentence, and the text in which it stands."""
        part, own = self._find(number)
        return part.articles[part.article_of(own)].shown, part.sentences.at(own)

    def is_as_loaded(self, article: Article) -> bool:
        """Return True if the file of `article`, read again now, has not changed."""
        return self.read_now(article.path) == article.text

    def article(self, name: str) -> Article:
        """Return the article with this path or title; raise CorpusError if there is none."""
        wanted = _same(name)
        for article in self.by_path():
            if wanted in {_same(article.path), _same(article.title)}:
                return article
        raise CorpusError(f"there is no article {name!r}; name it by its path or its title")

    def by_path(self) -> Iterable[Article]:
        """Return the articles in the order of their paths."""
        places = self.indexes.places(np.arange(len(self.articles)))
        return map(self.articles.__getitem__, places.argsort().tolist())

    def articles_named(self, typed: str) -> Iterator[Article]:
        """Yield the articles whose title or path has every word of `typed`."""
        parts = typed.casefold().split()
        for article in self.by_path():
            name = f"{article.title} {article.path}".casefold()
            if all(part in name for part in parts):
                yield article

    def terms(self, text: str) -> frozenset[str]:
        """Return what `text` is about, in the terms of the lexicon."""
        return frozenset(word.term for word in self.lexicon.words(text) if word.term)

    def newest(self) -> Article:
        """Return the article published last; the first by path where no date is known."""
        return max(self.by_path(), key=lambda article: article.published or date.min)

    def _within(self, article: Article | None) -> int | None:
        return None if article is None else self.number_of(article.path)

    def _positions(self, sentences: Sequence[int]) -> list[int]:
        positions: list[int] = self.indexes.positions(np.array(sentences, np.intp)).tolist()
        return positions

    def _find(self, sentence: int) -> tuple[Segment, int]:
        """Return the part in which a sentence is, and its number there."""
        part = bisect_right(self.indexes.first_sentences, sentence) - 1
        return self.parts[part], sentence - self.indexes.first_sentences[part]

    def _nearest(self, statement: str) -> Quote | None:
        """Return the sentence that has the most of the words of a statement, by their weight."""
        asked = self.read(statement.encode(errors="replace").decode())
        found = retrieve(asked.terms, self.indexes, None)
        if len(asked.terms) < _FEWEST or not len(found.numbers):
            return None
        shares = found.in_sentence @ found.idf / found.idf.sum()
        best = int(np.lexsort((-found.bm25, -shares))[0])
        if shares[best] < _NEAR:
            return None
        return self._quote(asked, int(found.numbers[best]), 0.0, marked=False)

    def _follow_up(self, question: str, before: str | None) -> FollowUp:
        if not before:
            return FollowUp(question, ())
        return follow_up(question, before, self.lexicon, self.capitals)

    def _leaning(
        self, ranking: Ranking, follow: FollowUp, before: str, article: Article | None
    ) -> Ranking:
        """Return the ranking of a follow-up, which leans on the question before and its answer."""
        if follow.names:
            return ranking.of(
                lambda number: not follow.names.isdisjoint(self.facts_of(number).terms)
            )
        if not follow.is_bare:
            return ranking
        answered_by = self._rank(self.read(before), article).sentences[:1]
        return ranking.nearer(self._beside(answered_by), _BESIDE)

    def _beside(self, sentences: Numbers) -> frozenset[int]:
        """Return the other sentences of the paragraphs of `sentences`."""
        near = chain.from_iterable(map(range, *self.indexes.block_of(sentences)))
        return frozenset(near) - frozenset(sentences.tolist())

    def _closest(self, asked: Question) -> tuple[str, ...]:
        """Return the titles of the articles nearest to a question, or of the newest."""
        scores = self.indexes.articles.scores(asked.terms)
        least = np.partition(scores, -_CLOSEST)[-_CLOSEST] if len(scores) > _CLOSEST else 0.0
        near = np.flatnonzero(scores >= least)
        newest = self._days()[near]
        places = self.indexes.places(near)
        order = near[np.lexsort((places, np.negative(newest), -scores[near]))]
        return tuple(self.articles[int(number)].title for number in order[:_CLOSEST])

    def _rank(self, asked: Question, article: Article | None) -> Ranking:
        within = self._within(article)
        return rank(asked, self.indexes, within, self.facts_of, load_model())

    def _quotes(
        self, asked: Question, ranking: Ranking, limit: int, *, marked: bool
    ) -> list[Quote]:
        """Quote the best sentences; one that stands in the quote of a better one is left out.

        The answer is `marked` in the best alone, since others say otherwise.
        """
        quotes: list[Quote] = []
        for place in ranking.across_articles(AS_GOOD):
            if len(quotes) == limit:
                break
            number, score = int(ranking.sentences[place]), float(ranking.scores[place])
            one = self._quote(asked, number, score, marked=marked and not quotes)
            if not any(better.holds(one) for better in quotes):
                quotes.append(one)
        return quotes

    def _quote(self, asked: Question, number: int, score: float, *, marked: bool) -> Quote:
        article, own, position = self._place(number)
        text, focus = article.shown, (own[position].start, own[position].end)
        answer = None
        if marked:
            answer = pinpoint(text, asked, self.facts_of(number), self.lexicon.words(text, *focus))
        return quote(article, passage(text, own, position), focus, score, answer)

    def _quote_of_topic(self, number: int, chosen: Sequence[int]) -> Quote:
        """Quote a sentence, with the one that it leans on unless that is chosen too."""
        article, own, position = self._place(number)
        focus = (own[position].start, own[position].end)
        text = article.shown
        span = focus if number - 1 in chosen else passage(text, own, position)
        return quote(article, span, focus)

    def _place(self, number: int) -> Place:
        """Return the article of a sentence, its sentences, and the position among them."""
        part, own = self._find(number)
        article = part.article_of(own)
        position = own - int(part.sentences.firsts[article])
        return part.articles[article], part.sentences[article], position

    def _terms(self, number: int) -> Mapping[str, int]:
        """Return how often a sentence has each of its terms."""
        return Counter(word.term for word in self._words(number)[1] if word.term)

    def _newness(self) -> Scores:
        """Return how new each article is, from 0 to 1; one without a date is as the oldest."""
        days = self._days()
        oldest = days[days > 1].min(initial=days.max())
        newness: Scores = np.maximum(0, days - oldest) / max(1, days.max() - oldest)
        return newness

    def _days(self) -> Numbers:
        """Return the day on which each article was published; the first of all for none."""
        return np.concatenate([part.days for part in self.parts])

    def _standing(self, quotes: Iterable[Quote]) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
        """Return the quotes that their files, read again now, still hold at their places.

        And the articles that lost one.
        """
        quotes = list(quotes)
        texts = {path: self.read_now(path) for path in {one.article for one in quotes}}
        standing = tuple(one for one in quotes if one.stands_in(texts[one.article]))
        lost = {one.article for one in quotes} - {one.article for one in standing}
        return standing, tuple(sorted(lost))

    def _knows(self, topic: Topic, article: Article | None) -> bool:
        """Return True if all words of `topic` stand in the articles, or in one."""
        first, end = self.indexes.span(self._within(article))
        span = np.array([first]), np.array([end])
        return bool(topic.terms) and all(
            self.indexes.sentences.count(term, *span).any() for term in topic.terms
        )

    def _told(self, article: Article | None, topic: Topic | None) -> Iterator[ExtractedEvent]:
        """Yield what the articles tell, of `topic` alone if there is one."""
        read = cache(self._words)
        for number, places in self._mentions(article, topic, read):
            first, _ = self.indexes.span(number)
            yield from extract_events(
                self.articles[number],
                self.sentences[number],
                {place - first: (span, read(place)[1]) for place, span in places.items()},
                self.indexes.sentences.idf,
            )

    def _mentions(
        self, article: Article | None, topic: Topic | None, read: Callable[[int], TextAndWords]
    ) -> Iterator[tuple[int, Mapping[int, Span | None]]]:
        """Yield each article with its sentences that speak of `topic`; all if there is none."""
        within = self._within(article)
        if topic:
            yield from find_mentions(topic, self.indexes, self.lexicon, read, within)
            return
        for number in self._newest() if within is None else [within]:
            yield number, dict.fromkeys(range(*self.indexes.span(number)))

    def _newest(self) -> list[int]:
        """Return the numbers of the newest articles, as many as a timeline is made of."""
        places = self.indexes.places(np.arange(len(self.articles)))
        newest = np.lexsort((places, np.negative(self._days())))[:MAX_TIMELINE_ARTICLES]
        ordered: list[int] = newest[places[newest].argsort()].tolist()
        return ordered

    def _words(self, number: int) -> TextAndWords:
        """Return the text in which sentence `number` stands, and its words."""
        text, sentence = self.sentence(number)
        return text, self.lexicon.words(text, sentence.start, sentence.end)


@lru_cache(maxsize=_FACTS_KEPT)
def _facts(collection: Collection, number: int) -> Facts:
    text, sentence = collection.sentence(number)
    words = collection.lexicon.words(text, sentence.start, sentence.end)
    span = sentence.start, sentence.end
    return facts(text, span, sentence.kind, words, collection.capitals)


def _same(name: str) -> str:
    """Return `name` as it is compared: without case, and with single spaces."""
    return " ".join(name.casefold().split())
