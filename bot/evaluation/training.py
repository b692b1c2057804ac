"""Training of the ranking and of the confidence; the same samples give the same weights.

numpy is enough: with scikit-learn installed, NLTK imports it, and every start of the program takes
three times as long.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.features.confidence import CONFIDENCE_NAMES, confidence_row
from bot.core.answers.model import (
    CLIP,
    CLIP_CONFIDENCE,
    MIN_ANSWERABLE_LOGIT,
    ConfidenceModel,
    Logistic,
    Model,
    RankingModel,
    to_table,
)
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import Numbers
from bot.evaluation.asking import RankingSample, Scope
from bot.evaluation.question_sets import FOLDS, balance_folds

Floats = NDArray[np.float32]

_NETS = 4
_HIDDEN_UNITS = 16
_DROPOUT = 0.2
_DROPOUT_SCALE = np.float32(1 / (1 - _DROPOUT))
_WEIGHT_DECAY = 1e-3
_EPOCHS = 16
_LEARNING_RATE = 3e-3
_QUESTIONS_PER_BATCH = 64
_RIDGE = 20.0
_NEWTON_STEPS = 30

MAX_FALSE_ANSWERS = 0.035
MAX_FALSE_REFUSALS = 0.14

# Words that no article has must never count for an answer, as they once did by chance.
THERE_FEATURES = frozenset(CONFIDENCE_NAMES) - {"unknown"}
# More features than these overfit the second half of the confidence.
RIGHT_FEATURES = frozenset((
    "covered whole names", "covered name", "missing", "missing most", "missing names",
    "unknown", "information", "terms", "one article", "whole names local", "covered local",
    "covered soft", "covered common", "covered term", "matched", "candidates", "matched share",
    "position", "score", "margin to second", "margin to third", "softmax", "spread",
    "softmax of article", "margin to other article", "bm25 per information",
    "article bm25 per information", "best article coverage", "best article",
    "better matched elsewhere",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConfidenceSample:
    """The features of a ranking's best candidate, and whether it is right."""

    source: RankingSample
    features: Scores
    is_first_right: bool
    is_any_right: bool  # of the first three


def fit(samples: Sequence[RankingSample]) -> Model:
    """Fit the ranking on all samples, and the confidence on rankings of articles unseen by them."""
    held_out = [sample for _, fold in cross_fit(samples) for sample in fold]
    names = next(sample.columns for sample in samples if sample.columns)
    return Model(tuple(names), fit_ranking(samples), fit_confidence(held_out))


def cross_fit(
    samples: Sequence[RankingSample],
) -> Iterator[tuple[RankingModel, list[ConfidenceSample]]]:
    """Yield, for each fold, the ranking fitted on the others, and its samples of the fold."""
    folds = assign_folds(samples)
    for fold in range(FOLDS):
        others = [sample for sample in samples if folds[sample.set_name, sample.article] != fold]
        held_out = [sample for sample in samples if folds[sample.set_name, sample.article] == fold]
        ranking = fit_ranking(others)
        yield ranking, apply_ranking(held_out, ranking)


def assign_folds(samples: Sequence[RankingSample]) -> dict[tuple[str, str], int]:
    """Return the fold of each article of each set."""
    folds: dict[tuple[str, str], int] = {}
    for name in sorted({sample.set_name for sample in samples}):
        counts = Counter(sample.article for sample in samples if sample.set_name == name)
        folds |= {(name, article): fold for article, fold in balance_folds(counts).items()}
    return folds


def apply_ranking(
    samples: Iterable[RankingSample], ranking: RankingModel
) -> list[ConfidenceSample]:
    """Return a sample for each question that has a candidate."""
    return [
        _rank(sample, ranking.scores(to_table(sample.columns)))
        for sample in samples
        if len(sample.is_right)
    ]


