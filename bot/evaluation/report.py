"""Figures on articles that were not fitted on, with their spread over folds."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.core.answers.answer import THRESHOLD
from bot.evaluation.question_sets import Row, Where
from bot.evaluation.training import Example, cross_fitted, fit_confidence, fold_of


def figures(rows: Sequence[Row]) -> Iterator[str]:
    """Yield lines of figures on articles that were not fitted on, with the spread over folds."""
    fitted = [held_out for _, held_out in cross_fitted(rows)]
    confidences = _held_out_confidences(fitted)
    for name in sorted({row.set for row in rows}):
        for where in (where for where in Where if where.has_answer):
            yield _hit_line(rows, name, where, fitted)
    for where in Where:
        asked = sum(r.where == where and r.answerable == where.has_answer for r in rows)
        if asked:
            shown = _count_answered(where, fitted, confidences)
            yield f"asked in {where:28} answered {shown / asked:.3f}"
    answerable = [
        (confidence, example.right)
        for held_out, of_fold in zip(fitted, confidences, strict=True)
        for example, confidence in zip(held_out, of_fold, strict=True)
        if example.row.answerable
    ]
    yield f"expected calibration error {calibration_error(answerable):.3f}"


def _held_out_confidences(fitted: Sequence[Sequence[Example]]) -> list[list[float]]:
    """Return the confidence of each example, by a model fitted on the other folds."""
    confidences = []
    for number, held_out in enumerate(fitted):
        others = [e for i, of_fold in enumerate(fitted) if i != number for e in of_fold]
        model = fit_confidence(others)
        confidences.append([model.confidence(example.features) for example in held_out])
    return confidences


def _hit_line(
    rows: Sequence[Row], name: str, where: Where, fitted: Sequence[Sequence[Example]]
) -> str:
    asked = [r for r in rows if r.set == name and r.where == where and r.answerable]
    fold = fold_of(rows)
    firsts, thirds = [], []
    for number, held_out in enumerate(fitted):
        of_fold = [e for e in held_out if e.row.set == name and e.row.where == where]
        count = sum(fold[row.set, row.article] == number for row in asked)
        if count:
            firsts.append(sum(e.right for e in of_fold) / count)
            thirds.append(sum(e.among_three for e in of_fold) / count)
    spread = f"focus@1 {np.mean(firsts):.3f} ± {np.std(firsts):.3f}"
    return f"{name:10} {where:28} {spread}  focus@3 {np.mean(thirds):.3f} ± {np.std(thirds):.3f}"


def _count_answered(
    where: Where, fitted: Sequence[Sequence[Example]], confidences: Sequence[Sequence[float]]
) -> int:
    """Return how many questions asked `where` are answered; one without a candidate is not."""
    return sum(
        confidence >= THRESHOLD
        for held_out, of_fold in zip(fitted, confidences, strict=True)
        for example, confidence in zip(held_out, of_fold, strict=True)
        if example.row.where == where and example.row.answerable == where.has_answer
    )


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of (confidence, right) (Naeini et al., 2015)."""
    confidence, right = np.array(pairs, float).T
    of_bin = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[of_bin == b].mean() - right[of_bin == b].mean()) * (of_bin == b).mean()
        for b in np.unique(of_bin)
    ]
    return float(sum(gaps))
