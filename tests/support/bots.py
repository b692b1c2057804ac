"""Bots as `run` builds them, with settings that a test changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from discord import app_commands

from bot.core.collection import Collection
from bot.discord_app.build import build_bot
from bot.discord_app.client import Verbatim
from bot.discord_app.command_tree import AnyCommand
from bot.discord_app.features import FEATURES, Feature
from bot.discord_app.features.feeds.commands import FeedCommands
from bot.discord_app.features.feeds.poller import FeedPoller
from bot.settings import Rate, Settings, read_settings
from bot.storage.store import Store

OFTEN = Rate(1_000_000, 1)  # a cooldown that no test reaches


_NOTHING: Any = SimpleNamespace(articles=None)  # stands for articles and a store that no test reads


def make_bot(
    collection: Collection, store: Store, features: Iterable[Feature] = FEATURES, **settings: Any
) -> Verbatim:
    """Return a bot with the default settings but for those that are given."""
    return build_bot(collection, store, operator_settings(**settings), features)


def operator_settings(**settings: Any) -> Settings:
    """Return the default settings but for those that are given."""
    return replace(read_settings(Path("there is no such file")), **settings)


def stop_clock(bot: Verbatim) -> Any:
    """Have the bot take the time from `bot.now`, which a test moves."""
    stopped: Any = bot
    stopped.now = datetime(2026, 1, 1, tzinfo=UTC)
    stopped.clock = lambda: stopped.now
    return stopped


def feed_poller(bot: Verbatim) -> FeedPoller:
    """Return the poller of a bot's feeds."""
    articles = bot.tree.get_command("articles")
    assert isinstance(articles, app_commands.Group)
    feeds = articles.get_command("feed")
    assert isinstance(feeds, FeedCommands)
    return feeds.poller


@cache
def all_commands() -> tuple[AnyCommand, ...]:
    """Return all commands and menus that the features add, to look at them."""
    return tuple(make_bot(_NOTHING, _NOTHING).tree.get_commands())


def slash_commands() -> list[app_commands.Command | app_commands.Group]:
    """Return the slash commands that the features add, to look at them."""
    return [one for one in all_commands() if not isinstance(one, app_commands.ContextMenu)]


def context_menus() -> list[app_commands.ContextMenu]:
    """Return the entries in the menu of a message, to look at them."""
    return [one for one in all_commands() if isinstance(one, app_commands.ContextMenu)]
