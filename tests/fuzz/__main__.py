"""`python -m tests.fuzz [TARGET ...] [--seconds N]`: fuzz each target in a process of its own.

The target `all` is all of them in one process, which starts sooner and finds less.

A finding ends with status 1, and its input lies in `--folder`; it is moved to
`tests/fuzz/findings/TARGET/` when it is mended.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.targets import ALL, TARGETS

_MAX_BYTES = 4_096  # of an input
_HANG_SECONDS = 30


def main() -> bool:
    """Fuzz the targets one after the other; return whether there is a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(".fuzz"), help="of inputs and findings")
    options = parser.parse_args()
    if unknown := set(options.targets) - {ALL, *TARGETS}:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if find_spec("atheris") is None:
        print("skipped: atheris is not installed; pip install -e '.[fuzz]' where it has a wheel")
        return False
    findings = [_fuzz(name, options) for name in options.targets or TARGETS]
    return any(findings)


def _fuzz(name: str, options: argparse.Namespace) -> bool:
    """Fuzz a target in a process of its own, which libFuzzer ends; return if it has a finding."""
    corpus, findings = options.folder / name, options.folder / "findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    libfuzzer_options = {
        "max_total_time": options.seconds,
        "seed": options.seed,
        "max_len": _MAX_BYTES,
        "timeout": _HANG_SECONDS,
        "artifact_prefix": f"{findings}/{name}-",
    }
    command = [sys.executable, "-m", "tests.fuzz.worker", name]
    command += [f"-{option}={value}" for option, value in libfuzzer_options.items()]
    command.append(str(corpus))
    done = subprocess.run(command, capture_output=True, check=False)
    report = done.stderr.decode(errors="replace")
    print(f"{name:14} {(report.splitlines() or [''])[-1]}", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), report, sep="\n", flush=True)
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
