"""The command line, in a process of its own where the exit status and the streams matter."""

import asyncio
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Status, Timeline
from bot.ingest.archive import Archive
from bot.ingest.ingest import gather_text
from bot.ingest.pieces import Document
from bot.libraries.server_library import Incoming, ServerLibrary
from bot.storage.articles import Original
from bot.storage.file import FILE_NAME
from bot.storage.store import open_store
from bot.terminal.corpus import SEED
from bot.terminal.output import show_timeline
from tests.builders import event

ROOT = Path(__file__).parents[2]
QUESTION = "Who leads Russia's delegation?"
LINE_7 = (
    "Instead, a delegation led by presidential adviser Vladimir Medinsky and Deputy Defence"
    " Minister Alexander Fomin would represent Moscow."
)
READY_TO_TYPE = b"\x1b[?2004h"  # the prompt turns bracketed paste on


def bot(*arguments: str, stdin: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` without any settings but PYTHONPATH."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
    )


def rows(done: subprocess.CompletedProcess[str]) -> list[dict]:
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_one_line_error(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("verbatim: ")
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


def test_ask_quotes_the_line_that_answers():
    done = bot("ask", QUESTION)
    assert LINE_7 in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[1].startswith("seed-article.txt · line 7")


def test_piped_output_has_no_colours_and_does_not_wrap():
    assert "\x1b" not in bot("ask", QUESTION).stdout


def test_words_need_no_quotation_marks():
    assert "Marco Rubio" in bot("ask", "who", "leads", "the", "american", "delegation").stdout


def test_a_refusal_shows_no_quote():
    done = bot("ask", "Who won the football match?")
    assert done.stdout.startswith("The articles do not say.")
    assert "Ukraine-Russia Peace Talks" in done.stdout
    assert " · line" not in done.stdout
    assert done.returncode == 0


def test_ask_as_json():
    [row] = rows(bot("ask", "--json", "--limit", "1", QUESTION))
    [quote] = row["quotes"]
    text = (ROOT / "corpus/seed-article.txt").read_bytes().decode()
    assert list(row) == ["id", "question", "answered", "confidence", "quotes"]
    assert row["answered"] is True
    assert 0 <= row["confidence"] <= 1
    assert (quote["first_line"], quote["last_line"]) == (7, 7)
    assert quote["text"] == text[quote["start"] : quote["end"]]
    assert text[quote["focus"]["start"] : quote["focus"]["end"]] == LINE_7


def test_a_refusal_in_json_still_ranks_quotes():
    [row] = rows(bot("ask", "--json", "Who is the president of France?"))
    assert row["answered"] is False
    assert row["quotes"]


def test_a_batch_keeps_its_order_and_its_ids():
    lines = [
        {"id": "b", "question": QUESTION},
        {"id": 7, "question": "", "article": "seed-article.txt"},
    ]
    batch = "\n".join(map(json.dumps, lines)) + "\n\n"
    assert [row["id"] for row in rows(bot("ask", "--json", "--batch", "-", stdin=batch))] == [
        "b",
        7,
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["line 2", "JSON"]),
        ("[]", ["line 2", "object"]),
        ('{"id": 1}', ["line 2", "question"]),
        ('{"question": 5}', ["line 2", "question"]),
        ('{"question": "x", "article": 5}', ["line 2", "article"]),
        ('{"question": "x", "article": "moon.txt"}', ["moon.txt"]),
    ],
)
def test_a_bad_line_of_a_batch_is_named(line, words):
    done = bot("ask", "--json", "--batch", "-", stdin=f'{{"question": "x"}}\n{line}\n')
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words)
    assert len(done.stdout.splitlines()) == 1


def test_a_batch_that_is_not_text_is_named(tmp_path):
    (tmp_path / "batch.jsonl").write_bytes(b"\xff\xfe\n")
    done = bot("ask", "--json", "--batch", str(tmp_path / "batch.jsonl"))
    assert_one_line_error(done, "batch.jsonl", "UTF-8")


def test_a_question_of_any_bytes_is_answered():
    """A command line can hold bytes that are no text; JSON cannot."""
    [row] = rows(bot("ask", "--json", "Who leads Russia's delegation? \udcff"))
    assert row["answered"]
    assert row["question"].endswith("?")


def test_summary_as_json():
    [row] = rows(bot("summary", "--json", "--sentences", "2"))
    assert list(row) == ["article", "title", "quotes"]
    assert [quote["start"] for quote in row["quotes"]] == sorted(q["start"] for q in row["quotes"])
    assert len(row["quotes"]) == 2


def test_the_summary_of_a_topic_as_json():
    [row] = rows(bot("summary", "--json", "--topic", "peace talks"))
    assert list(row) == ["topic", "quotes"]
    assert row["topic"] == "peace talks"
    assert len(row["quotes"]) == 3


def test_a_topic_of_any_bytes_is_told():
    [row] = rows(bot("summary", "--json", "--topic", " \udcff peace\ntalks"))
    assert row["topic"] == "? peace talks"
    assert row["quotes"]


def test_the_summary_of_a_topic_names_the_article_of_each_quote():
    done = bot("summary", "--topic", "peace talks", "--sentences", "2")
    assert done.stdout.splitlines()[0] == "peace talks"
    assert done.stdout.count("seed-article.txt · line ") == 2


def test_the_summary_of_an_unknown_topic_says_so():
    done = bot("summary", "--topic", "volcano")
    assert (done.returncode, done.stdout) == (0, "volcano\nNo article is about this topic.\n")


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


def test_check_lists_the_articles():
    done = bot("check")
    assert done.returncode == 0
    assert "seed-article.txt" in done.stdout
    assert "1 article" in done.stdout


def test_check_names_every_problem_and_the_others_load(tmp_path):
    (tmp_path / "good.txt").write_text("A title\n\nSome text.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    done = bot("check", "--corpus", str(tmp_path))
    assert done.returncode == 2
    assert "empty.txt: is empty" in done.stderr
    assert "latin.txt: line 1 is not UTF-8" in done.stderr
    assert "good.txt" in done.stdout


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
        (["run"], ["DISCORD_TOKEN", ".env"]),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_a_message_and_status_2(arguments, words):
    assert_one_line_error(bot(*arguments), *words)


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
    for arguments in (["remove", "seed-article.txt", "--yes"], ["add", "x.txt"]):
        assert_one_line_error(bot("articles", *arguments, cwd=tmp_path), "corpus", "--corpus")


@pytest.mark.parametrize("place", ["--corpus", "VERBATIM_CORPUS"])
def test_a_named_folder_must_exist(tmp_path, place):
    (tmp_path / ".env").write_text("VERBATIM_CORPUS=nowhere\n" if place != "--corpus" else "")
    option = ["--corpus", "corpus"] if place == "--corpus" else []
    done = bot("ask", "x", *option, cwd=tmp_path)
    assert_one_line_error(done, "no such folder")
    assert SEED_NOTE not in done.stderr


def test_an_empty_corpus_says_what_to_do(tmp_path):
    assert_one_line_error(bot("ask", "x", "--corpus", str(tmp_path)), "no article", ".txt")


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


def test_without_a_command_and_a_token_the_prompt_opens():
    done = bot(stdin=f"{QUESTION}\n\n")
    assert "No DISCORD_TOKEN" in done.stdout.splitlines()[0]
    assert LINE_7 in done.stdout


def test_piped_lines_of_any_bytes_are_answered():
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "chat"]
    done = subprocess.run(
        command, input=b"\xff\xfe\n", capture_output=True, cwd=ROOT, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_chat_keeps_a_history_and_ends_with_ctrl_d(tmp_path):
    """At a real terminal: type a question, read the answer, leave."""
    ours, theirs = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "VERBATIM_DATA": str(tmp_path),
        "VERBATIM_CORPUS": str(ROOT / "corpus"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=tmp_path,
    ) as chat:
        os.close(theirs)
        os.write(ours, f"{QUESTION}\r".encode())
        watchdog = threading.Timer(20, chat.kill)
        watchdog.start()
        shown = read_until(ours, b"line 7", READY_TO_TYPE)
        os.write(ours, b"\x04")
        read_until(ours)
        assert chat.wait() == 0
        watchdog.cancel()
    os.close(ours)
    assert b"\x1b[1m" in shown
    assert QUESTION in (tmp_path / "chat-history").read_text()
    assert (tmp_path / "chat-history").stat().st_mode & 0o077 == 0


def read_until(terminal: int, *wanted: bytes) -> bytes:
    """Read what a terminal shows up to all of `wanted` in turn, or to its end if there is none.

    One read may bring several of them: to wait for each anew would be to wait for ever.
    """
    shown, found = b"", 0
    for mark in wanted or [None]:
        while mark is None or mark not in shown[found:]:
            if not (piece := _read(terminal)):
                return shown
            shown += piece
        found = shown.index(mark, found) + len(mark)
    return shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux's way to tell that the other side has closed
        return b""


# --- articles


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text("# Ferry\n\nIt sails.")
    return str(folder)


def test_articles_are_added_listed_and_removed(shelf, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Bridge\n\nThe mayor opened the bridge.")
    added = bot("articles", "add", str(note), "--corpus", shelf)
    assert (added.returncode, added.stdout) == (0, "bridge.txt: Bridge\n")
    again = bot("articles", "add", str(note), "--corpus", shelf)
    assert again.stdout == "bridge.txt: there already\n"
    listed = bot("articles", "list", "--corpus", shelf).stdout.splitlines()
    assert listed == ["a.md · no date · Ferry", "bridge.txt · no date · Bridge"]
    removed = bot("articles", "remove", "Bridge", "--yes", "--corpus", shelf)
    assert removed.stdout == "bridge.txt: removed\n"
    assert bot("articles", "list", "--corpus", shelf).stdout.splitlines() == listed[:1]


def test_what_cannot_be_added_is_named_and_the_rest_is_added(shelf, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("The mayor opened the bridge.")
    inside = "http://127.0.0.1/secret"
    done = bot("articles", "add", "none.pdf", inside, str(note), "--corpus", shelf)
    assert done.returncode == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["none.pdf", inside]
    assert done.stdout.endswith(": The mayor opened the bridge.\n")


@pytest.fixture
def sources(tmp_path):
    """Return a folder, an archive and lines: three articles, one of them twice, two faults."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("Bridge\n\nThe mayor opened the bridge.")
    (tmp_path / "in/\x1b[2J.txt").touch()
    (tmp_path / "in/picture.png").touch()
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("b.md", "# Bridge\n\nThe mayor opened the bridge.")
        archive.writestr("c.md", "# Port\n\nThe port is closed.")
    (tmp_path / "in.jsonl").write_text('{"text": "The storm came."}\n[]\n')
    return [str(tmp_path / name) for name in ("in", "in.zip", "in.jsonl")]


def test_many_are_imported_and_what_fails_is_named(shelf, sources):
    done = bot("articles", "import", *sources, "--corpus", shelf)
    assert done.returncode == 2
    assert done.stdout == "3 added, 1 there already, 2 could not be added, 1 of another kind\n"
    assert done.stderr.splitlines() == [
        f"Error: {sources[0]}/\ufffd[2J.txt: is empty",
        f'Error: {sources[2]}, line 2: is not an object such as {{"text": "..."}}',
    ]
    listed = bot("articles", "list", "--corpus", shelf).stdout
    assert re.findall(r"^\S+", listed, re.M) == [
        "a.md",
        "bridge.txt",
        "port.md",
        "the-storm-came.txt",
    ]


def test_a_bar_shows_how_many_are_imported(shelf, sources):
    """On a screen, with what fails above it."""
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "articles", "import", *sources, "--corpus", shelf],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as importing:
        os.close(theirs)
        shown = read_until(ours).decode()
        assert importing.wait() == 2
    os.close(ours)
    assert "7/7" in shown
    assert "Traceback" not in shown
    assert "3 added, 1 there already, 2 could not be added, 1 of another kind" in shown


def test_what_is_exported_can_be_imported_elsewhere(shelf, tmp_path):
    file, again = tmp_path / "all.zip", tmp_path / "again"
    again.mkdir()
    done = bot("articles", "export", str(file), "--corpus", shelf)
    assert (done.returncode, done.stdout) == (0, f"{file}: 1 article\n")
    assert bot("articles", "import", str(file), "--corpus", str(again)).stdout == "1 added\n"
    assert (again / "a.md").read_bytes() == Path(shelf, "a.md").read_bytes()


def test_an_export_overwrites_only_by_force(shelf, tmp_path):
    file = tmp_path / "all.zip"
    file.write_text("of yesterday")
    done = bot("articles", "export", str(file), "--corpus", shelf)
    assert_one_line_error(done, "is there already", "--force")
    assert file.read_text() == "of yesterday"
    assert bot("articles", "export", str(file), "Ferry", "--force", "--corpus", shelf).stdout
    assert zipfile.is_zipfile(file)


def test_an_export_without_all_articles_says_so(shelf, tmp_path):
    Path(shelf, "b.txt").touch()
    done = bot("articles", "export", str(tmp_path / "all.zip"), "--corpus", shelf)
    assert done.returncode == 2
    assert "left out b.txt: is empty" in done.stderr
    assert done.stdout.endswith(": 1 article\n")


def test_an_article_is_shown_and_replaced(shelf, tmp_path):
    note = tmp_path / "note.md"
    note.write_text("---\nsource: Example News\n---\n# Ferry\n\n\x1b[2JIt sank.\n")
    done = bot("articles", "replace", "Ferry", str(note), "--corpus", shelf)
    assert (done.returncode, done.stdout) == (0, "a.md: Ferry\n")
    assert bot("articles", "show", "a.md", "--corpus", shelf).stdout.splitlines() == [
        "a.md · no date · Ferry",
        "Example News",
        f"made of {shelf}/.originals/a.md/note.md",
        "1  ---",
        "2  source: Example News",
        "3  ---",
        "4  # Ferry",
        "5  ",
        "6  \ufffd[2JIt sank.",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], ["SOURCE"]),
        (["import", "x", "--corpus", "nowhere"], ["nowhere", "--corpus"]),
        (["export"], ["FILE"]),
        (["export", "a.md"], ["a.md", ".zip"]),
        (["export", "nowhere/a.zip"], ["nowhere/a.zip", "No such file"]),
        (["export", "a.zip", "moon.txt"], ["moon.txt"]),
        (["export", "a.zip", "--corpus", "empty"], ["no article"]),
        (["show", "moon.txt"], ["moon.txt"]),
        (["replace", "moon.txt", "x.txt"], ["moon.txt"]),
        (["replace", "a.md", "x.txt"], ["x.txt", "No such file"]),
        (["remove", "moon.txt"], ["moon.txt"]),
    ],
    ids=" ".join,
)
def test_wrong_use_of_articles(shelf, tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    assert_one_line_error(bot("articles", *arguments, cwd=tmp_path), *words)
    assert not (tmp_path / "a.zip").exists()


@pytest.fixture
def served(tmp_path, seed):
    """Return a folder whose `data` has two articles of server 7, one with an original."""

    async def fill():
        async with open_store(tmp_path / "data") as store:
            incoming = [
                Incoming(gather_text("It sails.", title="Ferry"), Original("f.pdf", b"%PDF")),
                Incoming(gather_text("It is long.", title="\x1b[2J'Bridge'")),
            ]
            await ServerLibrary(seed, store.articles).add(7, incoming, date(2025, 5, 15))

    asyncio.run(fill())
    return tmp_path


def test_the_articles_of_a_server_are_listed_and_exported(served):
    listed = bot("articles", "list", "--server", "7", cwd=served)
    assert (listed.returncode, listed.stderr) == (0, "")
    [ferry, bridge] = listed.stdout.splitlines()
    assert ferry == "ferry.txt · no date · Ferry"
    assert bridge.startswith("2j-bridge.txt · no date · ")
    done = bot("articles", "export", "all.zip", "--server", "7", cwd=served)
    assert (done.returncode, done.stdout, done.stderr) == (0, "all.zip: 2 articles\n", "")
    with (served / "all.zip").open("rb") as file:
        first, second = Archive(file, "all.zip")
    assert (first.path, first.original) == ("ferry.txt", Document("f.pdf", b"%PDF"))
    assert first.text.endswith("It sails.")
    assert (second.path, second.original) == ("2j-bridge.txt", None)
    names = ["Ferry", "ferry.txt", "server/ferry.txt"]  # the last as answers name it
    done = bot("articles", "export", "b.zip", *names, "--server", "7", cwd=served)
    assert done.stdout == "b.zip: 1 article\n"


def test_of_a_server_what_is_damaged_is_left_out_and_named(served):
    with closing(sqlite3.connect(served / "data" / FILE_NAME)) as database, database:
        database.execute("UPDATE articles SET text = 'It sank.' WHERE path = 'ferry.txt'")
    done = bot("articles", "export", "all.zip", "--server", "7", cwd=served)
    assert (done.returncode, done.stdout) == (2, "all.zip: 1 article\n")
    assert done.stderr == "verbatim: left out ferry.txt: is damaged\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--server", "8"], ["server 8 has no articles"]),
        (["--server", "x"], ["x"]),
        (["--server", str(2**63)], ["range"]),  # more than SQLite can compare with
        (["--server", "7", "--corpus", "corpus"], ["--server", "--corpus"]),
    ],
    ids=" ".join,
)
def test_wrong_use_of_a_servers_articles(served, arguments, words):
    assert_one_line_error(bot("articles", "list", *arguments, cwd=served), *words)
    assert_one_line_error(bot("articles", "export", "a.zip", *arguments, cwd=served), *words)
    assert not (served / "a.zip").exists()


def test_without_a_database_no_server_has_articles(tmp_path):
    assert_one_line_error(bot("articles", "list", "--server", "7", cwd=tmp_path), "no database")
    assert not (tmp_path / "data").exists()


def test_removing_asks_first(shelf):
    done = bot("articles", "remove", "a.md", "--corpus", shelf, stdin="n\n")
    assert done.returncode != 0
    assert bot("articles", "list", "--corpus", shelf).stdout == "a.md · no date · Ferry\n"
