"""Join the words of a page to pieces of its lines, upright and without hidden text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.ingest.pdf.drawing import DrawnPage, DrawnWord

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


class _Word(NamedTuple):
    """A word, or a part of one, on an upright page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    follows_space: bool


def join_words(page: DrawnPage) -> list[Piece]:
    """Return the visible pieces of `page` in the order in which they are drawn."""
    pieces: list[Piece] = []
    current: list[_Word] = []
    for word in _turn_upright(_visible_words(page)):
        if current and not _is_next(current[-1], word):
            pieces.append(_piece(current))
            current = []
        current.append(word)
    return [*pieces, _piece(current)] if current else pieces


def _visible_words(page: DrawnPage) -> list[DrawnWord]:
    """Return the words that are seen; all of a scan, whose text lies invisibly on its picture."""
    inside = [word for word in page.words if page.bounds.contains(word.x, word.y)]
    if len(inside) < len(page.words) / 2:  # wrong bounds
        inside = page.words
    drawn = [word for word in inside if word.style.is_drawn]
    if len(drawn) < len(inside) / 2:
        return inside
    return [
        word
        for word in drawn
        if not word.style.is_white
        or any(area.contains(word.x, word.y) for area in page.coloured_areas)
    ]


def _turn_upright(words: Sequence[DrawnWord]) -> Iterator[_Word]:
    """Yield the words of the direction that most have, turned to read from left to right."""
    turns = Counter(word.style.turn for word in words)
    turns.pop(None, None)
    if not turns:
        return
    turn = turns.most_common(1)[0][0]
    for word in words:
        if word.style.turn == turn:
            left, right, baseline = _turn(word, turn)
            yield _Word(word.text, left, right, baseline, word.style.size, word.follows_space)


def _turn(word: DrawnWord, turn: int | None) -> tuple[float, float, float]:
    if turn == 1:
        return word.bottom, word.top, -word.x
    if turn == 2:
        return -word.right, -word.left, -word.y
    if turn == 3:
        return -word.top, -word.bottom, word.x
    return word.left, word.right, word.y


def _is_next(word: _Word, next_word: _Word) -> bool:
    """Return whether `next_word` continues the piece that ends with `word`."""
    size = max(word.size, next_word.size)
    gap = next_word.left - word.right
    return (
        abs(next_word.baseline - word.baseline) <= _MAX_RISE * size
        and -_MAX_OVERLAP * size <= gap <= _MAX_GAP * size
    )


def _piece(words: Sequence[_Word]) -> Piece:
    widest = max(words, key=lambda word: len(word.text))
    text, marks = "", []
    for word in words:
        text += f" {word.text}" if word.follows_space and text else word.text
        if word.size < MAX_MARK_SIZE * widest.size:
            marks.append((len(text) - len(word.text), len(text)))
    return Piece(
        text,
        min(word.left for word in words),
        max(word.right for word in words),
        widest.baseline,
        widest.size,
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
