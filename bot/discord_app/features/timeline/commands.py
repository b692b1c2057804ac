"""`/timeline`."""

from __future__ import annotations

from functools import partial

from discord import app_commands

from bot.discord_app.features.timeline.pages import Selection, timeline_page
from bot.discord_app.framework.checks import may_ask, require_articles
from bot.discord_app.framework.direct_servers import collection_for, parse_server_option
from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.framework.options import (
    Topic,
    article_option,
    complete_article,
    complete_server,
)
from bot.discord_app.texts.translator import option_descriptions


@app_commands.command(name="timeline")
@app_commands.check(may_ask)
@app_commands.describe(**option_descriptions("article", "topic", "private", "server"))
@app_commands.autocomplete(article=complete_article, server=complete_server)
async def timeline_command(
    interaction: Interaction,
    article: str | None = None,
    topic: Topic | None = None,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Show what happened when, in sentences from the articles."""
    request = await request_for(interaction)
    server_key = parse_server_option(server)
    collection = await collection_for(request, server_key)
    require_articles(request, collection)
    private = request.settings.private if private is None else private
    selection = Selection(article_option(collection, article), topic, server_key)
    texts = request.texts_for(private=private)
    work = partial(request.work, private=private, is_long=True)
    reply = await timeline_page(request, collection, selection, texts, work=work)
    await request.respond(reply, private=private)
