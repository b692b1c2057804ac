"""`ask`."""

import json

import pytest

from tests.support.terminal import (
    LINE_7,
    QUESTION,
    ROOT,
    assert_one_line_error,
    bot,
    rows,
)


def test_ask_quotes_the_line_that_answers():
    done = bot("ask", QUESTION)
    assert LINE_7 in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[1].startswith("seed-article.txt · line 7")


def test_piped_output_has_no_colours_and_does_not_wrap():
    assert "\x1b" not in bot("ask", QUESTION).stdout


def test_words_need_no_quotation_marks():
    assert "Marco Rubio" in bot("ask", "who", "leads", "the", "american", "delegation").stdout


def test_a_refusal_shows_no_quote():
    done = bot("ask", "Who won the football match?")
    assert done.stdout.startswith("The articles do not say.")
    assert "Ukraine-Russia Peace Talks" in done.stdout
    assert " · line" not in done.stdout
    assert done.returncode == 0


def test_ask_as_json():
    [row] = rows(bot("ask", "--json", "--limit", "1", QUESTION))
    [quote] = row["quotes"]
    text = (ROOT / "corpus/seed-article.txt").read_bytes().decode()
    assert list(row) == ["id", "question", "answered", "confidence", "language", "quotes"]
    assert row["answered"] is True
    assert 0 <= row["confidence"] <= 1
    assert (quote["first_line"], quote["last_line"]) == (7, 7)
    assert quote["text"] == text[quote["start"] : quote["end"]]
    assert text[quote["focus"]["start"] : quote["focus"]["end"]] == LINE_7


def test_a_refusal_in_json_still_ranks_quotes():
    [row] = rows(bot("ask", "--json", "Who is the president of France?"))
    assert row["answered"] is False
    assert row["quotes"]


GERMAN = "Wer leitet die Delegation, die Russland nach Istanbul schickt?"


def test_a_question_in_another_language_is_refused_with_the_languages_of_the_articles():
    done = bot("ask", GERMAN)
    assert done.stdout == "There are no articles in this language (German), only in: English.\n"
    assert done.returncode == 0


def test_a_refusal_for_the_language_in_json_claims_nothing():
    [row] = rows(bot("ask", "--json", GERMAN))
    assert row == {
        "id": None,
        "question": GERMAN,
        "answered": False,
        "confidence": 0.0,
        "language": "de",
        "articles_in": ["en"],
        "quotes": [],
    }


def test_a_batch_keeps_its_order_and_its_ids():
    lines = [
        {"id": "b", "question": QUESTION},
        {"id": 7, "question": "", "article": "seed-article.txt"},
    ]
    batch = "\n".join(map(json.dumps, lines)) + "\n\n"
    assert [row["id"] for row in rows(bot("ask", "--json", "--batch", "-", stdin=batch))] == [
        "b",
        7,
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["line 2", "JSON"]),
        ("[]", ["line 2", "object"]),
        ('{"id": 1}', ["line 2", "question"]),
        ('{"question": 5}', ["line 2", "question"]),
        ('{"question": "x", "article": 5}', ["line 2", "article"]),
        ('{"question": "x", "article": "moon.txt"}', ["moon.txt"]),
    ],
)
def test_a_bad_line_of_a_batch_is_named(line, words):
    done = bot("ask", "--json", "--batch", "-", stdin=f'{{"question": "x"}}\n{line}\n')
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words)
    assert len(done.stdout.splitlines()) == 1


def test_a_batch_that_is_not_text_is_named(tmp_path):
    (tmp_path / "batch.jsonl").write_bytes(b"\xff\xfe\n")
    done = bot("ask", "--json", "--batch", str(tmp_path / "batch.jsonl"))
    assert_one_line_error(done, "batch.jsonl", "UTF-8")


def test_a_question_of_any_bytes_is_answered():
    """A command line can hold bytes that are no text; JSON cannot."""
    [row] = rows(bot("ask", "--json", "Who leads Russia's delegation? \udcff"))
    assert row["answered"]
    assert row["question"].endswith("?")


@pytest.mark.parametrize("command", [["ask", "When did it open?"], ["summary", "good.md"]])
def test_a_title_that_is_no_text_loses_only_its_article(tmp_path, command):
    """Half a character and a NUL, which YAML can write, ended both commands in a traceback."""
    (tmp_path / "good.md").write_text("# Ferry\n\nThe ferry line opened in May 2019.\n")
    for name, escape in (("half", "ud800"), ("nul", "0")):
        text = f'---\ntitle: "Bridge \\{escape}"\n---\nThe bridge opened in May 2018.\n'
        (tmp_path / f"{name}.md").write_text(text)
    done = bot(*command, "--corpus", str(tmp_path))
    assert done.returncode == 0
    assert "The ferry line opened in May 2019." in done.stdout
    problems = done.stderr.splitlines()
    assert [line.split(":")[1] for line in problems] == [" left out half.md", " left out nul.md"]


def test_half_a_character_in_a_question_is_no_traceback(tmp_path):
    done = bot(
        "ask", "--json", "--batch", "-", stdin='{"id": "\\ud800", "question": "who \\ud800?"}'
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["question"].startswith("who ")
