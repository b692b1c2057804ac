"""Date expressions: every date that an article mentions, in the order of the dates."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.text.sentences import split_article
from bot.core.timelines.date_expressions import find_date_expressions
from bot.core.timelines.events import sort_by_date
from tests.builders import article, collection


def date_expressions(text: str, path: str = "a.txt") -> list[tuple[str, str]]:
    """Return the value and the words of each date expression, in order."""
    parsed = article(text, path)
    events = sort_by_date(find_date_expressions(parsed, list(split_article(parsed))))
    return [(event.date.value, event.expression_text) for event in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No date.", [], id="none"),
        pytest.param(
            "It ended in 2001. It began in 1998.", [("1998", "1998"), ("2001", "2001")], id="sorted"
        ),
        pytest.param(
            "On 2 May 2022. In May 2022. In 2022.",
            [("2022", "2022"), ("2022-05", "May 2022"), ("2022-05-02", "2 May 2022")],
            id="the wider first",
        ),
        pytest.param(
            "On May 2. In 2022.", [("2022", "2022"), ("--05-02", "May 2")], id="no year last"
        ),
    ],
)
def test_expressions_in_the_order_of_their_dates(text, expected):
    assert date_expressions(text) == expected


def test_the_dates_of_an_article_are_read_in_its_language():
    text = "Les travaux ont commencé le 3 mai 2024. Ils doivent finir le 1er juin."
    french = replace(article(text), language="fr", published=date(2024, 5, 15))
    events = find_date_expressions(french, list(split_article(french)))
    assert [event.date.value for event in events] == ["2024-05-03", "2024-06-01"]


def test_an_expression_of_html_is_that_of_the_file():
    assert date_expressions("<p>On <b>May</b>&nbsp;2, 2022.", "a.html") == [
        ("2022-05-02", "May</b>&nbsp;2, 2022")
    ]


def test_every_expression_is_neither_chosen_nor_merged(tmp_path):
    text = "Who left in 1998? Bo left in 1998. Bo left in 1998."
    found = collection(tmp_path, {"a.txt": text, "b.txt": "The 1998 treaty ended."})
    assert [event.date.value for event in found.date_expressions().events] == ["1998"] * 4
    assert len(found.date_expressions(found.article("b.txt")).events) == 1
