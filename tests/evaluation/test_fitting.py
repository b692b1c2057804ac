"""Fitting: question sets are read, asked everywhere, and always give the same weights."""

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.core.answers.model import CONFIDENCE_NAMES, Model, load_model, table
from bot.core.answers.ranking import gather
from bot.errors import QuestionSetError
from bot.evaluation import training
from bot.evaluation.question_sets import FOLDS, Row, Where, ask_everywhere, folds, read_sets
from bot.evaluation.report import calibration_error, figures
from bot.evaluation.training import cross_fitted, fit, fit_ranking, fold_of
from tests.builders import collection

# Each sentence with the questions that it answers; a question without a sentence has no answer.
RIVER = {
    "The mayor Anna Lind opened the Elm bridge on 3 May 2021.": (
        "Who opened the Elm bridge?",
        "When did the Elm bridge open?",
    ),
    "It cost 40 million euros.": ("How much did the Elm bridge cost?",),
    "Nobody was hurt when the crane fell.": ("Who was hurt when the crane fell?",),
    "": ("Who painted the Elm bridge?",),
}
FERRY = {
    "The ferry Nordic sank near Harbour Island in 1998.": (
        "Where did the ferry Nordic sink?",
        "When did the ferry Nordic sink?",
    ),
    "Captain Olaf Berg was saved by divers.": ("Who saved the captain Olaf Berg?",),
    "The ferry carried 120 cars and 300 people.": ("How many cars were on the ferry?",),
}
CASTLE = {
    "The duke sold the castle because its roof leaked.": ("Why did the duke sell the castle?",),
    "A school in Oakham bought the castle.": ("Who bought the castle?",),
    "The duke said that the garden was his own.": ("What did the duke say?",),
    "": ("How many rooms has the castle?",),
}
STRIKE = {
    "The miners of Coalby went on strike for three weeks.": (
        "How long was the strike in Coalby?",
        "Who went on strike in Coalby?",
    ),
    "Their union asked for higher wages.": ("What did the union of miners ask for?",),
    "The owner Jane Holt refused on Monday.": ("Who refused the miners?", "When did Holt refuse?"),
}
WOLVES = {
    "Two wolves crossed the border from Poland in winter.": (
        "How many wolves crossed the border?",
        "Where did the wolves come from?",
    ),
    "Farmers lost 14 sheep to the wolves.": ("How many sheep did the farmers lose?",),
}
VOLCANO = {
    "The volcano Askur woke up on 9 June 2010.": ("When did the volcano Askur wake up?",),
    "Ash closed the airport of Velo City.": ("Which airport did the ash close?",),
    "Helga Moen, a geologist, warned the town.": ("Who warned the town of the volcano?",),
}
EVERYWHERE = "The town talks of it."  # so that each question finds something in each article
TOWNS = {"river.txt": RIVER, "ferry.txt": FERRY, "castle.txt": CASTLE, "strike.txt": STRIKE}
NATURE = {"wolves.txt": WOLVES, "volcano.txt": VOLCANO}


def held_set(articles: dict[str, dict[str, tuple[str, ...]]]) -> dict:
    """Return the content of a file of a question set."""
    texts = {path: " ".join(filter(None, [*told, EVERYWHERE])) for path, told in articles.items()}
    questions = [
        {
            "id": f"{path} {number} {question}",
            "question": f"{question} (of a town)",
            "article": path,
            "evidence": [[texts[path].index(one), texts[path].index(one) + len(one)]]
            if one
            else [],
        }
        for path, told in articles.items()
        for number, (one, asked) in enumerate(told.items())
        for question in asked
    ]
    held = [{"path": path, "text": text} for path, text in texts.items()]
    return {"articles": held, "questions": questions}


def write_sets(folder: Path) -> Path:
    (folder / "towns.json").write_text(json.dumps(held_set(TOWNS)), "utf-8")
    (folder / "nature.json.gz").write_bytes(gzip.compress(json.dumps(held_set(NATURE)).encode()))
    return folder


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    return read_sets(write_sets(tmp_path_factory.mktemp("sets")))


