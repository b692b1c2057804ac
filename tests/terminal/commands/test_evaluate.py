"""`evaluate`: its file, its output for people and its JSON."""

import json

import pytest

from tests.support.terminal import assert_one_line_error, bot, rows

RIGHT = '{"question": "Who leads Russia\'s delegation?", "words": ["medinsky", "Fomin"]}'
UNANSWERABLE = '{"question": "Who won the football match?"}'


@pytest.fixture
def questions(tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text(f"{RIGHT}\n\n{UNANSWERABLE}\n", "utf-8")
    return str(file)


def test_figures_for_people(questions):
    lines = bot("evaluate", questions).stdout.splitlines()
    assert lines[0] == "1 answerable question, 1 unanswerable"
    assert [line for line in lines if line.startswith("first quote right") and "1 of 1" in line]
    assert [line for line in lines if line.startswith("answered, though") and "0 of 1" in line]
    assert lines[-1].startswith("5 %: 0 of 1")


def test_figures_as_json(questions):
    [row] = rows(bot("evaluate", questions, "--json"))
    assert (row["answerable"], row["unanswerable"]) == (1, 1)
    assert (row["first_right"], row["any_right"]) == (1, 1)
    assert row["rank_bm25"].keys() == {"first_right", "any_right"}
    assert (row["refused"], row["false_answers"], row["threshold"]) == (0, 0, 0.1)
    assert [limit["percent"] for limit in row["thresholds"]] == [1, 2, 5]


def test_questions_of_one_article_from_standard_input():
    line = json.dumps({"question": "Who leads?", "article": "seed-article.txt", "words": "Rubio"})
    [row] = rows(bot("evaluate", "-", "--json", stdin=line))
    assert (row["answerable"], row["thresholds"]) == (1, [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["JSON"]),
        ("[]", ["object"]),
        ('{"words": "x"}', ["question"]),
        ('{"question": "x", "word": "x"}', ['"word"', "--help"]),
        ('{"question": "x", "words": 5}', ['"words"']),
        ('{"question": "x", "words": ["x", 5]}', ['"words"']),
        ('{"question": "x", "words": []}', ['"words"', "empty"]),
        ('{"question": "x", "words": ["x", " "]}', ['"words"', "empty"]),
        ('{"question": "x", "words": "zebra"}', ['"words"', "zebra"]),
        ('{"question": "x", "article": 5}', ['"article"']),
        ('{"question": "x", "article": "moon.txt"}', ["moon.txt"]),
    ],
)
def test_a_bad_line_is_named(line, words):
    done = bot("evaluate", "-", stdin=f"{UNANSWERABLE}\n{line}\n")
    assert_one_line_error(done, "line 2", *words)


def test_a_file_without_a_question_is_named():
    assert_one_line_error(bot("evaluate", "-", stdin="\n"), "no question")
