"""Candidates: the articles and sentences that may hold a quotation, through the index."""

import unicodedata
from collections.abc import Iterator
from itertools import chain

import numpy as np

from bot.core.corpus import Corpus
from bot.core.index.two_level import Numbers

MAX_CANDIDATES = 4_000  # articles; to look for a text in so many takes some 20 ms
_MAX_SIMILAR_SENTENCES = 12
_MAX_SCORED_TERMS = 12  # the rarest ones; the others take most of the time and tell least


def candidate_articles(corpus: Corpus, text: str) -> list[int]:
    """Return the numbers of the articles that may hold `text`, the likeliest first.

    They have all its terms, in one sentence or in several. A text without any term may be anywhere.
    """
    index = corpus.index
    in_sentence, in_article, anywhere = [], [], []
    for terms in _terms_by_language(corpus, text):
        in_sentence.append(index.articles_of(index.sentences.documents_with_all(terms)))
        in_article.append(index.articles.documents_with_all(terms))
        if not terms:
            anywhere = [np.arange(len(corpus.articles))]
    groups = [group for group in (in_sentence, in_article, anywhere) if group]
    ordered = [_by_path(corpus, np.concatenate(group)) for group in groups]
    return list(dict.fromkeys(chain.from_iterable(ordered)))[:MAX_CANDIDATES]


def similar_sentences(corpus: Corpus, text: str) -> list[int]:
    """Return the numbers of the sentences that share most with `text`, the best first."""
    sentences = corpus.index.sentences
    numbers: list[int] = []
    for terms in _terms_by_language(corpus, text):
        rarest = sorted(terms, key=sentences.document_frequency)
        known = [term for term in rarest if term in sentences][:_MAX_SCORED_TERMS]
        numbers += sentences.top_k(known, _MAX_SIMILAR_SENTENCES)[0].tolist()
    return numbers


def sentences_with_all(corpus: Corpus, text: str) -> Numbers:
    """Return the sentences that have all terms of `text`: every sentence if it has none."""
    sentences = corpus.index.sentences
    matches = [
        sentences.documents_with_all(terms) if terms else np.arange(sentences.size)
        for terms in _terms_by_language(corpus, text)
    ]
    return np.unique(np.concatenate([np.zeros(0, np.intp), *matches]))


def _terms_by_language(corpus: Corpus, text: str) -> Iterator[list[str]]:
    """Yield the terms of `text` as each language of the articles reads it.

    There are none if it has only stop words. Which language a few words are in is uncertain, and a
    paragraph may have words of another.
    """
    text = unicodedata.normalize("NFKC", text)
    for language in sorted(corpus.languages):
        words = corpus.lexicon.words(text, language=language)
        yield list(dict.fromkeys(word.term for word in words if word.term))


def _by_path(corpus: Corpus, articles: Numbers) -> list[int]:
    articles = np.unique(articles)
    order = corpus.index.article_ranks(articles).argsort()
    numbers: list[int] = articles[order].tolist()
    return numbers
