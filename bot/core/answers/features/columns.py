"""Columns of features, and the arithmetic that they share."""

from collections.abc import Sequence

import numpy as np

from bot.core.index.bm25 import Scores

Columns = dict[str, Scores]


def to_rows(rows: Sequence[Sequence[float]], width: int) -> Scores:
    """Return rows as an array of `width` columns, even if there is none."""
    return np.array(rows, float).reshape(len(rows), width)


def share_of_weights(matches: Scores, weights: Scores) -> Scores:
    """Return the share of its weights that each row of `matches` has."""
    share: Scores = (matches * weights).sum(1) / np.maximum(weights.sum(1), 1e-9)
    return share


def nonzero(total: float) -> float:
    """Return `total` to divide by, or a very small number instead of zero."""
    return max(float(total), 1e-9)


def ratio_to_best(values: Scores) -> Scores:
    """Return each value as a share of the best candidate's."""
    return values / nonzero(values.max(initial=0))


def ranks(values: Scores) -> Scores:
    """Return the rank of each value from 0 for the greatest; ties go to the earlier."""
    result = np.empty(len(values))
    result[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return result
