"""Statistics for moderators: counts of questions, and what the articles lack."""

from bot.discord_app.client import Verbatim
from bot.discord_app.features.statistics.commands import gaps_command, stats_command


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(stats_command, gaps_command)
