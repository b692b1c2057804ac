"""`backup` and `restore`: copies of the database."""

from pathlib import Path

import click

from bot.settings import Settings
from bot.storage.file import backup as backups
from bot.terminal.options import PATH
from bot.terminal.streams import echo


@click.command()
@click.argument("file", type=PATH)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@click.pass_obj
def backup(settings: Settings, file: Path, force: bool) -> None:
    """Copy the database to a file, even while the bot runs.

    The database is that of VERBATIM_DATA. The copy is checked before FILE appears. It still holds
    what members delete later, so keep it only as long as you need it.

    \b
    Example:
      python -m bot backup verbatim-monday.sqlite3
    """
    backups.backup(settings.data, file, overwrite=force)
    echo(f"{file}: {file.stat().st_size:,} bytes, checked")


@click.command()
@click.argument("file", type=PATH)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Replace the database by a backup.

    The database is that of VERBATIM_DATA. Stop the bot first. FILE is checked, and the old database
    is kept next to the new one.

    \b
    Example:
      python -m bot restore verbatim-monday.sqlite3
    """
    old = backups.restore(settings.data, file)
    echo(f"{file}: restored to {settings.data}")
    if old:
        echo(f"{old}: the old database; delete it when you no longer need it")
