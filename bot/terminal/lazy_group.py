"""A click group that imports the module of a command when the command is used.

The recipe is click's own: https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group of commands named as `module:function`."""

    def __init__(self, *args: Any, lazy_commands: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - passed on to click
        """Take the place of each command, by the command's name."""
        super().__init__(*args, **kwargs)
        self._places = lazy_commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted([*super().list_commands(ctx), *self._places])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None if there is no such command."""
        if cmd_name not in self._places:
            return super().get_command(ctx, cmd_name)
        module, _, function = self._places[cmd_name].partition(":")
        command = getattr(import_module(module), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._places[cmd_name]} is not a command")
        return command
