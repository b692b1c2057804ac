"""Word lists: each file and group in the folders is read, and no other can be asked for."""

import re

import pytest

from bot.core.languages import word_lists
from bot.core.languages.registry import language_codes
from bot.core.languages.word_lists import GROUPS, read_group_lines, read_groups, read_phrases
from bot.errors import LanguageError
from tests.support.terminal import ROOT

DATA = ROOT / "bot/core/data/languages"
CODE = "".join(file.read_text("utf-8") for file in sorted((ROOT / "bot").rglob("*.py")))
WRAPPED_FILES = {"language.toml", "stopwords.txt", "sentence_starters.txt", *GROUPS}
DEFAULT_GROUP = "before anything"  # of abbreviations, for which no rule asks


@pytest.mark.parametrize("read", [read_groups, read_group_lines, read_phrases])
def test_a_wrong_group_is_named_with_its_file(monkeypatch, read):
    for reader in ("data_groups", "data_phrases"):
        monkeypatch.setattr(word_lists, reader, lambda _path: {"before a nam": ["mr"]})
    with pytest.raises(LanguageError, match=r"en/abbreviations\.txt: no group.*\[before a nam\]"):
        read("en", "abbreviations.txt")


def test_a_group_that_a_language_lacks_is_empty_and_any_other_is_an_error():
    groups = read_groups("en", "word_groups.txt")
    assert groups["before a noun"] == frozenset()
    with pytest.raises(KeyError):
        groups["before nouns"]


def test_words_are_folded():
    assert "MONDAY" in read_groups("en", "word_groups.txt", str.upper)["days"]


@pytest.mark.parametrize("file", sorted(set(GROUPS) - {"requirements.txt"}))
def test_every_group_is_asked_for(file):
    unused = [group for group in GROUPS[file] if CODE.count(f'"{group}"') < 2]
    assert unused == ([DEFAULT_GROUP] if file == "abbreviations.txt" else [])


def test_every_kind_that_is_asked_for_has_its_units():
    """They are looked up by their kind, but for a price, which is known by its currency."""
    groups = set(GROUPS["requirements.txt"])
    kinds = {group.removeprefix("asks ") for group in groups if group.startswith("asks ")}
    assert kinds - groups == {"price"}
    assert groups - kinds == {f"asks {kind}" for kind in kinds}


@pytest.mark.parametrize("code", language_codes())
def test_every_file_is_read(code):
    names = {file.name for file in (DATA / code).iterdir()}
    assert {name for name in names if not re.search(rf"[\"/]{re.escape(name)}\"", CODE)} == set()


@pytest.mark.parametrize("code", language_codes())
def test_every_group_is_known(code):
    for file in GROUPS:
        assert read_groups(code, file).keys() == set(GROUPS[file])


@pytest.mark.parametrize("code", language_codes())
def test_no_list_is_wider_than_a_screen(code):
    """A pattern and the names of a country stand on one line each, of any length."""
    lists = [file for file in (DATA / code).iterdir() if file.name in WRAPPED_FILES]
    lines = [line for file in lists for line in file.read_text("utf-8").splitlines()]
    assert [line for line in lines if len(line) > 100] == []
