"""Buttons and selects whose state is in their custom id, so that they outlive a restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, TypeVar

import discord
from discord import ui

from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.failures import reporting_failures
from bot.discord_app.framework.interaction import (
    Request,
    ServerRequest,
    request_for,
    server_request_for,
)

if TYPE_CHECKING:
    from bot.discord_app.texts import Texts

_ItemT = TypeVar("_ItemT", bound=ui.Item[Any])


class PersistentComponent(ui.DynamicItem[_ItemT], template=re.compile(r"(?!)")):
    """A button or a select that works for as long as its message exists."""

    kind = "a button"  # as the log calls it

    @classmethod
    def from_id(cls, match: re.Match[str]) -> Self:
        """Return the component of a custom id, made of the groups that its template names."""
        arguments: dict[str, Any] = match.groupdict()
        return cls(**arguments)

    async def on_use(self, request: Request) -> None:
        """Do what the component is for."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the component of a custom id."""
        return cls.from_id(match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the component is for, and tell the user if that fails."""
        async with reporting_failures(interaction, self.kind):
            await self.on_use(await request_for(interaction))


class ModeratorComponent(PersistentComponent[_ItemT], template=re.compile(r"(?!)")):
    """A component for members who may manage the server."""

    async def on_use(self, request: Request) -> None:
        """Do what the component is for, unless its user is no moderator, perhaps no longer."""
        await may_manage(request.interaction)
        await self.on_moderator_use(await server_request_for(request.interaction))

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Do what the component is for."""
        raise NotImplementedError


Button = PersistentComponent[ui.Button[ui.LayoutView]]
ModeratorButton = ModeratorComponent[ui.Button[ui.LayoutView]]


def adjacent_pages(page: int, page_count: int, texts: Texts) -> list[tuple[int, str]]:
    """Return the page before and the page after, if they exist, each with its label."""
    pages = ((page - 1, texts("back")), (page + 1, texts("next")))
    return [(number, label) for number, label in pages if 0 <= number < page_count]
