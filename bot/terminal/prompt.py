"""The prompt of `chat`: the only import of prompt_toolkit."""

import sys
from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

from bot.core.collection import Collection
from bot.errors import SettingsError
from bot.terminal.output.console import console
from bot.terminal.output.results import show_answer


def converse(collection: Collection, data: Path) -> None:
    """Answer each line until the input ends; a line may be a follow-up to the one before."""
    out = console()
    previous = None
    for question in _read_typed_lines(data) if sys.stdin.isatty() else _read_piped_lines():
        if question:
            show_answer(out, collection.ask(question, before=previous))
            out.print()
            previous = question


def _read_piped_lines() -> Iterator[str]:
    """Yield the lines of standard input; bytes that are not UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.decode(errors="replace").strip()


def _read_typed_lines(data: Path) -> Iterator[str]:
    """Yield the lines typed at a prompt, whose history is kept in `data` for this user only."""
    history = _create_history(data)
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            yield session.prompt("? ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _create_history(data: Path) -> Path:
    history = data / "chat-history"
    try:
        data.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
    except OSError as error:
        reason = f"{history} cannot be written: {error.strerror}"
        raise SettingsError(f"VERBATIM_DATA: {reason}") from error
    return history
