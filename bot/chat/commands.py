"""The slash commands: each reads its options, asks the core, and responds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.chat.asked import Way
from bot.chat.card import Reply, answer_reply, notice, summary_reply, timeline_reply
from bot.chat.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.chat.markdown import shortened
from bot.chat.send import respond
from bot.library.servers import Style

if TYPE_CHECKING:
    from bot.chat.client import Verbatim
    from bot.news.article import Article
    from bot.news.collection import Collection

    Interaction = discord.Interaction[Verbatim]
else:
    Interaction = discord.Interaction

HELP = """\
### Verbatim
I answer questions from {articles} **word for word**: every quote stands exactly so in \
the article, on the lines I name. Where the articles do not say, I tell you.
- **Ask** with `/ask`, by mentioning me, by replying to an answer of mine, or in a direct message.
- `/summary` shows the sentences that tell the most of an article.
- `/timeline` shows what happened when, of an article or a topic.
- `private` shows an answer to you alone; `article` asks one article only."""

QUESTION = app_commands.Range[str, 1, 1_000]
SENTENCES = app_commands.Range[int, 1, 10]
TOPIC = app_commands.Range[str, 1, 200]


@app_commands.command()
@app_commands.describe(
    question="What you want to know",
    article="Ask this article only",
    private="Show the answer to you alone",
)
async def ask(
    interaction: Interaction, question: QUESTION, article: str | None = None, private: bool = False
) -> None:
    """Ask the articles a question; the answer is quoted word for word."""
    bot = interaction.client
    within = _named(bot.collection, article)
    answer = bot.ask(question, Way.COMMAND, interaction.guild_id, within)
    await _respond(interaction, answer_reply(answer), private=private)


@app_commands.command()
@app_commands.describe(
    article="The article; the newest if you name none",
    sentences="How many sentences (3)",
    private="Show the summary to you alone",
)
async def summary(
    interaction: Interaction,
    article: str | None = None,
    sentences: SENTENCES = 3,
    private: bool = False,
) -> None:
    """Show the sentences that tell the most of an article."""
    collection = interaction.client.collection
    found = collection.summary(_named(collection, article) or collection.newest(), sentences)
    await _respond(interaction, summary_reply(found), private=private)


@app_commands.command()
@app_commands.describe(
    article="Show the dates of this article only",
    topic="Only sentences that have these words",
    private="Show the timeline to you alone",
)
async def timeline(
    interaction: Interaction,
    article: str | None = None,
    topic: TOPIC | None = None,
    private: bool = False,
) -> None:
    """Show what happened when, in sentences of the articles."""
    collection = interaction.client.collection
    found = collection.timeline(_named(collection, article), topic)
    await _respond(interaction, timeline_reply(found), private=private)


@app_commands.command(name="help")
async def show_help(interaction: Interaction) -> None:
    """Show what this bot does and how to ask it."""
    await _respond(interaction, help_reply(interaction.client.collection), private=True)


@app_commands.command()
@app_commands.describe(
    style="Answers as cards, or as plain text",
    direct_messages="Whether members of this server may ask in direct messages",
)
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def settings(
    interaction: Interaction,
    style: Literal["card", "plain"] | None = None,
    direct_messages: bool | None = None,
) -> None:
    """Show or change how the bot answers in this server."""
    store, server_id = interaction.client.store, interaction.guild_id or 0
    chosen = await store.servers.settings(server_id)
    if style is not None:
        chosen = replace(chosen, style=Style(style))
    if direct_messages is not None:
        chosen = replace(chosen, direct_messages=direct_messages)
    await store.servers.set_settings(server_id, chosen)
    allowed = "on" if chosen.direct_messages else "off"
    text = f"Answers here are shown as **{chosen.style}**; direct messages are **{allowed}**."
    await _respond(interaction, notice(text), private=True)


@ask.autocomplete("article")
@summary.autocomplete("article")
@timeline.autocomplete("article")
async def complete_article(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the articles whose title or path has what was typed."""
    return [
        app_commands.Choice(name=shortened(article.title, MAX_CHOICE_NAME), value=article.path)
        for article in interaction.client.collection.articles_named(typed)
        if len(article.path) <= MAX_CHOICE_NAME
    ][:MAX_CHOICES]


COMMANDS: tuple[app_commands.Command[Any, ..., Any], ...] = (
    ask,
    summary,
    timeline,
    show_help,
    settings,
)


def help_reply(collection: Collection) -> Reply:
    """Say what the bot does."""
    count = len(collection.articles)
    return notice(HELP.format(articles="1 article" if count == 1 else f"{count:,} articles"))


def _named(collection: Collection, name: str | None) -> Article | None:
    return None if name is None else collection.article(name)


async def _respond(interaction: Interaction, reply: Reply, *, private: bool) -> None:
    bot = interaction.client
    with bot.answering():
        style = await bot.style(interaction.guild_id)
        await respond(interaction, reply, style, private=private)
