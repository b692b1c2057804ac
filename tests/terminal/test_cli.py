"""Wrong use, what is missing, and readers that leave."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner

from bot.core.article_files import file_stamps
from bot.errors import CorpusError
from bot.settings import read_settings
from bot.terminal.cli import verbatim
from bot.terminal.corpus import SEED, load_corpus
from tests.support.terminal import LINE_7, QUESTION, ROOT, assert_one_line_error, bot


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], ["QUESTION"]),
        (["ask", "x", "--batch", "-"], ["QUESTION"]),
        (["ask", "--batch", "-"], ["--json"]),
        (["ask", "x", "--limit", "0"], ["--limit"]),
        (["ask", "x", "--article", "moon.txt"], ["moon.txt"]),
        (["ask", "x", "--corpus", "nowhere"], ["nowhere", "--corpus"]),
        (["ask", "--json", "--batch", "nowhere"], ["nowhere"]),
        (["summary", "moon.txt"], ["moon.txt"]),
        (["timeline", "--all", "--topic", "x"], ["--all"]),
        (["timeline", "--picture", "x.jpg"], ["--picture", ".png"]),
        (["timeline", "--picture", "nowhere/x.png"], ["nowhere/x.png", "No such file"]),
        (["timeline", "--picture", "x.png", "--theme", "pink"], ["--theme", "dark"]),
        (["sing"], ["sing"]),
        (["aks", "x"], ["Did you mean 'ask'?"]),
        (["articles", "lst"], ["Did you mean 'list'?"]),
        (["ask", "x", "--limt", "3"], ["'--limit'"]),
        (["Who leads it?"], ["`ask`"]),
        (["ask", ""], ["is empty"]),
        (["ask", " ", " "], ["is empty"]),
        (["articles", "add", ""], ["SOURCE", "empty"]),  # as a path, it would be this folder
        (["articles", "import", "a.zip", " "], ["SOURCE", "empty"]),
        (["check", "--corpus", "README.md"], ["is a file"]),
        (["run"], ["DISCORD_TOKEN", ".env"]),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_a_message_and_status_2(arguments, words):
    assert_one_line_error(bot(*arguments), *words)


HELP_EXAMPLES = [
    example
    for command in ("ask", "summary", "timeline")
    for example in re.findall(
        r"^ *python -m bot (.*)$",
        verbatim.get_command(click.Context(verbatim), command).help,
        re.M,
    )
    if not re.search(r"--batch|--picture|--corpus", example)
]
SEED_NOTE = "verbatim: no folder corpus, so the seed article is used;"


def test_without_a_corpus_folder_the_seed_article_answers(tmp_path):
    """As for a newcomer who installed a wheel."""
    done = bot("ask", QUESTION, cwd=tmp_path)
    assert LINE_7 in done.stdout.splitlines()[0]
    [note] = done.stderr.splitlines()
    assert note.startswith(SEED_NOTE)
    assert "--corpus" in note


def test_the_seed_article_of_the_package_is_that_of_the_corpus_folder():
    [file] = SEED.iterdir()
    assert file.read_bytes() == (ROOT / "corpus" / file.name).read_bytes()


def test_the_seed_article_is_listed_but_never_changed(tmp_path):
    listed = bot("articles", "list", cwd=tmp_path)
    assert listed.stdout.startswith("seed-article.txt · ")
    assert listed.stderr.startswith(SEED_NOTE)
    done = bot("articles", "remove", "seed-article.txt", "--yes", cwd=tmp_path)
    assert_one_line_error(done, "corpus", "--corpus")


@pytest.mark.parametrize("command", ["add", "import"])
def test_the_first_article_makes_the_corpus_folder(tmp_path, command):
    (tmp_path / "note.txt").write_text("Bridge\n\nThe mayor opened the bridge.")
    assert bot("articles", command, "none.pdf", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "corpus").exists()
    assert bot("articles", command, "note.txt", cwd=tmp_path).returncode == 0
    asked = bot("ask", "Who opened the bridge?", cwd=tmp_path)
    assert (asked.stderr, asked.stdout.splitlines()[0]) == ("", "The mayor opened the bridge.")


@pytest.mark.parametrize("place", ["--corpus", "VERBATIM_CORPUS"])
def test_a_named_folder_must_exist(tmp_path, place):
    (tmp_path / ".env").write_text("VERBATIM_CORPUS=nowhere\n" if place != "--corpus" else "")
    option = ["--corpus", "corpus"] if place == "--corpus" else []
    done = bot("ask", "x", *option, cwd=tmp_path)
    assert_one_line_error(done, "no such folder")
    assert SEED_NOTE not in done.stderr


def test_an_empty_corpus_says_what_to_do(tmp_path):
    assert_one_line_error(bot("ask", "x", "--corpus", str(tmp_path)), "no article", ".txt")


def test_a_corpus_of_other_files_names_some_and_says_what_is_read(tmp_path):
    for name in ("a.docx", "b.png", "c.odt", "d.mp3", "e.txt"):
        (tmp_path / name).touch()
    done = bot("ask", "x", "--corpus", str(tmp_path))
    assert_one_line_error(done, "e.txt: is empty", "a.docx", "2 more", ".html", "articles add")


def test_an_unreadable_corpus_folder_is_named(monkeypatch, tmp_path):
    """Done by hand, since root may read every folder."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CorpusError, match=rf"^{tmp_path} cannot be read: Permission denied$"):
        file_stamps(tmp_path)


