"""`chat`: the prompt."""

import os
import pty
import subprocess
import sys
import threading

import pytest

from tests.support.terminal import (
    LINE_7,
    QUESTION,
    READY_TO_TYPE,
    ROOT,
    bot,
    read_until,
)


def test_without_a_command_and_a_token_the_prompt_opens():
    done = bot(stdin=f"{QUESTION}\n\n")
    assert "No DISCORD_TOKEN" in done.stdout.splitlines()[0]
    assert LINE_7 in done.stdout


GREETING = "1 article. Ask a question, for example: What happened on May 15?"


def test_chat_greets_with_a_question_that_is_answered_and_says_how_to_leave():
    greeting, how_to_leave, *_ = bot("chat").stdout.splitlines()
    assert greeting == GREETING
    assert "exit" in how_to_leave
    assert "Ctrl-D" in how_to_leave
    assert "The articles do not say" not in bot("ask", greeting.partition(": ")[2]).stdout


def test_nothing_is_suggested_for_articles_that_have_no_simple_question(tmp_path):
    (tmp_path / "a.txt").write_text("Soup\n\nboil water and wait.")
    assert bot("chat", "--corpus", str(tmp_path)).stdout.startswith("1 article. Ask a question ab")


@pytest.mark.parametrize("word", ["help", "Help!", "?", "/help", "помощь", "Hilfe", "YARDIM"])
def test_help_is_no_question_to_the_articles(word):
    shown = bot("chat", stdin=f"{word}\n").stdout
    assert "Ctrl-D" in shown.split(GREETING)[1].partition("\n\n")[2]
    assert "· line" not in shown
    assert "do not say" not in shown


@pytest.mark.parametrize("word", ["exit", ":q", "QUIT", "exit.", "выход", "çıkış", "salir", "退出"])
def test_chat_ends_with_a_word(word):
    done = bot("chat", stdin=f"{word}\n{QUESTION}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert LINE_7 not in done.stdout


def test_chat_names_the_languages_of_the_articles():
    shown = bot("chat", stdin="Кто возглавляет российскую делегацию?\n").stdout
    assert "no articles in this language (Russian), only in: English." in shown


def test_a_question_that_begins_with_such_a_word_is_asked():
    assert "Medinsky" in bot("chat", stdin="Quit it: who leads Russia's delegation?\n").stdout


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
        os.write(ours, b"\x03")
        shown += read_until(ours, b"leaves.", READY_TO_TYPE)
        os.write(ours, b"\x04")
        end = read_until(ours)
        assert chat.wait() == 0
        assert end.endswith(b"\n") or b"\r\n" in end
        watchdog.cancel()
    os.close(ours)
    assert b"\x1b[1m" in shown
    assert b"Traceback" not in shown
    assert QUESTION in (tmp_path / "chat-history").read_text()
    assert (tmp_path / "chat-history").stat().st_mode & 0o077 == 0
