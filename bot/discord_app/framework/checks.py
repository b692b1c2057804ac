"""Checks: whether a member may ask here and now, and whether they may manage the server.

Like those of discord.py, they return True or raise the refusal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.framework.triggers import is_answering_channel

if TYPE_CHECKING:
    from bot.core.collection import Collection
    from bot.discord_app.framework.interaction import Request
    from bot.discord_app.texts import Texts


async def may_ask(interaction: Interaction) -> bool:
    """Return True; raise RefusedError if no question may be asked in this channel or by now."""
    request = await request_for(interaction)
    settings, bot = request.settings, request.bot
    is_in_server = interaction.guild_id is not None
    if is_in_server and not is_answering_channel(channel_ids(interaction.channel), settings):
        if settings.are_lost:
            raise request.refusal("settings-lost", config=request.texts("command-config"))
        allowed = sorted(settings.channels | settings.listening)
        raise request.refusal("not-here", channels=" ".join(f"<#{channel}>" for channel in allowed))
    if is_moderator(interaction):
        return True
    now = bot.clock().timestamp()
    wait = bot.cooldown.acquire(interaction.user.id, interaction.guild_id, now)
    if wait:
        raise request.refusal("too-many", when=relative_time(wait.until))
    return True


async def may_manage(interaction: Interaction) -> bool:
    """Return True; raise RefusedError if the user may not manage a server with the bot in it.

    Discord lets servers give a command to other members, and the user of an old panel may have
    lost the permission.
    """
    if not is_moderator(interaction):
        raise (await request_for(interaction)).refusal("moderators-only")
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        raise (await request_for(interaction)).refusal("not-a-member")
    return True


def require_articles(request: Request, collection: Collection) -> None:
    """Raise RefusedError, which says how to add some, if there are no articles."""
    if not collection.articles:
        raise request.refusal("no-articles", add=add_command_name(request.texts))


def add_command_name(texts: Texts) -> str:
    """Return the name of the command that adds articles."""
    return f"{texts('command-articles')} {texts('command-articles-add')}"


def is_moderator(interaction: Interaction) -> bool:
    """Return whether the user may manage this server."""
    return bool(interaction.guild_id) and interaction.permissions.manage_guild


def channel_ids(channel: object) -> frozenset[int]:
    """Return the id of a channel and, for a thread or forum post, of the channel that it is in."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return frozenset(channel_id for channel_id in ids if channel_id)


def too_many_questions(texts: Texts, until: float) -> str:
    """Return the line that says when the next question may come."""
    return texts("too-many", when=relative_time(until))


def relative_time(timestamp: float) -> str:
    """Return Markdown for a time such as "in 7 seconds", which Discord shows and keeps current."""
    return f"<t:{int(timestamp) + 1}:R>"
