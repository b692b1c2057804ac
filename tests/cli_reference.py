"""The reference of the command line, as docs/cli.md gives it: what each `--help` prints.

python -m cogapp -r docs/cli.md
"""

from collections.abc import Iterator

import click

from bot.terminal.cli import verbatim

WIDTH = 80


def reference() -> str:
    """Return a section of Markdown for the program and for each of its commands."""
    context = click.Context(
        verbatim, info_name="python -m bot", terminal_width=WIDTH, **verbatim.context_settings
    )
    return "\n".join(section(one) for one in [context, *contexts_below(context)])


def contexts_below(context: click.Context) -> Iterator[click.Context]:
    """Yield the context of each command below that of a group, in order."""
    group = context.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        below = click.Context(command, info_name=name, parent=context, terminal_width=WIDTH)
        yield below
        if isinstance(command, click.Group):
            yield from contexts_below(below)


def section(context: click.Context) -> str:
    name = context.command_path.removeprefix("python -m bot ")
    heading = f"## {name}" if context.parent else "## The program"
    return f"\n{heading}\n\n```text\n{context.get_help()}\n```"
