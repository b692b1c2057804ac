"""Question sets are read, checked, and divided into folds."""

import gzip
import json

import pytest

from bot.errors import QuestionSetError
from bot.evaluation.question_sets import FOLDS, balance_folds, read_sets
from tests.support.question_sets import (
    write_sets,
)


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


def test_a_question_without_its_evidence_is_named(tmp_path):
    held = {"articles": [], "questions": [{"id": "1", "question": "Who?", "article": "a.txt"}]}
    (tmp_path / "one.json").write_text(json.dumps(held))
    with pytest.raises(QuestionSetError, match=r"one\.json: question 1 has no evidence"):
        read_sets(tmp_path)


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
    fold = balance_folds(counts)
    assert fold.keys() == counts.keys()
    filled = [sum(n for name, n in counts.items() if fold[name] == i) for i in range(FOLDS)]
    assert max(filled) - min(filled) <= max(counts.values(), default=0)


def test_folds_are_the_same_in_every_run_and_order():
    counts = {f"{n}.txt": n % 7 for n in range(30)}
    assert balance_folds(counts) == balance_folds(dict(reversed(counts.items())))
