"""The record: what is counted of each question, and kept where moderators want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.markdown import shortened

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.client import Verbatim
    from bot.news.answer import Answer

_LONGEST = 300  # characters of a question in the log


async def record(
    bot: Verbatim, server_id: int | None, user_id: int, answer: Answer, since: datetime
) -> None:
    """Count a question that was asked in a server, and log it if it was not answered."""
    if server_id is None or bot.get_guild(server_id) is None:
        return
    now = bot.clock()
    took = (now - since).total_seconds() * 1_000
    await bot.store.counts.add(server_id, now.date(), took, answered=answer.answered)
    if answer.answered or not (await bot.settings(server_id)).question_log:
        return
    person = await bot.store.people.pseudonym(user_id, now.date())
    await bot.store.gaps.add(server_id, person, shortened(answer.question, _LONGEST), now.date())
