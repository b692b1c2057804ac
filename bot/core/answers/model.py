"""The ranking model and the confidence: weights in a file, evaluated with numpy.

Ranking: the mean of small nets with one hidden layer, each next to a linear part, over features in
standard deviations; fitted listwise (Cao et al., "Learning to rank: from pairwise approach to
listwise approach", 2007). Confidence: two logistic regressions (Platt, "Probabilistic outputs for
support vector machines", 1999), whether the articles hold an answer at all and whether the first
candidate is it.

A language has weights of its own where its folder holds some, and else those that were fitted on
the questions of many languages, with a bias for each of these.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple, Self

import numpy as np

from bot.core.answers.features.columns import Columns
from bot.core.answers.features.confidence import CONFIDENCE_NAMES
from bot.core.data_files import data_text, has_data
from bot.core.defaults import THRESHOLD
from bot.core.index.bm25 import Scores
from bot.core.languages.registry import ENGLISH

WEIGHTS = "weights.json"
CLIP = 4.0  # standard deviations of a ranking feature, so that no odd text decides by one feature
CLIP_CONFIDENCE = 6.0
_MIN_ANSWERABLE = 0.4  # probability from which the articles are taken to hold an answer
MIN_ANSWERABLE_LOGIT = math.log(_MIN_ANSWERABLE / (1 - _MIN_ANSWERABLE))


@dataclass(frozen=True, slots=True)
class RankingModel:
    """The score is `x @ linear + relu(x @ hidden + bias) @ output`, x being scaled features."""

    mean: Scores
    deviation: Scores
    linear: Scores
    hidden: Scores
    bias: Scores
    output: Scores

    def scores(self, table: Scores) -> Scores:
        """Return a score for each row of features; the softmax of them is a probability."""
        x = np.clip((table - self.mean) / self.deviation, -CLIP, CLIP)
        scores: Scores = x @ self.linear + np.maximum(x @ self.hidden + self.bias, 0) @ self.output
        return scores

    def shares(self, table: Scores, row: int) -> Scores:
        """Return the loss of the score of `row` if each feature takes the candidates' mean."""
        others = np.repeat(table[row][None, :], table.shape[1], axis=0)
        np.fill_diagonal(others, table.mean(axis=0))
        shares: Scores = self.scores(table[row][None, :])[0] - self.scores(others)
        return shares


class Logistic(NamedTuple):
    """A logistic regression over features scaled to standard deviations."""

    mean: Scores
    deviation: Scores
    weights: Scores
    bias: float

    def logit(self, row: Scores) -> float:
        """Return the logarithm of the odds of yes."""
        x = np.clip((row - self.mean) / self.deviation, -CLIP_CONFIDENCE, CLIP_CONFIDENCE)
        return float(x @ self.weights + self.bias)

    def probability(self, row: Scores) -> float:
        """Return the probability of yes."""
        return float(1 / (1 + np.exp(-self.logit(row))))


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Whether the articles hold an answer, and whether the first candidate is right.

    `biases` has what is added for a language to the logit that the articles hold one.
    """

    answerable: Logistic
    first_right: Logistic
    biases: Mapping[str, float] = field(default_factory=dict)

    def for_language(self, code: str) -> Self:
        """Return the model with the bias of a language."""
        bias = self.answerable.bias + self.biases.get(code, 0.0)
        return replace(self, answerable=self.answerable._replace(bias=bias))

    def confidence(self, row: Scores) -> float:
        """Return the probability that the first candidate is right, below THRESHOLD if none is."""
        answerable = self.answerable.probability(row)
        if answerable < _MIN_ANSWERABLE:
            return THRESHOLD * answerable / _MIN_ANSWERABLE
        return max(self.first_right.probability(row), THRESHOLD)


@dataclass(frozen=True, slots=True)
class Model:
    """The result of fitting; `names` are those of the features, in the order of the weights."""

    names: tuple[str, ...]
    ranking: RankingModel
    confidence: ConfidenceModel

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the text of a weights file."""
        fields = json.loads(text)
        ranking = fields["ranking"]
        table = np.array(list(ranking["features"].values()))
        mean, deviation, linear = table[:, :3].T
        return cls(
            tuple(ranking["features"]),
            RankingModel(
                mean,
                deviation,
                linear,
                table[:, 3:],
                np.array(ranking["bias"]),
                np.array(ranking["output"]),
            ),
            ConfidenceModel(
                _read_logistic(fields["there"]),
                _read_logistic(fields["right"]),
                fields.get("biases", {}),
            ),
        )

    def to_json(self, about: str) -> str:
        """Return the text of a weights file, with a line for each feature."""
        ranking = self.ranking
        rows = np.column_stack([ranking.mean, ranking.deviation, ranking.linear, ranking.hidden])
        fields = {
            "about": about,
            "ranking": {
                "columns": ["mean", "deviation", "linear", "hidden ..."],
                "features": dict(zip(self.names, map(_shorten, rows), strict=True)),
                "bias": _shorten(ranking.bias),
                "output": _shorten(ranking.output),
            },
            "there": _logistic_fields(self.confidence.answerable),
            "right": _logistic_fields(self.confidence.first_right),
            "biases": {code: round(bias, 5) for code, bias in self.confidence.biases.items()},
        }
        text = json.dumps(fields, indent=1)
        return (
            re.sub(r"\[\s*([-\d.e,\s]+?)\s*\]", lambda m: f"[{' '.join(m[1].split())}]", text)
            + "\n"
        )


@cache
def load_model(code: str = ENGLISH) -> Model:
    """Return the model of the package for a language."""
    path = f"languages/{code}/{WEIGHTS}"
    model = _read_model(path if has_data(path) else WEIGHTS)
    return replace(model, confidence=model.confidence.for_language(code))


@cache
def _read_model(path: str) -> Model:
    return Model.from_json(data_text(path))


def to_table(columns: Columns) -> Scores:
    """Return the columns side by side, a row for each candidate."""
    return np.stack(list(columns.values()), axis=1)


def _shorten(row: Sequence[float] | Scores) -> list[float]:
    return [float(f"{value:.4g}") for value in row]


def _logistic_fields(logistic: Logistic) -> dict[str, Any]:
    rows = np.column_stack([logistic.mean, logistic.deviation, logistic.weights])
    return {
        "columns": ["mean", "deviation", "weight"],
        "features": dict(zip(CONFIDENCE_NAMES, map(_shorten, rows), strict=True)),
        "bias": round(logistic.bias, 5),
    }


def _read_logistic(fields: Mapping[str, Any]) -> Logistic:
    mean, deviation, weights = np.array(list(fields["features"].values())).T
    return Logistic(mean, deviation, weights, fields["bias"])
