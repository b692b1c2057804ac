"""`articles list`."""

from pathlib import Path

import click

from bot.settings import Settings
from bot.storage.read_only_articles import open_server_articles
from bot.terminal.corpus import folder_to_read, read_corpus
from bot.terminal.options import corpus_option, refuse_corpus_and_server, server_option
from bot.terminal.output.articles import show_articles
from bot.terminal.output.console import console


@click.command("list")
@corpus_option
@server_option
@click.pass_obj
def list_articles(settings: Settings, corpus: Path | None, server: int | None) -> None:
    """List the articles with their dates and titles.

    \b
    Examples:
      python -m bot articles list
      python -m bot articles list --server 1234567890123456789
    """
    refuse_corpus_and_server(corpus, server)
    if server:
        with open_server_articles(settings.data, server) as server_articles:
            show_articles(console(), server_articles.records)
    else:
        articles = read_corpus(settings, folder_to_read(settings, corpus))
        show_articles(console(), articles.articles)
