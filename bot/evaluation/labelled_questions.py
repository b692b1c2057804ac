"""Questions whose answers are known, and the counts of their outcomes."""

from dataclasses import dataclass

from bot.core.text.article import Article


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question, and the words of the sentence that answers it; without words none does.

    `place` names its line in errors.
    """

    place: str
    question: str
    words: tuple[str, ...]
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """The lowest threshold with at most so many false answers, and how many questions it refuses.

    `allowed` is the share as a count. `value` is None if every threshold gives more.
    """

    percent: int
    allowed: int
    value: float | None
    refused: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of questions.

    `false_answers` counts unanswerable questions that are answered; `refused` and those that are
    right first or among the first three, count answerable questions.
    """

    threshold: float
    answerable: int
    unanswerable: int
    first_right: int
    any_right: int
    first_right_by_bm25: int
    any_right_by_bm25: int
    refused: int
    false_answers: int
    thresholds: tuple[Threshold, ...]
