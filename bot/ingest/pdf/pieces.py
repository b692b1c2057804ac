"""Join the glyphs of a page to pieces of its lines, upright and without hidden text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from bot.ingest.pdf.glyphs import NO_CHARACTER, Glyph, GlyphPage

_MAX_GAP = 1.0  # sizes of a letter; words that are further apart may stand in two columns
_MAX_OVERLAP = 1.2  # sizes of a letter; the parts of a ligature share its place
_MAX_RISE = 0.45  # sizes of a letter; a higher or lower letter stands on another line

MAX_MARK_SIZE = 0.8  # of the size of the text; the mark of a note is smaller


class Piece(NamedTuple):
    """Words of one line without a wide gap; `marks` are the spans of `text` in small print."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    marks: tuple[tuple[int, int], ...] = ()


class _GlyphPlace(NamedTuple):
    character: str
    left: float
    right: float
    baseline: float
    size: float
    follows_space: bool


def join_glyphs(page: GlyphPage) -> list[Piece]:
    """Return the visible pieces of `page` in the order in which they are drawn."""
    places = list(_turn_upright(_visible_glyphs(page)))
    pieces: list[Piece] = []
    current: list[_GlyphPlace] = []
    for place in places:
        if current and not _is_next(current[-1], place):
            pieces.append(_piece(current))
            current = []
        current.append(place)
    return [*pieces, _piece(current)] if current else pieces


def _visible_glyphs(page: GlyphPage) -> list[Glyph]:
    """Return the glyphs that are seen; all of a scan, whose text lies invisibly on its picture."""
    inside = [glyph for glyph in page.glyphs if page.bounds.contains(glyph.x, glyph.y)]
    if len(inside) < len(page.glyphs) / 2:  # wrong bounds
        inside = page.glyphs
    drawn = [glyph for glyph in inside if glyph.style.is_drawn]
    if len(drawn) < len(inside) / 2:
        return inside
    return [
        glyph
        for glyph in drawn
        if not glyph.style.is_white
        or any(area.contains(glyph.x, glyph.y) for area in page.coloured_areas)
    ]


def _turn_upright(glyphs: Sequence[Glyph]) -> Iterator[_GlyphPlace]:
    """Yield the glyphs of the direction that most have, turned to read from left to right."""
    turns = Counter(glyph.style.turn for glyph in glyphs)
    turns.pop(None, None)
    if not turns:
        return
    turn = turns.most_common(1)[0][0]
    follows_gap = False
    for glyph in glyphs:
        if glyph.style.turn != turn:
            continue
        if glyph.character == NO_CHARACTER:
            follows_gap = True
            continue
        span = _turn(glyph, turn)
        yield _GlyphPlace(
            glyph.character, *span, glyph.style.size, glyph.follows_space or follows_gap
        )
        follows_gap = False


def _turn(glyph: Glyph, turn: int | None) -> tuple[float, float, float]:
    if turn == 1:
        return glyph.bottom, glyph.top, -glyph.x
    if turn == 2:
        return -glyph.right, -glyph.left, -glyph.y
    if turn == 3:
        return -glyph.top, -glyph.bottom, glyph.x
    return glyph.left, glyph.right, glyph.y


def _is_next(place: _GlyphPlace, next_place: _GlyphPlace) -> bool:
    """Return whether `next_place` continues the piece that ends with `place`."""
    size = max(place.size, next_place.size)
    gap = next_place.left - place.right
    return (
        abs(next_place.baseline - place.baseline) <= _MAX_RISE * size
        and -_MAX_OVERLAP * size <= gap <= _MAX_GAP * size
    )


def _piece(places: Sequence[_GlyphPlace]) -> Piece:
    size = median(place.size for place in places)
    text, marks = "", []
    for place in places:
        text += f" {place.character}" if place.follows_space and text else place.character
        if place.size < MAX_MARK_SIZE * size:
            marks.append((len(text) - len(place.character), len(text)))
    return Piece(
        text,
        min(place.left for place in places),
        max(place.right for place in places),
        median(place.baseline for place in places),
        size,
        tuple(_join_spans(marks)),
    )


def _join_spans(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, of which those that touch are one."""
    start = end = -1
    for span in spans:
        if span[0] != end and end >= 0:
            yield start, end
        start, end = (start, span[1]) if span[0] == end else span
    if end >= 0:
        yield start, end
