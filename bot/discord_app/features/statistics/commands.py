"""`/stats` and `/gaps`: counts of questions, and the questions that the articles do not answer."""

from __future__ import annotations

import asyncio

from discord import app_commands

from bot.discord_app.features.statistics.grouping import group_questions
from bot.discord_app.features.statistics.replies import gaps_reply, stats_reply
from bot.discord_app.framework.commands import moderators_only
from bot.discord_app.framework.interaction import Interaction, server_request_for
from bot.storage.daily_counts import COUNTED_FOR


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
