"""The model: what is written is read again, and the confidence is a probability."""

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answers.features.confidence import CONFIDENCE_NAMES, confidence_row
from bot.core.answers.model import (
    WEIGHTS,
    ConfidenceModel,
    Logistic,
    Model,
    RankingModel,
    load_model,
    to_table,
)
from bot.core.answers.ranking import candidate_features, rank_sentences
from bot.core.defaults import THRESHOLD

NAMES = ("covered", "bm25", "words", "asked who", "position")
SIZE = len(CONFIDENCE_NAMES)
PRECISION = 1e-2  # of a score: weights are written with four digits
MAX_WEIGHTS = 200_000  # bytes


def ranking_of(rng: np.random.Generator, hidden: int = 3) -> RankingModel:
    size = len(NAMES)
    return RankingModel(
        mean=rng.normal(size=size),
        deviation=rng.uniform(0.5, 2, size),
        linear=rng.normal(size=size),
        hidden=rng.normal(size=(size, hidden)),
        bias=rng.normal(size=hidden),
        output=rng.normal(size=hidden),
    )


def logistic_of(rng: np.random.Generator) -> Logistic:
    weights = rng.normal(size=SIZE)
    return Logistic(rng.normal(size=SIZE), rng.uniform(0.5, 2, SIZE), weights, float(rng.normal()))


def always(probability: float) -> Logistic:
    """Return a regression that says the same of everything."""
    bias = np.log(probability / (1 - probability))
    return Logistic(np.zeros(SIZE), np.ones(SIZE), np.zeros(SIZE), float(bias))


@pytest.fixture(params=range(3))
def drawn(request) -> Model:
    rng = np.random.default_rng(request.param)
    confidence = ConfidenceModel(logistic_of(rng), logistic_of(rng))
    return Model(NAMES, ranking_of(rng), confidence)


# --- The file


def test_a_written_model_gives_the_same_scores_when_it_is_read(drawn):
    read = Model.from_json(drawn.to_json("Fitted on nothing"))
    rows = np.random.default_rng(9).normal(size=(20, len(NAMES)))
    assert read.names == drawn.names
    before, after = drawn.ranking.scores(rows), read.ranking.scores(rows)
    np.testing.assert_allclose(after, before, rtol=PRECISION, atol=PRECISION)


def test_a_written_model_gives_the_same_confidence_when_it_is_read(drawn):
    read = Model.from_json(drawn.to_json("Fitted on nothing"))
    row = np.random.default_rng(9).normal(size=SIZE)
    for part in ("answerable", "first_right"):
        before = getattr(drawn.confidence, part).probability(row)
        after = getattr(read.confidence, part).probability(row)
        assert after == pytest.approx(before, abs=PRECISION)


def test_writing_what_was_read_changes_nothing(drawn):
    text = drawn.to_json("Fitted on [a], with 1 [2] questions")
    assert Model.from_json(text).to_json("Fitted on [a], with 1 [2] questions") == text


def test_each_feature_has_a_line(drawn):
    lines = drawn.to_json("Fitted on nothing").splitlines()
    for name in ("covered", "position"):
        of_feature = [line for line in lines if line.strip().startswith(f'"{name}": [')]
        assert of_feature
        assert all(line.rstrip(",").endswith("]") for line in of_feature)


def test_the_weights_file_is_small():
    assert len((files("bot.core") / "data" / WEIGHTS).read_bytes()) < MAX_WEIGHTS


def test_the_weights_file_has_the_features_of_a_question(seed):
    asked = seed.parse_question("Who leads the delegation?")
    _, columns = candidate_features(asked, seed.index, None, seed.facts_of)
    assert load_model().names == tuple(columns)
    assert load_model().confidence.answerable.weights.shape == (SIZE,)
    assert load_model().confidence.first_right.weights.shape == (SIZE,)


def test_the_names_are_different():
    assert len(set(load_model().names)) == len(load_model().names)
    assert len(set(CONFIDENCE_NAMES)) == SIZE


# --- Scores and shares


def test_a_score_depends_on_its_own_row_only(drawn):
    rows = np.random.default_rng(5).normal(size=(6, len(NAMES)))
    scores = drawn.ranking.scores(rows)
    np.testing.assert_allclose(drawn.ranking.scores(rows[::-1]), scores[::-1])
    np.testing.assert_allclose(drawn.ranking.scores(rows[2:3]), scores[2:3])


