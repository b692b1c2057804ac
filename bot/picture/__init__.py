"""Picture: a timeline as it is drawn, and in words for those who cannot see it.

The only import of Pillow, which takes a while to load: import this where a picture is wanted.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from threading import Lock

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, Status, Timeline

MAX_ALT_TEXT = 1_024  # characters: https://docs.discord.com/developers/resources/message
MAX_DRAWN = 40  # events; more are counted
ELSEWHERE = "The text is in the list."  # for a script that the font does not have

# Pixels. Discord shows a picture at about half of this width, a phone at a third.
WIDTH = 1_080
_EDGE = 48
_MOST_DATE_WIDTH = 312  # holds 28 September 2021 –
_BESIDE_RAIL = 36  # between the rail and the dates before it, and a little more to the texts
_MARK = 32
_MARK_BELOW = 21  # the top of a row
_SOURCE_GAP = 6
_BETWEEN = 38  # rows
_PAUSE = 54  # more between rows where time passes

_FINER = 8  # times larger is a mark drawn, since Pillow does not smooth shapes
_SHORT = {Precision.DAY, Precision.MONTH}  # that read well without their year, which stands below
_MOST_LINES = 3  # of a text
_MOST_CHARACTERS = 400  # looked at; three lines hold fewer
_SUBJECT_IN_WORDS, _EVENT_IN_WORDS = 200, 150  # characters in the alt text
_PAUSE_MONTHS = 3

_DRAWING = Lock()  # a font keeps what it draws in one place


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture."""

    ground: str
    text: str
    dim: str
    accent: str
    rail: str
    tag: str


# The grounds are those of Discord's cards.
THEMES = {
    "light": Theme("#FFFFFF", "#1E1F22", "#5C5E66", "#2A6B96", "#CDD1D8", "#E9EBEF"),
    "dark": Theme("#2B2D31", "#F2F3F5", "#B5BAC1", "#7DBBE6", "#5A5D66", "#3F4249"),
}


class Mark(Enum):
    """How an event stands on the rail; the value is what the legend says."""

    DAY = ""
    VAGUE = "day not given"
    SPAN = "a span of time"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


def timeline_picture(timeline: Timeline, theme: str) -> bytes:
    """Return a PNG of the first events of `timeline`, in a theme of THEMES.

    A text that the font cannot show is left to the list that stands beside the picture.
    """
    with _DRAWING:
        return _png(_drawn(timeline, THEMES[theme]))


def alt_text(timeline: Timeline) -> str:
    """Return what the picture shows, in words, in at most MAX_ALT_TEXT characters."""
    told = [f"Timeline: {_shortened(timeline.about, _SUBJECT_IN_WORDS)}; {_extent(timeline)}."]
    for event in timeline.events[:MAX_DRAWN]:
        notes = "".join(f" ({mark})" for mark in event.marks)
        text = _shortened(" ".join(event.quote.visible_text.split()), _EVENT_IN_WORDS)
        told.append(f"{event.date.in_words()}{notes}: {text}")
    return _shortened("\n".join(told), MAX_ALT_TEXT)


def _extent(timeline: Timeline) -> str:
    """Say how many dates are drawn, and from when to when."""
    drawn = timeline.events[:MAX_DRAWN]
    count = f"{timeline.total:,} {'date' if timeline.total == 1 else 'dates'}"
    if timeline.total > len(drawn):
        count = f"{len(drawn)} of {count}"
    placed = [event.date.in_words() for event in drawn if _months(event.date.value)]
    span = " – ".join(dict.fromkeys([*placed[:1], *placed[-1:]]))
    return f"{count} · {span}" if span else count


def _shortened(text: str, limit: int) -> str:
    """Cut between words to `limit` UTF-16 units with an ellipsis."""
    limit -= sum(character > "\uffff" for character in text[:limit])
    if len(text) <= limit:
        return text
    short = text[: limit - 1]
    return (short.rsplit(maxsplit=1)[0] if " " in short else short).rstrip(" ,;:–-…") + "…"


# Time


def _months(value: str) -> tuple[int, int] | None:
    """Return the first and last month of an ISO date since the year 0, if it has a year."""
    match = re.match(r"(\d{2,4})(?:-(\d\d)(?!\d))?", value)
    if match is None:
        return None
    first, last = (int(match[1].ljust(4, digit)) * 12 for digit in "09")
    month = match[2] and int(match[2])
    return (first + month, first + month) if month else (first + 1, last + 12)


