"""`articles`: the articles of the corpus folder, and those of a server."""

import click

from bot.terminal.lazy_group import LazyCommand, LazyGroup


@click.group(
    cls=LazyGroup,
    lazy_commands={
        "add": LazyCommand(
            "bot.terminal.commands.articles.changing:add",
            "Add files and web pages to the corpus folder.",
        ),
        "export": LazyCommand(
            "bot.terminal.commands.articles.exporting:export",
            "Write articles and their originals to an archive.",
        ),
        "feed": LazyCommand(
            "bot.terminal.commands.articles.feed:feed", "Show the entries that a feed would bring."
        ),
        "import": LazyCommand(
            "bot.terminal.commands.articles.importing:import_articles",
            "Add many articles: folders, archives, JSON lines.",
        ),
        "list": LazyCommand(
            "bot.terminal.commands.articles.listing:list_articles",
            "List the articles with their dates and titles.",
        ),
        "remove": LazyCommand(
            "bot.terminal.commands.articles.changing:remove", "Remove an article and its original."
        ),
        "replace": LazyCommand(
            "bot.terminal.commands.articles.changing:replace", "Replace the text of an article."
        ),
        "show": LazyCommand(
            "bot.terminal.commands.articles.showing:show", "Show an article with its line numbers."
        ),
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
