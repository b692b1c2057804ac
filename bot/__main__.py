"""`python -m bot`, `verbatim` and `verbatim-bot`: every error becomes one line and a status."""

import os
import sys
from pathlib import Path

from bot.errors import VerbatimError
from bot.terminal.cli import verbatim


def main() -> None:
    """Run the command line; an error that the user can mend ends with one line and status 2."""
    program = Path(sys.argv[0]).stem
    try:
        verbatim(prog_name="python -m bot" if program == "__main__" else program)
    except VerbatimError as error:
        print(f"verbatim: {error}", file=sys.stderr)  # noqa: T201 - the last line of the program
        sys.exit(2)
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
