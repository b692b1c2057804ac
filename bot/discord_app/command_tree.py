"""The tree of slash commands and context menus."""

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.framework.failures import reporting_failures, tell_failure

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group


class CommandTree(app_commands.CommandTree[discord.AutoShardedClient]):
    """The commands that the features have added. Their errors become one private line."""

    def __init__(self, client: discord.AutoShardedClient, *, user_install: bool) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self.allow_user_install(allowed=user_install)

    def allow_user_install(self, *, allowed: bool) -> None:
        """Let members use the commands wherever they take the bot, or only in its servers."""
        self.allowed_installs.user = allowed
        self.allowed_contexts.private_channel = allowed

    def add(self, *commands: AnyCommand) -> None:
        """Add commands, those for servers to servers only."""
        for command in commands:
            if command.guild_only:  # which by itself keeps the other contexts of the tree
                command.allowed_contexts = app_commands.AppCommandContext(
                    guild=True, dm_channel=False, private_channel=False
                )
                command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
            self.add_command(command)

    async def _call(self, interaction: discord.Interaction[discord.AutoShardedClient]) -> None:
        """Call a command, and report what a check raises other than discord.py's own errors.

        discord.py loses that with its task: the member would see that the bot does not respond.
        """
        async with reporting_failures(interaction, "a command"):
            await super()._call(interaction)

    async def on_error(
        self,
        interaction: discord.Interaction[discord.AutoShardedClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the member what they can do, or that the bot failed, with an id in the log."""
        name = interaction.command.qualified_name if interaction.command else "a command"
        await tell_failure(interaction, f"/{name}", getattr(error, "original", error))
