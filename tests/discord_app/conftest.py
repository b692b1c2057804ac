"""A simulated Discord with the bot on the repository's corpus."""

from collections.abc import AsyncIterator, Callable

import discord
import pytest
import simcord
from simcord import interactions

from bot.discord_app.client import Verbatim
from bot.discord_app.framework.failures import RefusedError
from bot.storage.store import Store, open_store
from tests.support.bots import make_bot


@pytest.fixture
async def store(tmp_path) -> AsyncIterator[Store]:
    async with open_store(tmp_path / "data") as store:
        yield store


@pytest.fixture
def bot(seed, store) -> Verbatim:
    return make_bot(seed, store)


@pytest.fixture
def simcord_bot(bot) -> Verbatim:
    """Tell SimCord's plugin which bot to run; an error that it swallows fails the test."""
    return bot


@pytest.fixture
async def env(simcord_env) -> AsyncIterator[simcord.Env]:
    """Let the bot refuse requests, which SimCord takes for failures as it does every error."""
    yield simcord_env
    failures = [error for error in simcord_env.errors if not isinstance(error, RefusedError)]
    if simcord_env.check_errors and failures:
        raise BaseExceptionGroup("the bot failed", failures)


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


@pytest.fixture
async def logged(bot, guild):
    """Have the bot keep the questions that the articles do not answer."""
    await bot.store.servers.change(guild.id, question_log=True)


@pytest.fixture
def use_locale(monkeypatch) -> Callable[[str], None]:
    """Return a function that sets the locale of every user; SimCord itself sends only `en-US`."""
    base_payload = interactions.base_payload

    def use(locale: str) -> None:
        def localized_payload(*arguments, **options):
            record, payload = base_payload(*arguments, **options)
            return record, payload | {"locale": locale}

        monkeypatch.setattr(interactions, "base_payload", localized_payload)

    return use
