"""The documents name what there is, and nothing else."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner
from discord import app_commands

from bot.settings import Settings, read_settings
from bot.terminal.cli import verbatim
from tests.conftest import OPENAPI
from tests.support.bots import context_menus, slash_commands

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
MAX_README_LINES = 150


def _documents() -> dict[str, str]:
    """Return the text of each document by its path below the repository."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}


DOCUMENTS = _documents()
every_document = pytest.mark.parametrize("path", sorted(DOCUMENTS))


def prose(text: str) -> str:
    """Return `text` without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.S | re.M)


def fenced(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.S | re.M)


# --- links --------------------------------------------------------------------------------------


def links(text: str) -> list[str]:
    """Return where the links and pictures of `text` lead, outside of code."""
    return re.findall(r"\]\(([^()\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(text)))


def anchors(text: str) -> set[str]:
    """Return the anchors that a page has, as GitHub and the site make them of its headings."""
    headings = re.findall(r"^#+ +(.*)$", prose(text), re.M)
    return {re.sub(r"[^\w\s-]", "", one.lower()).strip().replace(" ", "-") for one in headings}


@every_document
def test_every_link_leads_somewhere(path):
    for target in links(DOCUMENTS[path]):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (ROOT / path).parent / name if name else ROOT / path
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text("utf-8")), target


def test_every_document_can_be_reached_from_the_readme():
    reached, left = set(), ["README.md"]
    while left:
        path = left.pop()
        if path in reached or path not in DOCUMENTS:
            continue
        reached.add(path)
        for target in links(DOCUMENTS[path]):
            file = ((ROOT / path).parent / target.partition("#")[0]).resolve()
            if file.is_relative_to(ROOT):
                left.append(file.relative_to(ROOT).as_posix())
    assert reached == set(DOCUMENTS)


@every_document
def test_every_picture_says_what_it_shows(path):
    for text in re.findall(r"!\[([^\]]*)\]\(", DOCUMENTS[path]):
        assert len(text.split()) >= 3


def test_the_site_has_every_document_once():
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    assert sorted(pages(nav)) == sorted(DOCUMENTS)


def pages(nav: object) -> list[str]:
    """Return the pages that a navigation leads to, at whatever depth."""
    if isinstance(nav, str):
        return [nav]
    below = nav.values() if isinstance(nav, dict) else nav
    return [page for one in below for page in pages(one)]


@every_document
def test_what_stands_inside_of_a_list_is_indented_by_four(path):
    """By fewer, GitHub takes it for a part of the entry and the site does not."""
    assert not re.findall(r"^ {1,3}(?:[-*] |\d+\. |```).*$", DOCUMENTS[path], re.M)


@every_document
def test_no_list_follows_another_list_of_the_other_kind(path):
    """GitHub shows two lists, and the site numbers the second one, too."""
    steps = r"^\d+\. .*\n(?: +.*\n)*\n(?=- )"
    points = r"^- .*\n(?: +.*\n)*\n(?=\d+\. )"
    assert not re.findall(f"{steps}|{points}", DOCUMENTS[path], re.M)


# --- settings -----------------------------------------------------------------------------------

SETTING = r"\b(?:DISCORD_TOKEN|VERBATIM_[A-Z_]+)\b"
SETTINGS = {
    name.upper() if name == "discord_token" else f"VERBATIM_{name.upper()}"
    for name in (field.name for field in fields(Settings))
}
SETTINGS_PAGE = DOCUMENTS["docs/operators/settings.md"]
DEFAULTS = dict(re.findall(r"^\| `([A-Z_]+)` \| *`?([^|`]*?)`? *\|", SETTINGS_PAGE, re.M))


def test_every_setting_is_documented_once():
    rows = re.findall(rf"^ *\| `({SETTING})`", "\n".join(DOCUMENTS.values()), re.M)
    assert sorted(rows) == sorted(SETTINGS)


@every_document
def test_no_document_names_a_setting_that_is_not_there(path):
    assert set(re.findall(SETTING, DOCUMENTS[path])) <= SETTINGS | {OPENAPI}


def test_every_setting_is_in_the_example_and_no_other():
    assert set(re.findall(rf"^({SETTING})=", ENV_EXAMPLE, re.M)) == SETTINGS


def test_the_example_has_the_defaults_of_the_documents():
    assert dict(re.findall(r"^([A-Z_]+)=(.*)$", ENV_EXAMPLE, re.M)) == DEFAULTS


def test_the_documents_have_the_defaults_of_the_program(tmp_path, monkeypatch):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    unset = read_settings(tmp_path / "there-is-none")
    for name, default in DEFAULTS.items():
        monkeypatch.setenv(name, default)
    written = read_settings(tmp_path / "there-is-none")
    assert [getattr(written, one.name) for one in fields(Settings)] == [
        getattr(unset, one.name) for one in fields(Settings)
    ]


def test_every_metric_is_documented():
    source = (ROOT / "bot/discord_app/operations/metrics.py").read_text("utf-8")
    metrics = set(re.findall(r'"(verbatim_\w+)"', source))
    documented = re.findall(r"`(verbatim_\w+?)(?:_total)?`", DOCUMENTS["docs/operators/running.md"])
    assert metrics
    assert metrics <= set(documented)


# --- slash commands -----------------------------------------------------------------------------

SlashCommand = app_commands.Command | app_commands.Group


def leaves(command: SlashCommand) -> Iterator[app_commands.Command]:
    """Yield the commands that can be used: a group only holds others."""
    if isinstance(command, app_commands.Group):
        for one in command.commands:
            yield from leaves(one)
    else:
        yield command


def usage(command: app_commands.Command) -> str:
    """Return a command with its options, in brackets those that may be left out."""
    names = [
        one.display_name if one.required else f"[{one.display_name}]" for one in command.parameters
    ]
    return " ".join((f"/{command.qualified_name}", *names))


def test_every_slash_command_is_documented_once_with_its_options():
    rows = re.findall(r"^\| `(/[a-z][^`]*)` \|", "\n".join(DOCUMENTS.values()), re.M)
    assert sorted(rows) == sorted(
        usage(one) for command in slash_commands() for one in leaves(command)
    )


def test_every_entry_of_a_messages_menu_is_documented():
    for menu in context_menus():
        assert f"*{menu.name}*" in DOCUMENTS["docs/members.md"] + DOCUMENTS["docs/moderators.md"]


@every_document
def test_no_document_names_a_slash_command_that_is_not_there(path):
    names = {one.qualified_name for command in slash_commands() for one in leaves(command)}
    names |= {" ".join(name.split()[:end]) for name in names for end in (1, 2)}
    code = " ".join(re.findall(r"`([^`\n]+)`", prose(DOCUMENTS[path])))
    for named in re.findall(r"(?<!\S)/([a-z]+)(?=\s|$)", code):
        assert named in names | {"healthz", "metrics"}


# --- the command line ---------------------------------------------------------------------------


def commands_below(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name, those of groups too."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        yield f"{name}{word}", command
        if isinstance(command, click.Group):
            yield from commands_below(command, f"{name}{word} ")


TERMINAL_COMMANDS = dict(sorted(commands_below(verbatim)))


class Invocation(NamedTuple):
    """A line that calls the program: its command, and the words after that."""

    command: str
    words: list[str]


def invocation(line: str) -> Invocation:
    """Read what follows `python -m bot`."""
    words = shlex.split(line, comments=True)
    count = max(
        (n for n in range(min(len(words), 2) + 1) if " ".join(words[:n]) in TERMINAL_COMMANDS),
        default=0,
    )
    return Invocation(" ".join(words[:count]), words[count:])


def invocations(text: str) -> list[Invocation]:
    """Return every call of the program in a document's blocks and in its sentences."""
    lines = [line for block in fenced(text, "(?:sh|ini)") for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", prose(text))
    calls = (re.search(r"python -m bot(?: +(.*))?$", line) for line in lines)
    return [invocation(call[1] or "") for call in calls if call]


@every_document
def test_every_call_of_the_program_is_one_that_it_understands(path):
    for command, words in invocations(DOCUMENTS[path]):
        options = {"-h", "--help"} | {
            opt for p in (TERMINAL_COMMANDS.get(command, verbatim)).params for opt in p.opts
        }
        assert {word for word in words if word.startswith("-") and word != "-"} <= options
        if not command:
            assert words in ([], ["COMMAND", "--help"])


@every_document
def test_every_option_that_a_document_names_alone_is_there(path):
    known = {opt for one in TERMINAL_COMMANDS.values() for p in one.params for opt in p.opts}
    named = re.findall(r"`(--[a-z][a-z-]*)(?: [^`\n]*)?`", prose(DOCUMENTS[path]))
    assert set(named) <= known | {"--help"}


def test_every_command_of_the_program_is_documented():
    called = {one.command for text in DOCUMENTS.values() for one in invocations(text)}
    groups = {name for name, one in TERMINAL_COMMANDS.items() if isinstance(one, click.Group)}
    named = set(re.findall(r"`(articles [a-z]+)`", "\n".join(DOCUMENTS.values())))
    assert set(TERMINAL_COMMANDS) - groups <= called | named


def test_the_reference_of_the_command_line_is_what_the_program_says():
    """Mend it with `python -m cogapp -r docs/cli.md`."""
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "docs/cli.md"]
    check = subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT)
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize("name", TERMINAL_COMMANDS)
def test_every_command_has_help_with_examples(name):
    shown = CliRunner().invoke(verbatim, [*name.split(), "--help"]).output
    assert f"python -m bot {name}" in shown
    assert "Example" in shown


