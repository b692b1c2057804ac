"""`fit`: figures, weights, and wrong use."""

import pytest
from click.testing import CliRunner

from bot.core.answers.model import Model, load_model
from bot.evaluation import training
from bot.terminal.cli import verbatim
from tests.support.question_sets import write_sets
from tests.support.terminal import assert_one_line_error, bot


def test_figures_are_printed_and_weights_are_written(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "_EPOCHS", 1)
    monkeypatch.setattr(training, "_NETS", 1)
    weights = tmp_path / "weights.json"
    command = ["fit", str(write_sets(tmp_path)), "--output", str(weights)]
    done = CliRunner().invoke(verbatim, command, catch_exceptions=False)
    assert done.exit_code == 0
    assert "focus@1" in done.output
    model = Model.from_json(weights.read_text("utf-8"))
    assert model.names == load_model().names
    assert "nature (6 questions), towns (18 questions)" in weights.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], ["nowhere", "no question set"]),
        ([".", "--output", "nowhere/weights.json"], ["--output", "nowhere"]),
    ],
    ids=" ".join,
)
def test_wrong_use_of_fit(tmp_path, arguments, words):
    assert_one_line_error(bot("fit", *arguments, cwd=tmp_path), *words)