def _rank(sample: RankingSample, scores: Scores) -> ConfidenceSample:
    best = np.argsort(-scores, kind="stable")[:3]
    features = confidence_row(sample.columns, scores)
    is_right = sample.is_right[best]
    return ConfidenceSample(sample, features, bool(is_right[0]), bool(is_right.any()))


def fit_ranking(samples: Sequence[RankingSample]) -> RankingModel:
    """Minimise -log P(a right sentence) over the questions whose answer is a candidate."""
    samples = [sample for sample in samples if sample.is_right.any()]
    features = np.concatenate([to_table(sample.columns) for sample in samples]).astype(np.float32)
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    x = np.clip((features - mean) / deviation, -CLIP, CLIP)
    weight = np.array(_sample_weights(samples), np.float32)
    nets = [_fit_net(x, samples, weight / weight.mean(), seed) for seed in range(_NETS)]
    return RankingModel(
        mean=mean.astype(float),
        deviation=deviation.astype(float),
        linear=np.mean([net.linear for net in nets], axis=0).astype(float),
        hidden=np.concatenate([net.hidden for net in nets], axis=1).astype(float),
        bias=np.concatenate([net.bias for net in nets]).astype(float),
        output=np.concatenate([net.output for net in nets]).astype(float) / _NETS,
    )


def _sample_weights(samples: Sequence[RankingSample]) -> list[float]:
    """Return one by the root of the size of each sample's set, so that no set dominates."""
    counts = Counter(sample.set_name for sample in samples)
    return [float(counts[sample.set_name] ** -0.5) for sample in samples]


@dataclass(slots=True)
class _Net:
    hidden: Floats
    bias: Floats
    output: Floats
    linear: Floats

    @classmethod
    def random(cls, rng: np.random.Generator, size: int) -> Self:
        hidden = rng.normal(0, size**-0.5, (size, _HIDDEN_UNITS)).astype(np.float32)
        output = rng.normal(0, 0.3 * _HIDDEN_UNITS**-0.5, _HIDDEN_UNITS).astype(np.float32)
        return cls(hidden, np.zeros(_HIDDEN_UNITS, np.float32), output, np.zeros(size, np.float32))

    def parts(self) -> tuple[Floats, ...]:
        return self.hidden, self.bias, self.output, self.linear

    def gradients(self, x: Floats, right: Floats, first: Numbers, weight: Floats) -> list[Floats]:
        """Return the gradients of the listwise loss; a question begins at each of `first`."""
        group = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(x)]))
        z = x @ self.hidden + self.bias
        active = np.maximum(z, 0)
        scores = active @ self.output + x @ self.linear
        e = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        predicted = e / np.add.reduceat(e, first)[group]
        target = e * right / np.add.reduceat(e * right, first)[group]
        g = (predicted - target) * weight[group] / len(first)
        back = np.outer(g, self.output) * (z > 0)
        return [
            x.T @ back + _WEIGHT_DECAY * self.hidden,
            back.sum(0),
            active.T @ g + _WEIGHT_DECAY * self.output,
            x.T @ g + _WEIGHT_DECAY * self.linear,
        ]


