"""`find`: every sentence with the same words."""

from pathlib import Path

import click

from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.quotations import show_phrase
from bot.terminal.streams import echo_json


@click.command()
@click.argument("words", nargs=-1, required=True)
@corpus_option
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Sentences a page."
)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@json_option
@click.pass_obj
def find(
    settings: Settings,
    words: tuple[str, ...],
    corpus: Path | None,
    limit: int,
    page: int,
    as_json: bool,
) -> None:
    """Show every sentence with exactly these words.

    The newest come first. Case and the form of quotation marks and dashes do not matter.

    \b
    Examples:
      python -m bot find peace talks
      python -m bot find --page 2 --json "the delegation"
    """
    if not " ".join(words).strip():
        raise click.UsageError("the WORDS are empty")
    first = (page - 1) * limit
    matches = load_corpus(settings, corpus).find(" ".join(words), first, limit)
    if as_json:
        echo_json(json_output.phrase_object(matches))
    else:
        show_phrase(console(), matches, first)
