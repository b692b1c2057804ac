"""The prompt of `chat`: the only import of prompt_toolkit."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.core.collection import Collection
from bot.errors import SettingsError
from bot.terminal import output as terminal


def converse(collection: Collection, data: Path) -> None:
    """Answer each line until the input ends; a line may lean on the one before."""
    out = terminal.console()
    before = None
    for question in _typed(data) if sys.stdin.isatty() else _piped():
        if question:
            terminal.show_answer(out, collection.ask(question, before=before))
            out.print()
            before = question


def _piped() -> Iterator[str]:
    """Yield the lines of standard input, whatever bytes they hold."""
    for line in sys.stdin.buffer:
        yield line.decode(errors="replace").strip()


def _typed(data: Path) -> Iterator[str]:
    """Yield the lines typed at a prompt whose history is kept in `data`, for this user alone."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    history = data / "chat-history"
    try:
        data.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
    except OSError as error:
        raise SettingsError(
            f"VERBATIM_DATA: {history} cannot be written: {error.strerror}"
        ) from error
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            yield session.prompt("? ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