def _fit_net(x: Floats, samples: Sequence[RankingSample], weight: Floats, seed: int) -> _Net:
    """Fit by Adam (Kingma and Ba, 2015) with dropout on the features and a falling rate."""
    rng = np.random.default_rng(seed)
    net = _Net.random(rng, x.shape[1])
    right = np.concatenate([sample.is_right for sample in samples]).astype(np.float32)
    sizes = np.array([len(sample.is_right) for sample in samples])
    begin = np.r_[0, np.cumsum(sizes)]
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in net.parts()]
    total, step = _EPOCHS * -(-len(samples) // _QUESTIONS_PER_BATCH), 0
    for _ in range(_EPOCHS):
        order = rng.permutation(len(samples))
        for batch in np.split(
            order, range(_QUESTIONS_PER_BATCH, len(samples), _QUESTIONS_PER_BATCH)
        ):
            rows = np.concatenate([np.arange(begin[i], begin[i + 1]) for i in batch])
            mask = rng.random((len(rows), x.shape[1]), np.float32) > _DROPOUT
            first = np.r_[0, np.cumsum(sizes[batch])[:-1]]
            inputs = x[rows] * mask * _DROPOUT_SCALE
            gradients = net.gradients(inputs, right[rows], first, weight[batch])
            step += 1
            rate = _LEARNING_RATE * (1 - step / (total + 1))
            for part, (m, v), g in zip(net.parts(), moments, gradients, strict=True):
                m[:] += 0.1 * (g - m)
                v[:] += 0.001 * (g**2 - v)
                part[:] -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return net


def fit_confidence(samples: Sequence[ConfidenceSample]) -> ConfidenceModel:
    """Fit whether there is an answer, and where there is, whether the first sentence is right."""
    answerable = [sample for sample in samples if sample.source.is_answerable]
    relevant = [
        sample
        for sample in samples
        if sample.source.is_answerable or not sample.source.scope.has_answer
    ]
    there, biases = _fit_logistic(
        relevant, [s.source.is_answerable for s in relevant], THERE_FEATURES
    )
    right, _ = _fit_logistic(answerable, [s.is_first_right for s in answerable], RIGHT_FEATURES)
    return ConfidenceModel(there, right, _balance_languages(there, biases, samples))


def _balance_languages(
    there: Logistic, biases: Mapping[str, float], samples: Sequence[ConfidenceSample]
) -> dict[str, float]:
    """Return biases with which one threshold means about the same in every language.

    With them MAX_FALSE_ANSWERS of the questions without an answer are answered, or more where that
    would refuse over MAX_FALSE_REFUSALS of the others.
    """
    balanced: dict[str, float] = {}
    for code, bias in biases.items():
        own = [sample for sample in samples if sample.source.language == code]
        logits = {
            scope: [
                there.logit(s.features) + bias
                for s in own
                if s.source.scope is scope and s.source.is_answerable == scope.has_answer
            ]
            for scope in (Scope.ALL, Scope.OTHERS)
        }
        by_answers = np.quantile(logits[Scope.OTHERS] or [0.0], 1 - MAX_FALSE_ANSWERS)
        by_refusals = np.quantile(logits[Scope.ALL] or [0.0], MAX_FALSE_REFUSALS)
        balanced[code] = bias + MIN_ANSWERABLE_LOGIT - float(min(by_answers, by_refusals))
    return balanced


def _fit_logistic(
    samples: Sequence[ConfidenceSample], labels: Sequence[bool], names: Container[str]
) -> tuple[Logistic, dict[str, float]]:
    """Maximise the likelihood with a ridge by Newton's method; features not in `names` weigh 0.

    Returns the bias of each language too, if there are several.
    """
    features = np.array([sample.features for sample in samples])
    weight = np.array(_sample_weights([sample.source for sample in samples]))
    weight *= len(weight) / weight.sum()
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    x = np.clip((features - mean) / deviation, -CLIP_CONFIDENCE, CLIP_CONFIDENCE)
    mask = np.array([float(name in names) for name in CONFIDENCE_NAMES])
    codes = sorted({sample.source.language for sample in samples})
    codes = codes if len(codes) > 1 else []
    is_in = np.array([[s.source.language == code for code in codes] for s in samples], float)
    x = np.c_[x * mask, is_in.reshape(len(x), len(codes)), np.ones(len(x))]
    ridge = np.r_[np.full(len(mask) + len(codes), _RIDGE), 1e-6]
    w = np.zeros(x.shape[1])
    for _ in range(_NEWTON_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (p - labels)) + ridge * w
        w -= np.linalg.solve((x.T * (weight * p * (1 - p))) @ x + np.diag(ridge), gradient)
    biases = dict(zip(codes, w[len(mask) : -1].tolist(), strict=True))
    return Logistic(mean, deviation, w[: len(mask)] * mask, float(w[-1])), biases
