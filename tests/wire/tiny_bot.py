"""The smallest bot that uses what a real one uses: it proves the loopback against discord.py."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import discord
from discord import app_commands

from .discord_server import LoopbackDiscord


class Again(discord.ui.View):
    """A button that changes the message above it."""

    @discord.ui.button(label="Again", custom_id="again")
    async def again(
        self, interaction: discord.Interaction, button: discord.ui.Button["Again"]
    ) -> None:
        """Say it again."""
        await interaction.response.edit_message(content="again")


class TinyBot(discord.AutoShardedClient):
    """Echo mentions and direct messages, and what `/echo` is given."""

    def __init__(self, loopback: LoopbackDiscord, intents: discord.Intents) -> None:
        connector = aiohttp.TCPConnector(ssl=loopback.certificates.client)
        super().__init__(intents=intents, proxy=loopback.proxy.url, connector=connector)
        self.heard: list[str] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(echo)

    async def setup_hook(self) -> None:
        """Register the command and the lasting button."""
        self.add_view(Again(timeout=None))
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds before a second IDENTIFY."""

    async def on_message(self, message: discord.Message) -> None:
        """Echo what is meant for the bot."""
        self.heard.append(message.content)
        meant = message.guild is None or self.user in message.mentions
        if meant and message.author != self.user:
            await message.reply(f"echo {message.content}", files=files(message.content))


@app_commands.command()
async def echo(interaction: discord.Interaction, text: str) -> None:
    """Say the text again, later."""
    await interaction.response.defer()
    await interaction.followup.send(f"echo {text}", view=Again(timeout=None))


@echo.autocomplete("text")
async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest what was typed, twice over."""
    return [app_commands.Choice(name=typed * 2, value=typed)]


def files(text: str) -> list[discord.File]:
    """Return a file for who asks for one."""
    return [discord.File(__file__, "tiny.txt")] if "file" in text else []


def modest_intents() -> discord.Intents:
    """Return what a bot may ask for without special permission."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


@contextlib.asynccontextmanager
async def tiny_bot(
    loopback: LoopbackDiscord, intents: discord.Intents | None = None
) -> AsyncIterator[TinyBot]:
    """Run the bot in this process as long as the block lasts."""
    bot = TinyBot(loopback, intents or modest_intents())
    running = asyncio.create_task(bot.start(loopback.token))
    try:
        await loopback.wait_ready()
        yield bot
    finally:
        await bot.close()
        await running