def test_a_wrong_setting_is_named(tmp_path):
    (tmp_path / ".env").write_text("VERBATIM_THRESHOLD=high")
    assert_one_line_error(bot("ask", "x", cwd=tmp_path), "VERBATIM_THRESHOLD")


def test_a_reader_that_leaves_is_no_error():
    """`… | head` closes the pipe."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    os.close(write_end)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"Stemmer", "numpy", "environs", "rich"}),
        (["articles", "--help"], {"Stemmer", "numpy"}),
        (["articles", "list"], {"Stemmer", "numpy", "discord"}),
        (["articles", "show", "seed-article.txt"], {"Stemmer", "numpy", "discord"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_no_library_that_it_does_not_need(arguments, heavy):
    """NLTK and numpy took most of the 0.6 s after which the list of articles appeared."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-X", "importtime", "-m", "bot", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not heavy & loaded


@pytest.mark.parametrize("arguments", [[], ["articles"]], ids=str)
def test_the_list_of_commands_has_whole_sentences_which_are_those_of_the_commands(arguments):
    """It is written without importing the commands, at 80 columns."""
    shown = CliRunner().invoke(verbatim, [*arguments, "--help"], terminal_width=80).output
    commands = shown.split("Commands:\n")[1].splitlines()
    group = verbatim.get_command(click.Context(verbatim), *arguments) if arguments else verbatim
    for line, name in zip(commands, group.list_commands(click.Context(group)), strict=True):
        command = group.get_command(click.Context(group), name)
        first_sentence = command.help.split("\n\n")[0]
        assert line.split(maxsplit=1) == [name, first_sentence]
        assert line.endswith(".")


def test_a_long_first_load_is_announced_on_a_screen_only(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("bot.terminal.corpus._MIN_ANNOUNCED", 2)
    settings = read_settings(tmp_path / "there-is-none")
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(f"Ferry {number} sails.")
    settings = replace(settings, data=tmp_path / "data")
    load_corpus(settings, tmp_path)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    load_corpus(settings, tmp_path)
    assert capsys.readouterr().err == "Reading 2 articles...\n"


@pytest.mark.parametrize("line", HELP_EXAMPLES)
def test_the_examples_of_the_help_say_something_about_the_seed_article(line):
    """One of them found nothing, for a newcomer who copied it."""
    done = bot(*shlex.split(line))
    assert done.returncode == 0
    assert not re.search(r"do not say|^No |no article", done.stdout, re.M | re.I)
    assert '"quotes": []' not in done.stdout
    assert '"events": []' not in done.stdout
