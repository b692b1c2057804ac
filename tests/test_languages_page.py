"""The page on languages: every key and file is on it, and what it says about adding one works."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import fields

import pytest

from bot.core.languages.registry import UNKNOWN, language_codes, language_of
from bot.core.languages.settings import LanguageSettings
from tests.support.terminal import ROOT, rows

PAGE = (ROOT / "docs/languages.md").read_text("utf-8")
STEP = re.compile(r"^\d\. Write `(?P<path>[^`]+)`.*?^ +```\w+\n(?P<text>.*?)^ +```$", re.S | re.M)
DATA = ROOT / "bot/core/data/languages"
CODES = [code for code in language_codes() if code != UNKNOWN]

STRIKE = (
    "Strejken er slut\n\nFærgerne i havnen sejler igen fra mandag. Borgmester Irma Soltau takkede "
    "begge parter for aftalen, og hun lovede bedre arbejdstider. Kl. 9 afgik den første færge med "
    "240 passagerer, som havde ventet i tre dage."
)


@pytest.fixture(scope="module")
def with_danish(tmp_path_factory):
    """Return a copy of the package to which the page was followed to the letter."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for step in STEP.finditer(PAGE):
        file = folder / step["path"]
        file.parent.mkdir(exist_ok=True)
        file.write_text(textwrap.dedent(step["text"]), "utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "strejke.txt").write_text(STRIKE, "utf-8")
    return folder


def run(folder, *arguments):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bot", *arguments, "--corpus", "articles"]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env=environment, check=False
    )


def test_a_danish_article_is_read_in_danish(with_danish):
    assert "strejke.txt · no date · Strejken er slut · Danish" in run(with_danish, "check").stdout


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvem takkede parterne for aftalen?", "Irma Soltau takkede"),
        ("Hvor mange passagerer sejlede med den første færge?", "240 passagerer"),
        ("Hvornår sejler færgen igen?", "fra mandag"),
    ],
)
def test_a_danish_question_is_answered(with_danish, question, words):
    [row] = rows(run(with_danish, "ask", "--json", question))
    assert (row["answered"], row["language"]) == (True, "da")
    assert words in row["quotes"][0]["text"]


def test_what_the_article_does_not_say_is_refused_in_danish_and_for_its_language_in_english(
    with_danish,
):
    [danish] = rows(run(with_danish, "ask", "--json", "Hvem vandt fodboldkampen i Berlin?"))
    assert (danish["answered"], danish["language"]) == (False, "da")
    refusal = run(with_danish, "ask", "Who thanked both of the parties for the agreement?").stdout
    assert "no articles in this language (English), only in: Danish." in refusal


@pytest.mark.parametrize("key", [field.name for field in fields(LanguageSettings)])
def test_every_key_is_on_the_page(key):
    assert f"`{key}`" in PAGE


@pytest.mark.parametrize("code", CODES)
def test_every_file_of_a_language_is_on_the_page(code):
    for file in (DATA / code).glob("*.*"):
        assert file.suffix == ".json" or f"`{file.name}`" in PAGE, file.name


def test_every_language_is_on_the_page_under_its_level():
    rows = {
        level: re.search(rf"^\| {level} \| ([^|]+) \|", PAGE, re.M)[1].split(", ")
        for level in ("full", "good")
    }
    names: dict[str, list[str]] = {"full": [], "good": []}
    for code in CODES:
        settings = language_of(code).settings
        names[settings.level].append(settings.english_name)
    assert rows == {level: sorted(languages) for level, languages in names.items()}
