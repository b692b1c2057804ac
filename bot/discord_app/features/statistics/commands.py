"""What moderators alone may see: the panel, the counts, and what the articles lack."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.features.config_panel import show_panel
from bot.discord_app.features.statistics.grouping import Gap, gaps_in
from bot.discord_app.framework.checks import MODERATES
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond_privately
from bot.discord_app.replies.markdown import escape, heading, small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.storage.daily_counts import COUNTED_FOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.discord_app.texts import Texts
    from bot.storage.daily_counts import Statistics


_SHOWN = 30  # gaps; a card holds hardly more


@app_commands.command()
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def config(interaction: Interaction) -> None:
    """Choose how the bot answers in this server."""
    await show_panel(interaction)


@app_commands.command(extras=MODERATES)
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def stats(interaction: Interaction) -> None:
    """Show how many questions were asked here and how many were answered."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    today = bot.clock().date()
    found = await bot.store.daily_counts.of_server(server_id, today)
    voted = await bot.store.votes.counts(server_id, today - COUNTED_FOR)
    await respond_privately(interaction, partial(stats_reply, found, voted))


@app_commands.command(extras=MODERATES)
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
async def gaps(interaction: Interaction) -> None:
    """Show what members asked here that the articles don’t answer."""
    bot, server_id = interaction.client, interaction.guild_id or 0
    if not (await bot.settings_for(interaction)).question_log:
        await respond_privately(interaction, _log_is_off)
        return
    asked = await bot.store.unanswered.of_server(server_id, bot.clock().date())
    terms = (await bot.collection(server_id)).terms
    found = await asyncio.to_thread(gaps_in, asked, terms)
    await respond_privately(interaction, partial(gaps_reply, found))


def stats_reply(found: Statistics, votes: tuple[int, int], texts: Texts) -> Reply:
    """Show the counts of a server, with the helpful and not helpful votes."""
    lines = [
        texts("stats-questions", count=found.questions),
        texts("stats-answered", count=found.answered),
        texts("stats-refused", count=found.refused),
    ]
    helpful, unhelpful = map(texts.number, votes)
    lines.append(texts("stats-votes", helpful=helpful, unhelpful=unhelpful))
    if found.median is not None:
        lines.append(texts("stats-median", time=texts.number(round(found.median))))
    footer = small_print(texts("stats-kept"))
    return Reply(texts, heading(texts("last-days")), (("\n".join(lines),),), footer)


def gaps_reply(found: Sequence[Gap], texts: Texts) -> Reply:
    """Show what was asked how often."""
    title = heading(texts("gaps"))
    if not found:
        return Reply(texts, title, ((texts("no-gaps"),),), is_result=False)
    items = tuple((f"**{texts.number(gap.count)}×** {escape(gap.example)}",) for gap in found)
    total = sum(gap.count for gap in found)
    return Reply(texts, title, items[:_SHOWN], small_print(texts("gaps-kept", total)))


def _log_is_off(texts: Texts) -> Reply:
    return notice(texts, texts("log-is-off", config=texts("command-config")))
