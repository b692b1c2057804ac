"""`chat`: the prompt."""

import os
import pty
import subprocess
import sys
import threading

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
