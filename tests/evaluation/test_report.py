"""The figures of held-out articles."""

from dataclasses import replace

import numpy as np
import pytest

from bot.evaluation.asking import Scope
from bot.evaluation.report import calibration_error, figures


def test_figures_tell_of_each_set_and_place(rows):
    lines = list(figures(rows))
    assert len(lines) == 2 * 3 + len(Scope) + 1
    assert all("nan" not in line for line in lines)
    for name in ("towns", "nature"):
        assert sum(line.startswith(name) for line in lines) == 3
    for where in Scope:
        assert sum(f" {where} " in line for line in lines) >= 1
    assert lines[-1].startswith("expected calibration error 0.")


def test_figures_are_the_same_in_every_run(rows):
    assert list(figures(rows)) == list(figures(rows))


def test_one_set_alone_has_figures(rows):
    """There is no other set then to ask in."""
    towns = [row for row in rows if row.set_name == "towns" and row.scope != Scope.OTHER_SET]
    assert all("nan" not in line for line in figures(towns))


def test_a_question_that_finds_nothing_at_all_counts_as_refused(rows):
    nothing = {"columns": {}, "is_right": np.zeros(0, bool)}
    empty = [replace(row, **nothing) if row.scope is Scope.OTHER_SET else row for row in rows]
    (line,) = [line for line in figures(empty) if str(Scope.OTHER_SET) in line]
    assert line.endswith("answered 0.000")


def test_where_each_first_candidate_is_right_the_figures_say_so(rows):
    """Of so few articles some folds have none; they must not count as wrong."""
    sure = [
        replace(row, is_right=np.ones(len(row.is_right), bool)) if row.is_answerable else row
        for row in rows
    ]
    hits = [line for line in figures(sure) if "focus@1" in line]
    assert len(hits) == 6
    assert all("focus@1 1.000 ± 0.000" in line for line in hits)


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        pytest.param([(1.0, True)], 0, id="sure and right"),
        pytest.param([(1.0, False)], 1, id="sure and wrong"),
        pytest.param([(0.0, True)], 1, id="unsure and right"),
        pytest.param([(0.75, True)] * 3 + [(0.75, False)], 0, id="right as often as told"),
        pytest.param([(0.25, True), (0.75, True)], 0.5, id="two bins"),
        pytest.param([(0.5, True), (0.5, True), (0.5, False), (0.05, False)], 0.1375, id="weighed"),
        pytest.param([(0.52, True), (0.58, False)], 0.05, id="one bin"),
    ],
)
def test_the_calibration_error(pairs, error):
    assert calibration_error(pairs) == pytest.approx(error)
