"""The articles of a server, as its moderators keep them."""

import discord
from discord import app_commands

from bot.chat.feeds import feed
from bot.chat.texts import ENGLISH, texts_in

articles = app_commands.Group(
    name="articles",
    description=texts_in(ENGLISH)("command-articles-does"),
    default_permissions=discord.Permissions(manage_guild=True),
    guild_only=True,
)
articles.add_command(feed)
