"""The articles of a server: commands, adding, views and export."""

from bot.discord_app.client import Verbatim
from bot.discord_app.features.articles.adding import on_paste_modal
from bot.discord_app.features.articles.commands import ADD_MENU, COMMANDS
from bot.discord_app.features.articles.paste_modal import PASTE
from bot.discord_app.features.articles.views import ArticleButton, ListButton
from bot.discord_app.framework.commands import moderator_group


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    group = moderator_group(bot.tree, "articles")
    for command in COMMANDS:
        group.add_command(command)
    bot.tree.add(ADD_MENU)
    bot.add_dynamic_items(ListButton, ArticleButton)
    bot.modals.register(PASTE, on_paste_modal)
