"""No article makes an answer take more work than its size explains, however it is written."""

from collections.abc import Callable

import pytest

from bot.core.collection import Collection
from tests.builders import collection
from tests.support.work import count_calls

SMALL, LARGE = 4_000, 16_000  # characters
# Four times the text may take n log n of the work: 4 * log(16,000) / log(4,000) is 4.7.
MAX_GROWTH = 5.0
ENOUGH = 20_000  # calls; fewer are no work, and grow by what is loaded on the way

# Each is a kind of text that people bring or make, repeated to the size that is asked for.
SHAPES = {
    "chat log": "It was.\n",
    "single letters": "a. ",
    "speech": "He said so to Ann in May. ",
    "no full stop": "wall ",
    "one word": "x",
    "list": "- It was May 5\n",
    "open quotes": "“He said. ",
    "closed quotes": 'a." b ',
    "names": "Ann Lee ",
    "ligature": "\ufdfa was in. ",
    "brackets": "(",
    "ellipses": ". . . ",
    "digits": "1234567890 ",
    "dates": "On May 1, 2020, it rained. ",
    "pronouns": "He went. ",
    "initials": "A. B. ",
    "abbreviations": "No. 1 ",
    "letters with marks": "a\u0301 ",
    "Chinese": "他说。",
    "tags": "<b>x</b>",
    "nested tags": "<div>",
    "entities": "&amp",
    "links": "[a](",
}
COMMANDS: dict[str, Callable[[Collection], object]] = {
    "summary": lambda asked: asked.summary(asked.newest()),
    "summary of a topic": lambda asked: asked.topic_summary("Ann Lee"),
    "timeline": lambda asked: asked.timeline(asked.newest()),
    "timeline of a topic": lambda asked: asked.timeline(topic="Ann Lee"),
    "date expressions": lambda asked: asked.date_expressions(asked.newest()),
    "answer": lambda asked: asked.ask("When did Ann Lee say that it was in May 2020?"),
}


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_text(tmp_path, shape, suffix):
    text = SHAPES[shape]
    warm, small, large = (
        collection(tmp_path / name, {f"a.{suffix}": text_of(text, size)})
        for name, size in {"warm": SMALL, "small": SMALL, "large": LARGE}.items()
    )
    for command in COMMANDS.values():
        command(warm)  # so that what is loaded and compiled once does not count
    assert small.newest().visible_text  # which is read from HTML once
    assert large.newest().visible_text
    for name, command in COMMANDS.items():
        calls = count_calls(lambda: command(large))  # noqa: B023
        if calls > ENOUGH:
            assert calls <= MAX_GROWTH * count_calls(lambda: command(small)), name  # noqa: B023


def text_of(shape: str, size: int) -> str:
    return f"Ann Lee in May\n\nAnn Lee went.\n\n{shape * (size // len(shape))}\n\nShe left in May."
