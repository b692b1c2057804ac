"""The command line: the group of all commands, and the command that runs if none is named."""

import click

from bot import __version__
from bot.settings import Settings, read_settings
from bot.terminal.lazy_group import LazyGroup
from bot.terminal.streams import echo


@click.group(
    cls=LazyGroup,
    lazy_commands={
        "articles": "bot.terminal.commands.articles:articles",
        "ask": "bot.terminal.commands.ask:ask",
        "backup": "bot.terminal.commands.database:backup",
        "chat": "bot.terminal.commands.chat:chat",
        "check": "bot.terminal.commands.check:check",
        "evaluate": "bot.terminal.commands.evaluate:evaluate",
        "fit": "bot.terminal.commands.fit:fit",
        "restore": "bot.terminal.commands.database:restore",
        "run": "bot.terminal.commands.run:run",
        "summary": "bot.terminal.commands.summary:summary",
        "timeline": "bot.terminal.commands.timeline:timeline",
    },
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="verbatim")
@click.pass_context
def verbatim(context: click.Context) -> None:
    """Answer questions from a folder of articles, word for word.

    Without a command: `run` if DISCORD_TOKEN is set, else `chat`.
    """
    context.obj = settings = read_settings()
    if context.invoked_subcommand is None:
        _run_default_command(context, settings)


def _run_default_command(context: click.Context, settings: Settings) -> None:
    name = "run" if settings.discord_token else "chat"
    if name == "chat":
        echo("No DISCORD_TOKEN, so here is the terminal; `run --help` says how to connect.")
    if command := verbatim.get_command(context, name):
        context.invoke(command)
