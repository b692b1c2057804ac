"""Collection: the articles, indexed. Every way to ask ends here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import ArticleError, CorpusError
from bot.news.answer import MAX_QUOTES, THRESHOLD, Answer, Quote, quote
from bot.news.article import MAX_BYTES, Article, read_articles, read_text
from bot.news.lexicon import Lexicon, build_lexicon, read_aliases
from bot.news.passage import Sentence, passage, sentences
from bot.news.question import read_question
from bot.news.ranking import Indexes, Ranked, build_indexes, confidence, priors, rank
from bot.news.spelling import Vocabulary
from bot.news.summary import DEFAULT_SENTENCES, summarise
from bot.news.timeline import DEFAULT_EVENTS, Event, events, in_order


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that tell the most of an article, in its order."""

    article: Article
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated sentences in the order of their dates, of `article` or of all articles.

    `total` counts what there was before the limit.
    """

    events: tuple[Event, ...]
    total: int
    article: Article | None = None
    topic: str | None = None


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
    indexes: Indexes
    threshold: float
    max_bytes: int

    def ask(self, question: str, article: Article | None = None, limit: int = MAX_QUOTES) -> Answer:
        """Answer `question` from all articles, or from one, with at most `limit` quotes."""
        asked = read_question(question, self.lexicon, self.indexes.sentences, self.vocabulary)
        within = None if article is None else self.numbers[article.path]
        found = {self._quote(one): one for one in rank(asked, self.indexes, within, limit)}
        quotes = self._standing(found)
        sure = confidence(asked, self.indexes, [found[one] for one in quotes])
        return Answer(
            question=asked.text,
            answered=bool(quotes) and sure >= self.threshold,
            confidence=sure,
            quotes=tuple(quotes),
            read_as=asked.read_as,
            changed=tuple(dict.fromkeys(q.article for q in found if q not in quotes)),
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
        """Return the dated sentences of `article` or of all; with `topic`, those that have it."""
        terms = self._terms(topic or "")
        if topic is not None and not terms:
            return Timeline((), 0, article, topic)
        found = in_order(list(self._events(article, terms)))
        standing = set(self._standing([event.quote for event in found]))
        kept = [event for event in found if event.quote in standing]
        return Timeline(tuple(kept[:limit]), len(kept), article, topic)

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

    def _quote(self, ranked: Ranked) -> Quote:
        number = int(self.indexes.article_of[ranked.sentence])
        article, own = self.articles[number], self.sentences[number]
        position = ranked.sentence - self.indexes.first_sentence[number]
        span = passage(article.reading.text, own, position)
        return quote(article, span, (own[position].start, own[position].end), ranked.score)

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

    def _events(self, article: Article | None, terms: frozenset[str]) -> Iterator[Event]:
        for one in self.articles if article is None else [article]:
            text = one.reading.text
            for sentence in self.sentences[self.numbers[one.path]]:
                if terms <= self._terms(text[sentence.start : sentence.end]):
                    yield from events(one, sentence)

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(word.term for word in self.lexicon.words(text) if word.term)


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
        indexes=build_indexes(
            [[[w.term for w in ws if w.term] for ws in own] for own in words],
            [priors(a.reading.text, own) for a, own in zip(read.articles, parts, strict=True)],
        ),
        threshold=threshold,
        max_bytes=max_bytes,
    )


def _same(name: str) -> str:
    """Return `name` as it is compared: without case, and with single spaces."""
    return " ".join(name.casefold().split())


def _nothing_in(folder: Path, problems: Iterable[ArticleError]) -> str:
    reasons = "".join(f"\n  {problem}" for problem in problems)
    hint = "add a .txt, .md or .html file, or name another folder with --corpus"
    return f"{folder} holds no article that can be read; {hint}{reasons}"
