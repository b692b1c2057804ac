"""The JSON interface: one object a line, as documented for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.core.answers.answer import Answer
    from bot.core.quotations.phrases import PhraseMatches
    from bot.core.quotations.quotation_check import QuotationCheck
    from bot.core.summaries.summary import Summary
    from bot.core.text.quote import Quote
    from bot.core.text.words import Span
    from bot.core.timelines.events import Event, Timeline
    from bot.evaluation.labelled_questions import Evaluation
    from bot.ingest.feed import ParsedFeed  # which takes a tenth of a second to import

Json = dict[str, Any]


def answer_object(answer: Answer, question_id: str | int | None) -> Json:
    """Return the object of `ask`; a refusal has its ranked quotes too."""
    return {
        "id": question_id,
        "question": answer.question,
        "answered": answer.is_answered,
        "confidence": answer.confidence,
        "language": answer.language,
        **({"articles_in": list(answer.other_languages)} if answer.other_languages else {}),
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


def quotation_object(check: QuotationCheck) -> Json:
    """Return the object of `verify`."""
    return {
        "quotation": check.quotation,
        "kind": check.kind.value,
        "quote": check.quote and quote_object(check.quote),
        "pieces": [quote_object(piece) for piece in check.pieces],
        "differences": [
            {
                "quoted": check.quotation[slice(*difference.quoted)],
                "source": check.quote.visible_text[slice(*difference.source)],
                "negation": difference.is_negation,
            }
            for difference in check.differences
            if check.quote
        ],
    }


def phrase_object(matches: PhraseMatches) -> Json:
    """Return the object of `find`."""
    return {
        "words": matches.phrase,
        "total": matches.total,
        "months": [{"month": month, "count": count} for month, count in matches.months],
        "quotes": [quote_object(quote) for quote in matches.quotes],
    }


def evaluation_object(evaluation: Evaluation) -> Json:
    """Return the object of `evaluate`: counts of questions, and thresholds."""
    return {
        "answerable": evaluation.answerable,
        "unanswerable": evaluation.unanswerable,
        "first_right": evaluation.first_right,
        "any_right": evaluation.any_right,
        "rank_bm25": {
            "first_right": evaluation.first_right_by_bm25,
            "any_right": evaluation.any_right_by_bm25,
        },
        "threshold": evaluation.threshold,
        "refused": evaluation.refused,
        "false_answers": evaluation.false_answers,
        "thresholds": [
            {
                "percent": limit.percent,
                "false_answers": limit.allowed,
                "threshold": limit.value,
                "refused": limit.refused,
            }
            for limit in evaluation.thresholds
        ],
    }


def feed_object(feed: ParsedFeed) -> Json:
    """Return a feed and its entries."""
    entries = [
        {
            "title": entry.title,
            "url": entry.url,
            "published": entry.published.isoformat() if entry.published else None,
            "author": entry.author,
            "summary": entry.summary,
        }
        for entry in feed.entries
    ]
    return {"title": feed.title, "url": feed.url, "entries": entries}


def quote_object(quote: Quote) -> Json:
    """Return the object of a quote; all offsets count characters of the decoded file."""
    return {
        "article": quote.article,
        "title": quote.title,
        "published": quote.published.isoformat() if quote.published else None,
        "first_line": quote.first_line,
        "last_line": quote.last_line,
        **({"page": quote.page} if quote.page else {}),
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
