"""Answer messages: mentions, replies to the bot, direct messages, and questions in channels."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.discord_app.client import locale_of
from bot.discord_app.features.questions.answers import answer_with_buttons
from bot.discord_app.features.questions.asking import Inquiry
from bot.discord_app.features.questions.help import help_reply, is_call_for_help, next_step
from bot.discord_app.features.questions.messages import (
    incoming_message,
    previous_question,
    question_in,
    way_of,
)
from bot.discord_app.features.questions.threads import thread_for
from bot.discord_app.framework.checks import add_command_name, too_many_questions
from bot.discord_app.framework.interaction import queue_key
from bot.discord_app.framework.memberships import is_member
from bot.discord_app.framework.responses import reply_to
from bot.discord_app.framework.triggers import Decision, decide
from bot.discord_app.framework.work_queue import WorkError
from bot.discord_app.question_events import Asker
from bot.discord_app.replies.reply import notice
from bot.discord_app.texts import texts_in
from bot.errors import StoreError
from bot.storage.server_settings import ServerSettings, Style

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

log = logging.getLogger(__name__)


async def on_message(bot: Verbatim, message: discord.Message) -> None:
    """Answer a message if it is a question for the bot."""
    if bot.user is None:
        return
    incoming = incoming_message(message, bot.user)
    if not incoming.may_be_question:
        return
    settings = await _settings_for(bot, message)
    decision = decide(incoming, settings)
    texts = texts_in(settings.language or locale_of(message))
    if decision is Decision.DIRECT_MESSAGES_OFF:
        await reply_to(message, notice(texts, texts("no-direct-messages")), Style.PLAIN)
    elif decision is not Decision.IGNORE and await _is_in_time(bot, message, decision, texts):
        bot.finish_first()
        if await _is_admitted(bot, message, decision, texts):
            await _answer(bot, bot.user, message, decision, settings, texts)


async def _answer(
    bot: Verbatim,
    user: discord.ClientUser,
    message: discord.Message,
    decision: Decision,
    settings: ServerSettings,
    texts: Texts,
) -> None:
    server_id = message.guild.id if message.guild else None
    collection = await bot.server_collection(server_id, settings)
    question = question_in(message, user)
    if decision is Decision.ANSWER and (not question or is_call_for_help(question)):
        await _help(bot, message, collection, settings, texts)
        return
    if decision is Decision.ANSWER and not collection.articles:
        text = texts("no-articles", add=add_command_name(texts))
        await reply_to(message, notice(texts, text), settings.style)
        return
    asker = Asker(way_of(message), server_id, message.author.id)
    server_locale = message.guild.preferred_locale.value if message.guild else None
    inquiry = Inquiry(
        question,
        asker,
        previous=previous_question(message, user),
        locale=settings.language or server_locale,
    )
    work = partial(bot.work.run, queue_key(server_id, message.author.id))
    try:
        reply = await answer_with_buttons(
            bot, collection, inquiry, texts, settings, work=work, private=False
        )
    except WorkError as error:
        if decision is Decision.ANSWER:
            await reply_to(message, notice(texts, texts(error.text_key)), Style.PLAIN)
        return
    if reply.is_result or decision is Decision.ANSWER:
        thread = await thread_for(message, question) if settings.threads else None
        await reply_to(message, reply, settings.style, thread)


async def _help(
    bot: Verbatim,
    message: discord.Message,
    collection: Collection,
    settings: ServerSettings,
    texts: Texts,
) -> None:
    step = ""
    if message.guild and _is_by_moderator(message):
        step = await next_step(bot, message.guild.id, collection, settings, texts)
    await reply_to(message, help_reply(collection, texts, step), settings.style)


def _is_by_moderator(message: discord.Message) -> bool:
    author = message.author
    return isinstance(author, discord.Member) and author.guild_permissions.manage_guild


async def _is_in_time(
    bot: Verbatim, message: discord.Message, decision: Decision, texts: Texts
) -> bool:
    """Return whether the cooldown allows a question; if not, tell an asker who called the bot."""
    if _is_by_moderator(message):
        return True
    now, guild = bot.clock().timestamp(), message.guild
    wait = bot.cooldown.acquire(message.author.id, guild.id if guild else None, now)
    if wait and wait.is_news and decision is Decision.ANSWER:
        await reply_to(message, notice(texts, too_many_questions(texts, wait.until)), Style.PLAIN)
    return wait is None


async def _is_admitted(
    bot: Verbatim, message: discord.Message, decision: Decision, texts: Texts
) -> bool:
    """Return whether one more may be answered now; if not, tell an asker who called the bot."""
    key = queue_key(message.guild.id if message.guild else None, message.author.id)
    is_admitted = bot.in_flight.admit(key)
    if not is_admitted and decision is Decision.ANSWER and bot.in_flight.is_first_refusal(key):
        await reply_to(message, notice(texts, texts("busy")), Style.PLAIN)
    return is_admitted


async def _settings_for(bot: Verbatim, message: discord.Message) -> ServerSettings:
    """Return the settings for a message; a direct one depends on all servers of its author."""
    if message.guild is None:
        may_ask = await _may_ask_directly(bot, message.author)
        return ServerSettings(direct_messages=may_ask)
    return await bot.server_settings(message.guild.id)


async def _may_ask_directly(bot: Verbatim, user: discord.abc.User) -> bool:
    """Return False if the operator, or a server of the user's, turned direct messages off."""
    if not bot.settings.direct_messages:
        return False
    try:
        servers = bot.store.servers
        if await servers.are_lost(guild.id for guild in bot.guilds):
            return False
        forbidding = await servers.without_direct_messages()
    except StoreError as error:
        log.error("answering no direct messages: %s", error)  # noqa: TRY400 - it says it all
        return False
    for server_id in forbidding:
        guild = bot.get_guild(server_id)
        if guild is not None and await is_member(guild, user):
            return False
    return True
