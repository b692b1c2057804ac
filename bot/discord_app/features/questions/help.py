"""`/help`, which a bare mention of the bot gets too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.replies.reply import Reply, notice

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.texts import Texts


@app_commands.command(name="help")
async def help_command(interaction: Interaction) -> None:
    """Show what this bot does and how to ask it questions."""
    request = await request_for(interaction)
    await request.respond(help_reply(await request.collection(), request.texts))


def help_reply(collection: Collection, texts: Texts) -> Reply:
    """Explain what the bot does."""
    text = texts(
        "help",
        articles=texts("articles", len(collection.articles)),
        ask=texts("command-ask"),
        summary=texts("command-summary"),
        timeline=texts("command-timeline"),
        private=texts("option-private"),
        privacy=texts("command-privacy"),
        own=texts("command-articles"),
        article=texts("option-article"),
    )
    return notice(texts, text)
