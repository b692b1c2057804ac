"""Figures on articles that were not fitted on, with their spread over folds."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.core.answers.model import ConfidenceModel
from bot.core.defaults import THRESHOLD
from bot.evaluation.asking import RankingSample, Scope
from bot.evaluation.training import ConfidenceSample, assign_folds, cross_fit, fit_confidence

Folds = Sequence[Sequence[ConfidenceSample]]


def figures(samples: Sequence[RankingSample]) -> Iterator[str]:
    """Yield lines of figures on held-out articles."""
    folds = [held_out for _, held_out in cross_fit(samples)]
    confidences = _confidences(folds)
    for name in sorted({sample.set_name for sample in samples}):
        for scope in (scope for scope in Scope if scope.has_answer):
            yield _hit_line(samples, name, scope, folds)
    for scope in Scope:
        count = sum(
            sample.scope == scope and sample.is_answerable == scope.has_answer for sample in samples
        )
        if count:
            share = _count_answered(scope, folds, confidences) / count
            yield f"asked in {scope:28} answered {share:.3f}"
    answerable = [
        (confidence, sample.is_first_right)
        for sample, confidence in _pairs(folds, confidences)
        if sample.source.is_answerable
    ]
    yield f"expected calibration error {calibration_error(answerable):.3f}"


def _confidences(folds: Folds) -> list[list[float]]:
    """Return the confidence of each sample, by a model fitted on the other folds."""
    confidences = []
    for number, held_out in enumerate(folds):
        others = [sample for i, fold in enumerate(folds) if i != number for sample in fold]
        model = fit_confidence(others)
        confidences.append([_confidence(model, sample) for sample in held_out])
    return confidences


def _confidence(model: ConfidenceModel, sample: ConfidenceSample) -> float:
    return model.for_language(sample.source.language).confidence(sample.features)


def _pairs(
    folds: Folds, confidences: Sequence[Sequence[float]]
) -> Iterator[tuple[ConfidenceSample, float]]:
    """Yield every sample with its confidence."""
    for held_out, fold_confidences in zip(folds, confidences, strict=True):
        yield from zip(held_out, fold_confidences, strict=True)


def _hit_line(samples: Sequence[RankingSample], name: str, scope: Scope, folds: Folds) -> str:
    questions = [
        sample
        for sample in samples
        if sample.set_name == name and sample.scope == scope and sample.is_answerable
    ]
    numbers = assign_folds(samples)
    first, any_of_three = [], []
    for number, held_out in enumerate(folds):
        count = sum(numbers[name, question.article] == number for question in questions)
        hits = [s for s in held_out if s.source.set_name == name and s.source.scope == scope]
        if count:
            first.append(sum(sample.is_first_right for sample in hits) / count)
            any_of_three.append(sum(sample.is_any_right for sample in hits) / count)
    return (
        f"{name:10} {scope:28} focus@1 {np.mean(first):.3f} ± {np.std(first):.3f}"
        f"  focus@3 {np.mean(any_of_three):.3f} ± {np.std(any_of_three):.3f}"
    )


def _count_answered(scope: Scope, folds: Folds, confidences: Sequence[Sequence[float]]) -> int:
    """Count the answered questions of a scope; one without a candidate is refused."""
    return sum(
        confidence >= THRESHOLD
        for sample, confidence in _pairs(folds, confidences)
        if sample.source.scope == scope and sample.source.is_answerable == scope.has_answer
    )


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of (confidence, right) (Naeini et al., 2015)."""
    confidence, right = np.array(pairs, float).T
    bin_numbers = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[in_bin].mean() - right[in_bin].mean()) * in_bin.mean()
        for in_bin in (bin_numbers == number for number in np.unique(bin_numbers))
    ]
    return float(sum(gaps))