@pytest.fixture(scope="module")
def rows(sets) -> list[Row]:
    return list(ask_everywhere(sets))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Fit little: what is tested is not how good the weights are."""
    monkeypatch.setattr(training, "_EPOCHS", 2)
    monkeypatch.setattr(training, "_NETS", 2)


# --- Reading


def test_packed_and_plain_sets_are_read_by_their_names(sets):
    assert [one.name for one in sets] == ["nature", "towns"]
    assert [len(one.articles) for one in sets] == [2, 4]
    assert sum(len(one.questions) for one in sets) == 24


def test_other_json_files_are_left_out(tmp_path):
    write_sets(tmp_path)
    (tmp_path / "about.json").write_text('{"about": "these sets"}', "utf-8")
    assert len(read_sets(tmp_path)) == 2


@pytest.mark.parametrize("name", ["", "missing"])
def test_a_folder_without_a_set_is_named(tmp_path, name):
    with pytest.raises(QuestionSetError, match="no question set") as error:
        read_sets(tmp_path / name)
    assert str(tmp_path / name) in str(error.value)


WHOLE = gzip.compress(b'{"articles": [], "questions": []}' * 9)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("bad.json", b"{", id="not JSON"),
        pytest.param("bad.json", b"\xff\xfe", id="not UTF-8"),
        pytest.param("bad.json", b"", id="empty"),
        pytest.param("bad.json", b"5", id="a number"),
        pytest.param("bad.json.gz", b'{"articles": []}', id="not packed"),
        pytest.param("bad.json.gz", gzip.compress(b"{"), id="packed, but not JSON"),
        pytest.param("bad.json.gz", WHOLE[: len(WHOLE) // 2], id="cut off"),
        pytest.param("bad.json.gz", WHOLE[:10] + b"\xff" * 9 + WHOLE[19:], id="damaged"),
    ],
)
def test_a_broken_file_is_named(tmp_path, name, content):
    write_sets(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(QuestionSetError) as error:
        read_sets(tmp_path)
    assert name in str(error.value)


# --- Asking everywhere


@pytest.mark.parametrize("where", Where)
def test_questions_are_asked_everywhere(rows, where):
    assert {row.set for row in rows if row.where is where} == {"towns", "nature"}


def test_each_question_is_asked_once_where_its_answer_is(rows):
    asked = Counter(row.where for row in rows)
    assert asked[Where.ALL] == asked[Where.SERVER_FOLDER] == asked[Where.ALONE] == 24


def test_only_what_has_an_answer_is_asked_where_it_is_not(rows):
    elsewhere = [row for row in rows if not row.where.has_answer]
    assert Counter(row.where for row in elsewhere)[Where.OTHERS] == 22
    assert not any(row.answerable or row.right.any() for row in elsewhere)


def test_most_answers_are_among_the_candidates(rows):
    answerable = [row for row in rows if row.answerable]
    assert len(answerable) == 3 * 22
    assert sum(row.right.any() for row in answerable) == len(answerable)
    assert all(row.right.sum() <= 1 for row in answerable)


def test_a_question_without_an_answer_has_no_right_candidate(rows):
    unanswerable = [row for row in rows if row.where.has_answer and not row.answerable]
    assert len(unanswerable) == 3 * 2
    assert not any(row.right.any() for row in unanswerable)


def test_each_candidate_has_features_and_a_mark(rows):
    for row in rows:
        assert {len(values) for values in row.columns.values()} <= {len(row.right)}
        assert tuple(row.columns) in {(), load_model().names}


def test_asking_again_gives_the_same_rows(sets, rows):
    again = list(ask_everywhere(sets))
    assert [(r.set, r.article, r.where) for r in again] == [
        (r.set, r.article, r.where) for r in rows
    ]
    for one, other in zip(rows, again, strict=True):
        np.testing.assert_equal(one.columns, other.columns)
        np.testing.assert_equal(one.right, other.right)


def test_sets_may_have_articles_of_one_path(tmp_path):
    for name, articles in (("one", {"a.txt": RIVER, "b.txt": FERRY}), ("two", {"a.txt": CASTLE})):
        held = held_set(articles | {"c.txt": WOLVES})
        (tmp_path / f"{name}.json").write_text(json.dumps(held), "utf-8")
    alone = [r for r in ask_everywhere(read_sets(tmp_path)) if r.where is Where.ALONE]
    assert all(row.right.any() == row.answerable for row in alone)


def test_a_set_may_have_one_article(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(held_set({"a.txt": RIVER})), "utf-8")
    asked = {row.where for row in ask_everywhere(read_sets(tmp_path))}
    assert asked == {Where.ALL, Where.SERVER_FOLDER, Where.ALONE}


# --- Folds


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({f"{n}.txt": 10 for n in range(20)}, id="even"),
        pytest.param({f"{n}.txt": n for n in range(40)}, id="uneven"),
        pytest.param({"big.txt": 30, **{f"{n}.txt": 1 for n in range(120)}}, id="one is big"),
        pytest.param({"a.txt": 3}, id="one article"),
        pytest.param({}, id="none"),
    ],
)
def test_folds_have_about_as_many_questions(counts):
    fold = folds(counts)
    assert fold.keys() == counts.keys()
    filled = [sum(n for name, n in counts.items() if fold[name] == i) for i in range(FOLDS)]
    assert max(filled) - min(filled) <= max(counts.values(), default=0)


def test_folds_are_the_same_in_every_run_and_order():
    counts = {f"{n}.txt": n % 7 for n in range(30)}
    assert folds(counts) == folds(dict(reversed(counts.items())))


def test_all_rows_of_an_article_are_in_one_fold(rows):
    fold = fold_of(rows)
    assert fold.keys() == {(row.set, row.article) for row in rows}
    held_out = [{(e.row.set, e.row.article) for e in held} for _, held in cross_fitted(rows)]
    for number, articles in enumerate(held_out):
        assert all(fold[article] == number for article in articles)
    assert sum(len(articles) for articles in held_out) == len(fold)


# --- Fitting


def test_fitting_twice_gives_the_same_weights(rows):
    assert fit(rows).to_file("Fitted on tests") == fit(rows).to_file("Fitted on tests")


def test_the_weights_are_read_as_they_were_fitted(rows):
    fitted = fit(rows)
    read = Model.of_file(fitted.to_file("Fitted on tests"))
    assert read.names == load_model().names
    assert read.confidence.there.weights.shape == (len(CONFIDENCE_NAMES),)
    row = next(row for row in rows if len(row.right) > 1)
    before, after = (
        fitted.ranking.scores(table(row.columns)),
        read.ranking.scores(table(row.columns)),
    )
    np.testing.assert_allclose(after, before, atol=0.02)


def test_fitting_learns_what_is_right(rows, monkeypatch):
    monkeypatch.setattr(training, "_EPOCHS", 30)
    ranking = fit_ranking(rows)
    asked = [row for row in rows if row.right.any()]
    firsts = [row.right[int(np.argmax(ranking.scores(table(row.columns))))] for row in asked]
    assert np.mean(firsts) > 0.9


def test_words_that_no_article_has_never_speak_for_an_answer(rows):
    fitted = fit(rows)
    assert fitted.confidence.there.weights[CONFIDENCE_NAMES.index("unknown")] == 0


def test_the_fitted_confidence_is_a_probability(rows):
    fitted = fit(rows)
    held = [example for _, examples in cross_fitted(rows) for example in examples]
    told = [fitted.confidence.confidence(example.features) for example in held]
    assert all(0 <= confidence <= 1 for confidence in told)
    assert len(set(told)) > 10


def test_the_features_are_those_of_asking(sets, tmp_path, rows):
    """What is fitted must be what is asked."""
    towns = next(one for one in sets if one.name == "towns")
    held = collection(tmp_path, {one["path"]: one["text"] for one in towns.articles})
    question = towns.questions[0]["question"]
    _, columns = gather(held.read(question), held.indexes, None, held.facts_of)
    row = next(row for row in rows if row.set == "towns" and row.where is Where.ALL)
    np.testing.assert_equal(row.columns, columns)


# --- Figures


def test_figures_tell_of_each_set_and_place(rows):
    lines = list(figures(rows))
    assert len(lines) == 2 * 3 + len(Where) + 1
    assert all("nan" not in line for line in lines)
    for name in ("towns", "nature"):
        assert sum(line.startswith(name) for line in lines) == 3
    for where in Where:
        assert sum(f" {where} " in line for line in lines) >= 1
    assert lines[-1].startswith("expected calibration error 0.")


def test_figures_are_the_same_in_every_run(rows):
    assert list(figures(rows)) == list(figures(rows))


def test_one_set_alone_has_figures(rows):
    """There is no other set then to ask in."""
    towns = [row for row in rows if row.set == "towns" and row.where != Where.FOREIGN]
    assert all("nan" not in line for line in figures(towns))


def test_a_question_that_finds_nothing_at_all_counts_as_refused(rows):
    nothing = {"columns": {}, "right": np.zeros(0, bool)}
    empty = [replace(row, **nothing) if row.where is Where.FOREIGN else row for row in rows]
    (line,) = [line for line in figures(empty) if str(Where.FOREIGN) in line]
    assert line.endswith("answered 0.000")


def test_where_each_first_candidate_is_right_the_figures_say_so(rows):
    """Of so few articles some folds have none; they must not count as wrong."""
    sure = [
        replace(row, right=np.ones(len(row.right), bool)) if row.answerable else row for row in rows
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


def test_a_question_without_its_evidence_is_named(tmp_path):
    held = {"articles": [], "questions": [{"id": "1", "question": "Who?", "article": "a.txt"}]}
    (tmp_path / "one.json").write_text(json.dumps(held))
    with pytest.raises(QuestionSetError, match=r"one\.json: question 1 has no evidence"):
        read_sets(tmp_path)
