"""A thread for each question, if the moderators want that and Discord allows it."""

import logging

import discord

from bot.discord_app.replies.limits import MAX_THREAD_NAME
from bot.discord_app.replies.markdown import shorten

log = logging.getLogger(__name__)


async def thread_for(message: discord.Message, question: str) -> discord.Thread | None:
    """Open a thread at a message, named after its question; return None if that is impossible."""
    channel, guild = message.channel, message.guild
    if guild is None or not isinstance(channel, discord.TextChannel):
        return None
    permissions = channel.permissions_for(guild.me)
    if not (permissions.create_public_threads and permissions.send_messages_in_threads):
        return None
    try:
        return await message.create_thread(name=shorten(question, MAX_THREAD_NAME))
    except discord.HTTPException as error:
        log.warning("could not open a thread for a question: %s", error)
        return None
