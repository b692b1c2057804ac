"""The console, which prints plain text only."""

from typing import Any

from rich.console import Console
from rich.text import Text

from bot.plain_text import plain_line


class PlainConsole(Console):
    """A console that reads no text as markup, and prints lines of plain text."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on to rich
        super().__init__(markup=False, highlight=False, emoji=False, **options)

    def render_str(self, text: str, **options: Any) -> Text:  # noqa: ANN401 - passed on to rich
        """Return the text to print, without characters that control a terminal."""
        return super().render_str(plain_line(text), **options)


def console() -> Console:
    """Return a console on standard output."""
    return PlainConsole()


def plain_text(line: str, style: str = "") -> Text:
    """Return a line of plain text; rich itself would drop some control characters silently."""
    return Text(plain_line(line), style)
