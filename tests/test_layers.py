"""Each library has one door, and the core knows nothing of what is built on it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

BOT = Path(bot.__file__).parent
MODULES = sorted(BOT.rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    """Yield the full names of what `module` imports, inside functions too."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield node.module or ""


def users(library: str) -> set[str]:
    return {
        module.relative_to(BOT).as_posix()
        for module in MODULES
        if library in {name.partition(".")[0] for name in imported(module)}
    }


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("PIL", "picture.py"),
        ("aiosqlite", "library/database.py"),
        ("babel", "chat/texts/__init__.py"),
        ("environs", "settings.py"),
        ("feedparser", "gathering/feeds.py"),
        ("fontpkg", "picture.py"),
        ("lxml", "gathering/extraction.py"),
        ("nltk", "news/words.py"),
        ("prometheus_client", "chat/metrics.py"),
        ("prompt_toolkit", "conversation.py"),
        ("pypdf", "gathering/pdf.py"),
        ("rapidfuzz", "news/spelling.py"),
        ("rich", "terminal.py"),
        ("trafilatura", "gathering/extraction.py"),
        ("yaml", "news/article.py"),
    ],
)
def test_each_library_has_one_door(library, door):
    assert users(library) == {door}


@pytest.mark.parametrize(("library", "folder"), [("discord", "chat/"), ("sqlite3", "library/")])
def test_each_outside_world_has_one_folder(library, folder):
    modules = users(library)
    assert modules
    assert all(module.startswith(folder) for module in modules)


def test_discord_and_one_module_speak_http():
    modules = {module for module in users("aiohttp") if not module.startswith("chat/")}
    assert modules == {"gathering/fetch.py"}


@pytest.mark.parametrize("module", sorted((BOT / "news").rglob("*.py")), ids=lambda path: path.stem)
def test_the_core_knows_only_itself_and_its_errors(module):
    own = {name for name in imported(module) if name.partition(".")[0] == "bot"}
    assert all(name == "bot.errors" or f"{name}.".startswith("bot.news.") for name in own)


@pytest.mark.parametrize("module", sorted((BOT / "news").rglob("*.py")), ids=lambda path: path.stem)
def test_the_core_has_nothing_asynchronous(module):
    asynchronous = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    tree = ast.parse(module.read_text("utf-8"))
    assert not any(isinstance(node, asynchronous) for node in ast.walk(tree))


def test_what_is_stored_knows_nothing_of_discord_and_three_modules_of_articles():
    for module in (BOT / "library").rglob("*.py"):
        own = {name for name in imported(module) if name.startswith("bot.")}
        allowed = ("bot.errors", "bot.library.")
        if module.name in {"checking.py", "library.py", "shelf.py"}:
            allowed += ("bot.gathering.gathered", "bot.news.")
        assert all(name.startswith(allowed) for name in own)


def test_what_is_gathered_knows_nothing_of_discord_or_what_is_stored():
    names = {name for module in (BOT / "gathering").rglob("*.py") for name in imported(module)}
    own = {name for name in names if name.startswith("bot.")}
    allowed = ("bot.errors", "bot.gathering.", "bot.news.article")
    assert all(name.startswith(allowed) for name in own)
    assert "discord" not in names


def test_documents_of_strangers_are_read_in_another_process_alone():
    readers = {"feedparser", "lxml", "pypdf", "trafilatura"}
    assert loaded_by("import bot.gathering.gather") & readers == set()
    assert loaded_by("import bot.gathering.extraction") & readers == {"lxml", "trafilatura"}


def test_the_core_loads_nothing_of_the_layers_above():
    """A cold start pays for every import."""
    above = {"aiohttp", "aiosqlite", "discord", "environs", "prompt_toolkit", "rich", "sqlite3"}
    assert loaded_by("import bot.news.collection") & (above | DRAWING) == set()


def test_only_a_picture_loads_what_draws_it():
    for command in (["ask", "Who leads?"], ["timeline"], ["timeline", "--json"]):
        run = f"from bot.cli import verbatim; verbatim({command}, standalone_mode=False)"
        assert loaded_by(run) & DRAWING == set()
    assert loaded_by("import bot.chat.run") & DRAWING == set()
    assert loaded_by("import bot.picture") & DRAWING == DRAWING


DRAWING = {"PIL", "fontpkg"}


def loaded_by(code: str) -> set[str]:
    """Return what a new process has loaded after `code`."""
    show = f"import sys; {code}; print(); print(*sys.modules)"
    command = [sys.executable, "-c", show]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=BOT.parent)
    return set(done.stdout.splitlines()[-1].split())
