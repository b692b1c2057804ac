"""Days with a name."""

from datetime import date

import pytest

from bot.core.dates.named_days import easter


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (1943, (4, 25)), (2000, (4, 23)), (2008, (3, 23)), (2038, (4, 25))],
)
def test_easter(year, day):
    """The earliest and the latest there can be, and some between."""
    assert easter(year) == date(year, *day)
