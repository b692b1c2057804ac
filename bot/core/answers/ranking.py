"""Which sentences answer the question best, and how sure that is."""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.features import Columns, features
from bot.core.answers.model import Model, confidence_row, table
from bot.core.answers.question import Question
from bot.core.answers.retrieval import retrieve
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.text.sentence_facts import SentenceFacts


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates by the number of their sentences, best first, with their scores and features."""

    sentences: Numbers
    articles: Numbers
    scores: Scores
    columns: Columns

    def without(self, articles: set[int]) -> "Ranking":
        """Return the ranking without the sentences of some articles."""
        return self._only(np.array([article not in articles for article in self.articles], bool))

    def of(self, sentences: Callable[[int], bool]) -> "Ranking":
        """Return the ranking of those sentences alone of which `sentences` is true."""
        return self._only(np.array([sentences(int(number)) for number in self.sentences], bool))

    def nearer(self, sentences: Container[int], gain: float) -> "Ranking":
        """Return the ranking after adding `gain` to the scores of `sentences`."""
        scores = self.scores + [gain * (int(number) in sentences) for number in self.sentences]
        return replace(self, scores=scores)._only(np.lexsort((self.sentences, -scores)))

    def across_articles(self, as_good: float) -> list[int]:
        """Return the places in the ranking, best first, but other articles before more of the same.

        That is for those whose score is within `as_good` of the best: where several articles
        answer, each is heard.
        """
        near = int(np.searchsorted(-self.scores, as_good - self.scores[:1], side="right").sum())
        _, first_of_article = np.unique(self.articles[:near], return_index=True)
        heard = sorted(first_of_article.tolist())
        return heard + [place for place in range(len(self.scores)) if place not in set(heard)]

    def confidence(self, model: Model) -> float:
        """Return the probability that the first sentence answers; 0 where there is none."""
        if not len(self.sentences):
            return 0.0
        return model.confidence.confidence(confidence_row(self.columns, self.scores))

    def _only(self, kept: NDArray[np.bool_] | Numbers) -> "Ranking":
        columns = {name: values[kept] for name, values in self.columns.items()}
        return Ranking(self.sentences[kept], self.articles[kept], self.scores[kept], columns)


_NOTHING = Ranking(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), {})


def rank(
    question: Question,
    indexes: TwoLevelIndex,
    within: int | None,
    facts_of: Callable[[int], SentenceFacts],
    model: Model,
) -> Ranking:
    """Rank the sentences of article `within`, or of all, that may answer; ties go to the earlier.

    There are none where no sentence shares a term with the question.
    """
    numbers, columns = gather(question, indexes, within, facts_of)
    if not len(numbers):
        return _NOTHING
    scores = model.ranking.scores(table(columns))
    order = indexes.order_by_score(scores, numbers)
    return Ranking(
        numbers[order],
        indexes.articles_of(numbers[order]),
        scores[order],
        {name: values[order] for name, values in columns.items()},
    )


def gather(
    question: Question,
    indexes: TwoLevelIndex,
    within: int | None,
    facts_of: Callable[[int], SentenceFacts],
) -> tuple[Numbers, Columns]:
    """Return the candidates, as numbers of sentences, and their features."""
    found = retrieve(question.terms, indexes, within)
    if not found.in_sentence.any():
        return np.zeros(0, np.intp), {}
    held = [facts_of(int(number)) for number in found.numbers]
    return found.numbers, features(question, found, held)
