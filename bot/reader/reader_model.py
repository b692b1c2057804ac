"""The reader's model: the only import of onnxruntime.

The windows are read one at a time: with int8 the scale of the numbers is taken over everything
that is read at once, so the score of a window would depend on the others.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
)

from bot.core.reader import Excerpt, SentenceReading
from bot.core.text.words import Span
from bot.errors import ReaderError
from bot.reader.windows import MAX_QUESTION_PIECES, Floats, Pieces, model_input, split_windows
from bot.reader.word_pieces import WordPieces

MODEL_FILE = "reader.onnx"
VOCABULARY_FILE = "vocabulary.txt"
_MAX_ANSWER_PIECES = 20
_ERRORS_ONLY = 3  # of onnxruntime's log
_LOAD_ERRORS = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf)


class ReaderModel:
    """A session of onnxruntime with the vocabulary of its model."""

    def __init__(self, folder: Path) -> None:
        try:
            self._pieces = WordPieces((folder / VOCABULARY_FILE).read_text("utf-8").splitlines())
            model = (folder / MODEL_FILE).read_bytes()
            self._session = onnxruntime.InferenceSession(
                model, _options(), providers=["CPUExecutionProvider"]
            )
        except (OSError, UnicodeDecodeError, KeyError, *_LOAD_ERRORS) as error:
            raise ReaderError(
                f"the reader cannot be loaded: {error}. Install verbatim-reader again,"
                " or set VERBATIM_READER=off"
            ) from error

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> Iterator[list[SentenceReading]]:
        """Yield the readings of the candidates of each window, in order."""
        asked = self._pieces.cut(question)[:MAX_QUESTION_PIECES]
        for excerpt in excerpts:
            sentences = [self._pieces.cut(sentence) for sentence in excerpt.sentences]
            for window in split_windows(sentences, excerpt.candidates):
                arrays = model_input(asked, window, self._pieces)
                inputs = {"ids": arrays.numbers, "types": arrays.kinds, "pool": arrays.means}
                scores, starts, ends = self._session.run(["score", "start", "end"], inputs)
                yield [
                    SentenceReading(
                        float(scores[0, position]),
                        _answer(window.sentences[position], starts[0, span], ends[0, span]),
                    )
                    for candidate in window.candidates
                    for position in [candidate - window.first]
                    for span in [slice(*arrays.spans[position])]
                ]


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # more cost more processor time than they save
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = _ERRORS_ONLY
    return options


def _answer(pieces: Pieces, starts: Floats, ends: Floats) -> Span | None:
    """Return the span of a sentence from the likeliest start to the likeliest end."""
    if not pieces:
        return None
    count = len(pieces)
    distance = np.arange(count)[None, :] - np.arange(count)[:, None]
    is_allowed = (distance >= 0) & (distance < _MAX_ANSWER_PIECES)
    sums = np.where(is_allowed, starts[:, None] + ends[None, :], -np.inf)
    first, last = divmod(int(sums.argmax()), count)
    return pieces[first].start, pieces[last].end
