"""`verify`."""

import pytest

from tests.support.terminal import LINE_7, assert_one_line_error, bot, rows


def test_a_quotation_as_json():
    [row] = rows(bot("verify", "--json", LINE_7))
    assert list(row) == ["quotation", "kind", "quote", "pieces", "differences"]
    assert (row["kind"], row["quote"]["text"], row["differences"]) == ("exact", LINE_7, [])


def test_a_changed_word_as_json():
    [row] = rows(bot("verify", "--json", LINE_7.replace("led", "not led").replace("would", "will")))
    assert row["kind"] == "changed"
    assert row["differences"] == [
        {"quoted": "not", "source": "", "negation": True},
        {"quoted": "will", "source": "would", "negation": False},
    ]


def test_the_difference_is_readable_without_colours():
    done = bot("verify", LINE_7.replace("would", "will"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "[-would-] {+will+}" in done.stdout
    assert "seed-article.txt · line 7" in done.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a delegation led by … Vladimir Medinsky", "with others between them"),
        ("penguins digest krill in the southern ocean", "do not have these words"),
    ],
)
def test_other_kinds(text, says):
    assert says in bot("verify", text).stdout


def test_an_empty_text_is_an_error():
    assert_one_line_error(bot("verify", " "), "TEXT is empty")
