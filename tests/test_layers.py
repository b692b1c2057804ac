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
        ("PIL", "picture/__init__.py"),
        ("aiosqlite", "storage/database.py"),
        ("babel", "discord_app/texts/__init__.py"),
        ("environs", "settings.py"),
        ("feedparser", "ingest/feed.py"),
        ("fontpkg", "picture/__init__.py"),
        ("lxml", "ingest/html.py"),
        ("nltk", "core/text/words.py"),
        ("prometheus_client", "discord_app/operations/metrics.py"),
        ("prompt_toolkit", "terminal/prompt.py"),
        ("pypdf", "ingest/pdf.py"),
        ("rapidfuzz", "core/text/spelling.py"),
        ("rich", "terminal/output.py"),
        ("trafilatura", "ingest/html.py"),
        ("yaml", "core/text/article.py"),
    ],
)
def test_each_library_has_one_door(library, door):
    assert users(library) == {door}


@pytest.mark.parametrize(
    ("library", "folder"), [("discord", "discord_app/"), ("sqlite3", "storage/")]
)
def test_each_outside_world_has_one_folder(library, folder):
    modules = users(library)
    assert modules
    assert all(module.startswith(folder) for module in modules)


def test_discord_and_one_module_speak_http():
    modules = {module for module in users("aiohttp") if not module.startswith("discord_app/")}
    assert modules == {"ingest/fetch.py"}


@pytest.mark.parametrize("module", sorted((BOT / "core").rglob("*.py")), ids=lambda path: path.stem)
def test_the_core_knows_only_itself_and_its_errors(module):
    own = {name for name in imported(module) if name.partition(".")[0] == "bot"}
    assert all(name == "bot.errors" or f"{name}.".startswith("bot.core.") for name in own)


@pytest.mark.parametrize("module", sorted((BOT / "core").rglob("*.py")), ids=lambda path: path.stem)
def test_the_core_has_nothing_asynchronous(module):
    asynchronous = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    tree = ast.parse(module.read_text("utf-8"))
    assert not any(isinstance(node, asynchronous) for node in ast.walk(tree))


def test_what_is_stored_knows_nothing_of_discord_and_three_modules_of_articles():
    for module in (BOT / "storage").rglob("*.py"):
        own = {name for name in imported(module) if name.startswith("bot.")}
        allowed = ("bot.errors", "bot.storage.")
        if module.name in {"deep_check.py", "read_only_articles.py"}:
            allowed += ("bot.ingest.draft", "bot.core.")
        assert all(name.startswith(allowed) for name in own)


def test_what_is_gathered_knows_nothing_of_discord_or_what_is_stored():
    names = {name for module in (BOT / "ingest").rglob("*.py") for name in imported(module)}
    own = {name for name in names if name.startswith("bot.")}
    allowed = ("bot.errors", "bot.ingest.", "bot.core.text.article")
    assert all(name.startswith(allowed) for name in own)
    assert "discord" not in names


def test_documents_of_strangers_are_read_in_another_process_alone():
    readers = {"feedparser", "lxml", "pypdf", "trafilatura"}
    assert loaded_by("import bot.ingest.ingest") & readers == set()
    assert loaded_by("import bot.ingest.html") & readers == {"lxml", "trafilatura"}


def test_the_core_loads_nothing_of_the_layers_above():
    """A cold start pays for every import."""
    above = {"aiohttp", "aiosqlite", "discord", "environs", "prompt_toolkit", "rich", "sqlite3"}
    assert loaded_by("import bot.core.collection") & (above | DRAWING) == set()


def test_only_a_picture_loads_what_draws_it():
    for command in (["ask", "Who leads?"], ["timeline"], ["timeline", "--json"]):
        run = f"from bot.terminal.cli import verbatim; verbatim({command}, standalone_mode=False)"
        assert loaded_by(run) & DRAWING == set()
    assert loaded_by("import bot.discord_app.run") & DRAWING == set()
    assert loaded_by("import bot.picture") & DRAWING == DRAWING


DRAWING = {"PIL", "fontpkg"}


def loaded_by(code: str) -> set[str]:
    """Return what a new process has loaded after `code`."""
    show = f"import sys; {code}; print(); print(*sys.modules)"
    command = [sys.executable, "-c", show]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=BOT.parent)
    return set(done.stdout.splitlines()[-1].split())
