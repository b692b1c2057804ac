"""Question sets, and their questions asked where the answer is and where it is not.

A set is a file NAME.json or NAME.json.gz with `articles` (`path`, `text`) and `questions` (`id`,
`question`, `article`, and `evidence`: the spans in the text that answer, none if nothing does).
"""

import gzip
import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypedDict, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.features import Columns
from bot.core.answers.ranking import gather
from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.errors import QuestionSetError

FOLDS = 5
_FITTED_ON = 30  # candidates of a question

T = TypeVar("T")


class Where(StrEnum):
    """Where a question was asked."""

    ALL = "all articles"
    SERVER_FOLDER = "its own article"
    ALONE = "a folder of its own article"
    OTHERS = "all articles but its own"
    ANOTHER = "another article"
    ALONE_ANOTHER = "a folder of another article"
    FOREIGN = "another set"

    @property
    def has_answer(self) -> bool:
        """True where a question that has an answer finds it."""
        return self in {Where.ALL, Where.SERVER_FOLDER, Where.ALONE}


class Question(TypedDict):
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
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Row:
    """A question asked somewhere: the features of its candidates, and which of them are right."""

    set: str
    article: str
    where: Where
    answerable: bool
    columns: Columns
    right: NDArray[np.bool_]


def read_sets(folder: Path) -> list[QuestionSet]:
    """Return the sets of `folder` that have both articles and questions; raise QuestionSetError."""
    sets = []
    for file in sorted(folder.glob("*.json*")):
        try:
            data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            held = json.loads(data)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise QuestionSetError(f"{file}: cannot be read as a question set: {error}") from error
        if not isinstance(held, dict):
            raise QuestionSetError(f"{file}: is not an object with articles and questions")
        if "articles" in held and "questions" in held:
            _check(file, held["questions"])
            sets.append(QuestionSet(file.name.split(".")[0], held["articles"], held["questions"]))
    if not sets:
        raise QuestionSetError(
            f"{folder} holds no question set (NAME.json.gz with articles and questions)"
        )
    return sets


def _check(file: Path, questions: Sequence[Mapping[str, object]]) -> None:
    for number, question in enumerate(questions, 1):
        if missing := Question.__required_keys__ - question.keys():
            names = ", ".join(sorted(missing))
            raise QuestionSetError(f"{file}: question {number} has no {names}")


def ask_everywhere(sets: Sequence[QuestionSet]) -> Iterator[Row]:
    """Yield each question of `sets` asked everywhere, with and without its answer in reach."""
    with tempfile.TemporaryDirectory() as folder:
        whole = {one.name: _collect(Path(folder) / one.name, one.articles) for one in sets}
        for one in sets:
            yield from _ask_where_it_is(one, whole[one.name])
            yield from _ask_alone(one, Path(folder) / "alone")
            yield from _ask_elsewhere(one, sets, whole)
            yield from _ask_others(one, Path(folder) / "others")


def _ask_where_it_is(one: QuestionSet, whole: Collection) -> Iterator[Row]:
    for question in one.questions:
        yield _row(one, question, whole, Where.ALL)
        yield _row(one, question, whole, Where.SERVER_FOLDER, question["article"])


def _ask_alone(one: QuestionSet, folder: Path) -> Iterator[Row]:
    """Ask in a folder of one article, as a newcomer does: there every word is rare."""
    paths = sorted(article["path"] for article in one.articles)
    for article in one.articles:
        alone = _collect(folder / article["path"], [article])
        for question in one.questions:
            if question["article"] == article["path"]:
                yield _row(one, question, alone, Where.ALONE)
            elif question["evidence"] and _drawn(question, paths) == article["path"]:
                yield _row(one, question, alone, Where.ALONE_ANOTHER)


def _ask_elsewhere(
    one: QuestionSet, sets: Sequence[QuestionSet], whole: Mapping[str, Collection]
) -> Iterator[Row]:
    paths = sorted(article["path"] for article in one.articles)
    foreign = [whole[other.name] for other in sets if other is not one]
    for question in one.questions:
        other = _drawn(question, paths)
        if question["evidence"] and other != question["article"]:
            yield _row(one, question, whole[one.name], Where.ANOTHER, other)
        if question["evidence"] and foreign:
            yield _row(one, question, _drawn(question, foreign), Where.FOREIGN)


def _drawn(question: Question, choices: Sequence[T]) -> T:
    """Return a choice that is the same for a question in every run."""
    return choices[zlib.crc32(question["id"].encode()) % len(choices)]


def _ask_others(one: QuestionSet, folder: Path) -> Iterator[Row]:
    """Ask each question where the articles of its fold have been taken away."""
    fold = folds({article["path"]: 1 for article in one.articles})
    for number in range(FOLDS):
        kept = [article for article in one.articles if fold[article["path"]] != number]
        if not kept:
            continue
        others = _collect(folder / one.name / str(number), kept)
        for question in one.questions:
            if fold[question["article"]] == number and question["evidence"]:
                yield _row(one, question, others, Where.OTHERS)


def _collect(folder: Path, articles: Iterable[Mapping[str, str]]) -> Collection:
    for article in articles:
        file = folder / article["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(article["text"].encode())
    return load_collection(folder)


def _row(
    one: QuestionSet, question: Question, held: Collection, where: Where, within: str | None = None
) -> Row:
    number = None if within is None else held.number_of(within)
    asked = held.read(question["question"])
    sentences, columns = gather(asked, held.indexes, number, held.facts_of)
    kept = slice(_FITTED_ON)
    evidence = question["evidence"] if where.has_answer else []
    right = [_answers(held, int(n), question["article"], evidence) for n in sentences[kept]]
    return Row(
        set=one.name,
        article=question["article"],
        where=where,
        answerable=bool(evidence),
        columns={name: values[kept] for name, values in columns.items()},
        right=np.array(right, bool),
    )


def _answers(held: Collection, number: int, path: str, evidence: Sequence[Sequence[int]]) -> bool:
    """Return True if a sentence shares half of the shorter one with a span of the evidence."""
    article = held.articles[int(held.indexes.articles_of(np.array([number]))[0])]
    if article.path != path:
        return False
    _, sentence = held.sentence(number)
    start, end = article.file_span(sentence.start, sentence.end)
    return any(
        2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)
        for first, last in evidence
        if min(end, last) > max(start, first)
    )


def folds(counts: Mapping[str, int]) -> dict[str, int]:
    """Give each article a fold, so that the folds have about as many questions."""
    names = sorted(counts)
    np.random.default_rng(0).shuffle(names)
    filled = [0] * FOLDS
    fold = {}
    for name in sorted(names, key=lambda name: -counts[name]):
        fold[name] = int(np.argmin(filled))
        filled[fold[name]] += counts[name]
    return fold
