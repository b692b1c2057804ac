"""The interaction with a command, a component or a modal, with the bot as its client."""

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

    Interaction = discord.Interaction[Verbatim]
else:
    Interaction = discord.Interaction
