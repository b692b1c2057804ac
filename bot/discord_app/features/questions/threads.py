"""A thread for each question, where moderators want it and Discord allows it."""

import logging

import discord

from bot.discord_app.replies.limits import MAX_THREAD_NAME
from bot.discord_app.replies.markdown import shorten

log = logging.getLogger(__name__)


async def thread_for(message: discord.Message, question: str) -> discord.Thread | None:
    """Open a thread named by the question at its message; None where that cannot be."""
    channel, guild = message.channel, message.guild
    if guild is None or not isinstance(channel, discord.TextChannel):
        return None
    may = channel.permissions_for(guild.me)
    if not (may.create_public_threads and may.send_messages_in_threads):
        return None
    try:
        return await message.create_thread(name=shorten(question, MAX_THREAD_NAME))
    except discord.HTTPException as error:
        log.warning("no thread for a question: %s", error)
        return None
