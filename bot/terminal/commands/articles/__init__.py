"""`articles`: the articles of the corpus folder, and those of a server."""

import click

from bot.terminal.lazy_group import LazyGroup


@click.group(
    cls=LazyGroup,
    lazy_commands={
        "add": "bot.terminal.commands.articles.changing:add",
        "export": "bot.terminal.commands.articles.exporting:export",
        "feed": "bot.terminal.commands.articles.feed:feed",
        "import": "bot.terminal.commands.articles.importing:import_articles",
        "list": "bot.terminal.commands.articles.listing:list_articles",
        "remove": "bot.terminal.commands.articles.changing:remove",
        "replace": "bot.terminal.commands.articles.changing:replace",
        "show": "bot.terminal.commands.articles.showing:show",
    },
)
def articles() -> None:
    """Manage the articles of the corpus folder.

    Articles that moderators added in Discord belong to their server: they can be listed and
    exported.

    \b
    Examples:
      python -m bot articles add report.pdf https://example.org/news/talks
      python -m bot articles import archive.zip
      python -m bot articles list
    """
