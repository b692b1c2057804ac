"""The day on which something was published, where its author was."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

_FULL_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{1,2}[ -][^\W\d_]{3,}[. -]+\d{2,4}|\d+/\d+/\d{2,4}")
_OFFSET = re.compile(
    r":\d\d(?:\.\d+)?\s*(?:(?:GMT|UTC)?([+-])(\d\d):?(\d\d)|([A-Z]{3}))\s*(?:\(.*\))?\Z"
)
# RFC 822 names these zones, and no other but UTC.
_ZONE_HOURS = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}


def writers_day(text: str, utc: Sequence[int]) -> str | None:
    """Return the day of the date `text`, which is `utc` in UTC, in the zone that `text` names.

    None if `text` is not a full date: feedparser completes it with today's.
    """
    if not _FULL_DATE.search(text):
        return None
    try:
        year, month, day, hour, minute = utc[:5]
        return (datetime(year, month, day, hour, minute) + _offset(text)).date().isoformat()  # noqa: DTZ001 - the zone is that of the text
    except (ValueError, OverflowError):  # feedparser makes year -1 of 0000-00-00
        return None


def _offset(text: str) -> timedelta:
    match = _OFFSET.search(text)
    if not match:
        return timedelta()
    if match[4]:
        return timedelta(hours=_ZONE_HOURS.get(match[4], 0))
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -offset if match[1] == "-" else offset


def iso_day(text: str | None) -> str | None:
    """Return the day of an RFC 3339 timestamp as it is written."""
    try:
        return date.fromisoformat((text or "").strip()[:10]).isoformat()
    except ValueError:
        return None
