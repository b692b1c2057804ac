"""`python -m bot` and `verbatim`: the edge where every error becomes one line and a status."""

import os
import sys

from bot.errors import VerbatimError
from bot.terminal.cli import verbatim


def main() -> None:
    """Run the command line; what the user can mend ends with one line and status 2."""
    try:
        verbatim(prog_name="verbatim" if sys.argv[0].endswith("verbatim") else "python -m bot")
    except VerbatimError as error:
        print(f"verbatim: {error}", file=sys.stderr)  # noqa: T201 - the last line of the program
        sys.exit(2)
    except BrokenPipeError:  # the reader, such as `head`, has what it wants
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
