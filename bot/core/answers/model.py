"""The ranking model and the confidence: weights in a file, evaluated with numpy.

Ranking: the mean of small nets with one hidden layer, each beside a linear part, over features in
standard deviations; fitted listwise (Cao et al., "Learning to rank: from pairwise approach to
listwise approach", 2007). Confidence: two logistic regressions (Platt, "Probabilistic outputs for
support vector machines", 1999), whether the articles hold an answer at all and whether the first
candidate is it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

import numpy as np

from bot.core.answers.answer import THRESHOLD
from bot.core.answers.features.columns import Columns
from bot.core.index.bm25 import Scores

WEIGHTS = "weights.json"
CLIP = 4.0  # standard deviations of a feature of ranking, so that no odd text rules alone
CLIP_CONFIDENCE = 6.0
_THERE = 0.4  # probability from which the articles are taken to hold an answer


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
        """Return what the score of `row` loses when each feature takes the candidates' mean."""
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

    def probability(self, row: Scores) -> float:
        """Return the probability of yes."""
        x = np.clip((row - self.mean) / self.deviation, -CLIP_CONFIDENCE, CLIP_CONFIDENCE)
        return float(1 / (1 + np.exp(-(x @ self.weights + self.bias))))


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Whether the articles hold an answer (`there`), and whether the first candidate is it."""

    there: Logistic
    right: Logistic

    def confidence(self, row: Scores) -> float:
        """Return the probability that the first candidate is right, below THRESHOLD if none is."""
        there = self.there.probability(row)
        if there < _THERE:
            return THRESHOLD * there / _THERE
        return max(self.right.probability(row), THRESHOLD)


@dataclass(frozen=True, slots=True)
class Model:
    """What `fit` writes; `names` are those of the features, in the order of the weights."""

    names: tuple[str, ...]
    ranking: RankingModel
    confidence: ConfidenceModel

    @classmethod
    def of_file(cls, text: str) -> Self:
        """Read the text of a weights file."""
        held = json.loads(text)
        ranking = held["ranking"]
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
            ConfidenceModel(_logistic(held["there"]), _logistic(held["right"])),
        )

    def to_file(self, about: str) -> str:
        """Return the text of a weights file, with a line for each feature."""
        r = self.ranking
        rows = np.column_stack([r.mean, r.deviation, r.linear, r.hidden])
        held: dict[str, Any] = {
            "about": about,
            "ranking": {
                "columns": ["mean", "deviation", "linear", "hidden ..."],
                "features": dict(zip(self.names, map(_short, rows), strict=True)),
                "bias": _short(r.bias),
                "output": _short(r.output),
            },
        }
        for name, part in (("there", self.confidence.there), ("right", self.confidence.right)):
            rows = np.column_stack([part.mean, part.deviation, part.weights])
            held[name] = {
                "columns": ["mean", "deviation", "weight"],
                "features": dict(zip(CONFIDENCE_NAMES, map(_short, rows), strict=True)),
                "bias": round(part.bias, 5),
            }
        text = json.dumps(held, indent=1)
        return (
            re.sub(r"\[\s*([-\d.e,\s]+?)\s*\]", lambda m: f"[{' '.join(m[1].split())}]", text)
            + "\n"
        )


@cache
def load_model() -> Model:
    """Return the model of the package."""
    return Model.of_file((files("bot.core") / "data" / WEIGHTS).read_text("utf-8"))


def to_table(columns: Columns) -> Scores:
    """Return the columns side by side, a row for each candidate."""
    return np.stack(list(columns.values()), axis=1)


_OF_THE_BEST = (
    "covered term", "covered stem", "covered plain", "covered soft", "covered local",
    "covered name", "covered number", "covered only before", "covered only block",
    "covered only lead", "missing", "missing most", "missing names", "rarest", "matched",
    "matched share", "covered every", "covered pairs", "triples", "pairs", "order", "adjacent",
    "window", "wanted", "wanted near", "any near", "one article", "terms", "information", "unknown",
    "candidates", "bm25 of article", "bm25", "fused", "words", "position", "article length",
    "covered whole names", "whole names local", "covered common", "covered rare", "first term",
    "last term", "head", "described", "speaks", "asked who", "asked who is", "asked when",
    "asked where", "asked how many", "asked how much", "asked how long", "asked why", "asked how",
    "asked say", "asked what name", "asked what do", "asked what", "asked yes or no",
)  # fmt: skip
_OF_ALL = (
    "score", "margin to second", "margin to third", "softmax", "spread", "softmax of article",
    "margin to other article", "bm25 per information", "article bm25 per information",
    "best article coverage", "best article", "better matched elsewhere",
)  # fmt: skip
CONFIDENCE_NAMES = (*_OF_THE_BEST, *_OF_ALL)
_NO_OTHER_ARTICLE = 5.0  # the margin, where there is none


def confidence_row(columns: Columns, scores: Scores) -> Scores:
    """Return what the candidates tell about the best one, named by CONFIDENCE_NAMES."""
    order = np.argsort(-scores, kind="stable")
    best, ranked = order[0], scores[order]
    share = np.exp(scores - ranked[0])
    share /= share.sum()
    article = columns["bm25 of article"]
    same = np.abs(article - article[best]) < 1e-6  # equal but for rounding
    information = max(columns["information"][best], 1e-6)
    matched = columns["matched share"]
    of_all = {
        "score": ranked[0],
        "margin to second": ranked[0] - ranked[min(1, len(ranked) - 1)],
        "margin to third": ranked[0] - ranked[min(2, len(ranked) - 1)],
        "softmax": share[best],
        "spread": scores.std(),
        "softmax of article": share[same].sum(),
        "margin to other article": ranked[0]
        - scores[~same].max(initial=ranked[0] - _NO_OTHER_ARTICLE),
        "bm25 per information": columns["bm25"][best] / information,
        "article bm25 per information": article[best] / information,
        "best article coverage": 1 - columns["missing"].min(),
        "best article": article[best] >= article.max() - 1e-6,
        "better matched elsewhere": matched.max() - matched[best],
    }
    return np.array([columns[n][best] for n in _OF_THE_BEST] + [of_all[n] for n in _OF_ALL], float)


def _short(row: Sequence[float] | Scores) -> list[float]:
    return [float(f"{value:.4g}") for value in row]


def _logistic(held: Mapping[str, Any]) -> Logistic:
    mean, deviation, weights = np.array(list(held["features"].values())).T
    return Logistic(mean, deviation, weights, held["bias"])
