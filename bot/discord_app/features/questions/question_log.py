"""What is stored about a question: counts, and its text if the moderators want that."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.discord_app.replies.markdown import shorten
from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.core.answers.answer import Answer
    from bot.discord_app.client import Verbatim
    from bot.discord_app.question_events import Asker

log = logging.getLogger(__name__)

_MAX_LOGGED_QUESTION = 300  # characters


async def record(bot: Verbatim, asker: Asker, answer: Answer, milliseconds: float) -> None:
    """Count a question that was asked in a server, and log it if it was not answered.

    The member, who has the answer, need not know if the database fails.
    """
    if asker.server_id is None or bot.get_guild(asker.server_id) is None:
        return
    try:
        await _record(bot, asker.server_id, asker.user_id, answer, milliseconds)
    except StoreError as error:
        log.error("could not record a question: %s", error)  # noqa: TRY400 - it says it all


async def _record(
    bot: Verbatim, server_id: int, user_id: int, answer: Answer, milliseconds: float
) -> None:
    today = bot.clock().date()
    await bot.store.daily_counts.add(server_id, today, milliseconds, is_answered=answer.is_answered)
    if answer.is_answered or not (await bot.server_settings(server_id)).question_log:
        return
    pseudonym = await bot.store.pseudonyms.current(user_id, today)
    question = shorten(answer.question, _MAX_LOGGED_QUESTION)
    await bot.store.unanswered.add(server_id, pseudonym, question, today)