def _note(before: Event, after: Event) -> str:
    """Say how long after another an event came, where it is long, or that nothing tells."""
    ended, began = _months(before.date.until or before.date.value), _months(after.date.value)
    if began is None:
        return "" if ended is None else "Year not given"
    months = began[0] - ended[1] if ended else 0
    if months < _PAUSE_MONTHS:
        return ""
    count, noun = (months // 12, "year") if months >= 12 else (months, "month")
    return f"{count:,} {noun if count == 1 else f'{noun}s'} later"


# Text


@dataclass(frozen=True, slots=True)
class _Style:
    size: int
    weight: int

    @property
    def height(self) -> int:
        return round(self.size * 1.34)


_OPTICAL_SIZE = 22  # of Inter: tighter than for small print
_TITLE, _DATE, _BODY, _SMALL = _Style(42, 700), _Style(30, 650), _Style(31, 420), _Style(23, 450)


@lru_cache
def _font(style: _Style) -> ImageFont.FreeTypeFont:
    """Load Inter; the plain layout draws the same everywhere, the other needs a system library."""
    path = str(fontpkg.path("Inter"))
    font = ImageFont.truetype(path, style.size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([_OPTICAL_SIZE, style.weight])
    return font


@lru_cache(maxsize=1 << 12)
def _has(character: str) -> bool:
    """Return True if the font has a glyph of its own for `character`."""
    font = _font(_BODY)
    return bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


def _drawable(text: str) -> str:
    """Return `text` on one line with an ellipsis for what the font lacks; nothing if it is most."""
    shown, missing = [], 0
    for character in unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]):
        kind = unicodedata.category(character)
        if character.isspace() or kind == "Cc":
            shown.append(" ")
        elif kind not in {"Co", "Cs", "Cf"} and _has(character):
            shown.append(character)
        elif kind not in {"Cf", "Mn"}:  # without a shape of their own
            shown.append("…")
            missing += 1
    if missing * 2 > len(shown) - shown.count(" "):
        return ""
    return " ".join(re.sub(r"…(?:\s*…)+", "…", "".join(shown)).split())


def _wrapped(text: str, style: _Style, width: float, most: int) -> list[str]:
    """Break `text` into at most `most` lines of `width`; an ellipsis ends what is cut."""
    lines: list[str] = []
    while text and len(lines) < most:
        line, text = _broken(text, style, width)
        lines.append(line)
    if text:
        lines[-1] = _ended(lines[-1], style, width)
    return lines


def _broken(text: str, style: _Style, width: float) -> tuple[str, str]:
    """Return the words that fit on a line, and the rest; a word longer than a line is broken."""
    fits = _fitting(text, style, width)
    if fits == len(text):
        return text, ""
    space = text.rfind(" ", 0, fits + 1)
    end = space if space > 0 else max(1, fits)
    return text[:end].rstrip(), text[end:].lstrip()


def _ended(line: str, style: _Style, width: float) -> str:
    fits = _fitting(line, style, width - _font(style).getlength("…"))
    if fits < len(line):
        line = line[: line.rfind(" ", 0, fits + 1)] if " " in line[: fits + 1] else line[:fits]
    return line.rstrip(" ,;:–-…") + "…"


def _fitting(text: str, style: _Style, width: float) -> int:
    """Return how many characters of `text` fit."""
    font = _font(style)
    fits = bisect_right(range(len(text) + 1), width, key=lambda end: font.getlength(text[:end]))
    return max(0, fits - 1)


# Layout


