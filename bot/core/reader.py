"""What the core knows of a reader: a model that reads a question together with sentences.

Nothing here depends on one. `bot.reader` makes it, where the extra is installed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.core.text.words import Span

MAX_MARGIN = 1.0  # in scores; a higher one gains nothing on fold 0 of the question sets


class ReaderUse(StrEnum):
    """Whether a reader was asked, or why it was not."""

    NONE = "none"  # there is no reader of this language
    SURE = "sure"  # the first candidate is far ahead
    BUSY = "busy"
    READ = "read"


class Excerpt(NamedTuple):
    """Neighbouring sentences of an article, and the positions of the candidates among them."""

    sentences: Sequence[str]
    candidates: Sequence[int]


class SentenceReading(NamedTuple):
    """The log-odds that a candidate answers, and the span of it that does, if any is marked."""

    score: float
    answer: Span | None


class Read(Protocol):
    """Reads excerpts for a question."""

    def __call__(
        self, question: str, excerpts: Sequence[Excerpt], /
    ) -> Sequence[SentenceReading] | None:
        """Return a reading of each candidate, in order; None if there is no time for it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, and how far the first candidate may be ahead of the second for it to be asked."""

    read: Read
    max_margin: float = MAX_MARGIN
