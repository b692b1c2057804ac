"""`chat`: questions at a prompt."""

from pathlib import Path

import click

from bot.settings import Settings
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option
from bot.terminal.prompt import converse


@click.command()
@corpus_option
@click.pass_obj
def chat(settings: Settings, corpus: Path | None) -> None:
    """Ask questions at a prompt.

    A line may be a follow-up to the question before. *help* says what you can type, and *exit* or
    Ctrl-D leaves. The questions are kept as a history in VERBATIM_DATA, for this user only.

    \b
    Example:
      python -m bot chat --corpus my-articles
    """
    converse(load_corpus(settings, corpus), settings.data)
