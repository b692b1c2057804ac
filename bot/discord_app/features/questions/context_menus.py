"""The menu of a message: ask about it, or compare it with the articles.

Discord sends the message along, so its text can be read without a privileged intent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.core.text.sentences import split_typed_text
from bot.discord_app.features.questions.answer_replies import near_reply
from bot.discord_app.features.questions.answers import ASK, MAX_QUESTION
from bot.discord_app.features.questions.quote_context import context_buttons
from bot.discord_app.framework.checks import may_ask
from bot.discord_app.framework.commands import message_menu
from bot.discord_app.framework.interaction import Interaction, Request, request_for
from bot.discord_app.framework.message_text import message_text
from bot.discord_app.framework.modals import Field, open_modal
from bot.discord_app.replies.languages import other_language_text
from bot.discord_app.replies.markdown import cut_between_words
from bot.discord_app.replies.reply import notice

if TYPE_CHECKING:
    from bot.core.collection import Collection

_MAX_STATEMENTS = 5  # of a message that are compared


async def ask_about(interaction: Interaction, message: discord.Message) -> None:
    """Open a modal with the message's text as the question, to be changed before it is asked."""
    request = await request_for(interaction)
    text = " ".join(_text_of(request, message).split())
    question = cut_between_words(text, MAX_QUESTION)
    texts = request.texts
    field = Field(texts("your-question"), MAX_QUESTION, text=question)
    await open_modal(interaction, ASK, texts("menu-ask"), field)


async def compare(interaction: Interaction, message: discord.Message) -> None:
    """Show privately the passages nearest to a message's statements, without a judgement."""
    request = await request_for(interaction)
    text = _text_of(request, message)
    await may_ask(interaction)
    texts, collection = request.texts, await request.collection()
    statements = split_typed_text(text)
    nearest = await request.work(collection.near, statements[:_MAX_STATEMENTS])
    if not nearest and (reason := await request.work(_language_gap, collection, text, request)):
        await request.respond(notice(texts, reason))
        return
    is_cut = len(statements) > _MAX_STATEMENTS
    notes = [texts("compared", _MAX_STATEMENTS)] if is_cut else []
    buttons = context_buttons([quote for _, quote in nearest], texts)
    await request.respond(replace(near_reply(nearest, texts, notes), item_buttons=buttons))


def _language_gap(collection: Collection, text: str, request: Request) -> str:
    """Return why nothing in the articles is near to a text in a language that they lack."""
    language = collection.language_of(text, request.interaction.locale.value)
    languages = collection.other_languages(language)
    return other_language_text(language, languages, request.texts) if languages else ""


def _text_of(request: Request, message: discord.Message) -> str:
    """Return the text of a message; raise RefusedError if it has none."""
    text = message_text(message, request.bot.user) if request.bot.user else ""
    if not text:
        raise request.refusal("no-text")
    return text


MENUS = (message_menu("menu-ask", ask_about), message_menu("menu-check", compare))
