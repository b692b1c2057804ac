"""The day on which something was published, where its author was."""

import pytest

from bot.ingest.feeds.days import iso_day, writers_day


@pytest.mark.parametrize(
    ("text", "utc", "day"),
    [
        pytest.param("Tue, 01 Oct 2024 21:00:00 -0500", (2024, 10, 2, 2, 0), "2024-10-01", id="US"),
        pytest.param("2024-10-01T21:00:00-05:00", (2024, 10, 2, 2, 0), "2024-10-01", id="Atom"),
        pytest.param("2024-10-02T01:00:00+09:00", (2024, 10, 1, 16, 0), "2024-10-02", id="east"),
        pytest.param("2024-10-02T00:15:00.5+0530", (2024, 10, 1, 18, 45), "2024-10-02", id="half"),
        pytest.param("Tue, 01 Oct 2024 21:00:00 EST", (2024, 10, 2, 2, 0), "2024-10-01", id="EST"),
        pytest.param("Tue, 01 Oct 2024 21:00:00 GMT", (2024, 10, 1, 21, 0), "2024-10-01", id="GMT"),
        pytest.param("2024-10-01T23:00:00Z", (2024, 10, 1, 23, 0), "2024-10-01", id="Z"),
        pytest.param("2024-10-01", (2024, 10, 1, 0, 0), "2024-10-01", id="no time"),
        pytest.param("October 2024", (2024, 10, 1, 0, 0), None, id="no day"),
        pytest.param("0001-01-01T00:00:00-05:00", (1, 1, 1, 0, 0), None, id="before all days"),
    ],
)  # fmt: skip
def test_the_day_is_the_writers(text, utc, day):
    """A report of the evening was dated the next day, which is the day in UTC."""
    assert writers_day(text, utc) == day


def test_the_day_of_a_timestamp():
    assert iso_day("2024-10-01T21:00:00-05:00") == "2024-10-01"
    assert iso_day("soon") is None
    assert iso_day(None) is None
