"""Build the bot: a client, and the features installed into it."""

from collections.abc import Iterable

from bot.core.collection import Collection
from bot.discord_app.client import Verbatim
from bot.discord_app.features import FEATURES, Feature, install
from bot.settings import Settings
from bot.storage.store import Store


def build_bot(
    collection: Collection,
    store: Store,
    settings: Settings,
    features: Iterable[Feature] = FEATURES,
) -> Verbatim:
    """Return a bot with its features; it connects when it is started."""
    bot = Verbatim(collection, store, settings)
    install(bot, features)
    return bot
