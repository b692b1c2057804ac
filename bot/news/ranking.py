"""Which sentences answer the question best, and how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.news.candidates import Indexes, Numbers, propose
from bot.news.facts import Facts
from bot.news.features import Columns, features
from bot.news.index import Scores
from bot.news.model import Model, confidence_row, table
from bot.news.question import Question


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

    def confidence(self, model: Model) -> float:
        """Return the probability that the first sentence answers; 0 where there is none."""
        if not len(self.sentences):
            return 0.0
        return model.confidence.confidence(confidence_row(self.columns, self.scores))

    def _only(self, kept: Scores) -> "Ranking":
        columns = {name: values[kept] for name, values in self.columns.items()}
        return Ranking(self.sentences[kept], self.articles[kept], self.scores[kept], columns)


_NOTHING = Ranking(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), {})


def rank(
    question: Question,
    indexes: Indexes,
    within: int | None,
    facts_of: Callable[[int], Facts],
    model: Model,
) -> Ranking:
    """Rank the sentences of article `within`, or of all, that may answer; ties go to the earlier.

    There are none where no sentence shares a term with the question.
    """
    numbers, columns = gather(question, indexes, within, facts_of)
    if not len(numbers):
        return _NOTHING
    scores = model.ranking.scores(table(columns))
    order = np.lexsort((numbers, -scores))
    return Ranking(
        numbers[order],
        indexes.article_of[numbers[order]],
        scores[order],
        {name: values[order] for name, values in columns.items()},
    )


def gather(
    question: Question, indexes: Indexes, within: int | None, facts_of: Callable[[int], Facts]
) -> tuple[Numbers, Columns]:
    """Return the candidates, as numbers of sentences, and their features."""
    found = propose(question.terms, indexes, within)
    if not found.in_sentence.any():
        return np.zeros(0, np.intp), {}
    held = [facts_of(int(number)) for number in found.numbers]
    return found.numbers, features(question, found, held)
