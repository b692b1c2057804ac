"""Loading: a collection from the articles of a folder, in one pass over their words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from bot.errors import ArticleError, CorpusError
from bot.news.answer import THRESHOLD
from bot.news.article import MAX_BYTES, Article, read_articles, read_text
from bot.news.candidates import Numbers, build_indexes
from bot.news.collection import Collection
from bot.news.facts import Facts, facts
from bot.news.lexicon import Lexicon, Word, build_lexicon, read_aliases
from bot.news.passage import Sentence, Sentences, sentences
from bot.news.reading import Kind
from bot.news.spelling import Vocabulary

_FACTS_KEPT = 1 << 12  # sentences, some 12 MB; many more make the garbage collector slow


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
    collection = build_collection(read.articles, lexicon, partial(_read_now, folder, max_bytes))
    return replace(
        collection, folder=folder, problems=read.problems, threshold=threshold, max_bytes=max_bytes
    )


def build_collection(
    articles: Sequence[Article], lexicon: Lexicon, read_now: Callable[[str], str]
) -> Collection:
    """Index articles."""
    parts = Sentences(map(sentences, articles))
    counted = _Counted()
    both = zip(articles, parts, strict=True)
    indexes = build_indexes(
        (_terms(article, own, lexicon, counted) for article, own in both), parts.blocks
    )
    capitals = {word: counted.high[word] / count for word, count in counted.inside.items()}
    return Collection(
        folder=Path(),
        read_now=read_now,
        articles=tuple(articles),
        problems=(),
        sentences=parts,
        numbers={article.path: number for number, article in enumerate(articles)},
        lexicon=lexicon,
        vocabulary=Vocabulary(counted.plains),
        capitals=capitals,
        indexes=indexes,
        facts_of=_facts_reader(articles, indexes.article_of, parts, lexicon, capitals),
        threshold=THRESHOLD,
        max_bytes=MAX_BYTES,
    )


def _read_now(folder: Path, max_bytes: int, path: str) -> str:
    try:
        return read_text(folder, path, max_bytes)
    except ArticleError:
        return ""


@dataclass(frozen=True, slots=True)
class _Counted:
    """How often each word stands in the articles: with a topic, inside sentences, capitalised."""

    plains: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    high: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, sentence: Sentence, words: Sequence[Word]) -> None:
        self.plains.update([word.plain for word in words if word.term])
        if sentence.kind is not Kind.HEADING:
            self.inside.update([word.plain for word in words[1:]])
            self.high.update([word.plain for word in words[1:] if text[word.start].isupper()])


def _terms(
    article: Article, own: Iterable[Sentence], lexicon: Lexicon, counted: _Counted
) -> Iterator[list[str]]:
    """Yield the terms of each sentence of an article, and count its words."""
    text = article.reading.text
    for sentence in own:
        words = lexicon.words(text, sentence.start, sentence.end)
        counted.add(text, sentence, words)
        yield [word.term for word in words if word.term]


def _facts_reader(
    articles: Sequence[Article],
    article_of: Numbers,
    parts: Sentences,
    lexicon: Lexicon,
    capitals: Mapping[str, float],
) -> Callable[[int], Facts]:
    """Return the function that tells the facts of a sentence by its number."""

    @lru_cache(maxsize=_FACTS_KEPT)
    def facts_of(number: int) -> Facts:
        text, sentence = articles[int(article_of[number])].reading.text, parts.at(number)
        span = sentence.start, sentence.end
        return facts(text, span, sentence.kind, lexicon.words(text, *span), capitals)

    return facts_of


def _nothing_in(folder: Path, problems: Iterable[ArticleError]) -> str:
    reasons = "".join(f"\n  {problem}" for problem in problems)
    hint = "add a .txt, .md or .html file, or name another folder with --corpus"
    return f"{folder} holds no article that can be read; {hint}{reasons}"
