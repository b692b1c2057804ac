"""What is said of a file that is not there."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.missing_file import missing_file_hint

WINDOWS = "this is a path of Windows"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("example.org/news", "did you mean https://example.org/news?"),
        ("example.org:8080/a.pdf", "did you mean https://example.org:8080/a.pdf?"),
        ("www.example.com", "did you mean https://www.example.com?"),
        ("HTTP://example.org/a", "did you mean http://example.org/a?"),
        ("htps://example.org", "did you mean https://example.org?"),
        ("https:/example.org/a", "did you mean https://example.org/a?"),
        ("file:///home/a.txt", "did you mean /home/a.txt?"),
        ("ftp://example.org/a", "only addresses with https:// or http:// are read"),
        ("*.pdf", "no file matches this pattern"),
        ("in/report?.txt", "no file matches this pattern"),
        ("reprt.txt", "did you mean 'report.txt'?"),
        ("REPORT.TXT", "did you mean 'report.txt'?"),
        ("in/nots.md", "did you mean 'in/notes.md'?"),
        ("out/x.txt", "there is no folder 'out'"),
        ("budget.txt", ""),
        ("notes.backup", ""),
    ],
)
def test_the_hint_says_what_to_do_instead(name, hint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/notes.md").touch()
    (tmp_path / "report.txt").touch()
    assert missing_file_hint(name) == hint


@pytest.mark.skipif(os.name == "nt", reason="there it is a path")
@pytest.mark.parametrize("name", [r"C:\x.txt", "C:/x.txt", r"d:\my files\a.pdf", r"\\server\x.txt"])
def test_a_path_of_windows_is_recognised(name):
    assert missing_file_hint(name).startswith(WINDOWS)


@given(st.text(max_size=40))
def test_any_name_has_a_hint_of_one_line_or_none(name):
    assert "\n" not in missing_file_hint(name.replace("\n", ""))
