"""The command line, in a process of its own where the exit status and the streams matter."""

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
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
    assert "Traceback" not in done.stderr
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


def test_timeline_as_json():
    [row] = rows(bot("timeline", "--json", "--all"))
    text = (ROOT / "corpus/seed-article.txt").read_bytes().decode()
    for event in row["events"]:
        expression = event["expression"]
        assert text[expression["start"] : expression["end"]] == expression["text"]
        assert event["quote"]["start"] <= expression["start"] < expression["end"]
    assert [event["date"] for event in row["events"]] == ["2022", "2022-03", "2022-03", "--05-15"]


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
    assert shown[1] == "  a.txt · line 4; b.txt · line 1"
    assert "June 2025         (planned) The envoys will sign" in shown[-2]


def test_timeline_of_one_article_for_people(talks):
    shown = bot("timeline", "a.txt", "--corpus", talks, "--topic", "envoys").stdout.splitlines()
    assert shown[2:4] == ["13 May 2025       (date of the article) The envoys ate.", "  line 8"]


def test_a_timeline_without_events_says_why(talks):
    assert bot("timeline", "--topic", "volcano").stdout == "No article has the topic “volcano”.\n"


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
        (["sing"], ["sing"]),
        (["run"], ["DISCORD_TOKEN", ".env"]),
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_a_message_and_status_2(arguments, words):
    assert_one_line_error(bot(*arguments), *words)


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
        shown = read_until(ours, b"line 7") + read_until(ours, READY_TO_TYPE)
        os.write(ours, b"\x04")
        read_until(ours, None)
        assert chat.wait() == 0
        watchdog.cancel()
    os.close(ours)
    assert b"\x1b[1m" in shown
    assert QUESTION in (tmp_path / "chat-history").read_text()
    assert (tmp_path / "chat-history").stat().st_mode & 0o077 == 0


def read_until(terminal: int, wanted: bytes | None) -> bytes:
    """Read what a terminal shows up to `wanted`, or to its end."""
    shown = b""
    while wanted is None or wanted not in shown:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # Linux's way to tell that the other side has closed
            break
        if not piece:
            break
        shown += piece
    return shown
