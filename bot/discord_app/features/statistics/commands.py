"""`/stats` and `/gaps`: counts of questions, and the questions that the articles do not answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.features.statistics.grouping import Gap, group_questions
from bot.discord_app.framework.commands import moderators_only
from bot.discord_app.framework.interaction import Interaction, server_request_for
from bot.discord_app.replies.markdown import escape, heading, small_print
from bot.discord_app.replies.reply import Reply
from bot.storage.daily_counts import COUNTED_FOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_app.texts import Texts
    from bot.storage.daily_counts import Statistics

_MAX_SHOWN_GAPS = 30  # a card holds hardly more


@moderators_only
@app_commands.command(name="stats")
async def stats_command(interaction: Interaction) -> None:
    """Show how many questions were asked here and how many were answered."""
    request = await server_request_for(interaction)
    store, today = request.bot.store, request.today
    statistics = await store.daily_counts.of_server(request.server_id, today)
    votes = await store.votes.counts(request.server_id, today - COUNTED_FOR)
    await request.respond(stats_reply(statistics, votes, request.texts))


@moderators_only
@app_commands.command(name="gaps")
async def gaps_command(interaction: Interaction) -> None:
    """Show what members asked here that the articles don’t answer."""
    request = await server_request_for(interaction)
    if not request.settings.question_log:
        raise request.refusal("log-is-off", config=request.texts("command-config"))
    questions = await request.bot.store.unanswered.of_server(request.server_id, request.today)
    collection = await request.collection()
    gaps = await asyncio.to_thread(group_questions, questions, collection.terms)
    await request.respond(gaps_reply(gaps, request.texts))


def stats_reply(statistics: Statistics, votes: tuple[int, int], texts: Texts) -> Reply:
    """Show the counts of a server, with the helpful and not helpful votes."""
    lines = [
        texts("stats-questions", count=statistics.questions),
        texts("stats-answered", count=statistics.answered),
        texts("stats-refused", count=statistics.refused),
    ]
    helpful, unhelpful = map(texts.number, votes)
    lines.append(texts("stats-votes", helpful=helpful, unhelpful=unhelpful))
    if statistics.median is not None:
        lines.append(texts("stats-median", time=texts.number(round(statistics.median))))
    title, footer = heading(texts("last-days")), small_print(texts("stats-kept"))
    return Reply(texts, title, (("\n".join(lines),),), footer)


def gaps_reply(gaps: Sequence[Gap], texts: Texts) -> Reply:
    """Show the questions, those asked most often first."""
    title = heading(texts("gaps"))
    if not gaps:
        return Reply(texts, title, ((texts("no-gaps"),),), is_result=False)
    items = tuple((f"**{texts.number(gap.count)}×** {escape(gap.example)}",) for gap in gaps)
    total = sum(gap.count for gap in gaps)
    return Reply(texts, title, items[:_MAX_SHOWN_GAPS], small_print(texts("gaps-kept", total)))
