"""Sending a reply: a card, or plain text where the server wants it or Discord refuses the card."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http.client import BAD_REQUEST, FORBIDDEN

import discord

from bot.chat.card import Reply, card, notice, plain
from bot.library.servers import Style

log = logging.getLogger(__name__)


async def send_reply(message: discord.Message, reply: Reply, style: Style) -> None:
    """Reply to `message`, also if it was deleted meanwhile."""
    reference = message.to_reference(fail_if_not_exists=False)
    await _send(partial(message.channel.send, reference=reference), reply, style)


async def respond(
    interaction: discord.Interaction, reply: Reply, style: Style, *, private: bool
) -> None:
    """Give the first response to a command."""
    await _send(partial(interaction.response.send_message, ephemeral=private), reply, style)


async def answer_privately(interaction: discord.Interaction, text: str) -> None:
    """Say something to who used a command, whether or not it was answered before."""
    if interaction.response.is_done():
        await interaction.followup.send(plain(notice(text)), ephemeral=True)
    else:
        await respond(interaction, notice(text), Style.PLAIN, private=True)


async def _send(send: Callable[..., Awaitable[object]], reply: Reply, style: Style) -> None:
    """Send a card, or plain text if that is wanted or Discord finds the card wrong."""
    if style is Style.CARD:
        try:
            await send(view=card(reply))
        except discord.HTTPException as error:
            # What a card may need, such as leave to attach files, plain text does not.
            if error.status not in (BAD_REQUEST, FORBIDDEN):
                raise
            log.error(  # noqa: TRY400 - the error says it all
                "Discord refused a card, sending plain text instead: %s", error
            )
        else:
            return
    await send(plain(reply), suppress_embeds=True)
