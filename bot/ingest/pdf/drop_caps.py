"""Drop caps: a large first letter that belongs to the word next to it."""

import re
from collections.abc import Sequence
from statistics import median

from bot.ingest.pdf.pieces import Piece
from bot.ingest.pdf.word_frequencies import word_frequency

_MIN_SIZE_RATIO = 1.7
_MAX_LENGTH = 2  # a letter, with a quotation mark before it
_MAX_GAP = 1.5  # sizes of a letter of the text
_WORDS_OF_ONE_LETTER = frozenset("AIO")
_MIN_FREQUENCY_RATIO = 20


def join_drop_caps(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page with each drop cap joined to the first line next to it."""
    size = median([piece.size for piece in pieces]) if pieces else 0.0
    rest = list(pieces)
    for cap in [piece for piece in pieces if _may_be_drop_cap(piece, size)]:
        lines = [piece for piece in rest if _stands_next_to(piece, cap)]
        if not lines:
            continue
        first = max(lines, key=lambda piece: piece.baseline)
        rest.remove(cap)
        rest[rest.index(first)] = first._replace(
            text=f"{cap.text}{_space_after(cap, first)}{first.text}", left=cap.left, marks=()
        )
    return rest


def _may_be_drop_cap(piece: Piece, size: float) -> bool:
    return (
        piece.size >= _MIN_SIZE_RATIO * size
        and len(piece.text) <= _MAX_LENGTH
        and piece.text[-1].isupper()
    )


def _stands_next_to(piece: Piece, cap: Piece) -> bool:
    """Return whether `piece` is one of the lines to the right of the letter."""
    return (
        piece.size * _MIN_SIZE_RATIO <= cap.size
        and -piece.size <= piece.left - cap.right <= _MAX_GAP * piece.size
        and cap.baseline - piece.size / 2 <= piece.baseline <= cap.baseline + cap.size
    )


def _space_after(cap: Piece, line: Piece) -> str:
    """Return a space after a letter that is a word, as in *A bridge* but not in *After*."""
    if cap.text[-1] not in _WORDS_OF_ONE_LETTER:
        return ""
    rest = re.match(r"[^\W\d_]*", line.text)
    word = rest[0] if rest else ""
    joined = word_frequency(f"{cap.text[-1]}{word}")
    return " " if word_frequency(word) > _MIN_FREQUENCY_RATIO * joined else ""
