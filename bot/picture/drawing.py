"""Draw the picture of a timeline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout

from bot.core.timelines.events import Event, Timeline
from bot.picture.bidi import is_right_to_left, turn
from bot.picture.rows import Columns, Mark, Row, make_columns, make_rows
from bot.picture.text_layout import (
    BODY,
    DATE,
    SMALL,
    TITLE,
    drawable_text,
    text_width,
    visual_font_runs,
    wrap_text,
)
from bot.picture.theme import (
    MARGIN,
    MARK_SIZE,
    PAUSE_GAP,
    RAIL_TO_DATE,
    ROW_GAP,
    ROW_TO_MARK,
    TEXT_TO_SOURCE,
    WIDTH,
    Theme,
)
from bot.picture.time_spans import describe_extent
from bot.picture.typefaces import (
    TextStyle,
    Typeface,
    han_language,
    run_font,
    stroke_width,
)
from bot.picture.wording import Wording

_MAX_TITLE_LINES = 2
_HEAD_TO_ROWS = 48
_TAG_PADDING = 12
_TAG_GAP = 12  # behind a tag
_MARK_TO_NAME = 10  # in the legend
_LEGEND_GAP = 36
_SCALE = 8  # at which marks are drawn and then reduced, because Pillow does not smooth shapes
_MARK_LINE = 4


class Side(Enum):
    """The side of a line that is placed."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """A part of a line that has one font and one direction."""

    text: str
    style: TextStyle
    typeface: Typeface
    is_rtl: bool

    @property
    def font(self) -> FreeTypeFont:
        """The font, with the layout that its letters need."""
        return run_font(self.style, self.typeface, is_rtl=self.is_rtl)

    @property
    def width(self) -> float:
        """The width in pixels."""
        return self.font.getlength(self.text)

    def draw(
        self, draw: ImageDraw.ImageDraw, place: tuple[float, float], colour: str, language: str
    ) -> None:
        """Draw the run from the left end of its baseline on."""
        font, width = self.font, stroke_width(self.style, self.typeface)
        if font.layout_engine == Layout.BASIC:
            text = turn(self.text) if self.is_rtl else self.text
            draw.text(place, text, colour, font, "ls", stroke_width=width)
            return
        draw.text(
            place,
            self.text,
            colour,
            font,
            "ls",
            direction="rtl" if self.is_rtl else "ltr",
            language=language if self.typeface.has_languages else None,
            stroke_width=width,
        )


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture, and how parts of a timeline are drawn on it in a theme."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    theme: Theme
    columns: Columns

    def line(
        self,
        x: float,
        y: float,
        text: str,
        style: TextStyle,
        colour: str,
        side: Side = Side.LEFT,
        *,
        is_rtl: bool = False,
    ) -> float:
        """Write a line whose left or right side is at `x`, and return its width."""
        runs = [
            GlyphRun(run, style, typeface, is_turned)
            for run, typeface, is_turned in visual_font_runs(text, is_rtl=is_rtl)
        ]
        widths = [run.width for run in runs]
        if side is Side.RIGHT:
            x -= sum(widths)
        language = han_language(text)
        for run, width in zip(runs, widths, strict=True):
            run.draw(self.draw, (x, y + style.size), colour, language)
            x += width
        return sum(widths)

    def tag(self, x: float, y: float, text: str, side: Side = Side.LEFT) -> float:
        """Write a small word on a ground of its own, and return its width."""
        width = text_width(text, SMALL) + 2 * _TAG_PADDING
        if side is Side.RIGHT:
            x -= width
        box = (x, y - 1, x + width, y + SMALL.line_height + 3)
        self.draw.rounded_rectangle(box, 10, self.theme.tag)
        self.line(x + _TAG_PADDING, y, text, SMALL, self.theme.dim)
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
        place = round(x - MARK_SIZE / 2), round(y - MARK_SIZE / 2)
        self.image.paste(self.theme.ground, place, mark_shape(None))
        self.image.paste(self.theme.accent, place, mark_shape(mark))


@lru_cache
def mark_shape(mark: Mark | None) -> Image.Image:
    """Return a mark, or the ground around it for None, as a mask with smooth edges."""
    size, line = MARK_SIZE * _SCALE, _MARK_LINE * _SCALE
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
    return shape.resize((MARK_SIZE, MARK_SIZE), Image.Resampling.BOX)


def draw_timeline(
    timeline: Timeline, events: Sequence[Event], theme: Theme, wording: Wording
) -> Image.Image:
    """Draw `events` of a timeline, with the words of a language around them."""
    columns = make_columns(events, wording)
    rows = list(make_rows(timeline, events, WIDTH - MARGIN - columns.text, wording))
    about = drawable_text(timeline.about) or wording.title
    title = wrap_text(about, TITLE, WIDTH - 2 * MARGIN, _MAX_TITLE_LINES)
    head = MARGIN + len(title) * TITLE.line_height + SMALL.line_height + _HEAD_TO_ROWS
    *tops, bottom = _row_tops(rows, head)
    names = {Mark.VAGUE: wording.unknown_day, Mark.SPAN: wording.time_span}
    legend = {mark: names[mark] for mark in names if any(row.mark is mark for row in rows)}
    height = bottom + bool(legend) * (SMALL.line_height + ROW_GAP) + MARGIN
    image = Image.new("RGB", (WIDTH, height), theme.ground)
    canvas = Canvas(image, ImageDraw.Draw(image), theme, columns)
    _draw_head(canvas, title, f"{wording.title} · {describe_extent(timeline, events, wording)}")
    _draw_rail(canvas, rows, tops)
    for row, top in zip(rows, tops, strict=True):
        _draw_date(canvas, row, top)
        _draw_text(canvas, row, top)
    _draw_legend(canvas, legend, bottom + ROW_GAP)
    return image


def to_png(image: Image.Image) -> bytes:
    """Return the image as a PNG file."""
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _row_tops(rows: Sequence[Row], top: int) -> Iterator[int]:
    """Yield the top of each row, and the bottom of the last."""
    for number, row in enumerate(rows):
        top += (bool(number) * ROW_GAP) + bool(row.note) * PAUSE_GAP
        yield top
        top += row.height
    yield top


def _draw_head(canvas: Canvas, title: Sequence[str], subtitle: str) -> None:
    y = MARGIN
    is_rtl = is_right_to_left(" ".join(title))
    x, side = (WIDTH - MARGIN, Side.RIGHT) if is_rtl else (MARGIN, Side.LEFT)
    for line in title:
        canvas.line(x, y, line, TITLE, canvas.theme.text, side, is_rtl=is_rtl)
        y += TITLE.line_height
    for line in wrap_text(subtitle, SMALL, WIDTH - 2 * MARGIN, 1):
        canvas.line(x, y + 4, line, SMALL, canvas.theme.dim, side)


def _draw_rail(canvas: Canvas, rows: Sequence[Row], tops: Sequence[int]) -> None:
    for (before, row), (top, bottom) in zip(pairwise(rows), pairwise(tops), strict=True):
        if row.is_placed and before.is_placed:
            canvas.rail(top + ROW_TO_MARK, bottom + ROW_TO_MARK, is_broken=bool(row.note))
    for row, top in zip(rows, tops, strict=True):
        canvas.line(canvas.columns.text, top - PAUSE_GAP - 4, row.note, SMALL, canvas.theme.dim)


def _draw_date(canvas: Canvas, row: Row, top: int) -> None:
    x = canvas.columns.rail - RAIL_TO_DATE
    canvas.mark(row.mark, canvas.columns.rail, top + ROW_TO_MARK)
    for number, line in enumerate(row.date):
        canvas.line(x, top + number * DATE.line_height, line, DATE, canvas.theme.text, Side.RIGHT)
    year_top = top + len(row.date) * DATE.line_height
    canvas.line(x, year_top, row.year, SMALL, canvas.theme.dim, Side.RIGHT)


def _draw_text(canvas: Canvas, row: Row, top: int) -> None:
    """Write a text along the side of its column where its lines begin."""
    x, side = (WIDTH - MARGIN, Side.RIGHT) if row.is_rtl else (canvas.columns.text, Side.LEFT)
    colour = canvas.theme.text if row.is_quoted else canvas.theme.dim
    for number, line in enumerate(row.text):
        y = top + number * BODY.line_height
        canvas.line(x, y, line, BODY, colour, side, is_rtl=row.is_rtl)
    _draw_source(canvas, row, (x, top + len(row.text) * BODY.line_height + TEXT_TO_SOURCE), side)


def _draw_source(canvas: Canvas, row: Row, place: tuple[float, int], side: Side) -> None:
    x, y = place
    room = float(WIDTH - MARGIN - canvas.columns.text)
    for tag in row.tags:
        width = canvas.tag(x, y, tag, side) + _TAG_GAP
        x += -width if side is Side.RIGHT else width
        room -= width
    position = f" · {row.place}" if row.title else row.place
    title = wrap_text(row.title, SMALL, room - text_width(position, SMALL), 1)
    for line in wrap_text("".join([*title, position]), SMALL, room, 1):
        canvas.line(x, y, line, SMALL, canvas.theme.dim, side, is_rtl=row.is_rtl)


def _draw_legend(canvas: Canvas, names: Mapping[Mark, str], top: int) -> None:
    x = float(canvas.columns.text)
    for mark, name in names.items():
        canvas.mark(mark, x + MARK_SIZE / 2, top + SMALL.line_height / 2)
        x += MARK_SIZE + _MARK_TO_NAME
        x += canvas.line(x, top, name, SMALL, canvas.theme.dim) + _LEGEND_GAP
