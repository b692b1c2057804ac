"""The JSON interface: one object a line, as documented for scripts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from bot.core.answers.answer import Answer
from bot.core.summaries.summary import Summary
from bot.core.text.quote import Quote
from bot.core.text.words import Span
from bot.core.timelines.events import Event, Timeline
from bot.errors import BatchError

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch file."""

    id: str | int | None
    question: str
    article: str | None


def to_line(fields: Json) -> str:
    """Return `fields` as one line of JSON."""
    return json.dumps(fields, ensure_ascii=False)


def read_batch(lines: TextIO, name: str) -> Iterator[BatchQuestion]:
    """Yield the questions of JSON lines; raise BatchError, which names a bad line by number."""
    try:
        for number, text in enumerate(lines, 1):
            if text.strip():
                yield _parse_question(text, f"{name}, line {number}")
    except UnicodeDecodeError as error:
        raise BatchError(f"{name}: is not UTF-8 text") from error


def _parse_question(text: str, place: str) -> BatchQuestion:
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
    """Return the object of `ask`; a refusal has its ranked quotes too."""
    return {
        "id": question_id,
        "question": answer.question,
        "answered": answer.is_answered,
        "confidence": answer.confidence,
        "quotes": [quote_object(quote) for quote in answer.quotes],
    }


def summary_object(summary: Summary) -> Json:
    """Return the object of `summary`, of an article or of a topic."""
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
    """Return the object of a quote; all offsets count characters of the decoded file."""
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
