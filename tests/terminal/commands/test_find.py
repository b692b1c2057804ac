"""`find`."""

import pytest

from tests.support.terminal import LINE_7, assert_one_line_error, bot, rows

ARTICLE = "---\npublished: {day}\n---\n\nThe bridge is open today. {more}\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "old.md").write_text(ARTICLE.format(day="2024-03-02", more="A bridge is open."))
    (tmp_path / "new.md").write_text(ARTICLE.format(day="2025-05-15", more="It rains."))
    return str(tmp_path)


def test_words_as_json():
    [row] = rows(bot("find", "--json", "a", "Delegation", "LED"))
    assert list(row) == ["words", "total", "months", "quotes"]
    assert (row["total"], row["quotes"][0]["text"]) == (1, LINE_7)


def test_pages(folder):
    pages = [
        rows(bot("find", "--json", "--corpus", folder, "--limit", "2", "--page", page, "is open"))[
            0
        ]
        for page in ("1", "2", "3")
    ]
    assert [[quote["article"] for quote in page["quotes"]] for page in pages] == [
        ["new.md", "old.md"],
        ["old.md"],
        [],
    ]
    assert {page["total"] for page in pages} == {3}


def test_the_months_are_bars(folder):
    lines = bot("find", "--corpus", folder, "--limit", "1", "is open").stdout.splitlines()
    assert lines[0] == "3 sentences"
    assert lines[1:3] == [f"  2024-03  {'█' * 30} 2", f"  2025-05  {'█' * 15} 1"]
    assert lines[-1] == "... and 2 more; --page shows them"


def test_words_that_no_sentence_has():
    done = bot("find", "volcano")
    assert (done.returncode, done.stdout) == (0, "No sentence has these words.\n")


def test_empty_words_are_an_error():
    assert_one_line_error(bot("find", " "), "WORDS are empty")
