"""The questions of sets, asked where their answer is in reach and where it is not."""

import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.core.answers.features.columns import Columns
from bot.core.answers.ranking import candidate_features
from bot.core.collection import Collection
from bot.core.languages.registry import ENGLISH
from bot.core.loading import load_collection
from bot.evaluation.question_sets import FOLDS, QuestionSet, SetQuestion, balance_folds

_MAX_CANDIDATES = 30  # of a question: the best by BM25 are fitted on

T = TypeVar("T")


class Scope(StrEnum):
    """The articles of which a question is asked."""

    ALL = "all articles"
    OWN_ARTICLE = "its own article"
    OWN_FOLDER = "a folder of its own article"
    OTHERS = "all articles but its own"
    OTHER_ARTICLE = "another article"
    OTHER_FOLDER = "a folder of another article"
    OTHER_SET = "another set"

    @property
    def has_answer(self) -> bool:
        """Whether a question that has an answer finds it there."""
        return self in {Scope.ALL, Scope.OWN_ARTICLE, Scope.OWN_FOLDER}


@dataclass(frozen=True, slots=True)
class RankingSample:
    """A question asked in a scope: the features of its candidates, and which of them are right."""

    set_name: str
    article: str
    scope: Scope
    is_answerable: bool
    columns: Columns
    is_right: NDArray[np.bool_]
    language: str = ENGLISH


def ask_everywhere(sets: Sequence[QuestionSet]) -> Iterator[RankingSample]:
    """Yield each question of `sets` in every scope, with and without its answer in reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        collections = {
            questions.name: _load(folder / questions.name, questions.articles) for questions in sets
        }
        for questions in sets:
            yield from _ask_with_answer(questions, collections[questions.name])
            yield from _ask_in_folders(questions, folder / "alone")
            yield from _ask_without_answer(questions, sets, collections)
            yield from _ask_others(questions, folder / "others")


def _ask_with_answer(questions: QuestionSet, collection: Collection) -> Iterator[RankingSample]:
    for question in questions.questions:
        yield _ask(questions.name, question, collection, Scope.ALL)
        yield _ask(questions.name, question, collection, Scope.OWN_ARTICLE, question["article"])


def _ask_in_folders(questions: QuestionSet, folder: Path) -> Iterator[RankingSample]:
    """Ask in folders of one article, like a newcomer's, where every word is rare."""
    paths = sorted(article["path"] for article in questions.articles)
    for article in questions.articles:
        collection = _load(folder / article["path"], [article])
        for question in questions.questions:
            if question["article"] == article["path"]:
                yield _ask(questions.name, question, collection, Scope.OWN_FOLDER)
            elif question["evidence"] and _pick(question, paths) == article["path"]:
                yield _ask(questions.name, question, collection, Scope.OTHER_FOLDER)


def _ask_without_answer(
    questions: QuestionSet, sets: Sequence[QuestionSet], collections: Mapping[str, Collection]
) -> Iterator[RankingSample]:
    paths = sorted(article["path"] for article in questions.articles)
    code = _language(collections[questions.name])
    others = [collections[other.name] for other in sets if other is not questions]
    foreign = [other for other in others if _language(other) == code]
    for question in questions.questions:
        other = _pick(question, paths)
        if question["evidence"] and other != question["article"]:
            collection = collections[questions.name]
            yield _ask(questions.name, question, collection, Scope.OTHER_ARTICLE, other)
        if question["evidence"] and foreign:
            yield _ask(questions.name, question, _pick(question, foreign), Scope.OTHER_SET)


def _ask_others(questions: QuestionSet, folder: Path) -> Iterator[RankingSample]:
    """Ask each question where the articles of its fold are missing."""
    folds = balance_folds({article["path"]: 1 for article in questions.articles})
    for fold in range(FOLDS):
        articles = [article for article in questions.articles if folds[article["path"]] != fold]
        if not articles:
            continue
        collection = _load(folder / questions.name / str(fold), articles)
        for question in questions.questions:
            if folds[question["article"]] == fold and question["evidence"]:
                yield _ask(questions.name, question, collection, Scope.OTHERS)


def _language(collection: Collection) -> str:
    """Return the code of the language that most sentences are in."""
    return max(collection.languages, key=collection.languages.__getitem__, default=ENGLISH)


def _pick(question: SetQuestion, choices: Sequence[T]) -> T:
    """Return a choice that is the same for a question in every run."""
    return choices[zlib.crc32(question["id"].encode()) % len(choices)]


def _load(folder: Path, articles: Iterable[Mapping[str, str]]) -> Collection:
    for article in articles:
        file = folder / article["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(article["text"].encode())
    return load_collection(folder)


def _ask(
    set_name: str,
    question: SetQuestion,
    collection: Collection,
    scope: Scope,
    article: str | None = None,
) -> RankingSample:
    number = None if article is None else collection.number_of(article)
    words = collection.parse_question(question["question"])
    sentences, columns = candidate_features(words, collection.index, number, collection.facts_of)
    best = slice(_MAX_CANDIDATES)
    evidence = question["evidence"] if scope.has_answer else []
    is_right = [
        _has_evidence(collection, int(sentence), question["article"], evidence)
        for sentence in sentences[best]
    ]
    return RankingSample(
        set_name=set_name,
        article=question["article"],
        scope=scope,
        is_answerable=bool(evidence),
        columns={name: values[best] for name, values in columns.items()},
        is_right=np.array(is_right, bool),
        language=words.language,
    )


def _has_evidence(
    collection: Collection, number: int, path: str, evidence: Sequence[Sequence[int]]
) -> bool:
    """Return whether a sentence and a span of the evidence share half of the shorter one."""
    place = collection.place(number)
    if place.article.path != path:
        return False
    sentence = place.sentences[place.position]
    start, end = place.article.file_span(sentence.start, sentence.end)
    return any(
        2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)
        for first, last in evidence
        if min(end, last) > max(start, first)
    )