@pytest.mark.parametrize("name", TERMINAL_COMMANDS)
def test_every_option_has_help(name):
    options = [p for p in TERMINAL_COMMANDS[name].params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


def test_every_message_of_the_program_that_is_explained_is_one_of_its_messages():
    sources = "".join(file.read_text("utf-8") for file in sorted((ROOT / "bot").rglob("*.py")))
    sources = re.sub(r'"\s*\n\s*f?"', "", sources)  # a text over several lines
    explained = DOCUMENTS["docs/operators/install.md"].split("## If it does not start")[1]
    messages = re.findall(r"^\| `([^`]+)` \|", explained, re.M)
    assert messages
    for part in (part.strip() for message in messages for part in message.split("…")):
        assert part in sources


# --- JSON ---------------------------------------------------------------------------------------

JSON_PAGE = DOCUMENTS["docs/json.md"]


@pytest.mark.parametrize(
    "arguments",
    [["ask", "Who leads Russia's delegation?"], ["summary"], ["timeline"], ["evaluate", "-"]],
    ids=lambda arguments: arguments[0],
)
def test_every_field_of_the_json_is_documented(arguments, corpus):
    command = [*arguments, "--json", "--corpus", str(corpus)]
    typed = (
        '{"question": "Who leads Russia\'s delegation?", "words": "Medinsky"}\n{"question": "?"}'
    )
    printed = CliRunner().invoke(verbatim, command, input=typed, catch_exceptions=False).stdout
    documented = set(re.findall(r'"(\w+)":', JSON_PAGE)) | set(re.findall(r"`(\w+)`", JSON_PAGE))
    assert keys(json.loads(printed.splitlines()[0])) <= documented


def keys(value: object) -> set[str]:
    """Return every name in JSON, at whatever depth."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set()


@every_document
def test_json_in_a_document_is_json(path):
    for block in fenced(DOCUMENTS[path], "json"):
        json.loads(block)


# --- the README, the tree, the container ----------------------------------------------------------


def test_the_readme_is_short():
    assert len(README.splitlines()) <= MAX_README_LINES


def test_the_readme_shows_what_the_terminal_says(corpus):
    question = re.search(r'bot ask "([^"]+)"', README)[1]
    said = CliRunner().invoke(verbatim, ["ask", question, "--corpus", str(corpus)]).output
    [shown] = fenced(README, "text")
    assert said.startswith(shown)


def test_the_test_command_of_the_readme_is_what_ci_runs():
    command = re.search(r"^python3 -m venv .*pytest$", README, re.M)[0]
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", ["docs/architecture.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_that_is_named_exists(path):
    named = re.findall(r"`([\w./-]+)`", DOCUMENTS[path])
    files = [one for one in named if re.search(r"/|\.(?:py|toml|txt|json|md|sql)$", one)]
    assert files
    for file in files:
        assert (ROOT / file).exists() or any((ROOT / "bot").rglob(file)), file


@every_document
def test_every_name_that_a_document_finds_in_a_file_is_there(path):
    for name, file in re.findall(r"`(\w+)` in\s+`(bot/[\w/.]+\.py)`", DOCUMENTS[path]):
        assert re.search(rf"\b{name}\b", (ROOT / file).read_text("utf-8")), (name, file)


def test_the_map_of_the_architecture_has_every_package():
    maps = fenced(DOCUMENTS["docs/architecture.md"], "text")
    [tree] = [block for block in maps if block.startswith("bot/")]
    named = set(re.findall(r"^  (\w+)/ ", tree, re.M))
    assert named <= packages("bot") | packages("tests")
    assert packages("bot") <= named


def test_the_layers_of_the_architecture_are_those_that_are_enforced():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one.get("containers") == ["bot"]]
    drawn = "".join(layer.replace(" | ", ", ") + "\n" for layer in layers if layer != "__main__")
    assert drawn in fenced(DOCUMENTS["docs/architecture.md"], "text")


def packages(name: str) -> set[str]:
    """Return the names of the packages inside of another."""
    return {one.parent.name for one in (ROOT / name).glob("*/__init__.py")}


def test_the_glossary_is_in_order_and_says_each_word_once():
    words = re.findall(r"^\| \*\*([^*]+)\*\*", DOCUMENTS["docs/glossary.md"], re.M)
    assert words == sorted(words, key=str.casefold)
    assert max(Counter(words).values()) == 1


def test_the_container_holds_what_the_readme_says():
    container = (ROOT / "Dockerfile").read_text("utf-8")
    assert set(re.findall(SETTING, container)) <= SETTINGS
    copied = " ".join(re.findall(r"^COPY (.*) \S+$", container, re.M)).split()
    assert all((ROOT / name).exists() for name in copied)
    let_in = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.M)
    assert sorted(let_in) == sorted(copied)
