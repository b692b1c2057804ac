"""The slash commands: each reads its options, asks the core, and responds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.discord_app.features.articles.commands import articles
from bot.discord_app.features.privacy import about, privacy
from bot.discord_app.features.questions.answers import MAX_QUESTION, answered
from bot.discord_app.features.questions.question_events import Asker, Way
from bot.discord_app.features.questions.summary_replies import summary_reply
from bot.discord_app.features.statistics.commands import config, gaps, stats
from bot.discord_app.features.timeline.pages import page_of_timeline
from bot.discord_app.framework.checks import ASKS
from bot.discord_app.framework.direct_servers import (
    asked_of,
    completed_from,
    is_direct,
    picked_server,
)
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond, respond_privately
from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.discord_app.replies.markdown import shorten
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts.translator import option_descriptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.discord_app.texts import Texts


QUESTION = app_commands.Range[str, 1, MAX_QUESTION]
SENTENCES = app_commands.Range[int, 1, 10]
TOPIC = app_commands.Range[str, 1, 200]


@app_commands.command(extras=ASKS)
@app_commands.describe(**option_descriptions("question", "article", "private", "server"))
async def ask(
    interaction: Interaction,
    question: QUESTION,
    article: str | None = None,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Ask the articles a question. The answer is quoted word for word."""
    bot, picked = interaction.client, picked_server(server)
    collection = await asked_of(interaction, picked)
    if collection is None:
        return
    within = _named(collection, article)
    settings = await bot.settings_for(interaction)
    private = settings.private if private is None else private
    asker = Asker(Way.COMMAND, interaction.guild_id, interaction.user.id)
    deleter = None if private else asker.user_id

    def reply(texts: Texts) -> Reply:
        ask = partial(bot.ask, collection, asker)
        return answered(
            ask, question, texts, settings, deleter=deleter, article=within, server=picked
        )

    await _respond(interaction, reply, private=private)


@app_commands.command(extras=ASKS)
@app_commands.describe(**option_descriptions("article", "topic", "sentences", "private", "server"))
async def summary(
    interaction: Interaction,
    article: str | None = None,
    topic: TOPIC | None = None,
    sentences: SENTENCES = 3,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Show the most informative sentences of an article or about a topic."""
    collection = await asked_of(interaction, picked_server(server))
    if collection is None:
        return
    named = _named(collection, article)
    if topic is None:
        found = collection.summary(named or collection.newest(), sentences)
    else:
        found = collection.topic_summary(topic, sentences, named)
    await _respond(interaction, partial(summary_reply, found), private=private)


@app_commands.command(extras=ASKS)
@app_commands.describe(**option_descriptions("article", "topic", "private", "server"))
async def timeline(
    interaction: Interaction,
    article: str | None = None,
    topic: TOPIC | None = None,
    private: bool | None = None,
    server: str | None = None,
) -> None:
    """Show what happened when, in sentences from the articles."""
    bot, picked = interaction.client, picked_server(server)
    with bot.answering():
        collection = await asked_of(interaction, picked)
        if collection is None:
            return
        settings = await bot.settings_for(interaction)
        style, private = settings.style, settings.private if private is None else private
        texts = await bot.texts(interaction, private=private)
        within = _named(collection, article)
        reply = await page_of_timeline(
            interaction, collection, within, topic, style, texts, server=picked
        )
        await respond(interaction, reply, style, private=private)


@app_commands.command(name="help")
async def show_help(interaction: Interaction) -> None:
    """Show what this bot does and how to ask it questions."""
    collection = await interaction.client.collection(interaction.guild_id)
    await respond_privately(interaction, partial(help_reply, collection=collection))


@ask.autocomplete("article")
@summary.autocomplete("article")
@timeline.autocomplete("article")
async def complete_article(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the articles whose title or path has what was typed."""
    collection = await completed_from(interaction)
    return [
        app_commands.Choice(name=shorten(article.title, MAX_CHOICE_NAME), value=article.path)
        for article in (collection.articles_named(typed) if collection else ())
        if len(article.path) <= MAX_CHOICE_NAME
    ][:MAX_CHOICES]


@ask.autocomplete("server")
@summary.autocomplete("server")
@timeline.autocomplete("server")
async def complete_server(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the servers that the member shares with the bot and may ask here."""
    if not is_direct(interaction):
        return []
    return [
        app_commands.Choice(name=shorten(guild.name, MAX_CHOICE_NAME), value=str(guild.id))
        for guild in await interaction.client.mutual.offered(interaction.user, typed)
    ]


COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (
    ask,
    summary,
    timeline,
    show_help,
    about,
    privacy,
    articles,
    config,
    stats,
    gaps,
)


def help_reply(texts: Texts, collection: Collection) -> Reply:
    """Say what the bot does."""
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


def _named(collection: Collection, name: str | None) -> Article | None:
    return None if name is None else collection.article(name)


async def _respond(
    interaction: Interaction, reply: Callable[[Texts], Reply], *, private: bool | None
) -> None:
    """Respond to all or to the asker alone, as the server does where the asker chose nothing."""
    bot = interaction.client
    with bot.answering():
        settings = await bot.settings_for(interaction)
        private = settings.private if private is None else private
        texts = await bot.texts(interaction, private=private)
        await respond(interaction, reply(texts), settings.style, private=private)
