"""The command line: the group of all commands, and the command that runs if none is named."""

from typing import TYPE_CHECKING

import click

from bot import __version__
from bot.terminal.lazy_group import LazyCommand, LazyGroup
from bot.terminal.streams import echo

if TYPE_CHECKING:
    from bot.settings import Settings


@click.group(
    cls=LazyGroup,
    lazy_commands={
        "articles": LazyCommand(
            "bot.terminal.commands.articles:articles", "Manage the articles of the corpus folder."
        ),
        "ask": LazyCommand(
            "bot.terminal.commands.ask:ask", "Quote the sentences that answer QUESTION."
        ),
        "backup": LazyCommand(
            "bot.terminal.commands.database:backup",
            "Copy the database to a file, even while the bot runs.",
        ),
        "chat": LazyCommand("bot.terminal.commands.chat:chat", "Ask questions at a prompt."),
        "check": LazyCommand(
            "bot.terminal.commands.check:check", "Load everything and report every problem."
        ),
        "evaluate": LazyCommand(
            "bot.terminal.commands.evaluate:evaluate", "Measure the answers to your own questions."
        ),
        "find": LazyCommand(
            "bot.terminal.commands.find:find", "Show every sentence with exactly these words."
        ),
        "fit": LazyCommand(
            "bot.terminal.commands.fit:fit",
            "Fit the ranking to question sets, and print its figures.",
        ),
        "lint": LazyCommand(
            "bot.terminal.commands.lint:lint", "Compare the quotations of drafts with the articles."
        ),
        "restore": LazyCommand(
            "bot.terminal.commands.database:restore", "Replace the database by a backup."
        ),
        "run": LazyCommand(
            "bot.terminal.commands.run:run", "Connect to Discord and answer there, until Ctrl-C."
        ),
        "summary": LazyCommand(
            "bot.terminal.commands.summary:summary",
            "Show the most important sentences of articles.",
        ),
        "timeline": LazyCommand(
            "bot.terminal.commands.timeline:timeline", "Show what happened when."
        ),
        "verify": LazyCommand(
            "bot.terminal.commands.verify:verify",
            "Compare a quotation with the articles, word for word.",
        ),
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
    from bot.settings import read_settings  # takes 0.1 s, which `--help` does not need

    context.obj = settings = read_settings()
    if context.invoked_subcommand is None:
        _run_default_command(context, settings)


def _run_default_command(context: click.Context, settings: "Settings") -> None:
    name = "run" if settings.discord_token else "chat"
    if name == "chat":
        echo("No DISCORD_TOKEN, so here is the terminal; `run --help` says how to connect.")
    if command := verbatim.get_command(context, name):
        context.invoke(command)
