"""`python -m tests.fuzz.worker TARGET OPTION...`: fuzz one target with options of libFuzzer."""

import sys
import tempfile
from pathlib import Path

import atheris

_INSTRUMENTED = ["bot", "feedparser", "yaml", "html.parser", "zipfile", "email"]

with atheris.instrument_imports(include=_INSTRUMENTED):
    from tests.fuzz.targets import inputs_of, run


def main() -> None:
    """Fuzz until libFuzzer ends the process, from the target's seeds and findings on."""
    program, name, *options = sys.argv
    with tempfile.TemporaryDirectory() as seeds:
        for number, data in enumerate(inputs_of(name)):
            Path(seeds, str(number)).write_bytes(data)
        atheris.Setup([program, *options, seeds], lambda data: run(name, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
