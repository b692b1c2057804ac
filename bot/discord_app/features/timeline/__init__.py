"""Timelines: the command, and pages of its list with a picture."""

from bot.discord_app.client import Verbatim
from bot.discord_app.features.timeline.commands import timeline_command
from bot.discord_app.features.timeline.pages import PageButton


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(timeline_command)
    bot.add_dynamic_items(PageButton)
