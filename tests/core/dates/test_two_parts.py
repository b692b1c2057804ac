"""Relative dates in two parts. The article is of Friday, 6 May 2022."""

from datetime import date

import pytest

from bot.core.dates.dates import find_dates

FRIDAY = date(2022, 5, 6)


def dates_in(text: str, published: date | None = FRIDAY) -> list[str]:
    """Return the values of the dates in `text`; a range with both of its ends."""
    return [
        f"{mention.value}/{mention.until}" if mention.until else mention.value
        for mention in find_dates(text, 0, len(text), published)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A year ago today the bridge fell.", "2021-05-06"),
        ("Ten years ago yesterday the ship sank.", "2012-05-05"),
        ("A month ago today they met.", "2022-04-06"),
        ("Today a year ago the ship sank.", "2021-05-06"),
        ("They will meet a week from tomorrow.", "2022-05-14"),
        ("Two weeks ago on Friday the ship sank.", "2022-04-22"),
        ("The ship sank a week ago Tuesday.", "2022-04-26"),
        ("The ship sank on Monday, two weeks ago.", "2022-04-18"),
        ("Ten years ago last Tuesday the ship sank.", "2012-05-03"),
        ("The vote will be held a week from Monday.", "2022-05-16"),
        ("Five years ago this week the bridge fell.", "2017-05-01/2017-05-07"),
        ("Two years ago last month the ship sank.", "2020-04"),
        ("This day last year the bridge fell.", "2021-05-06"),
        ("The bridge fell on this date in 1969.", "1969-05-06"),
        ("The ship sank at this time last year.", "2021-05"),
        ("The ship sank this time last week.", "2022-04-29"),
        ("A year ago this Sunday it fell.", "2021-05-08"),
        ("Last year on Christmas Day it fell.", "2021-12-25"),
        ("He left the week before last.", "2022-04-18/2022-04-24"),
        ("She was hurt on the Friday before last.", "2022-04-22"),
        ("He was hurt the night before last.", "2022-05-04"),
        ("They meet the week after next.", "2022-05-16/2022-05-22"),
        ("A year ago, on March 3, the ship sank.", "2021-03-03"),
        ("Last year, in March, it fell.", "2021-03"),
        ("He left on March 3 two years ago.", "2020-03-03"),
        ("The ship sank in the summer two years ago.", "2020"),
        ("The day after Christmas 2020 it fell.", "2020-12-26"),
        ("It fell three days before 5 May 2020.", "2020-05-02"),
        ("A fortnight ago the ship sank.", "2022-04-18/2022-04-24"),
        ("The ship sank last month on the 15th.", "2022-04-15"),
    ],
)
def test_both_parts_are_one_date(text, value):
    assert dates_in(text) == [value]


def test_the_last_day_of_a_shorter_month_stands_for_one_that_it_lacks():
    assert dates_in("A month ago today it fell.", date(2022, 3, 31)) == ["2022-02-28"]
    assert dates_in("A year ago today it fell.", date(2024, 2, 29)) == ["2023-02-28"]


def test_without_the_article_s_day_they_are_not_known():
    assert dates_in("A year ago today the bridge fell.", None) == []
