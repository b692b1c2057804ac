"""Pauses between events, in words."""

import pytest

from bot.picture.time_spans import describe_pause
from bot.picture.wording import ENGLISH_WORDING
from tests.builders import event


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("1998", "2019-03-02", "20 years later"),
        ("2022-03", "2022-05-15", ""),  # two months need no word
        ("2022-03-01", "2022-06-30", "3 months later"),
        ("2021-12-31", "2022-01-01", ""),
        ("2021-02", "2022-02-03", "1 year later"),
        ("2022", "2022-03", ""),  # it may be the same time
        ("199", "2003", "3 years later"),  # the 1990s
        ("19", "2003", "3 years later"),  # the 1900s
        ("2003", "--05-15", "Year not given"),
        ("--05-15", "--09", ""),
    ],
)
def test_long_pauses_are_told(before, after, note):
    note_before = describe_pause(event(value=before), event(value=after), ENGLISH_WORDING)
    assert note_before == note


def test_a_pause_begins_where_a_span_ends():
    span = event(value="2019-01", until="2021-12")
    assert describe_pause(span, event(value="2022-01"), ENGLISH_WORDING) == ""
