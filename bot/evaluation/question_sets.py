"""Question sets: articles, questions about them, and the spans that answer.

A set is a file NAME.json or NAME.json.gz with `articles` (`path`, `text`) and `questions` (`id`,
`question`, `article`, and `evidence`: the spans in the text that answer, none if nothing does).
"""

import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np

from bot.errors import QuestionSetError

FOLDS = 5


class SetQuestion(TypedDict):
    """A question of a set, with the spans of its article's text that answer it."""

    id: str
    question: str
    article: str
    evidence: list[list[int]]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A file of articles and questions."""

    name: str
    articles: Sequence[Mapping[str, str]]
    questions: Sequence[SetQuestion]


def read_sets(folder: Path) -> list[QuestionSet]:
    """Return the sets of `folder` that have both articles and questions; raise QuestionSetError."""
    sets = [
        question_set
        for file in sorted(folder.glob("*.json*"))
        if (question_set := _read_set(file)) is not None
    ]
    if not sets:
        raise QuestionSetError(
            f"{folder} holds no question set (NAME.json.gz with articles and questions)"
        )
    return sets


def _read_set(file: Path) -> QuestionSet | None:
    """Return the set of a file, or None if the file lacks articles or questions."""
    try:
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        fields = json.loads(data)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise QuestionSetError(f"{file}: cannot be read as a question set: {error}") from error
    if not isinstance(fields, dict):
        raise QuestionSetError(f"{file}: is not an object with articles and questions")
    if not fields.keys() >= {"articles", "questions"}:
        return None
    _check_questions(file, fields["questions"])
    return QuestionSet(file.name.split(".")[0], fields["articles"], fields["questions"])


def _check_questions(file: Path, questions: Sequence[Mapping[str, object]]) -> None:
    for number, question in enumerate(questions, 1):
        if missing := SetQuestion.__required_keys__ - question.keys():
            names = ", ".join(sorted(missing))
            raise QuestionSetError(f"{file}: question {number} has no {names}")


def balance_folds(counts: Mapping[str, int]) -> dict[str, int]:
    """Return a fold for each article, so that all folds have about as many questions."""
    names = sorted(counts)
    np.random.default_rng(0).shuffle(names)
    totals = [0] * FOLDS
    folds = {}
    for name in sorted(names, key=lambda name: -counts[name]):
        folds[name] = int(np.argmin(totals))
        totals[folds[name]] += counts[name]
    return folds
