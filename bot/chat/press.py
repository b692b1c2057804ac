"""What all buttons have in common: their state is in their id, and a failure is told."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.failures import tell_failure
from bot.library.servers import Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.chat.client import Verbatim


class Button(ui.DynamicItem[ui.Button[ui.LayoutView]], template=re.compile(r"(?!)")):
    """A button that works for as long as its message is there, through every restart."""

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        raise NotImplementedError

    async def pressed(self, interaction: discord.Interaction[Verbatim]) -> None:
        """Do what the button is for."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that has this id."""
        return cls.known(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, or tell that it failed."""
        async with telling(interaction, "a button"):
            await self.pressed(interaction)


@asynccontextmanager
async def telling(interaction: discord.Interaction[Verbatim], what: str) -> AsyncIterator[None]:
    """Have a stop of the bot wait for what is inside, and tell the member if it fails.

    discord.py would only log it.
    """
    try:
        with interaction.client.answering():
            yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
        await tell_failure(interaction, what, error)


def style_of(message: discord.Message) -> Style:
    """Return how a message of the bot's looks."""
    return Style.CARD if message.flags.components_v2 else Style.PLAIN
