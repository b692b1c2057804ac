"""The weights of ranking and confidence, fitted with numpy; the same rows give the same weights."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.model import (
    CLIP,
    CLIP_CONFIDENCE,
    CONFIDENCE_NAMES,
    ConfidenceModel,
    Logistic,
    Model,
    RankingModel,
    confidence_row,
    table,
)
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import Numbers
from bot.evaluation.question_sets import FOLDS, Row, folds

Floats = NDArray[np.float32]

_NETS, _HIDDEN, _DROPOUT, _L2, _EPOCHS, _RATE, _BATCH = 4, 16, 0.2, 1e-3, 16, 3e-3, 64
_KEPT_SCALE = np.float32(1 / (1 - _DROPOUT))
_RIDGE = 20.0

# Words that no article has must never speak for an answer, as chance once had it.
TELLING = frozenset(CONFIDENCE_NAMES) - {"unknown"}
# What the second half of the confidence is fitted on: more than these overfits.
CALIBRATED = frozenset((
    "covered whole names", "covered name", "missing", "missing most", "missing names",
    "unknown", "information", "terms", "one article", "whole names local", "covered local",
    "covered soft", "covered common", "covered term", "matched", "candidates", "matched share",
    "position", "score", "margin to second", "margin to third", "softmax", "spread",
    "softmax of article", "margin to other article", "bm25 per information",
    "article bm25 per information", "best article coverage", "best article",
    "better matched elsewhere",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A row for the confidence: features, and whether the first candidate was right."""

    row: Row
    features: Scores
    right: bool
    among_three: bool


def fit(rows: Sequence[Row]) -> Model:
    """Fit the ranking on all rows, and the confidence on rankings that had not seen the article."""
    examples = [example for _, held_out in cross_fitted(rows) for example in held_out]
    return Model(_names(rows), fit_ranking(rows), fit_confidence(examples))


def cross_fitted(rows: Sequence[Row]) -> Iterator[tuple[RankingModel, list[Example]]]:
    """Yield, for each fold, the ranking fitted on the others, and it applied to the fold."""
    fold = fold_of(rows)
    for number in range(FOLDS):
        ranking = fit_ranking([row for row in rows if fold[row.set, row.article] != number])
        held_out = [row for row in rows if fold[row.set, row.article] == number]
        yield ranking, examples_of(held_out, ranking)


def fold_of(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """Return the fold of each article of each set."""
    fold: dict[tuple[str, str], int] = {}
    for name in sorted({row.set for row in rows}):
        counts = Counter(row.article for row in rows if row.set == name)
        fold |= {(name, article): number for article, number in folds(counts).items()}
    return fold


def examples_of(rows: Iterable[Row], ranking: RankingModel) -> list[Example]:
    """Return an example for each row that has a candidate."""
    return [_example(row, ranking.scores(table(row.columns))) for row in rows if len(row.right)]


def _example(row: Row, scores: Scores) -> Example:
    best = np.argsort(-scores, kind="stable")[:3]
    features = confidence_row(row.columns, scores)
    return Example(row, features, bool(row.right[best[0]]), bool(row.right[best].any()))


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(next(row.columns for row in rows if row.columns))


def fit_ranking(rows: Sequence[Row]) -> RankingModel:
    """Minimise -log P(a right sentence) over the questions whose answer is a candidate."""
    rows = [row for row in rows if row.right.any()]
    features = np.concatenate([table(row.columns) for row in rows]).astype(np.float32)
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    x = np.clip((features - mean) / deviation, -CLIP, CLIP)
    weight = np.array(_row_weights(rows), np.float32)
    nets = [_fit_net(x, rows, weight / weight.mean(), seed) for seed in range(_NETS)]
    return RankingModel(
        mean=mean.astype(float),
        deviation=deviation.astype(float),
        linear=np.mean([net.linear for net in nets], axis=0).astype(float),
        hidden=np.concatenate([net.hidden for net in nets], axis=1).astype(float),
        bias=np.concatenate([net.bias for net in nets]).astype(float),
        output=np.concatenate([net.output for net in nets]).astype(float) / _NETS,
    )


def _row_weights(rows: Sequence[Row]) -> list[float]:
    """Weigh a row by the root of how many its set has, so that no set rules the others."""
    counts = Counter(row.set for row in rows)
    return [float(counts[row.set] ** -0.5) for row in rows]


@dataclass(slots=True)
class _Net:
    hidden: Floats
    bias: Floats
    output: Floats
    linear: Floats

    @classmethod
    def drawn(cls, rng: np.random.Generator, size: int) -> Self:
        hidden = rng.normal(0, size**-0.5, (size, _HIDDEN)).astype(np.float32)
        output = rng.normal(0, 0.3 * _HIDDEN**-0.5, _HIDDEN).astype(np.float32)
        return cls(hidden, np.zeros(_HIDDEN, np.float32), output, np.zeros(size, np.float32))

    def parts(self) -> tuple[Floats, ...]:
        return self.hidden, self.bias, self.output, self.linear

    def gradients(self, x: Floats, right: Floats, first: Numbers, weight: Floats) -> list[Floats]:
        """Return the gradients of the listwise loss; `first` has where each question begins."""
        group = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(x)]))
        z = x @ self.hidden + self.bias
        active = np.maximum(z, 0)
        scores = active @ self.output + x @ self.linear
        e = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        given = e / np.add.reduceat(e, first)[group]
        wanted = e * right / np.add.reduceat(e * right, first)[group]
        g = (given - wanted) * weight[group] / len(first)
        back = np.outer(g, self.output) * (z > 0)
        return [
            x.T @ back + _L2 * self.hidden,
            back.sum(0),
            active.T @ g + _L2 * self.output,
            x.T @ g + _L2 * self.linear,
        ]


