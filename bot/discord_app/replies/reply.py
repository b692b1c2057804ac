"""A reply as data: what the bot says, before `layout` fits it into Discord's limits."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.discord_app.texts import Texts

Lines = tuple[str, ...]  # Markdown; in a card, each becomes a text display of its own


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to attach, with a description for members who cannot see it."""

    name: str
    content: bytes
    alt_text: str

    def file(self) -> discord.File:
        """Return a file that can be sent once."""
        return discord.File(BytesIO(self.content), self.name, description=self.alt_text)


@dataclass(frozen=True, slots=True)
class Reply:
    """A heading, items that are shown whole or not at all, and a footer, all in Markdown.

    `is_result` is False for refusals and notices. `item_buttons` holds either no button or one
    for each item; `buttons` go below all items.
    """

    translations: Texts
    heading: str = ""
    items: tuple[Lines, ...] = ()
    footer: str = ""
    is_result: bool = True
    picture: Picture | None = None
    buttons: tuple[ui.Item[Any], ...] = ()
    item_buttons: tuple[ui.Item[Any], ...] = ()


def notice(texts: Texts, text: str, *buttons: ui.Item[Any]) -> Reply:
    """Return a reply that is neither an answer nor a quote."""
    return Reply(texts, items=((text,),), is_result=False, buttons=buttons)
