"""`verify`: whether a quotation stands in the articles."""

from pathlib import Path

import click

from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.quotations import show_check_of_quotation
from bot.terminal.streams import echo_json


@click.command()
@click.argument("text", nargs=-1, required=True)
@corpus_option
@json_option
@click.pass_obj
def verify(settings: Settings, text: tuple[str, ...], corpus: Path | None, as_json: bool) -> None:
    """Compare a quotation with the articles, word for word.

    It says whether the articles have these words, and where; not whether they are true.

    \b
    Examples:
      python -m bot verify "a delegation led by presidential adviser Vladimir Medinsky"
      python -m bot verify --json "a delegation led by ... Vladimir Medinsky"
    """
    if not " ".join(text).strip():
        raise click.UsageError("the TEXT is empty")
    check = load_corpus(settings, corpus).check_quotation(" ".join(text))
    if as_json:
        echo_json(json_output.quotation_object(check))
    else:
        show_check_of_quotation(console(), check)
