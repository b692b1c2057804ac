"""No article makes an answer take more work than its size explains, however it is written."""

from collections.abc import Callable

import pytest

from bot.core.collection import Collection
from bot.core.index.codec import segment_to_bytes
from bot.core.index.segment import build_segment
from bot.core.text.article import parse_article
from bot.core.text.lexicon import build_lexicon
from tests.builders import collection
from tests.support.shapes import PLAUSIBLE, QUESTION, QUESTIONS, SHAPES, text_of
from tests.support.work import count_calls

SMALL, LARGE = 4_000, 16_000  # characters
# Four times the text may take n log n of the work: 4 * log(16,000) / log(4,000) is 4.7.
MAX_GROWTH = 5.0
ENOUGH = 20_000  # calls; fewer are no work, and grow by what is loaded on the way

COMMANDS: dict[str, Callable[[Collection], object]] = {
    "summary": lambda asked: asked.summary(asked.newest()),
    "summary of a topic": lambda asked: asked.topic_summary("Ann Lee"),
    "timeline": lambda asked: asked.timeline(asked.newest()),
    "timeline of a topic": lambda asked: asked.timeline(topic="Ann Lee"),
    "date expressions": lambda asked: asked.date_expressions(asked.newest()),
}


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_text(tmp_path, shape, suffix):
    assert_growth(tmp_path, shape, suffix, SMALL, LARGE)


def test_work_grows_with_a_plausible_text(tmp_path):
    """Every sentence once made all sentences of the article, and all dates that it had before."""
    assert_growth(tmp_path, PLAUSIBLE, "txt", LARGE, 4 * LARGE)


def assert_growth(folder, shape, suffix, small_size, large_size):
    warm, small, large = (
        collection(folder / name, {f"a.{suffix}": text_of(shape, size)})
        for name, size in {"warm": small_size, "small": small_size, "large": large_size}.items()
    )
    question = QUESTIONS.get(shape, QUESTION)
    commands = COMMANDS | {"answer": lambda asked: asked.ask(question)}
    for command in commands.values():
        command(warm)  # so that what is loaded and compiled once does not count
    assert small.newest().visible_text  # which is read from HTML once
    assert large.newest().visible_text
    for name, command in commands.items():
        calls = count_calls(lambda: command(large))  # noqa: B023
        if calls <= max(ENOUGH, MAX_GROWTH * count_calls(lambda: command(small))):  # noqa: B023
            continue
        # A cache that is too small for the larger text makes one step, which is no growth.
        huge = collection(folder / f"huge {name}", {f"a.{suffix}": text_of(shape, 4 * large_size)})
        assert huge.newest().visible_text
        assert count_calls(lambda: command(huge)) <= MAX_GROWTH * calls, name  # noqa: B023


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
@pytest.mark.parametrize("shape", [PLAUSIBLE, *SHAPES])
def test_work_of_indexing_grows_with_the_text(shape, suffix):
    lexicon = build_lexicon()

    def add(size: int) -> object:
        article = parse_article(f"a.{suffix}", text_of(shape, size))
        return segment_to_bytes(build_segment([article], lexicon), lexicon)

    add(SMALL)
    calls = count_calls(lambda: add(LARGE))
    if calls > ENOUGH:
        assert calls <= MAX_GROWTH * count_calls(lambda: add(SMALL))
