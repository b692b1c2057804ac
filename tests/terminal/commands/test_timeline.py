"""`timeline`."""

import json
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Status, Timeline
from bot.terminal.output.results import show_timeline
from tests.builders import event
from tests.support.terminal import ROOT, bot, rows


def test_timeline_as_json():
    [row] = rows(bot("timeline", "--json", "--all"))
    text = (ROOT / "corpus/seed-article.txt").read_bytes().decode()
    for one in row["events"]:
        expression = one["expression"]
        assert text[expression["start"] : expression["end"]] == expression["text"]
        assert one["quote"]["start"] <= expression["start"] < expression["end"]
    assert [one["date"] for one in row["events"]] == ["2022", "2022-03", "2022-03", "--05-15"]


TALKS = """---
published: 2025-05-15
---
The envoys of both countries met in Rome on Tuesday.

The envoys will sign a treaty in June 2025.

The envoys ate.
"""


@pytest.fixture
def talks(tmp_path) -> str:
    (tmp_path / "a.txt").write_text(TALKS)
    (tmp_path / "b.txt").write_text(TALKS.splitlines()[3].replace("Tuesday", "13 May 2025"))
    return str(tmp_path)


def test_chosen_events_as_json(talks):
    [row] = rows(bot("timeline", "--json", "--corpus", talks, "--topic", "envoys"))
    met, ate, sign = row["events"]
    assert list(met) == ["date", "end", "precision", "status", "expression", "quote", "also"]
    assert (met["date"], met["precision"], met["status"]) == ("2025-05-13", "day", "happened")
    assert [quote["article"] for quote in [met["quote"], *met["also"]]] == ["a.txt", "b.txt"]
    assert (ate["date"], ate["expression"], ate["also"]) == ("2025-05-13", None, [])
    assert (sign["date"], sign["precision"], sign["status"]) == ("2025-06", "month", "planned")


def test_a_range_of_dates_as_json(tmp_path):
    (tmp_path / "a.txt").write_text("The envoys met from 2 to 5 May 2025.")
    [row] = rows(bot("timeline", "--json", "--corpus", str(tmp_path)))
    assert [(event["date"], event["end"]) for event in row["events"]] == [
        ("2025-05-02", "2025-05-05")
    ]


def test_timeline_for_people(talks):
    shown = bot("timeline", "--corpus", talks).stdout.splitlines()
    assert shown[0].startswith("13 May 2025       The envoys of both")
    assert shown[1] == "  a.txt · line 4 · also b.txt · line 1"
    assert shown[-2].startswith("June 2025         The envoys will sign")
    assert shown[-1].endswith(" · planned")


def test_timeline_of_one_article_for_people(talks):
    shown = bot("timeline", "a.txt", "--corpus", talks, "--topic", "envoys").stdout.splitlines()
    assert shown[2:4] == ["13 May 2025       The envoys ate.", "  line 8 · article’s date"]


def test_a_timeline_without_events_says_why(talks):
    assert bot("timeline", "--topic", "volcano").stdout == "No article has the topic “volcano”.\n"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_timeline_is_drawn_too(tmp_path, theme):
    file = tmp_path / "talks.png"
    done = bot("timeline", "--picture", str(file), "--theme", theme)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == bot("timeline").stdout
    assert file.read_bytes().startswith(b"\x89PNG")


def test_without_dates_nothing_is_drawn(tmp_path):
    file = tmp_path / "moon.png"
    done = bot("timeline", "--topic", "moon", "--json", "--picture", str(file))
    assert done.returncode == 0
    assert "not drawn" in done.stderr
    assert json.loads(done.stdout) == {"events": []}
    assert not file.exists()


def test_a_timeline_on_a_screen_has_a_rail():
    """Of any width, each line keeps to it, and nothing of a sentence is lost."""
    events = (
        event("The ferry line to the northern islands was opened. " * 3, until="2019-03-05"),
        event("It closes.", "2022-03", Precision.MONTH, status=Status.PLANNED, expression=None),
    )
    for width in (24, 40, 100):
        out = Console(file=StringIO(), force_terminal=True, width=width, color_system=None)
        show_timeline(out, Timeline(events, 5), name_articles=True)
        lines = out.file.getvalue().splitlines()
        assert all(cell_len(line) <= width for line in lines)
        assert {line[line.index("│")] for line in lines if "│" in line} == {"│"}
        assert len({line.index(mark) for line in lines for mark in "●◌│" if mark in line}) == 1
        words = " ".join(" ".join(lines).replace("│", "").split())
        assert "planned" in words
        assert words.count("northern") == 3
        assert words.endswith("--limit shows them")
