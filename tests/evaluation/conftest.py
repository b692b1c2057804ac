"""Question sets, and their questions asked everywhere."""

import pytest

from bot.evaluation import training
from bot.evaluation.asking import RankingSample, ask_everywhere
from bot.evaluation.question_sets import read_sets
from tests.support.question_sets import write_sets


@pytest.fixture(scope="session")
def sets(tmp_path_factory):
    return read_sets(write_sets(tmp_path_factory.mktemp("sets")))


@pytest.fixture(scope="session")
def rows(sets) -> list[RankingSample]:
    return list(ask_everywhere(sets))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Fit little: what is tested is not how good the weights are."""
    monkeypatch.setattr(training, "_EPOCHS", 2)
    monkeypatch.setattr(training, "_NETS", 2)
