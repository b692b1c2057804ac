"""Send a reply: a card, or plain text if the server wants that or Discord refuses the card."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from http.client import BAD_REQUEST, FORBIDDEN, REQUEST_ENTITY_TOO_LARGE
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord_app.replies.layout import button_rows, card, plain_text
from bot.discord_app.replies.reply import Reply, notice
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.discord_app.texts import Texts

    AnyInteraction = discord.Interaction[Any]

log = logging.getLogger(__name__)

_CARD_REFUSED = frozenset({BAD_REQUEST, FORBIDDEN})  # plain text may need less
_PICTURE_REFUSED = frozenset({FORBIDDEN, REQUEST_ENTITY_TOO_LARGE})


def message_style(message: discord.Message) -> Style:
    """Return the style of a message of the bot's."""
    return Style.CARD if message.flags.components_v2 else Style.PLAIN


async def reply_to(
    message: discord.Message, reply: Reply, style: Style, thread: discord.Thread | None = None
) -> None:
    """Reply to `message`, even if it was deleted meanwhile, or answer in its `thread`."""
    if thread:
        await _send(thread.send, reply, style)
        return
    reference = message.to_reference(fail_if_not_exists=False)
    await _send(partial(message.channel.send, reference=reference), reply, style)


async def send_to(channel: discord.abc.Messageable, reply: Reply, style: Style) -> None:
    """Send a message of its own, which replies to none."""
    await _send(channel.send, reply, style)


async def respond(
    interaction: AnyInteraction, reply: Reply, style: Style, *, private: bool
) -> None:
    """Send the first response to an interaction."""
    await _send(partial(interaction.response.send_message, ephemeral=private), reply, style)


async def send_followup(interaction: AnyInteraction, reply: Reply, style: Style) -> None:
    """Send the private response to an interaction that was deferred."""
    await _send(partial(interaction.followup.send, ephemeral=True), reply, style)


async def edit_message(interaction: AnyInteraction, reply: Reply, style: Style) -> None:
    """Show a reply in place of the message whose component was used."""

    def edit(files: Sequence[discord.File] = (), **content: Any) -> Awaitable[object]:  # noqa: ANN401
        return interaction.response.edit_message(attachments=files, **content)

    async def edit_original(files: Sequence[discord.File] = (), **content: Any) -> None:  # noqa: ANN401
        content.pop("suppress_embeds", None)  # an edit by webhook does not take it
        await interaction.edit_original_response(attachments=files, **content)

    await _send(edit_original if interaction.response.is_done() else edit, reply, style)


async def answer_privately(interaction: AnyInteraction, texts: Texts, text: str) -> None:
    """Show a line to the user only, whether or not the interaction was responded to before."""
    reply = notice(texts, text)
    if interaction.response.is_done():
        await interaction.followup.send(plain_text(reply), ephemeral=True)
    else:
        await respond(interaction, reply, Style.PLAIN, private=True)


async def _send(send: Callable[..., Awaitable[object]], reply: Reply, style: Style) -> None:
    """Send a reply, without its picture if Discord refuses that."""
    try:
        await _send_styled(send, reply, style)
    except discord.HTTPException as error:
        if reply.picture is None or error.status not in _PICTURE_REFUSED:
            raise
        log.warning("Discord refused a picture, sending only the text: %s", error)
        await _send_styled(send, replace(reply, picture=None), style)


async def _send_styled(send: Callable[..., Awaitable[object]], reply: Reply, style: Style) -> None:
    """Send a card, or plain text if that is the style or Discord refuses the card."""
    if style is Style.CARD:
        try:
            await send(view=card(reply), **_files(reply))
        except discord.HTTPException as error:
            is_about_picture = reply.picture and error.status in _PICTURE_REFUSED
            if is_about_picture or error.status not in _CARD_REFUSED:
                raise
            log.error(  # noqa: TRY400 - the error says it all
                "Discord refused a card, sending plain text instead: %s", error
            )
        else:
            return
    await send(content=plain_text(reply), suppress_embeds=True, **_files(reply), **_view(reply))


def _files(reply: Reply) -> dict[str, list[discord.File]]:
    return {"files": [reply.picture.file()]} if reply.picture else {}


def _view(reply: Reply) -> dict[str, ui.View]:
    """Return the buttons of a plain message as the argument that sends them, if there are any."""
    rows = button_rows(reply)
    if not rows:
        return {}
    view = ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            button.row = number
            view.add_item(button)
    view.stop()  # or else discord.py keeps that of a private message for 15 minutes
    return {"view": view}
