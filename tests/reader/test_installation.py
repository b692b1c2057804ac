"""The reader is used where it is installed and wanted."""

import math
import sys

import pytest

from bot.core.reader import MAX_MARGIN
from bot.errors import ReaderError, SettingsError
from bot.reader.installation import find_reader
from bot.settings import ReaderChoice


@pytest.fixture
def missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "verbatim_reader", None)
    monkeypatch.setattr("bot.reader.installation._PACKAGE", "no_such_package")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    pytest.importorskip("onnxruntime")
    (tmp_path / "other_reader").mkdir()
    (tmp_path / "other_reader/__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("bot.reader.installation._PACKAGE", "other_reader")
    return tmp_path / "other_reader"


@pytest.mark.parametrize("choice", [ReaderChoice.AUTO, ReaderChoice.OFF])
def test_there_is_none_where_it_is_not_installed(missing, choice):
    assert find_reader(choice) is None


def test_always_needs_it(missing):
    with pytest.raises(SettingsError, match="VERBATIM_READER"):
        find_reader(ReaderChoice.ALWAYS)


def test_off_is_off(installed):
    assert find_reader(ReaderChoice.OFF) is None


def test_the_choice_decides_when_it_is_asked(installed):
    assert find_reader(ReaderChoice.AUTO).max_margin == MAX_MARGIN
    assert find_reader(ReaderChoice.ALWAYS).max_margin == math.inf


def test_a_damaged_one_is_named_before_the_first_question_in_discord(installed):
    with pytest.raises(ReaderError):
        find_reader(ReaderChoice.AUTO, max_seconds=1)