def test_an_odd_figure_does_not_rule_alone(drawn):
    far, further = np.full((1, len(NAMES)), 1e6), np.full((1, len(NAMES)), 1e12)
    np.testing.assert_allclose(drawn.ranking.scores(far), drawn.ranking.scores(further))


def linear_only(rng: np.random.Generator) -> RankingModel:
    model = ranking_of(rng, hidden=1)
    return RankingModel(
        np.zeros(len(NAMES)), np.ones(len(NAMES)), model.linear, model.hidden, model.bias, [0.0]
    )


@pytest.mark.parametrize("row", [0, 1, 4])
def test_the_shares_of_a_linear_model_add_up_to_what_the_mean_candidate_lacks(row):
    rng = np.random.default_rng(row)
    model, rows = linear_only(rng), rng.uniform(-1, 1, (5, len(NAMES)))
    scores = model.scores(np.vstack([rows[row], rows.mean(axis=0)]))
    assert model.shares(rows, row).sum() == pytest.approx(scores[0] - scores[1])


def test_a_feature_that_is_the_same_for_all_has_no_share(drawn):
    rows = np.random.default_rng(5).normal(size=(6, len(NAMES)))
    rows[:, 3] = 0.7
    assert drawn.ranking.shares(rows, 1)[3] == pytest.approx(0)
    assert np.abs(np.delete(drawn.ranking.shares(rows, 1), 3)).min() > 0


# --- Confidence


@given(st.lists(st.floats(-1e9, 1e9), min_size=SIZE, max_size=SIZE))
def test_the_confidence_is_a_probability(row):
    assert 0 <= load_model().confidence.confidence(np.array(row)) <= 1


@pytest.mark.parametrize("question", ["", "?!", "volcano", "zqxv wvkj"])
def test_without_a_candidate_it_is_0(seed, question):
    found = rank_sentences(
        seed.parse_question(question), seed.index, None, seed.facts_of, load_model()
    )
    assert found.confidence(load_model()) == 0


def test_without_the_only_article_it_is_0(seed):
    asked = seed.parse_question("Who leads the delegation?")
    found = rank_sentences(asked, seed.index, None, seed.facts_of, load_model())
    assert found.confidence(load_model()) > 0
    assert found.without_articles({0}).confidence(load_model()) == 0


@pytest.mark.parametrize("right", [0.01, 0.5, 0.99])
def test_where_the_articles_hold_no_answer_none_is_shown(right):
    unlikely = [ConfidenceModel(always(p), always(right)) for p in (0.01, 0.1, 0.2, 0.39)]
    found = [model.confidence(np.zeros(SIZE)) for model in unlikely]
    assert found == sorted(found)
    assert all(0 < confidence < THRESHOLD for confidence in found)


@pytest.mark.parametrize("there", [0.41, 0.7, 0.99])
def test_where_the_articles_hold_an_answer_one_is_shown(there):
    found = [
        ConfidenceModel(always(there), always(right)).confidence(np.zeros(SIZE))
        for right in (0.01, 0.3, 0.99)
    ]
    assert found == pytest.approx([THRESHOLD, 0.3, 0.99])


def test_the_confidence_is_told_of_the_best_candidate(seed):
    asked = seed.parse_question("Who leads the delegation?")
    _, columns = candidate_features(asked, seed.index, None, seed.facts_of)
    scores = load_model().ranking.scores(to_table(columns))
    row = dict(zip(CONFIDENCE_NAMES, confidence_row(columns, scores), strict=True))
    assert row["score"] == scores.max()
    assert row["covered term"] == columns["covered term"][int(np.argmax(scores))]
    assert 0 < row["softmax"] <= row["softmax of article"] <= 1 + 1e-9
    assert 0 <= row["margin to second"] <= row["margin to third"]


def test_one_candidate_has_no_margin(seed):
    asked = seed.parse_question("Witkoff")
    _, columns = candidate_features(asked, seed.index, None, seed.facts_of)
    assert len(columns["bm25"]) == 1
    row = confidence_row(columns, np.array([1.5]))
    told = dict(zip(CONFIDENCE_NAMES, row.tolist(), strict=True))
    assert (told["margin to second"], told["margin to third"], told["softmax"]) == (0, 0, 1)
    assert np.isfinite(row).all()
