"""`/help`, which a bare mention of the bot and a message such as *help* get too."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_app.framework.checks import add_command_name, is_moderator
from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import LANGUAGES, texts_in

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts
    from bot.storage.server_settings import ServerSettings


@app_commands.command(name="help")
async def help_command(interaction: Interaction) -> None:
    """Show what this bot does and how to ask it questions."""
    request = await request_for(interaction)
    collection = await request.collection()
    step = ""
    if interaction.guild_id and is_moderator(interaction):
        step = await next_step(
            request.bot, interaction.guild_id, collection, request.settings, request.texts
        )
    await request.respond(help_reply(collection, request.texts, step))


def help_reply(collection: Collection, texts: Texts, step: str = "") -> Reply:
    """Explain what the bot does, and to a moderator the next step."""
    count = len(collection.articles)
    if not count and not step:
        step = texts("no-articles", add=add_command_name(texts))
    text = texts(
        "help",
        articles=texts("articles", count) if count else texts("articles-none"),
        ask=texts("command-ask"),
        library=texts("command-library"),
        summary=texts("command-summary"),
        timeline=texts("command-timeline"),
        private=texts("option-private"),
        privacy=texts("command-privacy"),
        own=texts("command-articles"),
        article=texts("option-article"),
    )
    return notice(texts, "\n".join(filter(None, [text, step])))


async def next_step(
    bot: Verbatim,
    server_id: int,
    collection: Collection,
    settings: ServerSettings,
    texts: Texts,
) -> str:
    """Return the next step of a moderator, for the help card."""
    own_count, _ = await bot.store.articles.usage(server_id)
    if not collection.articles:
        key = "next-without-articles"
    elif not own_count:
        key = "next-without-own"
    else:
        key = "next-with-log" if settings.question_log else "next-without-log"
    articles = texts("command-articles")
    return texts(
        key,
        add=add_command_name(texts),
        feed=f"{articles} {texts('command-articles-feed')} {texts('command-articles-feed-add')}",
        config=texts("command-config"),
        gaps=texts("command-gaps"),
    )


def is_call_for_help(text: str) -> bool:
    """Return whether a message asks what the bot can do, or only greets it.

    Each language that it speaks is understood.
    """
    phrases, courtesies = _help_phrases()
    phrase = _phrase(text, courtesies)
    return not phrase or phrase in phrases


@cache
def _help_phrases() -> tuple[frozenset[str], frozenset[str]]:
    """Return the phrases that call for help, and the words that may surround them."""
    all_texts = list(map(texts_in, LANGUAGES))
    courtesies = frozenset(
        word for texts in all_texts for word in _plain_words(texts("help-courtesies"))
    )
    lines = (line for texts in all_texts for line in texts("help-phrases").split("\n"))
    return frozenset(_phrase(line, courtesies) for line in lines), courtesies


def _phrase(text: str, courtesies: frozenset[str]) -> str:
    """Return the words of a text without courtesies, some of which are words of phrases too."""
    return " ".join(word for word in _plain_words(text) if word not in courtesies)


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’`]", "", text.casefold()))
