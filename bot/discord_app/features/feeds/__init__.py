"""The feeds of a server: commands and the poller."""

from bot.discord_app.client import Verbatim
from bot.discord_app.features.feeds.commands import FeedCommands
from bot.discord_app.features.feeds.poller import FeedPoller
from bot.discord_app.framework.commands import moderator_group


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    poller = FeedPoller(bot, bot.settings.feed_minutes)
    moderator_group(bot.tree, "articles").add_command(FeedCommands(poller))
    bot.background.append(poller.running)
