"""Dates: what a text names, at the precision at which it names it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.dates import Dated, Precision, dates

MAY = date(2025, 5, 15)


def values(text: str, published: date | None = None) -> list[str]:
    return [dated.value for dated in dates(text, 0, len(text), published)]


def names(text: str, published: date | None = None) -> list[str]:
    return [text[dated.start : dated.end] for dated in dates(text, 0, len(text), published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2025-05-15", "2025-05-15", id="ISO"),
        pytest.param("May 15, 2025", "2025-05-15", id="American"),
        pytest.param("May 15 2025", "2025-05-15", id="American without a comma"),
        pytest.param("15 May 2025", "2025-05-15", id="British"),
        pytest.param("15 May, 2025", "2025-05-15", id="British with a comma"),
        pytest.param("the 15th of May 2025", "2025-05-15", id="spoken"),
        pytest.param("May 1st, 2025", "2025-05-01", id="ordinal"),
        pytest.param("Sept. 2, 1945", "1945-09-02", id="Sept."),
        pytest.param("Oct 7, 2023", "2023-10-07", id="Oct"),
        pytest.param("Jan. 6, 2021", "2021-01-06", id="Jan."),
        pytest.param("29 February 2024", "2024-02-29", id="leap day"),
        pytest.param("March 2022", "2022-03", id="month"),
        pytest.param("March, 2022", "2022-03", id="month with a comma"),
        pytest.param("in 1998.", "1998", id="year"),
        pytest.param("(2022)", "2022", id="year in brackets"),
        pytest.param("2022’s war", "2022", id="year with a possessive"),
        pytest.param("May 15", "--05-15", id="no year"),
        pytest.param("15 May", "--05-15", id="British, no year"),
        pytest.param("29 February", "--02-29", id="leap day, no year"),
    ],
)
def test_values(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_in_full_and_short(number):
    month = date(2000, number, 1)
    for name in {f"{month:%B}", f"{month:%b}", f"{month:%b}."} - {"May."}:
        assert values(f"on {name} 3, 2020") == [f"2020-{number:02}-03"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("It may rain.", id="may"),
        pytest.param("They march on", id="march"),
        pytest.param("in May they left", id="a month alone"),
        pytest.param("2000 people", id="people"),
        pytest.param("2022 seats", id="a count"),
        pytest.param("$2000 or €1999", id="money"),
        pytest.param("1,998 or 1998.5 or 2,000", id="numbers"),
        pytest.param("2000%", id="percent"),
        pytest.param("12025 or 20251", id="longer numbers"),
        pytest.param("A2020 or 2020s or 1990s-era", id="in a word"),
        pytest.param("1899 or 2100", id="far centuries"),
        pytest.param("20:25 and 2025/26", id="times and seasons"),
        pytest.param("2025-02-30", id="no such day"),
        pytest.param("2025-13-01", id="no such month"),
        pytest.param("0000-01-01", id="no such year"),
        pytest.param("31 June", id="no such day of a month"),
        pytest.param("May 0", id="day 0"),
        pytest.param("May 39", id="day 39"),
    ],
)
def test_no_date(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from May 2 to 5 June", ["--05-02", "--06-05"], id="two"),
        pytest.param("5 June or May 2", ["--06-05", "--05-02"], id="as they stand"),
        pytest.param("in 1998, 2001 and 2003", ["1998", "2001", "2003"], id="years"),
        pytest.param("May 2022 and 2 May 2022", ["2022-05", "2022-05-02"], id="precisions"),
    ],
)
def test_several_dates(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("On May 15, 2025, he left", "May 15, 2025", id="with its year"),
        pytest.param("On May 15, he left", "May 15", id="without the comma"),
        pytest.param("On 15 May 2025 he left", "15 May 2025", id="not May 20"),
        pytest.param("by Oct. 7.", "Oct. 7", id="abbreviation"),
        pytest.param("😀 2025-05-15 😀", "2025-05-15", id="emoji around"),
    ],
)
def test_the_expression_is_the_longest(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("the 15 May\n2022 deal", "2022-05-15", id="before the year"),
        pytest.param("on May\n15, 2022", "2022-05-15", id="before the day"),
        pytest.param("in March\r\n2022", "2022-03", id="month"),
        pytest.param("on May\u00a015", "--05-15", id="no-break space"),
    ],
)
def test_a_date_goes_over_the_end_of_a_wrapped_line(text, value):
    """Else it loses its year, and gets a wrong one from the date of the article."""
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        pytest.param("May 20", MAY, "2025-05-20", id="after"),
        pytest.param("May 2", MAY, "2025-05-02", id="before"),
        pytest.param("Dec. 30", date(2025, 1, 2), "2024-12-30", id="last year"),
        pytest.param("Jan. 2", date(2024, 12, 30), "2025-01-02", id="next year"),
        pytest.param("29 February", date(2025, 3, 1), "2024-02-29", id="leap day nearby"),
        pytest.param("29 February", date(2022, 3, 1), "--02-29", id="no leap day nearby"),
        pytest.param("Jan. 2", date.max, "9999-01-02", id="last of all years"),
        pytest.param("Dec. 30", date.min, "0001-12-30", id="first of all years"),
        pytest.param("May 20, 1998", MAY, "1998-05-20", id="own year"),
        pytest.param("May 1998", MAY, "1998-05", id="own year of a month"),
    ],
)
def test_a_day_without_a_year_is_near_the_article(text, published, value):
    assert values(text, published) == [value]


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)), st.integers(-182, 182))
def test_a_day_less_than_half_a_year_away_gets_its_own_year(published, days):
    try:
        meant = published + timedelta(days)
    except OverflowError:
        return
    assert values(f"{meant.day} {meant:%B}", published) == [meant.isoformat()]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("May 15", Precision.DAY),
        ("2025-05-15", Precision.DAY),
        ("May 2025", Precision.MONTH),
        ("2025", Precision.YEAR),
    ],
)
def test_precision(text, precision):
    (dated,) = dates(text, 0, len(text), None)
    assert dated.precision is precision


def test_only_the_span_is_read():
    text = "2001 and 2002 and 2003"
    found = [text[one.start : one.end] for one in dates(text, 9, 13, None)]
    assert found == ["2002"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-05-15", "15 May 2025"),
        ("--05-01", "1 May"),
        ("2022-03", "March 2022"),
        ("1998", "1998"),
    ],
)
def test_in_words(value, words):
    assert Dated(0, 0, value, Precision.DAY).in_words() == words


@given(st.text(alphabet="May Oct.2025-01,/ \n"), st.none() | st.dates())
def test_every_date_is_one_of_the_calendar_and_stands_in_the_text(text, published):
    end = 0
    for dated in dates(text, 0, len(text), published):
        assert end <= dated.start < dated.end <= len(text)
        end = dated.end
        year, *rest = dated.value.replace("--", "2000-").split("-")
        assert date.fromisoformat("-".join([year, *rest, "01", "01"][:3]))
