"""Standard output and standard error: everything printed goes through here, or through rich."""

import json
from typing import Any

import click

from bot.plain_text import plain_json, plain_line


def echo(line: str, *, err: bool = False) -> None:
    """Print a line, in which text of strangers cannot control the terminal."""
    click.echo(plain_line(line), err=err)


def confirm(question: str) -> None:
    """Ask a question; raise click.Abort unless the answer is yes."""
    click.confirm(plain_line(question), abort=True)


def echo_json(fields: dict[str, Any]) -> None:
    """Print an object as one line of JSON, with every character of its texts."""
    click.echo(plain_json(json.dumps(fields, ensure_ascii=False)))
