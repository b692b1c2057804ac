"""How the time of each command grows with the length of an article, however it is written.

    python -m tests.benchmarks.sizes
    python -m tests.benchmarks.sizes --shapes list "chat log" --suffix md --sizes 20000 200000
    python -m tests.benchmarks.sizes --commands "articles add" check

For each command and each shape of text it prints the seconds of processor time at each size, and
the exponent by which they grow from the last size but one to the last: 1 is linear, 2 quadratic.
n log n is 1.1 between 200 kB and 2 MB. The articles are opened from their stored segments before
each command, so no command finds what another one has read.
"""

import argparse
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import log
from pathlib import Path
from time import process_time

from bot.core.collection import Collection
from bot.core.loading import load_collection, make_collection
from bot.core.text.lexicon import build_lexicon
from bot.ingest.draft import make_draft
from bot.libraries.server_segments import ServerSegments, open_segments
from tests.support.shapes import PLAUSIBLE, QUESTION, QUESTIONS, SHAPES, text_of

SIZES = (20_000, 200_000, 2_000_000)  # bytes; an article has two million at most
DEFAULT_SHAPES = (
    PLAUSIBLE,
    "chat log",
    "single letters",
    "speech",
    "one word",
    "list",
    "open quotes",
    "names",
    "digits",
    "dates",
    "pronouns",
)
TOPIC = "Ann Lee"
LIMIT_SECONDS = 60  # of processor time for one measurement
MIN_SECONDS = 0.01  # a shorter time says nothing of growth
LEXICON = build_lexicon()

COMMANDS: dict[str, Callable[[Collection, str], object]] = {
    "ask": lambda asked, question: asked.ask(question),
    "ask --article": lambda asked, question: asked.ask(question, asked.newest()),
    "summary": lambda asked, _: asked.summary(asked.newest()),
    "summary --topic": lambda asked, _: asked.topic_summary(TOPIC),
    "timeline": lambda asked, _: asked.timeline(asked.newest()),
    "timeline --topic": lambda asked, _: asked.timeline(topic=TOPIC),
    "timeline --all": lambda asked, _: asked.date_expressions(asked.newest()),
}
READING = ("articles add", "check")


class LimitError(Exception):
    """A measurement took LIMIT_SECONDS."""


def main() -> None:
    """Measure and print."""
    options = parse_options()
    sizes = options.sizes
    print(f"{'':18}{'':18}" + "".join(f"{size:>12,}" for size in sizes) + "   exponent")
    for shape in options.shapes:
        columns = [seconds_of_commands(shape, size, options) for size in sizes]
        for command in options.commands:
            seconds = [column[command] for column in columns]
            print(f"{shape:18}{command:18}{row(seconds, sizes)}", flush=True)


def seconds_of_commands(
    shape: str, size: int, options: argparse.Namespace
) -> dict[str, float | None]:
    """Return the seconds that each command takes; None if it takes more than the limit."""
    text = bounded(text_of(shape, size), size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a{options.suffix}").write_text(text, "utf-8")
        seconds: dict[str, float | None] = {}
        if "check" in options.commands:
            seconds["check"] = cpu_seconds(partial(load_collection, folder))
        if set(options.commands) == {"check"}:
            return seconds
    question = QUESTIONS.get(shape, QUESTION)
    stored: list[bytes] = []
    seconds["articles add"] = cpu_seconds(lambda: stored.extend(add(text, options.suffix)))
    for command in set(options.commands) - set(READING):
        asked = open_collection(text, options.suffix, stored) if stored else None
        seconds[command] = (
            cpu_seconds(partial(COMMANDS[command], asked, question)) if asked else None
        )
    return seconds


def bounded(text: str, size: int) -> str:
    """Return as much of `text` as fits into `size` bytes."""
    return text.encode()[:size].decode(errors="ignore")


def add(text: str, suffix: str) -> tuple[bytes, ...]:
    """Make an article of `text` and return its segments, as a server stores them."""
    draft = make_draft("a", text, suffix)
    return ServerSegments().change([draft.at(f"a{suffix}")], (), LEXICON).new_contents


def open_collection(text: str, suffix: str, stored: list[bytes]) -> Collection:
    """Return the collection of a stored article, of which nothing has been read."""
    contents = {str(number).encode(): content for number, content in enumerate(stored)}
    texts = {f"a{suffix}": text}
    segments = open_segments(contents, texts, LEXICON).after.segments.values()
    return make_collection(tuple(segments), LEXICON, texts.__getitem__, folder=Path())


def cpu_seconds(function: Callable[[], object]) -> float | None:
    """Return the seconds of processor time that a call takes; None if more than the limit."""
    try:
        with time_limit():
            start = process_time()
            function()
            return process_time() - start
    except LimitError:
        return None


@contextmanager
def time_limit() -> Iterator[None]:
    """Raise LimitError in the body after LIMIT_SECONDS of processor time."""

    def stop(_signal: int, _frame: object) -> None:
        raise LimitError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def row(seconds: list[float | None], sizes: list[int]) -> str:
    """Return the times of a command at each size, and their exponent of growth."""
    cells = "".join(f"{f'> {LIMIT_SECONDS}' if s is None else f'{s:.3f}':>12}" for s in seconds)
    return f"{cells}{exponent(seconds, sizes):>11}"


def exponent(seconds: list[float | None], sizes: list[int]) -> str:
    """Return the exponent by which the time grows between the last two sizes that tell."""
    told = [(n, s) for n, s in zip(sizes, seconds, strict=True) if s and s >= MIN_SECONDS]
    if len(told) < 2:
        return "-"
    (size, time), (larger_size, longer_time) = told[-2:]
    return f"{log(longer_time / time) / log(larger_size / size):.2f}"


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shapes, commands = [PLAUSIBLE, *SHAPES], [*READING, *COMMANDS]
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="BYTES")
    parser.add_argument("--shapes", nargs="+", default=DEFAULT_SHAPES, choices=shapes)
    parser.add_argument("--commands", nargs="+", default=commands, choices=commands)
    parser.add_argument("--suffix", default=".txt", choices=[".txt", ".md"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
