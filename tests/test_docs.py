"""The documentation names what there is, and nothing else."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from discord import app_commands

from bot.discord_app.features.questions.commands import COMMANDS
from bot.settings import Settings
from bot.terminal.cli import verbatim

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
SETTINGS = {
    name.upper() if name == "discord_token" else f"VERBATIM_{name.upper()}"
    for name in (field.name for field in fields(Settings))
}


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Return the commands of a group by name, in order; a lazy group imports them."""
    context = click.Context(group)
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


TOP_COMMANDS = commands_of(verbatim)
COMMANDS_OF_GROUPS = {
    f"{name} {sub}": command
    for name, group in TOP_COMMANDS.items()
    if isinstance(group, click.Group)
    for sub, command in commands_of(group).items()
}
EVERY_COMMAND = dict(sorted((TOP_COMMANDS | COMMANDS_OF_GROUPS).items()))
SETTING = r"\b(?:DISCORD_TOKEN|VERBATIM_[A-Z_]+)\b"


def test_every_setting_is_in_the_readme_and_no_other():
    assert set(re.findall(SETTING, README)) == SETTINGS


def test_every_setting_is_in_the_example_and_no_other():
    assert set(re.findall(rf"^({SETTING})=", ENV_EXAMPLE, re.M)) == SETTINGS


def test_the_example_and_the_readme_agree_on_defaults():
    in_example = dict(re.findall(r"^([A-Z_]+)=(.*)$", ENV_EXAMPLE, re.M))
    in_readme = dict(re.findall(r"^\| `([A-Z_]+)` \| *`?([^|`]*?)`? *\|", README, re.M))
    assert in_readme == in_example


def test_every_command_is_in_the_readme_and_no_other():
    assert set(re.findall(r"python -m bot ([a-z]+)", README)) == set(TOP_COMMANDS)


def test_every_command_of_a_group_is_in_the_readme_and_no_other():
    groups = {name.split()[0] for name in COMMANDS_OF_GROUPS}
    named = re.findall(rf"python -m bot ((?:{'|'.join(groups)}) [a-z]+)", README)
    assert set(named) == set(COMMANDS_OF_GROUPS)


def test_every_slash_command_is_in_the_readme_with_its_options():
    rows = dict(re.findall(r"^\| `/(\w+)([^`]*)`", README, re.M))
    assert set(rows) == {command.name for command in COMMANDS}
    for command in COMMANDS:
        if isinstance(command, app_commands.Group):
            row = re.search(rf"^\| `/{command.name} (.*?) \|", README, re.M)[1]
            assert re.findall(r"\w+", row) == [one.name for one in command.commands]
            continue
        assert re.findall(r"\w+", rows[command.name]) == [p.name for p in command.parameters]


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_command_has_help_with_examples(name):
    shown = CliRunner().invoke(verbatim, [*name.split(), "--help"]).output
    assert f"python -m bot {name}" in shown
    assert "Example" in shown


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_every_option_has_help(name):
    options = [p for p in EVERY_COMMAND[name].params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


def test_the_options_in_the_readme_exist():
    known = {opt for command in EVERY_COMMAND.values() for p in command.params for opt in p.opts}
    ours = re.sub(r"^docker .*$", "", README, flags=re.M)
    assert set(re.findall(r"(?<=[\s`])--[a-z][a-z-]*", ours)) <= known | {"--help"}


def test_the_readme_shows_what_the_terminal_says(corpus):
    question = re.search(r'bot ask "([^"]+)"', README)[1]
    said = CliRunner().invoke(verbatim, ["ask", question, "--corpus", str(corpus)]).output
    shown = README.split("```text\n")[1].split("```")[0]
    assert said.startswith(shown)


def test_the_test_command_of_the_readme_is_what_ci_runs():
    command = re.search(r"^python3 -m venv .*pytest$", README, re.M)[0]
    assert command in (ROOT / ".ci" / "run").read_text()


def test_the_files_in_the_tree_of_the_readme_exist():
    tree = README.split("## How it works")[1].split("```")[1]
    names = set(re.findall(r"\b[\w]+\.py\b", tree))
    there = {file.name for file in (ROOT / "bot").rglob("*.py")}
    assert names <= there


def test_the_pictures_of_the_readme_exist():
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file()


def test_the_container_holds_what_the_readme_says():
    container = (ROOT / "Dockerfile").read_text("utf-8")
    assert set(re.findall(SETTING, container)) <= SETTINGS
    copied = " ".join(re.findall(r"^COPY (.*) \S+$", container, re.M)).split()
    assert all((ROOT / name).exists() for name in copied)
    let_in = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.M)
    assert sorted(let_in) == sorted(copied)
