"""Ranking: the sentences that answer a question best, and how sure that is."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.features import compute_features
from bot.core.answers.features.columns import Columns
from bot.core.answers.features.confidence import confidence_row
from bot.core.answers.model import Model, load_model, to_table
from bot.core.answers.question import Question
from bot.core.answers.retrieval import retrieve
from bot.core.corpus import Corpus
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.text.sentence_facts import SentenceFacts


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates by the numbers of their sentences, best first, with their scores and features."""

    sentences: Numbers
    articles: Numbers
    scores: Scores
    columns: Columns

    def without_articles(self, articles: set[int]) -> "Ranking":
        """Return the ranking without the sentences of some articles."""
        return self._select(np.array([article not in articles for article in self.articles], bool))

    def filter(self, predicate: Callable[[int], bool]) -> "Ranking":
        """Return the ranking of the sentences for whose number `predicate` is true."""
        return self._select(np.array([predicate(int(number)) for number in self.sentences], bool))

    def raise_scores(self, sentences: Container[int], gain: float) -> "Ranking":
        """Return the ranking after adding `gain` to the scores of `sentences`."""
        gains = [gain * (int(number) in sentences) for number in self.sentences]
        return self.replace_scores(self.scores + gains)

    def replace_scores(self, scores: Scores) -> "Ranking":
        """Return the ranking by other scores of its sentences."""
        return replace(self, scores=scores)._select(np.lexsort((self.sentences, -scores)))

    def across_articles(self, tolerance: float) -> list[int]:
        """Return the places in the ranking, best first, but each article before more of the same.

        Only sentences whose score is within `tolerance` of the best change places: where several
        articles answer, each is quoted.
        """
        near = int(np.searchsorted(-self.scores, tolerance - self.scores[:1], side="right").sum())
        _, first_of_article = np.unique(self.articles[:near], return_index=True)
        leaders = sorted(first_of_article.tolist())
        return leaders + [place for place in range(len(self.scores)) if place not in set(leaders)]

    def confidence(self, model: Model) -> float:
        """Return the probability that the first sentence answers; 0 if there is none."""
        if not len(self.sentences):
            return 0.0
        return model.confidence.confidence(confidence_row(self.columns, self.scores))

    def _select(self, selection: NDArray[np.bool_] | Numbers) -> "Ranking":
        columns = {name: values[selection] for name, values in self.columns.items()}
        return Ranking(
            self.sentences[selection], self.articles[selection], self.scores[selection], columns
        )


EMPTY = Ranking(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), {})


def search(corpus: Corpus, question: Question, within: int | None) -> Ranking:
    """Rank the sentences of the article with the number `within`, or of all articles."""
    model = load_model(question.language)
    return rank_sentences(question, corpus.index, within, corpus.facts_of, model)


def rank_sentences(
    question: Question,
    index: TwoLevelIndex,
    within: int | None,
    facts_of: Callable[[int], SentenceFacts],
    model: Model,
) -> Ranking:
    """Rank the sentences of article `within`, or of all, that may answer; ties go to the earlier.

    The ranking is empty if no sentence shares a term with the question.
    """
    numbers, columns = candidate_features(question, index, within, facts_of)
    if not len(numbers):
        return EMPTY
    scores = model.ranking.scores(to_table(columns))
    order = index.order_by_score(scores, numbers)
    return Ranking(
        numbers[order],
        index.articles_of(numbers[order]),
        scores[order],
        {name: values[order] for name, values in columns.items()},
    )


def candidate_features(
    question: Question,
    index: TwoLevelIndex,
    within: int | None,
    facts_of: Callable[[int], SentenceFacts],
) -> tuple[Numbers, Columns]:
    """Return the candidates, as numbers of sentences, and their features."""
    candidates = retrieve(question.terms, index, within)
    if not candidates.in_sentence.any():
        return np.zeros(0, np.intp), {}
    facts = [facts_of(int(number)) for number in candidates.numbers]
    return candidates.numbers, compute_features(question, candidates, facts)
