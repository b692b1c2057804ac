"""`python -m bot`, `verbatim` and `verbatim-bot`: every error becomes one line and a status."""

import os
import sys
from pathlib import Path

import click
from click.exceptions import NoArgsIsHelpError

from bot.errors import VerbatimError
from bot.terminal.cli import verbatim
from bot.terminal.streams import echo


def main() -> None:
    """Run the command line; an error that the user can mend ends with one line and status 2."""
    program = Path(sys.argv[0]).stem
    if program == "__main__":
        program = "python -m bot"
    try:
        sys.exit(verbatim.main(prog_name=program, standalone_mode=False))
    except NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        _exit(_usage_message(error), 2)
    except VerbatimError as error:
        _exit(str(error), 2)
    except click.Abort:
        _exit("aborted", 1)
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _exit(message: str, status: int) -> None:
    echo(f"verbatim: {message}", err=True)
    sys.exit(status)


def _usage_message(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).removesuffix(".")
    if isinstance(error, click.NoSuchCommand) and " " in error.command_name:
        return f"{message}; a question follows the command `ask`"
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{message} (see {error.ctx.command_path} --help)"
    return message


if __name__ == "__main__":
    main()
