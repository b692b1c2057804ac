"""The JSON interface: one object a line, as the README's "JSON" part documents it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from bot.core.answers.answer import Answer, Quote
from bot.core.summaries.summary import Summary
from bot.core.text.words import Span
from bot.core.timelines.timeline import Event, Timeline
from bot.errors import BatchError

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A line of a file of questions."""

    id: str | int | None
    question: str
    article: str | None


def line(found: Json) -> str:
    """Return `found` as one line of JSON."""
    return json.dumps(found, ensure_ascii=False)


def batch_questions(lines: TextIO, name: str) -> Iterator[BatchQuestion]:
    """Yield the questions of JSON lines; raise BatchError with the number of a bad line."""
    try:
        for number, text in enumerate(lines, 1):
            if text.strip():
                yield _batch_question(text, f"{name}, line {number}")
    except UnicodeDecodeError as error:
        raise BatchError(f"{name}: is not UTF-8 text") from error


def _batch_question(text: str, place: str) -> BatchQuestion:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BatchError(f"{place}: is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BatchError(f'{place}: is not an object such as {{"id": "q1", "question": "..."}}')
    question, article = fields.get("question"), fields.get("article")
    if not isinstance(question, str):
        raise BatchError(f'{place}: "question" is missing or is not text')
    if not isinstance(article, str | None):
        raise BatchError(f'{place}: "article" is not text')
    return BatchQuestion(fields.get("id"), question, article)


def answer_object(answer: Answer, question_id: str | int | None) -> Json:
    """Return the object of `ask`: the ranked quotes, also those of a refusal."""
    return {
        "id": question_id,
        "question": answer.question,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "quotes": [quote_object(quote) for quote in answer.quotes],
    }


def summary_object(summary: Summary) -> Json:
    """Return the object of `summary`, for one article or for a topic."""
    article, topic = summary.article, summary.topic
    return {
        **({} if topic is None else {"topic": topic}),
        **({"article": article.path, "title": article.title} if article else {}),
        "quotes": [quote_object(quote) for quote in summary.quotes],
    }


def timeline_object(timeline: Timeline) -> Json:
    """Return the object of `timeline`."""
    return {"events": [_event_object(event) for event in timeline.events]}


def quote_object(quote: Quote) -> Json:
    """Return a quote; `start`, `end` and `focus` count characters of the decoded file."""
    return {
        "article": quote.article,
        "title": quote.title,
        "published": quote.published.isoformat() if quote.published else None,
        "first_line": quote.first_line,
        "last_line": quote.last_line,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "focus": _span(quote.focus),
        "score": quote.score,
        **({"answer": _span(quote.answer)} if quote.answer else {}),
    }


def _span(span: Span) -> Json:
    start, end = span
    return {"start": start, "end": end}


def _event_object(event: Event) -> Json:
    expression = event.expression and {"text": event.expression_text, **_span(event.expression)}
    return {
        "date": event.date.value,
        "end": event.date.until,
        "precision": event.date.precision,
        "status": event.status,
        "expression": expression,
        "quote": quote_object(event.quote),
        "also": [quote_object(quote) for quote in event.also],
    }
