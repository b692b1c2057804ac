"""Which sentences answer the question best, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from bot.news.index import Index, Scores
from bot.news.passage import Sentence
from bot.news.question import Question
from bot.news.reading import Kind

NEIGHBOUR_WEIGHT = 0.15  # of the BM25 scores of the sentences beside it
ARTICLE_WEIGHT = 1.0  # of the BM25 score of the whole article
HEADING_FACTOR = 0.6  # a heading or a question names the matter but does not tell it
LEAD_WEIGHT = 0.1  # the first sentence gets so much more: news tells the most first

# Of the question's words that the sentence, it with its neighbours, and the article cover.
_COVERAGE_WEIGHTS = (0.25, 0.25, 0.5)
_MIDDLE = 0.5  # the coverage at which an answer is as likely right as wrong
_STEEPNESS = 15.0


@dataclass(frozen=True, slots=True)
class Indexes:
    """BM25 over sentences and over articles.

    Sentences are numbered through all articles; article n has those from `first_sentence[n]` up
    to, without it, `first_sentence[n + 1]`.
    """

    sentences: Index
    articles: Index
    first_sentence: tuple[int, ...]
    article_of: NDArray[np.int32]
    prior: Scores

    def span(self, article: int) -> tuple[int, int]:
        """Return the number of the first sentence of an article, and that behind its last one."""
        return self.first_sentence[article], self.first_sentence[article + 1]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence by its number, with its score."""

    sentence: int
    score: float


def build_indexes(
    terms: Sequence[Sequence[Sequence[str]]], priors: Iterable[Iterable[float]]
) -> Indexes:
    """Index the terms of each sentence of each article; `priors` has a factor for each."""
    lengths = [len(own) for own in terms]
    return Indexes(
        sentences=Index(list(chain.from_iterable(terms))),
        articles=Index([list(chain.from_iterable(own)) for own in terms]),
        first_sentence=tuple(accumulate(lengths, initial=0)),
        article_of=np.repeat(np.arange(len(terms), dtype=np.int32), lengths),
        prior=np.fromiter(chain.from_iterable(priors), np.float64),
    )


def priors(text: str, sentences: Sequence[Sentence]) -> list[float]:
    """Return how much more likely than others each sentence of an article is to answer."""
    return [
        (HEADING_FACTOR if _only_names(text, sentence) else 1) * (1 + LEAD_WEIGHT / (1 + position))
        for position, sentence in enumerate(sentences)
    ]


def _only_names(text: str, sentence: Sentence) -> bool:
    return sentence.kind is Kind.HEADING or text[sentence.end - 1] == "?"


def rank(question: Question, indexes: Indexes, within: int | None, limit: int) -> list[Ranked]:
    """Return the best `limit` sentences, of article `within` or of all, best first.

    Only sentences that share a term with the question count; ties go to the earlier one.
    """
    first, end = (0, len(indexes.article_of)) if within is None else indexes.span(within)
    article_of = indexes.article_of[first:end]
    if within is None:
        own = indexes.sentences.scores(question.terms)
    else:
        own = indexes.sentences.scores_within(question.terms, first, end)
    score = own + NEIGHBOUR_WEIGHT * _beside(own, article_of)
    score += ARTICLE_WEIGHT * indexes.articles.scores(question.terms)[article_of]
    score *= indexes.prior[first:end]
    matching = np.flatnonzero(own)
    best = matching[np.lexsort((matching, -score[matching]))][:limit]
    return [Ranked(first + int(number), float(score[number])) for number in best]


def _beside(own: Scores, article_of: NDArray[np.int32]) -> Scores:
    """Return the summed scores of the sentences just before and after each, in its article."""
    together = article_of[1:] == article_of[:-1]
    beside = np.zeros_like(own)
    beside[1:] += own[:-1] * together
    beside[:-1] += own[1:] * together
    return beside


def confidence(question: Question, indexes: Indexes, ranked: Sequence[Ranked]) -> float:
    """Return the probability that the first of `ranked` answers the question.

    It grows with the share of the question's rare words that the sentence, its neighbours and its
    article have. A word that no article has weighs the most and is missing everywhere.
    """
    if not ranked:
        return 0.0
    idf = {term: indexes.sentences.idf(term) for term in question.terms}
    best = ranked[0].sentence
    article = int(indexes.article_of[best])
    first, end = indexes.span(article)
    near = range(max(first, best - 1), min(end, best + 2))
    shares = (
        _share(idf, indexes.sentences, [best]),
        _share(idf, indexes.sentences, near),
        _share(idf, indexes.articles, [article]),
    )
    covered = np.dot(_COVERAGE_WEIGHTS, shares)
    return float(1 / (1 + np.exp(-_STEEPNESS * (covered - _MIDDLE))))


def _share(weights: Mapping[str, float], index: Index, documents: Iterable[int]) -> float:
    """Return the share of the terms' weight that some of `documents` have."""
    held = {term for number in documents for term in index.terms(number)}
    return sum(w for term, w in weights.items() if term in held) / sum(weights.values())
