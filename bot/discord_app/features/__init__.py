"""The features: each is a module or a folder that installs itself into the bot.

A feature imports no other, so one can be deleted together with its name here.
"""

from collections.abc import Iterable
from typing import Protocol

from bot.discord_app.client import Verbatim
from bot.discord_app.features import (
    articles,
    config_panel,
    feeds,
    library,
    privacy,
    questions,
    statistics,
    timeline,
    welcome,
)


class Feature(Protocol):
    """A module that adds commands, components, modals and listeners to a bot."""

    def install(self, bot: Verbatim, /) -> None:
        """Add the feature to the bot."""


FEATURES: tuple[Feature, ...] = (
    questions,
    timeline,
    privacy,
    articles,
    feeds,
    library,
    config_panel,
    statistics,
    welcome,
)


def install(bot: Verbatim, features: Iterable[Feature] = FEATURES) -> None:
    """Add features to the bot."""
    for feature in features:
        feature.install(bot)
