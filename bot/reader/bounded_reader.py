"""The reader for many threads: few questions are read at once, each for a limited time."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING

from bot.core.reader import Excerpt, SentenceReading

if TYPE_CHECKING:
    from bot.reader.reader_model import ReaderModel

_MAX_AT_ONCE = 2  # questions; each of them occupies a processor


class BoundedReader:
    """Reads with the model of a folder, which is loaded when it is first needed.

    A question that cannot be read within `max_seconds`, the wait for its turn included, is not;
    without a limit each is read.
    """

    def __init__(self, folder: Path, max_seconds: float | None = None) -> None:
        self._folder = folder
        self._max_seconds = max_seconds
        self._loading = Lock()
        self._turns = BoundedSemaphore(_MAX_AT_ONCE)

    def load(self) -> "ReaderModel":
        """Return the model; raise ReaderError if it cannot be loaded."""
        with self._loading:
            return self._model

    def __call__(
        self, question: str, excerpts: Sequence[Excerpt], /
    ) -> Sequence[SentenceReading] | None:
        """Return a reading of each candidate, in order; None if there is no time for it."""
        model = self.load()
        start = monotonic()
        if not self._turns.acquire(timeout=self._max_seconds):
            return None
        try:
            readings: list[SentenceReading] = []
            for window in model.read(question, excerpts):
                if self._max_seconds is not None and monotonic() > start + self._max_seconds:
                    return None
                readings += window
            return readings
        finally:
            self._turns.release()

    @cached_property
    def _model(self) -> "ReaderModel":
        from bot.reader.reader_model import ReaderModel  # imports onnxruntime, which may be missing

        return ReaderModel(self._folder)
