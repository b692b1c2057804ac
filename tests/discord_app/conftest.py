"""A simulated Discord with the bot on the repository's corpus."""

from collections.abc import AsyncIterator

import discord
import pytest
import simcord

from bot.discord_app.client import Verbatim
from bot.storage.store import Store, open_store


@pytest.fixture
async def store(tmp_path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "data") as store:
        yield store


@pytest.fixture
def bot(seed, store) -> Verbatim:
    return Verbatim(seed, store)


@pytest.fixture
def simcord_bot(bot) -> Verbatim:
    """Tell SimCord's plugin which bot to run; an error that it swallows fails the test."""
    return bot


@pytest.fixture
def env(simcord_env) -> simcord.Env:
    return simcord_env


@pytest.fixture
def guild(env):
    return env.create_guild()


@pytest.fixture
def channel(guild):
    return guild.create_text_channel("general")


@pytest.fixture
def alice(env, guild):
    return guild.add_member(env.create_user("alice"))


@pytest.fixture
def moderator(env, guild):
    permissions = discord.Permissions(manage_guild=True)
    role = guild.create_role("Moderators", permissions=permissions)
    return guild.add_member(env.create_user("mod"), roles=[role])
