"""Front matter in its three formats: the same fields, limits and messages, and exact places."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.core.text.front_matter import read_front_matter
from bot.errors import ArticleError

BODY = "The ferry sank.\n"
YAML = "---\ntitle: Ferry\npublished: 2025-05-15\n---\n"
TOML = '+++\ntitle = "Ferry"\npublished = 2025-05-15\n+++\n'
JSON = '{\n  "title": "Ferry",\n  "published": "2025-05-15"\n}\n'
FENCED_JSON = f";;;\n{JSON};;;\n"
ALL = (YAML, TOML, JSON, FENCED_JSON)


@pytest.mark.parametrize("head", ALL)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_formats_mean_the_same(head, mark, line_end):
    text = mark + (head + BODY).replace("\n", line_end)
    article = parse_article("a.md", text)
    assert (article.title, article.published) == ("Ferry", date(2025, 5, 15))
    (block,) = article.visible.blocks
    assert text[block.start : block.end] == "The ferry sank."
    assert article.lines(block.start, block.end) == (head.count("\n") + 1,) * 2


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param('+++\ntitle = "A"\n[params]\nx = 1\n+++\n', "A", id="a table of TOML"),
        pytest.param("+++\n# c\n\ntitle = 'A'\n+++\n", "A", id="a comment first"),
        pytest.param("+++\ntitle = 1984\n+++\n", "1984", id="a number"),
        pytest.param("+++\ntitle = 2025-05-15\n+++\n", "2025-05-15", id="a day"),
        pytest.param('{"title": "A", "p": {"x": [1]}}\n', "A", id="JSON on one line"),
        pytest.param('{\n"p": {\n"x": 1\n},\n"title": "A"}\n', "A", id="an object inside"),
        pytest.param('{"title": null}\n', "The ferry sank.", id="no title"),
        pytest.param('{"title": true}\n', "true", id="a truth"),
    ],
)
def test_titles(head, title):
    assert parse_article("a.md", head + BODY).title == title


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("date: 2024-05-01", date(2024, 5, 1)),
        ("date: 2024-05-01T21:00:00-05:00", date(2024, 5, 1)),
        ("publishDate: 2024-05-02\ndate: 2024-05-01", date(2024, 5, 2)),
        ("published: 2024-05-03\ndate: 2024-05-01", date(2024, 5, 3)),
        ("lastmod: 2024-05-01", None),
        ("date: soon", None),
        ("date: [x]", None),
    ],
)
def test_days_of_site_generators(fields, day):
    """Hugo, Jekyll and Eleventy write `date`; it is theirs, so a wrong one is no error."""
    assert parse_article("a.md", f"---\n{fields}\n---\n{BODY}").published == day


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.md", "+++\nOne paragraph.\n+++\n", id="prose between rules"),
        pytest.param("a.md", "+++\ntitle = 'A'\n\nNo end.\n", id="no end"),
        pytest.param("a.md", "{{< figure >}}\n\nThe ferry.\n", id="a shortcode"),
        pytest.param("a.md", "{a note}\n\nThe ferry.\n", id="braces"),
        pytest.param("a.md", '{"a": 1} is JSON.\n', id="prose about JSON"),
        pytest.param("a.txt", JSON + BODY, id="plain text"),
        pytest.param("a.md", ";;;\nOne paragraph.\n;;;\n", id="prose between semicolons"),
    ],
)
def test_what_is_no_front_matter(path, text):
    assert read_front_matter(path, text) == ({}, 0)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        pytest.param("+++\ntitle = 'A'\nx y\n+++\n", "line 3 of the front matter", id="TOML"),
        pytest.param("+++\ntitle = [1]\n+++\n", "title in the front matter is not text", id="list"),
        pytest.param('{\n"title": "A"\n"x": 1\n}\n', "line 3 of the front matter", id="JSON"),
        pytest.param(';;;\n{\n"title": x\n}\n;;;\n', "line 3 of the front matter", id="fenced"),
        pytest.param('+++\ntitle = "a\\u0000"\n+++\n', "has a NUL", id="a NUL"),
        pytest.param("+++\npublished = 'soon'\n+++\n", "write it as 2025-05-15", id="no day"),
        pytest.param(f"+++\n{'a = 1' * 9}\n{'#' * 10_000}\n+++\n", "longer than 10,000", id="long"),
        pytest.param(f'{{"a": "{"x" * 10_000}"}}\n', "longer than 10,000", id="long JSON"),
    ],
)
def test_what_is_wrong_is_said(head, reason):
    with pytest.raises(ArticleError, match=reason):
        parse_article("a.md", head + BODY)


@given(st.sampled_from(["---", "+++", ";;;", "{"]), st.text(max_size=60))
def test_any_text_is_read_or_refused(fence, text):
    whole = f"{fence}\n{text}\n{fence}\n{BODY}"
    try:
        fields, body = read_front_matter("a.md", whole)
    except ArticleError:
        return
    assert isinstance(fields, dict)
    assert 0 <= body <= len(whole)


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("language: de", "de"),
        ("lang: pt-BR", "pt"),
        ("language: zh_Hans", "zh"),
        ("language: German", "de"),
        ("language: українська", "uk"),
        ("language: la", "und"),
        ("language:", "en"),
    ],
)
def test_the_language_is_a_code_or_a_name(field, code):
    assert parse_article("a.md", f"---\n{field}\n---\n{BODY}").language == code


def test_a_language_that_is_neither_is_named():
    """One that is misspelt is not taken for another: the article would not be found."""
    with pytest.raises(ArticleError, match=r"language is 'grman' .* write a code such as de"):
        parse_article("a.md", f"---\nlanguage: grman\n---\n{BODY}")
