"""Questions are asked where their answer is and where it is not."""

import json
from collections import Counter

import numpy as np
import pytest

from bot.core.answers.model import load_model
from bot.core.answers.ranking import candidate_features
from bot.evaluation.asking import Scope, ask_everywhere
from bot.evaluation.question_sets import read_sets
from tests.builders import collection
from tests.support.question_sets import CASTLE, FERRY, RIVER, WOLVES, held_set


@pytest.mark.parametrize("where", Scope)
def test_questions_are_asked_everywhere(rows, where):
    assert {row.set_name for row in rows if row.scope is where} == {"towns", "nature"}


def test_each_question_is_asked_once_where_its_answer_is(rows):
    asked = Counter(row.scope for row in rows)
    assert asked[Scope.ALL] == asked[Scope.OWN_ARTICLE] == asked[Scope.OWN_FOLDER] == 24


def test_only_what_has_an_answer_is_asked_where_it_is_not(rows):
    elsewhere = [row for row in rows if not row.scope.has_answer]
    assert Counter(row.scope for row in elsewhere)[Scope.OTHERS] == 22
    assert not any(row.is_answerable or row.is_right.any() for row in elsewhere)


def test_most_answers_are_among_the_candidates(rows):
    answerable = [row for row in rows if row.is_answerable]
    assert len(answerable) == 3 * 22
    assert sum(row.is_right.any() for row in answerable) == len(answerable)
    assert all(row.is_right.sum() <= 1 for row in answerable)


def test_a_question_without_an_answer_has_no_right_candidate(rows):
    unanswerable = [row for row in rows if row.scope.has_answer and not row.is_answerable]
    assert len(unanswerable) == 3 * 2
    assert not any(row.is_right.any() for row in unanswerable)


def test_each_candidate_has_features_and_a_mark(rows):
    for row in rows:
        assert {len(values) for values in row.columns.values()} <= {len(row.is_right)}
        assert tuple(row.columns) in {(), load_model().names}


def test_asking_again_gives_the_same_rows(sets, rows):
    again = list(ask_everywhere(sets))
    assert [(r.set_name, r.article, r.scope) for r in again] == [
        (r.set_name, r.article, r.scope) for r in rows
    ]
    for one, other in zip(rows, again, strict=True):
        np.testing.assert_equal(one.columns, other.columns)
        np.testing.assert_equal(one.is_right, other.is_right)


def test_sets_may_have_articles_of_one_path(tmp_path):
    for name, articles in (("one", {"a.txt": RIVER, "b.txt": FERRY}), ("two", {"a.txt": CASTLE})):
        held = held_set(articles | {"c.txt": WOLVES})
        (tmp_path / f"{name}.json").write_text(json.dumps(held), "utf-8")
    alone = [r for r in ask_everywhere(read_sets(tmp_path)) if r.scope is Scope.OWN_FOLDER]
    assert all(row.is_right.any() == row.is_answerable for row in alone)


def test_a_set_may_have_one_article(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(held_set({"a.txt": RIVER})), "utf-8")
    asked = {row.scope for row in ask_everywhere(read_sets(tmp_path))}
    assert asked == {Scope.ALL, Scope.OWN_ARTICLE, Scope.OWN_FOLDER}


def test_the_features_are_those_of_asking(sets, tmp_path, rows):
    """What is fitted must be what is asked."""
    towns = next(one for one in sets if one.name == "towns")
    held = collection(tmp_path, {one["path"]: one["text"] for one in towns.articles})
    question = towns.questions[0]["question"]
    _, columns = candidate_features(held.parse_question(question), held.index, None, held.facts_of)
    row = next(row for row in rows if row.set_name == "towns" and row.scope is Scope.ALL)
    np.testing.assert_equal(row.columns, columns)
