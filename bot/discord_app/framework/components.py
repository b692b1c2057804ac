"""What all buttons and selects have in common: their state is in their id, a failure is told."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
from discord import ui

from bot.discord_app.framework.failures import tell_failure
from bot.discord_app.framework.interaction import Interaction
from bot.storage.server_settings import Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


_ItemT = TypeVar("_ItemT", bound=ui.Item[Any])


class Part(ui.DynamicItem[_ItemT], template=re.compile(r"(?!)")):
    """A button or a select that works as long as its message is there, through every restart."""

    called = "a button"  # where a failure is told

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the part that has this id, made of what its template names."""
        said: dict[str, Any] = match.groupdict()
        return cls(**said)

    async def pressed(self, interaction: Interaction) -> None:
        """Do what the part is for."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the part that has this id."""
        return cls.known(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the part is for, or tell that it failed."""
        async with telling(interaction, self.called):
            await self.pressed(interaction)


Button = Part[ui.Button[ui.LayoutView]]


@asynccontextmanager
async def telling(interaction: Interaction, what: str) -> AsyncIterator[None]:
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
