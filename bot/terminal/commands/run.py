"""`run`: the bot in Discord."""

from dataclasses import replace
from pathlib import Path

import click

from bot.logs import FORMATS
from bot.settings import Settings
from bot.terminal.corpus import load_shared_articles
from bot.terminal.options import corpus_option


@click.command()
@corpus_option
@click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    help="How the log is written, instead of VERBATIM_LOG_FORMAT.",
)
@click.option(
    "--take-over",
    is_flag=True,
    help="Use VERBATIM_DATA, although it belongs to another application of Discord.",
)
@click.pass_obj
def run(
    settings: Settings, corpus: Path | None, log_format: str | None, *, take_over: bool
) -> None:
    """Connect to Discord and answer there, until Ctrl-C.

    Needs DISCORD_TOKEN in the environment or in .env: the README's part "Put it on your server"
    says how to get one. VERBATIM_DATA belongs to the application whose token used it first;
    --take-over gives it, with all that servers chose and added, to the application of this token.

    \b
    Example:
      python -m bot run
      python -m bot run --log-format json
    """
    # discord.py takes half a second to load, and `--help` of the group describes this command too
    from bot.discord_app.run import run as run_in_discord

    settings.token()
    settings = replace(settings, log_format=log_format or settings.log_format)
    collection = load_shared_articles(settings, corpus)
    run_in_discord(settings, collection, take_over=take_over)
