"""Expressions of dates and times in full, of which answers are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates.time_expressions import find_time_expressions


def expressions(text: str) -> list[str]:
    return [text[slice(*span)] for span in find_time_expressions(text, 0, len(text))]


@pytest.mark.parametrize(
    "expression",
    [
        "Sept. 5", "Sept. 5, 2022", "Monday, Sept. 5", "1:30 p.m.", "8.30am", "14:30", "1800 GMT",
        "11:30 a.m. ET", "10 p.m. local time", "noon on Friday", "Friday at 3 a.m.",
        "3 a.m. Friday", "half past six", "six o'clock", "mid-May", "the 1990s", "the '90s",
        "between 2003 and 2007", "2003 to 2007", "the night of May 5", "late on Tuesday",
        "three weeks ago", "a year ago today", "two days later", "the end of May",
        "the third quarter of 2011", "New Year's Eve", "2025-05-15", "this morning",
    ],
)  # fmt: skip
def test_the_whole_expression(expression):
    assert expressions(f"The ferry sank, {expression}, near Cork.") == [expression]


@pytest.mark.parametrize(
    "text",
    [
        "It cost $8.30 a head.",
        "They won 14:3:2 on points.",
        "The Mail on Sunday reported it.",
        "The shop at 2010 Harbour Road burned.",
        "It may rain.",
    ],
)
def test_what_is_no_date_or_time(text):
    assert expressions(text) == []


PARTS = ("noon", "Friday", "on", "at", "3 p.m.", "May 5", "and", "in 1998", ",", "the", "ago", "\n")


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_expressions_are_in_order_and_do_not_overlap(parts):
    text = " ".join(parts)
    spans = find_time_expressions(text, 0, len(text))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
