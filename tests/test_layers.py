"""Each library has one door, and packages import only the packages below them."""

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
        ("aiosqlite", "storage/database.py"),
        ("babel", "discord_app/texts/__init__.py"),
        ("environs", "settings.py"),
        ("charset_normalizer", "ingest/encoding.py"),
        ("feedparser", "ingest/feeds/xml_feed.py"),
        ("onnxruntime", "reader/reader_model.py"),
        ("prometheus_client", "discord_app/operations/metrics.py"),
        ("prompt_toolkit", "terminal/prompt.py"),
        ("pypdfium2", "ingest/pdf/drawing.py"),
        ("rank_bm25", "evaluation/plain_bm25.py"),
        ("rapidfuzz", "core/text/spelling.py"),
        ("Stemmer", "core/languages/stemmers.py"),
        ("spellchecker", "ingest/pdf/word_frequencies.py"),
        ("trafilatura", "ingest/pages/main_text.py"),
        ("watchfiles", "discord_app/operations/corpus_watcher.py"),
        ("yaml", "core/text/front_matter.py"),
    ],
)
def test_each_library_has_one_door(library, door):
    assert users(library) == {door}


@pytest.mark.parametrize(
    ("library", "folder"),
    [
        ("PIL", "picture/"),
        ("discord", "discord_app/"),
        ("lxml", "ingest/"),
        ("rich", "terminal/output/"),
        ("sqlite3", "storage/"),
    ],
)
def test_each_outside_world_has_one_folder(library, folder):
    modules = users(library)
    assert modules
    assert all(module.startswith(folder) for module in modules)


def test_discord_and_one_module_speak_http():
    modules = {module for module in users("aiohttp") if not module.startswith("discord_app/")}
    assert modules == {"ingest/fetch.py"}


def test_packages_are_layers_without_circles():
    """The contracts are in pyproject.toml."""
    lint_imports = Path(sys.executable).with_name("lint-imports")
    assert lint_imports.exists(), "pip install -e '.[test]'"
    command = [lint_imports, "--no-logo", "--no-cache"]
    lint = subprocess.run(command, capture_output=True, check=False, text=True, cwd=BOT.parent)
    assert lint.returncode == 0, lint.stdout + lint.stderr


@pytest.mark.parametrize("module", sorted((BOT / "core").rglob("*.py")), ids=lambda path: path.stem)
def test_the_core_has_nothing_asynchronous(module):
    asynchronous = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    tree = ast.parse(module.read_text("utf-8"))
    assert not any(isinstance(node, asynchronous) for node in ast.walk(tree))


def test_documents_of_strangers_are_read_in_another_process_alone():
    readers = {
        "charset_normalizer",
        "feedparser",
        "lxml",
        "pypdfium2",
        "spellchecker",
        "trafilatura",
    }
    assert loaded_by("import bot.ingest.ingest") & readers == set()
    assert loaded_by("import bot.ingest.pages.page") & {"feedparser", "pypdfium2"} == set()


def test_the_core_loads_nothing_of_the_layers_above():
    """A cold start pays for every import."""
    above = {"aiohttp", "aiosqlite", "discord", "environs", "prompt_toolkit", "rich", "sqlite3"}
    above |= {"onnxruntime"}
    assert loaded_by("import bot.core.collection") & (above | DRAWING) == set()


def test_only_a_picture_loads_what_draws_it():
    for command in (["ask", "Who leads?"], ["timeline"], ["timeline", "--json"]):
        run = f"from bot.terminal.cli import verbatim; verbatim({command}, standalone_mode=False)"
        assert loaded_by(run) & DRAWING == set()
    assert loaded_by("import bot.discord_app.run") & DRAWING == set()
    assert loaded_by("import bot.picture") & DRAWING == DRAWING


DRAWING = {"PIL"}


def loaded_by(code: str) -> set[str]:
    """Return what a new process has loaded after `code`."""
    show = f"import sys; {code}; print(); print(*sys.modules)"
    command = [sys.executable, "-c", show]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=BOT.parent)
    return set(done.stdout.splitlines()[-1].split())
