"""Find the articles that are about a topic as a whole, such as *peace talks*, which is no name."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from bot.core.corpus import Corpus
from bot.core.text.lexicon import Word
from bot.core.text.words import Span
from bot.core.timelines.grammar import grammar_of
from bot.core.timelines.topic import MAX_TIMELINE_ARTICLES, TextAndWords, Topic

_MAX_ARTICLES = 25  # whose every sentence is read; as many as a timeline has events
_MIN_SENTENCES = 2  # of an article with each word of its theme, if no sentence has all
_MAX_NAME_SHARE = 0.5  # of a word's occurrences inside sentences that have a capital
_MAX_READ = 50  # sentences, to see whether a noun has an article
_LETTERS_OF_STEM = 4  # by which most titles are passed over before their words are read

SentencesOfArticle = dict[int, Span | None]  # where each mentions the topic in so many words


def theme_sentences(
    topic: Topic, corpus: Corpus, within: int | None
) -> Iterator[tuple[int, SentencesOfArticle]]:
    """Yield the articles whose theme is `topic`, each with the sentences about it.

    If its title names the theme, these are all. Otherwise, if no sentence names it either, they are
    those with a word of it, in an article where each of its words stands in several sentences.
    """
    if not _is_common(topic, corpus):
        return
    if numbers := _titled_articles(topic, corpus, within):
        for number in numbers:
            yield number, dict.fromkeys(range(*corpus.index.sentence_range(number)))
    elif not len(topic.sentences(corpus.index.sentences)):
        yield from _spread_articles(topic, corpus, within)


def _is_common(topic: Topic, corpus: Corpus) -> bool:
    """Return whether the last word of a topic is no name: the talks in *Ukraine peace talks*.

    Nothing tells in a script without capitals.
    """
    head = topic.words[-1] if topic.words else ""
    if not head.isalpha() or head.upper() == head.lower():
        return False
    if topic.language.settings.capitalises_nouns:
        return _has_article(topic, corpus)
    if topic.language.settings.name_endings:
        return _capital_share(topic, corpus) <= _MAX_NAME_SHARE
    return corpus.capitals.get(head, 0) <= _MAX_NAME_SHARE


def _has_article(topic: Topic, corpus: Corpus) -> bool:
    """Return whether the last word of a topic stands behind an article, as a name seldom does."""
    articles = grammar_of(topic.code).groups["before a name"]
    return any(
        before.plain in articles
        for _, words in _sentences_of_head(topic, corpus)
        for before, word in pairwise(words)
        if topic.has_at(-1, word)
    )


def _capital_share(topic: Topic, corpus: Corpus) -> float:
    """Return the share of the last word's forms inside sentences that have a capital."""
    capitals = [
        text[word.start].isupper()
        for text, words in _sentences_of_head(topic, corpus)
        for word in words[1:]
        if topic.has_at(-1, word)
    ]
    return sum(capitals) / len(capitals) if capitals else 0


def _sentences_of_head(topic: Topic, corpus: Corpus) -> Iterator[TextAndWords]:
    numbers = topic.sentences_with(topic.term_of_word[-1], corpus.index.sentences)
    return map(corpus.words, numbers[:_MAX_READ].tolist())


def _titled_articles(topic: Topic, corpus: Corpus, within: int | None) -> list[int]:
    """Return the articles with the topic in their titles, those that are most about it."""
    candidates = range(len(corpus.articles)) if within is None else [within]
    numbers = [number for number in candidates if _names_theme(topic, corpus, number)]
    scores = corpus.index.articles.scores(sorted(topic.terms))[numbers]
    ranks = corpus.index.article_ranks(np.array(numbers, np.intp))
    best = np.lexsort((ranks, -scores))[:_MAX_ARTICLES]
    return [numbers[place] for place in best.tolist()]


def _names_theme(topic: Topic, corpus: Corpus, number: int) -> bool:
    """Return whether the title of an article, and not just its first line, names the topic."""
    title, language = corpus.articles[number].title, corpus.articles[number].language
    if language != topic.code or title.endswith((".", "。")):
        return False
    lower = title.lower()
    if not all(word[:_LETTERS_OF_STEM] in lower for word in topic.words if word in topic.terms):
        return False
    words = corpus.lexicon.words(title, language=language)
    return topic.terms <= {topic.term(word) for word in words} and not any(
        _is_trade_name(title, word) for word in words if topic.term(word) in topic.terms
    )


def _is_trade_name(title: str, word: Word) -> bool:
    """Return whether a word is written as in *iPod*."""
    letters = title[word.start : word.end]
    return not letters.isupper() and any(letter.isupper() for letter in letters[1:])


def _spread_articles(
    topic: Topic, corpus: Corpus, within: int | None
) -> Iterator[tuple[int, SentencesOfArticle]]:
    index = corpus.index
    numbers_of = {term: index.sentences.documents_with_all([term]) for term in topic.terms}
    articles = index.articles.documents_with_all(topic.terms)
    for article in articles[:MAX_TIMELINE_ARTICLES].tolist():
        if within not in {None, article}:
            continue
        first, end = index.sentence_range(article)
        inside = [n[(n >= first) & (n < end)] for n in numbers_of.values()]
        if all(len(numbers) >= _MIN_SENTENCES for numbers in inside):
            yield article, dict.fromkeys(np.unique(np.concatenate(inside)).tolist())
