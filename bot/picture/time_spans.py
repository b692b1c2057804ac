"""How a timeline's extent and the pauses between its events are put into words."""

import re
from collections.abc import Sequence

from bot.core.timelines.events import Event, Timeline
from bot.picture.wording import Wording

MIN_PAUSE_MONTHS = 3  # a shorter pause is not mentioned


def month_range(value: str) -> tuple[int, int] | None:
    """Return the first and the last month of an ISO date, counted from the year 0.

    Returns None if its year is unknown.
    """
    match = re.match(r"(\d{2,4})(?:-(\d\d)(?!\d))?", value)
    if match is None:
        return None
    first, last = (int(match[1].ljust(4, digit)) * 12 for digit in "09")
    month = match[2] and int(match[2])
    return (first + month, first + month) if month else (first + 1, last + 12)


def describe_extent(timeline: Timeline, events: Sequence[Event], wording: Wording) -> str:
    """Return the count of dates in `events`, of the timeline's total, and the first and last."""
    count = wording.dates(len(events), timeline.total)
    dates = [wording.date(event.date) for event in events if month_range(event.date.value)]
    span = " – ".join(dict.fromkeys([*dates[:1], *dates[-1:]]))
    return f"{count} · {span}" if span else count


def describe_pause(before: Event, after: Event, wording: Wording) -> str:
    """Return the time from one event to the next, if it is long, or a note that it is unknown."""
    end = month_range(before.date.until or before.date.value)
    start = month_range(after.date.value)
    if start is None:
        return "" if end is None else wording.unknown_year
    months = start[0] - end[1] if end else 0
    return wording.pause(months) if months >= MIN_PAUSE_MONTHS else ""
