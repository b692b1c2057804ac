"""Options that commands of several features have, and their completions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.framework.direct_servers import (
    DirectServers,
    collection_to_complete,
    is_direct,
)
from bot.discord_app.framework.interaction import Interaction, queue_key
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.discord_app.replies.markdown import shorten

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.core.text.article import Article

Topic = app_commands.Range[str, 1, 200]


def article_option(collection: Collection, name: str | None) -> Article | None:
    """Return the article that an option names; raise CorpusError if there is none."""
    return None if name is None else collection.article(name)


async def complete_article(interaction: Interaction, text: str) -> list[app_commands.Choice[str]]:
    """Offer the articles with `text` in their title or path."""
    collection = await collection_to_complete(interaction)
    if collection is None:
        return []
    key = queue_key(interaction.guild_id, interaction.user.id)
    articles = await interaction.client.work.run(key, _first_named, collection, text)
    return [
        app_commands.Choice(name=shorten(article.title, MAX_CHOICE_NAME), value=article.path)
        for article in articles
    ]


def _first_named(collection: Collection, text: str) -> list[Article]:
    return list(islice(collection.articles_named(text), MAX_CHOICES))


async def complete_server(interaction: Interaction, text: str) -> list[app_commands.Choice[str]]:
    """Offer the servers that the member shares with the bot and may ask here."""
    if not is_direct(interaction):
        return []
    guilds = await DirectServers(interaction.client).matching(interaction.user, text)
    return [
        app_commands.Choice(name=shorten(guild.name, MAX_CHOICE_NAME), value=str(guild.id))
        for guild in guilds
    ]
