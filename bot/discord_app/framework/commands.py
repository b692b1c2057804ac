"""Commands for moderators, groups that several features add to, and menus of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands

from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.texts import ENGLISH, texts_in

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.discord_app.command_tree import CommandTree

    MenuCallback = Callable[[Interaction, discord.Message], Coroutine[Any, Any, None]]

_CommandT = TypeVar("_CommandT", app_commands.Command[Any, ..., Any], app_commands.ContextMenu)


class ModeratorGroup(app_commands.Group):
    """A group of commands for members who may manage the server."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return True; raise RefusedError for other members."""
        return await may_manage(interaction)


def moderator_group(tree: CommandTree, name: str) -> app_commands.Group:
    """Return the group of this name, to which several features may add commands."""
    group = tree.get_command(name)
    if not isinstance(group, app_commands.Group):
        group = ModeratorGroup(
            name=name,
            description=texts_in(ENGLISH)(f"command-{name}-does"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
        tree.add(group)
    return group


def moderators_only(command: _CommandT) -> _CommandT:
    """Offer a command in servers only, and only to members who may manage them."""
    for decorate in (
        app_commands.check(may_manage),
        app_commands.default_permissions(manage_guild=True),
        app_commands.guild_only(),
        app_commands.allowed_installs(guilds=True, users=False),
    ):
        decorate(command)
    return command


def message_menu(key: str, callback: MenuCallback) -> app_commands.ContextMenu:
    """Return an entry in the menu of messages, which has the text `key` as its name."""
    name = texts_in(ENGLISH)(key)
    return app_commands.ContextMenu(name=name, callback=callback, extras={"key": key})
