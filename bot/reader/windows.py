"""Windows: neighbouring sentences that the model reads together with the question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.reader.word_pieces import WordPiece, WordPieces

MAX_QUESTION_PIECES = 32
MAX_PIECES = 104  # of the sentences; the model was trained with windows of this size
_SENTENCE, _ASKED_WORD = 1, 2  # kinds of pieces; 0 is the question

Pieces = Sequence[WordPiece]
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences, cut where they do not fit, and the candidates among them to read here.

    `first` is the position of the first sentence in the excerpt.
    """

    first: int
    sentences: Sequence[Pieces]
    candidates: Sequence[int]


@dataclass(frozen=True, slots=True)
class ModelInput:
    """The arrays for one window: numbers of pieces, their kinds, and rows that average them.

    The first of these rows averages the question, the others a sentence each, which has the pieces
    of its span in `spans`.
    """

    numbers: Integers
    kinds: Integers
    means: Floats
    spans: Sequence[tuple[int, int]]


def split_windows(sentences: Sequence[Pieces], candidates: Sequence[int]) -> Iterator[Window]:
    """Yield windows in which each candidate stands once, if possible between its neighbours."""
    rest = list(candidates)
    while rest:
        first = _first_sentence(sentences, rest[0])
        end = _end(sentences, first, rest[0])
        inside = [candidate for candidate in rest if candidate < end]
        texts = list(sentences[first : min(end, inside[-1] + 2)])
        texts[-1] = texts[-1][:MAX_PIECES]
        yield Window(first, texts, inside)
        rest = rest[len(inside) :]


def _first_sentence(sentences: Sequence[Pieces], candidate: int) -> int:
    """Return the sentence before the candidate if both fit into a window."""
    if candidate and len(sentences[candidate - 1]) + len(sentences[candidate]) <= MAX_PIECES:
        return candidate - 1
    return candidate


def _end(sentences: Sequence[Pieces], first: int, candidate: int) -> int:
    """Return the end of the sentences that fit; the candidate counts as one that does."""
    end = candidate + 1
    count = sum(map(len, sentences[first:end]))
    while end < len(sentences) and count + len(sentences[end]) <= MAX_PIECES:
        count += len(sentences[end])
        end += 1
    return end


def model_input(question: Pieces, window: Window, pieces: WordPieces) -> ModelInput:
    """Return a question of at most MAX_QUESTION_PIECES and a window as the model takes them."""
    asked = [piece.number for piece in question]
    sentences = [[piece.number for piece in sentence] for sentence in window.sentences]
    numbers = [pieces.cls, *asked, pieces.sep, *chain(*sentences), pieces.sep]
    start = len(asked) + 2
    kinds = np.full(len(numbers), _SENTENCE)
    kinds[:start] = 0
    kinds[start:-1][np.isin(numbers[start:-1], asked)] = _ASKED_WORD
    ends = start + np.cumsum([len(sentence) for sentence in sentences])
    spans = list(zip([start, *ends.tolist()], ends.tolist(), strict=False))
    means = np.zeros((1 + len(spans), len(numbers)), np.float32)
    for row, (first, end) in enumerate([(0, start), *spans]):
        means[row, first:end] = 1 / max(end - first, 1)
    return ModelInput(np.array([numbers]), kinds[None, :], means[None, :], spans)
