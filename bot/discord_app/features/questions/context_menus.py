"""The menu of a message: ask about it, or check it against the articles.

Discord sends the message along, so its text can be read without a privileged intent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.core.text.sentences import split_typed_text
from bot.discord_app.features.articles.adding import add_message
from bot.discord_app.features.questions.answer_replies import near_reply
from bot.discord_app.features.questions.answers import ASK, MAX_QUESTION
from bot.discord_app.features.questions.messages import text_of
from bot.discord_app.features.questions.quote_context import context_buttons
from bot.discord_app.framework.checks import MODERATES, admits
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.modals import Field, ask_for
from bot.discord_app.framework.responses import respond
from bot.discord_app.replies.reply import notice
from bot.discord_app.texts import ENGLISH, texts_in
from bot.storage.server_settings import Style

_SENTENCES = 5  # of a message that are compared


async def ask_about(interaction: Interaction, message: discord.Message) -> None:
    """Open a modal with the message's text as the question, to be changed before it is asked."""
    text = await _text(interaction, message)
    if text:
        texts = await interaction.client.texts(interaction, private=True)
        title, label = texts("menu-ask"), texts("your-question")
        question = _cut(" ".join(text.split()))
        await ask_for(interaction, ASK, title, Field(label, MAX_QUESTION, text=question))


async def check(interaction: Interaction, message: discord.Message) -> None:
    """Show in private the passages nearest to what the message says, without a judgement."""
    text = await _text(interaction, message)
    if not text or not await admits(interaction):
        return
    bot = interaction.client
    with bot.answering():
        texts = await bot.texts(interaction, private=True)
        said = split_typed_text(text)
        collection = await bot.collection(interaction.guild_id)
        found = collection.near(said[:_SENTENCES])
        left = len(said) - _SENTENCES
        notes = [texts("compared", _SENTENCES)] if left > 0 else []
        style = (await bot.settings_for(interaction)).style
        reply = near_reply(found, texts, notes)
        quotes = tuple(quote for _, quote in found)
        reply = replace(reply, item_buttons=context_buttons(quotes, texts))
        await respond(interaction, reply, style, private=True)


async def _text(interaction: Interaction, message: discord.Message) -> str:
    """Return the text of a message; where it has none, say so."""
    bot = interaction.client
    text = text_of(message, bot.user) if bot.user else ""
    if not text:
        texts = await bot.texts(interaction, private=True)
        await respond(interaction, notice(texts, texts("no-text")), Style.PLAIN, private=True)
    return text


def _cut(text: str) -> str:
    """Return as much of a text as a question may have, in whole words."""
    return text if len(text) <= MAX_QUESTION else text[:MAX_QUESTION].rsplit(" ", 1)[0]


@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def add_to_articles(interaction: Interaction, message: discord.Message) -> None:
    """Add the message to the articles of the server."""
    await add_message(interaction, message)


def _menu(key: str, callback: Any, **extras: bool) -> app_commands.ContextMenu:  # noqa: ANN401 - as discord.py has it
    name = texts_in(ENGLISH)(key)
    return app_commands.ContextMenu(name=name, callback=callback, extras={"key": key, **extras})


MENUS = (
    _menu("menu-ask", ask_about),
    _menu("menu-check", check),
    _menu("menu-add", add_to_articles, **MODERATES),
)
