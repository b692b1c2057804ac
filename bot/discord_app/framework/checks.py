"""The gate: which commands may go through, by channel and by cooldown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond
from bot.discord_app.framework.triggers import answers_in
from bot.discord_app.replies.reply import notice
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from bot.discord_app.texts import Texts

ASKS = {"asks": True}  # the extras of a command that asks the articles
MODERATES = {"moderates": True}  # and of one that only who may manage the server can use


def places(channel: object) -> frozenset[int]:
    """Return a channel and, of a thread or a forum post, the channel that it belongs to."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return frozenset(one for one in ids if one)


async def admits(interaction: Interaction) -> bool:
    """Return True if a question may be answered here and now; if not, say why, in private."""
    bot = interaction.client
    settings = await bot.settings_for(interaction)
    if interaction.guild_id and not answers_in(places(interaction.channel), settings):
        texts = await bot.texts(interaction, private=True)
        channels = " ".join(f"<#{one}>" for one in sorted(settings.channels | settings.listening))
        await _refuse(interaction, texts, texts("not-here", channels=channels))
        return False
    if is_moderator(interaction):
        return True
    wait = bot.cooldown.ask(interaction.user.id, interaction.guild_id, bot.clock().timestamp())
    if wait is None:
        return True
    texts = await bot.texts(interaction, private=True)
    await _refuse(interaction, texts, too_many(texts, wait.until))
    return False


async def may_manage(interaction: Interaction) -> bool:
    """Return True for who may manage a server that the bot is in; if not, say why, in private.

    Discord lets servers give a command to others, and who opened a panel may be nobody any more.
    """
    bot, server_id = interaction.client, interaction.guild_id
    may = is_moderator(interaction)
    if may and server_id and bot.get_guild(server_id):
        return True
    texts = await bot.texts(interaction, private=True)
    await _refuse(interaction, texts, texts("not-a-member" if may else "moderators-only"))
    return False


def is_moderator(interaction: Interaction) -> bool:
    """Return True for who may manage the server."""
    return bool(interaction.guild_id) and interaction.permissions.manage_guild


def too_many(texts: Texts, until: float) -> str:
    """Say when the next question may come, in the reader's own time."""
    return texts("too-many", when=f"<t:{int(until) + 1}:R>")


async def _refuse(interaction: Interaction, texts: Texts, text: str) -> None:
    await respond(interaction, notice(texts, text), Style.PLAIN, private=True)
