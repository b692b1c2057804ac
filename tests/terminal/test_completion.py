"""Shell completion, as the shells call it; docs/cli.md says how to turn it on."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support.terminal import ROOT

PROGRAM = f"""#!{sys.executable}
import sys
sys.argv[0] = "verbatim"
from bot.__main__ import main
main()
"""


@pytest.fixture
def environment(tmp_path):
    """Return the environment of a shell that has `verbatim`."""
    (tmp_path / "verbatim").write_text(PROGRAM)
    (tmp_path / "verbatim").chmod(0o755)
    return {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("verbatim a", {"articles", "ask"}),
        ("verbatim articles re", {"remove", "replace"}),
        ("verbatim ask --ex", {"--explain"}),
        ("verbatim timeline --theme d", {"dark"}),
        ("verbatim --v", {"--version"}),
    ],
)
def test_commands_options_and_choices_are_completed(environment, typed, completions):
    variables = {
        "_VERBATIM_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
    }
    done = subprocess.run(
        ["verbatim"], env=environment | variables, capture_output=True, text=True, check=True
    )
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == completions


@pytest.mark.parametrize(
    ("shell", "check"),
    [
        ("bash", "complete -p verbatim"),
        ("zsh", "autoload -Uz compinit && compinit -D; {}; print $_comps[verbatim]"),
        ("fish", "complete -C 'verbatim tim'"),
    ],
)
def test_a_fresh_shell_takes_the_script(environment, shell, check):
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    script = subprocess.run(
        ["verbatim"],
        env=environment | {"_VERBATIM_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    load = check.format(script) if "{}" in check else f"{script}\n{check}"
    done = subprocess.run(
        [shell, "-c", load], env=environment, capture_output=True, text=True, check=True
    )
    assert "verbatim" in done.stdout or "timeline" in done.stdout
    assert done.stderr == ""
