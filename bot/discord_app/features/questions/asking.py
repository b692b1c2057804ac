"""Ask the articles, and let the operator and the moderators know of the question."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from bot.discord_app.features.questions.question_log import record
from bot.discord_app.question_events import Asker, question_event

if TYPE_CHECKING:
    from bot.core.answers.answer import Answer
    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.discord_app.client import Verbatim
    from bot.discord_app.framework.work_queue import Work


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with its asker; it may be about one article, or follow a previous question.

    `locale` is that of the asker or of the server, if Discord tells.
    """

    question: str
    asker: Asker
    article: Article | None = None
    previous: str | None = None
    locale: str | None = None


async def answer_and_record(
    bot: Verbatim, collection: Collection, inquiry: Inquiry, limit: int, work: Work
) -> Answer:
    """Answer a question with up to `limit` quotes; recording it does not delay the answer."""
    answer, seconds = await work(_answer_timed, collection, inquiry, limit)
    event = question_event(answer, inquiry.asker, seconds)
    for listener in bot.question_listeners:
        listener(event)
    recording = record(bot, inquiry.asker, answer, event.milliseconds)
    bot.finish_first(asyncio.create_task(recording))
    return answer


def _answer_timed(collection: Collection, inquiry: Inquiry, limit: int) -> tuple[Answer, float]:
    start = perf_counter()
    answer = collection.ask(
        inquiry.question, inquiry.article, limit, inquiry.previous, inquiry.locale
    )
    return answer, perf_counter() - start
