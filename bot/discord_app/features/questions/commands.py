"""`/ask` and `/summary`."""

from __future__ import annotations

from functools import partial

from discord import app_commands

from bot.discord_app.features.questions.answers import MAX_QUESTION, answer_with_buttons
from bot.discord_app.features.questions.asking import Inquiry
from bot.discord_app.features.questions.summary_replies import summary_reply
from bot.discord_app.framework.checks import may_ask, require_articles
from bot.discord_app.framework.direct_servers import collection_for, parse_server_option
from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.framework.options import (
    Topic,
    article_option,
    complete_article,
    complete_server,
)
from bot.discord_app.question_events import Asker, Way
from bot.discord_app.texts.translator import option_descriptions

QuestionText = app_commands.Range[str, 1, MAX_QUESTION]
SentenceCount = app_commands.Range[int, 1, 10]


@app_commands.command(name="ask")
@app_commands.check(may_ask)
@app_commands.describe(**option_descriptions("question", "article", "private", "server"))
@app_commands.autocomplete(article=complete_article, server=complete_server)
async def ask_command(
    interaction: Interaction,
    question: QuestionText,
    article: str | None = None,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Ask the articles a question. The answer is quoted word for word."""
    request = await request_for(interaction)
    server_key = parse_server_option(server)
    collection = await collection_for(request, server_key)
    require_articles(request, collection)
    settings = request.settings
    private = settings.private if private is None else private
    asker = Asker(Way.COMMAND, interaction.guild_id, interaction.user.id)
    inquiry = Inquiry(
        question, asker, article_option(collection, article), locale=interaction.locale.value
    )
    texts = request.texts_for(private=private)
    reply = await answer_with_buttons(
        request.bot,
        collection,
        inquiry,
        texts,
        settings,
        work=partial(request.work, private=private),
        private=private,
        server=server_key,
    )
    await request.respond(reply, private=private)


@app_commands.command(name="summary")
@app_commands.check(may_ask)
@app_commands.describe(**option_descriptions("article", "topic", "sentences", "private", "server"))
@app_commands.autocomplete(article=complete_article, server=complete_server)
async def summary_command(
    interaction: Interaction,
    article: str | None = None,
    topic: Topic | None = None,
    sentences: SentenceCount = 3,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Show the most informative sentences of an article or about a topic."""
    request = await request_for(interaction)
    collection = await collection_for(request, parse_server_option(server))
    chosen = article_option(collection, article)
    private = request.settings.private if private is None else private
    work = partial(request.work, private=private, is_long=True)
    require_articles(request, collection)
    if topic is None:
        summary = await work(collection.summary, chosen or collection.newest(), sentences)
    else:
        summary = await work(collection.topic_summary, topic, sentences, chosen)
    await request.respond(
        summary_reply(summary, request.texts_for(private=private)), private=private
    )
