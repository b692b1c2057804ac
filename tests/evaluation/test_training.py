"""Training: the same samples always give the same weights."""

import numpy as np

from bot.core.answers.features.confidence import CONFIDENCE_NAMES
from bot.core.answers.model import Model, load_model, to_table
from bot.evaluation import training
from bot.evaluation.training import assign_folds, cross_fit, fit, fit_ranking


def test_all_rows_of_an_article_are_in_one_fold(rows):
    fold = assign_folds(rows)
    assert fold.keys() == {(row.set_name, row.article) for row in rows}
    held_out = [
        {(e.source.set_name, e.source.article) for e in held} for _, held in cross_fit(rows)
    ]
    for number, articles in enumerate(held_out):
        assert all(fold[article] == number for article in articles)
    assert sum(len(articles) for articles in held_out) == len(fold)


def test_fitting_twice_gives_the_same_weights(rows):
    assert fit(rows).to_json("Fitted on tests") == fit(rows).to_json("Fitted on tests")


def test_the_weights_are_read_as_they_were_fitted(rows):
    fitted = fit(rows)
    read = Model.from_json(fitted.to_json("Fitted on tests"))
    assert read.names == load_model().names
    assert read.confidence.answerable.weights.shape == (len(CONFIDENCE_NAMES),)
    row = next(row for row in rows if len(row.is_right) > 1)
    before, after = (
        fitted.ranking.scores(to_table(row.columns)),
        read.ranking.scores(to_table(row.columns)),
    )
    np.testing.assert_allclose(after, before, atol=0.02)


def test_fitting_learns_what_is_right(rows, monkeypatch):
    monkeypatch.setattr(training, "_EPOCHS", 30)
    ranking = fit_ranking(rows)
    asked = [row for row in rows if row.is_right.any()]
    firsts = [row.is_right[int(np.argmax(ranking.scores(to_table(row.columns))))] for row in asked]
    assert np.mean(firsts) > 0.9


def test_words_that_no_article_has_never_speak_for_an_answer(rows):
    fitted = fit(rows)
    assert fitted.confidence.answerable.weights[CONFIDENCE_NAMES.index("unknown")] == 0


def test_the_fitted_confidence_is_a_probability(rows):
    fitted = fit(rows)
    held = [example for _, examples in cross_fit(rows) for example in examples]
    told = [fitted.confidence.confidence(example.features) for example in held]
    assert all(0 <= confidence <= 1 for confidence in told)
    assert len(set(told)) > 10
