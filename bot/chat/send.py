"""Sending a reply: a card, or plain text where the server wants it or Discord refuses the card."""

import logging

import discord

from bot.chat.card import Reply, card, plain
from bot.library.store import Style

log = logging.getLogger(__name__)


async def send_reply(message: discord.Message, reply: Reply, style: Style) -> None:
    """Reply to `message`, also if it was deleted meanwhile."""
    reference = message.to_reference(fail_if_not_exists=False)
    if style is Style.CARD:
        try:
            await message.channel.send(view=card(reply), reference=reference)
        except discord.HTTPException as error:
            _accept_plain(error)
        else:
            return
    await message.channel.send(plain(reply), reference=reference, suppress_embeds=True)


async def respond(
    interaction: discord.Interaction, reply: Reply, style: Style, *, private: bool
) -> None:
    """Give the first response to a command."""
    send = interaction.response.send_message
    if style is Style.CARD:
        try:
            await send(view=card(reply), ephemeral=private)
        except discord.HTTPException as error:
            _accept_plain(error)
        else:
            return
    await send(plain(reply), ephemeral=private, suppress_embeds=True)


def _accept_plain(error: discord.HTTPException) -> None:
    """Go on with plain text if Discord found the card wrong; raise every other error again."""
    if error.status != 400:
        raise error
    log.error("Discord refused a card, sending plain text instead: %s", error)
