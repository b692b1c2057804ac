"""The rows of a picture: events set in lines, with their marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, Status, Timeline
from bot.picture.bidi import is_right_to_left
from bot.picture.text_layout import (
    BODY,
    DATE,
    SMALL,
    drawable_text,
    lacks_letters,
    text_width,
    wrap_text,
)
from bot.picture.theme import MARGIN, MAX_DATE_WIDTH, RAIL_TO_DATE, RAIL_TO_TEXT, TEXT_TO_SOURCE
from bot.picture.time_spans import describe_pause, month_range
from bot.picture.wording import Wording

_MAX_TEXT_LINES = 3
_MAX_DATE_LINES = 2
# These read well without their year, which is written below.
_WITHOUT_YEAR = frozenset({Precision.DAY, Precision.MONTH})


class Mark(Enum):
    """The mark of an event on the rail."""

    DAY = "day"
    VAGUE = "vague"
    SPAN = "span"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Row:
    """An event in lines; `note` stands above it if time has passed or no year is known."""

    mark: Mark
    date: list[str]
    year: str
    text: list[str]
    is_quoted: bool
    is_rtl: bool
    tags: tuple[str, ...]
    title: str
    place: str
    note: str
    is_placed: bool

    @property
    def height(self) -> int:
        """The height in pixels."""
        left = len(self.date) * DATE.line_height + bool(self.year) * SMALL.line_height
        right = len(self.text) * BODY.line_height + TEXT_TO_SOURCE + SMALL.line_height
        return max(left, right)


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of the rail, and of the left edge of the texts."""

    rail: int
    text: int


def make_columns(events: Sequence[Event], wording: Wording) -> Columns:
    """Return columns that give the dates the width that they need."""
    lines = [line for date, _ in date_lines(events, wording) for line in date]
    date_width = max((text_width(line, DATE) for line in lines), default=0)
    rail = round(MARGIN + date_width + RAIL_TO_DATE)
    return Columns(rail, rail + RAIL_TO_TEXT)


def date_lines(events: Sequence[Event], wording: Wording) -> Iterator[tuple[list[str], str]]:
    """Yield the lines of each date, and its year if it is another than the one before."""
    year_before = ""
    for event in events:
        words, year = wording.date(event.date), event.date.value[:4]
        is_short = event.date.precision in _WITHOUT_YEAR
        short = wording.date_in_year(event.date) if is_short else words
        ends = re.split(r"(?<= –) ", drawable_text(short))  # of a range
        lines = [
            line for end in ends for line in wrap_text(end, DATE, MAX_DATE_WIDTH, _MAX_DATE_LINES)
        ]
        yield lines, wording.year(year) if short != words and year != year_before else ""
        year_before = year


def make_rows(
    timeline: Timeline, events: Sequence[Event], width: int, wording: Wording
) -> Iterator[Row]:
    """Yield the row of each event; the texts are `width` wide, and lose no letter."""
    dates = date_lines(events, wording)
    for before, event, (date, year) in zip([None, *events], events, dates, strict=False):
        quote = event.quote.visible_text
        text = "" if lacks_letters(quote) else drawable_text(quote)
        yield Row(
            mark=mark_of(event),
            date=date,
            year=year,
            text=wrap_text(text or wording.undrawable, BODY, width, _MAX_TEXT_LINES),
            is_quoted=bool(text),
            is_rtl=is_right_to_left(text or wording.undrawable),
            tags=tuple(wording.marks(event)),
            title=drawable_text(event.quote.title) if timeline.article is None else "",
            place=_place(event, wording),
            note=describe_pause(before, event, wording) if before else "",
            is_placed=month_range(event.date.value) is not None,
        )


def mark_of(event: Event) -> Mark:
    """Return the mark of an event."""
    if event.status is not Status.HAPPENED:
        return Mark[event.status.name]
    if event.date.until:
        return Mark.SPAN
    return Mark.DAY if event.date.precision is Precision.DAY else Mark.VAGUE


def _place(event: Event, wording: Wording) -> str:
    others = [wording.more_sources(len(event.also))] if event.also else []
    return " · ".join([wording.place(event.quote), *others])
