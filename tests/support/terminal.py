"""The command line in a process of its own, where the exit status and the streams matter."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
