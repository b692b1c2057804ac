"""Sending a reply: a card, or plain text where the server wants it or Discord refuses the card."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from http.client import BAD_REQUEST, FORBIDDEN, REQUEST_ENTITY_TOO_LARGE
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.replies.layout import button_rows, card, plain_text
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import Texts
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.discord_app.texts import Texts

log = logging.getLogger(__name__)

_NO_CARD = frozenset({BAD_REQUEST, FORBIDDEN})  # what it needs, plain text may not
_NO_PICTURE = frozenset({FORBIDDEN, REQUEST_ENTITY_TOO_LARGE})


async def send_reply(
    message: discord.Message, reply: Reply, style: Style, thread: discord.Thread | None = None
) -> None:
    """Reply to `message`, also if it was deleted meanwhile, or answer in its `thread`."""
    if thread:
        await _send(thread.send, reply, style)
        return
    reference = message.to_reference(fail_if_not_exists=False)
    await _send(partial(message.channel.send, reference=reference), reply, style)


async def respond(
    interaction: discord.Interaction, reply: Reply, style: Style, *, private: bool
) -> None:
    """Give the first response to a command."""
    await _send(partial(interaction.response.send_message, ephemeral=private), reply, style)


async def respond_privately(interaction: Interaction, reply: Callable[[Texts], Reply]) -> None:
    """Give the first response to a command in the reader's language and the server's style."""
    bot = interaction.client
    with bot.answering():
        style = (await bot.settings_for(interaction)).style
        texts = await bot.texts(interaction, private=True)
        await respond(interaction, reply(texts), style, private=True)


async def follow(interaction: discord.Interaction, reply: Reply, style: Style) -> None:
    """Give in private what a command promised when it was deferred."""
    await _send(partial(interaction.followup.send, ephemeral=True), reply, style)


async def update(interaction: discord.Interaction, reply: Reply, style: Style) -> None:
    """Show a reply in place of the message whose button was pressed."""

    def edit(files: Sequence[discord.File] = (), **shown: Any) -> Awaitable[object]:  # noqa: ANN401
        return interaction.response.edit_message(attachments=files, **shown)

    await _send(edit, reply, style)


async def show(
    interaction: discord.Interaction, reply: Reply, style: Style, *, in_place: bool
) -> None:
    """Show a reply in place of the message whose button was pressed, or anew to who pressed."""
    if in_place:
        await update(interaction, reply, style)
    else:
        await respond(interaction, reply, style, private=True)


async def answer_privately(interaction: discord.Interaction, texts: Texts, text: str) -> None:
    """Say something to who used a command, whether or not it was answered before."""
    said = notice(texts, text)
    if interaction.response.is_done():
        await interaction.followup.send(plain_text(said), ephemeral=True)
    else:
        await respond(interaction, said, Style.PLAIN, private=True)


async def _send(send: Callable[..., Awaitable[object]], reply: Reply, style: Style) -> None:
    """Send a reply, without its picture if Discord does not take that."""
    try:
        await _send_styled(send, reply, style)
    except discord.HTTPException as error:
        if reply.picture is None or error.status not in _NO_PICTURE:
            raise
        log.warning("Discord refused a picture, sending the text alone: %s", error)
        await _send_styled(send, replace(reply, picture=None), style)


async def _send_styled(send: Callable[..., Awaitable[object]], reply: Reply, style: Style) -> None:
    """Send a card, or plain text if that is wanted or Discord finds the card wrong."""
    if style is Style.CARD:
        try:
            await send(view=card(reply), **_files(reply))
        except discord.HTTPException as error:
            is_for_picture = reply.picture and error.status in _NO_PICTURE
            if is_for_picture or error.status not in _NO_CARD:
                raise
            log.error(  # noqa: TRY400 - the error says it all
                "Discord refused a card, sending plain text instead: %s", error
            )
        else:
            return
    await send(content=plain_text(reply), suppress_embeds=True, **_files(reply), **_buttons(reply))


def _files(reply: Reply) -> dict[str, list[discord.File]]:
    return {"files": [reply.picture.file()]} if reply.picture else {}


def _buttons(reply: Reply) -> dict[str, ui.View]:
    """Return the buttons of a plain message."""
    rows = button_rows(reply)
    if not rows:
        return {}
    view = ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            button.row = number
            view.add_item(button)
    return {"view": view}
