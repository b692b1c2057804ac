"""Files of questions: JSON lines of which each is checked, and named by its number if it is bad."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from bot.core.text.article import Article
from bot.errors import BatchError, CorpusError
from bot.evaluation.labelled_questions import LabelledQuestion

_LABELLED_FIELDS = {"id", "question", "article", "words"}


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch file."""

    id: str | int | None
    question: str
    article: str | None


def read_batch(lines: TextIO, name: str) -> Iterator[BatchQuestion]:
    """Yield the questions of `ask --batch`; raise BatchError for a bad line."""
    for place, fields in _json_objects(lines, name):
        yield BatchQuestion(fields.get("id"), _question(place, fields), _article(place, fields))


def read_labelled(
    lines: TextIO, name: str, find_article: Callable[[str], Article]
) -> Iterator[LabelledQuestion]:
    """Yield the questions of `evaluate`; raise BatchError for a bad line."""
    for place, fields in _json_objects(lines, name):
        if unknown := sorted(fields.keys() - _LABELLED_FIELDS):
            raise BatchError(f'{place}: "{unknown[0]}" is not a field; see evaluate --help')
        title = _article(place, fields)
        try:
            article = None if title is None else find_article(title)
        except CorpusError as error:
            raise BatchError(f"{place}: {error}") from error
        yield LabelledQuestion(place, _question(place, fields), _words(place, fields), article)


def _json_objects(lines: TextIO, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object of each line that is not blank, with the place of the line for errors."""
    try:
        for number, line in enumerate(lines, 1):
            if line.strip():
                place = f"{name}, line {number}"
                yield place, _json_object(place, line)
    except UnicodeDecodeError as error:
        raise BatchError(f"{name}: is not UTF-8 text") from error


def _json_object(place: str, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BatchError(f"{place}: is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BatchError(f'{place}: is not an object such as {{"id": "q1", "question": "..."}}')
    return fields


def _question(place: str, fields: dict[str, Any]) -> str:
    question = fields.get("question")
    if not isinstance(question, str):
        raise BatchError(f'{place}: "question" is missing or is not text')
    return question


def _article(place: str, fields: dict[str, Any]) -> str | None:
    article = fields.get("article")
    if not isinstance(article, str | None):
        raise BatchError(f'{place}: "article" is not text')
    return article


def _words(place: str, fields: dict[str, Any]) -> tuple[str, ...]:
    words = fields.get("words", [])
    if isinstance(words, str):
        words = [words]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BatchError(f'{place}: "words" is neither text nor a list of texts')
    if "words" in fields and not all(word.strip() for word in words or [""]):
        raise BatchError(f'{place}: "words" is empty; leave it out if no article answers')
    return tuple(words)