@dataclass(frozen=True, slots=True)
class _Row:
    """An event set in lines; `note` stands before it, where time passed or no year is known."""

    mark: Mark
    date: list[str]
    year: str
    text: list[str]
    is_quoted: bool
    tags: tuple[str, ...]
    title: str
    place: str
    note: str
    is_placed: bool

    @property
    def height(self) -> int:
        left = len(self.date) * _DATE.height + bool(self.year) * _SMALL.height
        right = len(self.text) * _BODY.height + _SOURCE_GAP + _SMALL.height
        return max(left, right)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the rail runs, and where the texts begin."""

    rail: int
    text: int


def _columns(events: Sequence[Event]) -> _Columns:
    """Give the dates the width that they need."""
    dates = [line for date, _ in _dates(events) for line in date]
    widest = max((_font(_DATE).getlength(line) for line in dates), default=0)
    rail = round(_EDGE + widest + _BESIDE_RAIL)
    return _Columns(rail, rail + _BESIDE_RAIL + 12)


def _dates(events: Sequence[Event]) -> Iterator[tuple[list[str], str]]:
    """Yield the lines of each date, and its year where that is another than the one before."""
    before = ""
    for event in events:
        words, year = event.date.in_words(), event.date.value[:4]
        short = words.removesuffix(f" {year}") if event.date.precision in _SHORT else words
        parts = re.split(r"(?<= –) ", _drawable(short))  # from when, and until when
        lines = [line for part in parts for line in _wrapped(part, _DATE, _MOST_DATE_WIDTH, 2)]
        yield lines, year if short != words and year != before else ""
        before = year


def _rows(timeline: Timeline, events: Sequence[Event], width: int) -> Iterator[_Row]:
    for before, event, (date, year) in zip([None, *events], events, _dates(events), strict=False):
        quoted = _drawable(event.quote.visible_text)
        yield _Row(
            mark=_mark(event),
            date=date,
            year=year,
            text=_wrapped(quoted or ELSEWHERE, _BODY, width, _MOST_LINES),
            is_quoted=bool(quoted),
            tags=event.marks,
            title=_drawable(event.quote.title) if timeline.article is None else "",
            place=_place(event),
            note=_note(before, event) if before else "",
            is_placed=_months(event.date.value) is not None,
        )


def _mark(event: Event) -> Mark:
    if event.status is not Status.HAPPENED:
        return Mark[event.status.name]
    if event.date.until:
        return Mark.SPAN
    return Mark.DAY if event.date.precision is Precision.DAY else Mark.VAGUE


def _place(event: Event) -> str:
    others = [f"and {len(event.also)} more"] if event.also else []
    return " · ".join([event.quote.lines, *others])


# Drawing


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A picture, and how a theme draws on it."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    theme: Theme
    columns: _Columns

    def line(
        self, x: float, y: float, text: str, style: _Style, colour: str, side: str = "l"
    ) -> float:
        """Write a line that begins (`l`) or ends (`r`) at `x`, and return how wide it is."""
        font = _font(style)
        self.draw.text((x, y + style.size), text, fill=colour, font=font, anchor=f"{side}s")
        return font.getlength(text)

    def tag(self, x: float, y: float, text: str) -> float:
        """Write a small word on a ground of its own."""
        width = _font(_SMALL).getlength(text) + 24
        box = (x, y - 1, x + width, y + _SMALL.height + 3)
        self.draw.rounded_rectangle(box, 10, self.theme.tag)
        self.line(x + 12, y, text, _SMALL, self.theme.dim)
        return width

    def rail(self, top: int, bottom: int, *, is_broken: bool) -> None:
        """Draw the rail from one mark to the next."""
        step, gap = (14, 8) if is_broken else (bottom - top, 0)
        x = self.columns.rail
        for y in range(top, bottom, step):
            box = (x - 2, y, x + 1, min(bottom, y + step - gap))
            self.draw.rectangle(box, self.theme.rail)

    def mark(self, mark: Mark, x: float, y: float) -> None:
        """Draw a mark around a point, on a ground that keeps the rail away from it."""
        place = round(x - _MARK / 2), round(y - _MARK / 2)
        self.image.paste(self.theme.ground, place, _shape(None))
        self.image.paste(self.theme.accent, place, _shape(mark))


@lru_cache
def _shape(mark: Mark | None) -> Image.Image:
    """Return a mark, or the ground around it, as a mask with smooth edges."""
    size, line = _MARK * _FINER, 4 * _FINER
    shape = Image.new("L", (size, size))
    draw = ImageDraw.Draw(shape)
    box = (line, line, size - line - 1, size - line - 1)
    match mark:
        case None:
            draw.ellipse((0, 0, size - 1, size - 1), 255)
        case Mark.DAY:
            draw.ellipse(box, 255)
        case Mark.VAGUE:
            draw.ellipse(box, outline=255, width=line)
        case Mark.SPAN:
            draw.rounded_rectangle((size * 0.3, 0, size * 0.7, size - 1), size * 0.2, 255)
        case Mark.PLANNED:
            for start in range(0, 360, 60):
                draw.arc(box, start, start + 36, 255, line)
        case Mark.CONDITIONAL:
            for start in range(0, 360, 40):
                draw.arc(box, start, start + 16, 255, line)
    return shape.resize((_MARK, _MARK), Image.Resampling.BOX)


def _drawn(timeline: Timeline, theme: Theme) -> Image.Image:
    events = timeline.events[:MAX_DRAWN]
    columns = _columns(events)
    rows = list(_rows(timeline, events, WIDTH - _EDGE - columns.text))
    title = _wrapped(_drawable(timeline.about) or "Timeline", _TITLE, WIDTH - 2 * _EDGE, 2)
    *tops, bottom = _tops(rows, _EDGE + len(title) * _TITLE.height + _SMALL.height + 48)
    legend = [mark for mark in (Mark.VAGUE, Mark.SPAN) if any(row.mark is mark for row in rows)]
    height = bottom + bool(legend) * (_SMALL.height + _BETWEEN) + _EDGE
    image = Image.new("RGB", (WIDTH, height), theme.ground)
    canvas = _Canvas(image, ImageDraw.Draw(image), theme, columns)
    _draw_head(canvas, title, _extent(timeline))
    _draw_rail(canvas, rows, tops)
    for row, top in zip(rows, tops, strict=True):
        _draw_date(canvas, row, top)
        _draw_text(canvas, row, top)
    _draw_legend(canvas, legend, bottom + _BETWEEN)
    return image


def _tops(rows: Sequence[_Row], top: int) -> Iterator[int]:
    """Yield where each row begins, and where the last ends."""
    for number, row in enumerate(rows):
        top += (bool(number) * _BETWEEN) + bool(row.note) * _PAUSE
        yield top
        top += row.height
    yield top


def _draw_head(canvas: _Canvas, title: Sequence[str], extent: str) -> None:
    y = _EDGE
    for line in title:
        canvas.line(_EDGE, y, line, _TITLE, canvas.theme.text)
        y += _TITLE.height
    canvas.line(_EDGE, y + 4, f"Timeline · {extent}", _SMALL, canvas.theme.dim)


def _draw_rail(canvas: _Canvas, rows: Sequence[_Row], tops: Sequence[int]) -> None:
    for (before, row), (top, bottom) in zip(pairwise(rows), pairwise(tops), strict=True):
        if row.is_placed and before.is_placed:
            ends = top + _MARK_BELOW, bottom + _MARK_BELOW
            canvas.rail(*ends, is_broken=bool(row.note))
    for row, top in zip(rows, tops, strict=True):
        canvas.line(canvas.columns.text, top - _PAUSE - 4, row.note, _SMALL, canvas.theme.dim)


def _draw_date(canvas: _Canvas, row: _Row, top: int) -> None:
    x = canvas.columns.rail - _BESIDE_RAIL
    canvas.mark(row.mark, canvas.columns.rail, top + _MARK_BELOW)
    for number, line in enumerate(row.date):
        canvas.line(x, top + number * _DATE.height, line, _DATE, canvas.theme.text, "r")
    year = top + len(row.date) * _DATE.height
    canvas.line(x, year, row.year, _SMALL, canvas.theme.dim, "r")


def _draw_text(canvas: _Canvas, row: _Row, top: int) -> None:
    x, theme = float(canvas.columns.text), canvas.theme
    for number, line in enumerate(row.text):
        colour = theme.text if row.is_quoted else theme.dim
        canvas.line(x, top + number * _BODY.height, line, _BODY, colour)
    below = top + len(row.text) * _BODY.height + _SOURCE_GAP
    for tag in row.tags:
        x += canvas.tag(x, below, tag) + 12
    place = f" · {row.place}" if row.title else row.place
    room = WIDTH - _EDGE - x
    title = _wrapped(row.title, _SMALL, room - _font(_SMALL).getlength(place), 1)
    for line in _wrapped("".join([*title, place]), _SMALL, room, 1):
        canvas.line(x, below, line, _SMALL, theme.dim)


def _draw_legend(canvas: _Canvas, marks: Sequence[Mark], top: int) -> None:
    x = float(canvas.columns.text)
    for mark in marks:
        canvas.mark(mark, x + _MARK / 2, top + _SMALL.height / 2)
        x += _MARK + 10
        x += canvas.line(x, top, mark.value, _SMALL, canvas.theme.dim) + 36


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
