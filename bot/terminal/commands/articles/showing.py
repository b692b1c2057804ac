"""`articles show`."""

from pathlib import Path

import click

from bot.core.names import find_by_name
from bot.libraries.corpus_folder import original_file
from bot.settings import Settings
from bot.terminal.corpus import folder_to_read, read_corpus
from bot.terminal.options import corpus_option
from bot.terminal.output.articles import show_article
from bot.terminal.output.console import console


@click.command()
@click.argument("article")
@corpus_option
@click.pass_obj
def show(settings: Settings, article: str, corpus: Path | None) -> None:
    """Show an article with its line numbers.

    ARTICLE is a path or title. Its date, source and original are shown too.

    \b
    Example:
      python -m bot articles show report.txt
    """
    folder = folder_to_read(settings, corpus)
    match = find_by_name(read_corpus(settings, folder).articles, article)
    original = original_file(folder, match.path)
    show_article(console(), match, original)
