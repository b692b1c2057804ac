"""The prompt of `chat`: the only import of prompt_toolkit."""

import sys
from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

from bot.core.collection import Collection
from bot.errors import SettingsError
from bot.terminal.example_question import example_question
from bot.terminal.output.articles import plural
from bot.terminal.output.console import console
from bot.terminal.output.results import show_answer
from bot.terminal.streams import echo

# In the languages of the bot: English, German, Spanish, French, Italian, Polish, Portuguese,
# Ukrainian, Russian, Turkish, Japanese and Chinese.
_HELP_WORDS = frozenset(
    "help h ? hilfe ayuda aide aiuto pomoc ajuda допомога довідка помощь справка yardım yardim"
    " ヘルプ 帮助".split()
)
_EXIT_WORDS = frozenset(
    "exit quit q bye beenden salir quitter esci wyjdź koniec sair вихід вийти выход выйти çık"
    " çıkış 終了 退出".split()
)
_PREFIXES = "/:\\"  # of commands in other programs


def converse(collection: Collection, data: Path) -> None:
    """Answer each line until *exit* or the input's end; a line may be a follow-up."""
    greet(collection)
    out = console()
    previous = None
    for line in _read_typed_lines(data) if sys.stdin.isatty() else _read_piped_lines():
        word = _command_word(line)
        if word in _EXIT_WORDS:
            return
        if word in _HELP_WORDS:
            _show_help(collection)
        elif line:
            show_answer(out, collection.ask(line, before=previous))
            out.print()
            previous = line


def greet(collection: Collection) -> None:
    """Say how many articles there are, what to ask, and how to leave."""
    echo(f"{plural(len(collection.articles), 'article')}. {_invitation(collection)}")
    echo("help says what else you can type; exit or Ctrl-D leaves.")
    echo("")


def _show_help(collection: Collection) -> None:
    echo(_invitation(collection))
    echo("A line such as “and when?” or “who is he?” may lean on the last question and its answer.")
    echo("help  this text")
    echo("exit  leave; also quit, :q or Ctrl-D")
    echo("Summaries, timelines and adding articles are commands of their own: see --help.")
    echo("")


def _invitation(collection: Collection) -> str:
    example = example_question(collection)
    return f"Ask a question, for example: {example}" if example else "Ask a question about them."


def _command_word(line: str) -> str:
    """Return the line as a word to compare: without case, prefix and final mark."""
    word = line.strip().lower()
    return word if word == "?" else word.lstrip(_PREFIXES).rstrip("!?.").strip()


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
            echo("exit or Ctrl-D leaves.")
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
