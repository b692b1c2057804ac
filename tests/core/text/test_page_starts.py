"""The pages of the PDF that an article was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article

BODY = "Ferry line opens\n\nThe ferry sank. It rose again.\n\nThe end.\n"


def pages_of(field: str, above: str = "") -> list[int | None]:
    """Return the pages of the words ferry, rose and end."""
    article = parse_article("a.txt", f"---\n{above}page_starts: {field}\n---\n\n{BODY}")
    return [article.page(article.text.index(word)) for word in ("ferry", "rose", "end")]


def test_pages_begin_at_lines_and_inside_them():
    assert pages_of('"1 3:17 5"') == [1, 2, 3]
    assert pages_of('"1 1 1 5"') == [3, 3, 4]


def test_the_other_fields_can_be_edited():
    assert pages_of("1 3:17 5", 'title: "Ferry"\nsource: News\n') == [1, 2, 3]


@pytest.mark.parametrize(
    "field", ["12", "", "[1, 3]", "1 5 3", "1 99", "one", "1 3:9999", "0", "2 3", "1 -3", "null"]
)
def test_a_field_that_does_not_fit_loses_the_pages_and_not_the_article(field):
    assert pages_of(field) == [None] * 3


@given(st.text())
def test_no_field_breaks_an_article(field):
    quoted = "".join(c for c in field if c.isprintable() and c not in '"\\')
    assert len(pages_of(f'"{quoted}"')) == 3


def test_lines_may_end_as_on_windows():
    text = f'---\npage_starts: "1 3:17 5"\n---\n\n{BODY}'.replace("\n", "\r\n")
    article = parse_article("a.txt", text)
    assert [article.page(text.index(word)) for word in ("ferry", "rose", "end")] == [1, 2, 3]