def _fit_net(x: Floats, rows: Sequence[Row], weight: Floats, seed: int) -> _Net:
    """Fit by Adam (Kingma and Ba, 2015) with dropout on the features and a falling rate."""
    rng = np.random.default_rng(seed)
    net = _Net.drawn(rng, x.shape[1])
    right = np.concatenate([row.right for row in rows]).astype(np.float32)
    sizes = np.array([len(row.right) for row in rows])
    begin = np.r_[0, np.cumsum(sizes)]
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in net.parts()]
    total, step = _EPOCHS * -(-len(rows) // _BATCH), 0
    for _ in range(_EPOCHS):
        order = rng.permutation(len(rows))
        for drawn in np.split(order, range(_BATCH, len(rows), _BATCH)):
            at = np.concatenate([np.arange(begin[i], begin[i + 1]) for i in drawn])
            kept = rng.random((len(at), x.shape[1]), np.float32) > _DROPOUT
            first = np.r_[0, np.cumsum(sizes[drawn])[:-1]]
            gradients = net.gradients(x[at] * kept * _KEPT_SCALE, right[at], first, weight[drawn])
            step += 1
            rate = _RATE * (1 - step / (total + 1))
            for part, (m, v), g in zip(net.parts(), moments, gradients, strict=True):
                m[:] += 0.1 * (g - m)
                v[:] += 0.001 * (g**2 - v)
                part[:] -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return net


def fit_confidence(examples: Sequence[Example]) -> ConfidenceModel:
    """Fit `there` on what is answerable and what was taken away, `right` on what is answerable."""
    known = [e for e in examples if e.row.answerable or not e.row.where.has_answer]
    answerable = [e for e in known if e.row.answerable]
    return ConfidenceModel(
        _fit_logistic(known, [e.row.answerable for e in known], TELLING),
        _fit_logistic(answerable, [e.right for e in answerable], CALIBRATED),
    )


def _fit_logistic(
    examples: Sequence[Example], yes: Sequence[bool], used: Container[str]
) -> Logistic:
    """Maximise the likelihood with a ridge by Newton's method; the features not `used` weigh 0."""
    features = np.array([example.features for example in examples])
    weight = np.array(_row_weights([example.row for example in examples]))
    weight *= len(weight) / weight.sum()
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    x = np.clip((features - mean) / deviation, -CLIP_CONFIDENCE, CLIP_CONFIDENCE)
    mask = np.array([float(name in used) for name in CONFIDENCE_NAMES])
    x = np.c_[x * mask, np.ones(len(x))]
    ridge = np.r_[np.full(len(mask), _RIDGE), 1e-6]
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (p - yes)) + ridge * w
        w -= np.linalg.solve((x.T * (weight * p * (1 - p))) @ x + np.diag(ridge), gradient)
    return Logistic(mean, deviation, w[:-1] * mask, float(w[-1]))
