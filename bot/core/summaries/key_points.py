"""Key points: the few lines in which an article sums itself up."""

from collections.abc import Sequence
from itertools import takewhile

from bot.core.summaries.wording import count_tokens, wording_of
from bot.core.text.blocks import BlockKind
from bot.core.text.boilerplate import is_boilerplate
from bot.core.text.sentences import Sentence

_KEY_POINT_COUNTS = range(2, 9)  # a longer list is the article itself
_MIN_WORDS = 4  # a shorter line only names something


def find_key_points(text: str, sentences: Sequence[Sentence]) -> range:
    """Return the numbers of the key points among all `sentences` of an article.

    They follow a heading such as *Key points*, or are bullets between title and first paragraph.
    """
    if all(sentence.kind is not BlockKind.PARAGRAPH for sentence in sentences):
        return range(0)
    lines = [text[sentence.start : sentence.end] for sentence in sentences]
    start = _find_start(text, sentences, lines)
    if start is None or sentences[start].kind is BlockKind.PARAGRAPH:
        return range(0)
    points = takewhile(
        lambda i: sentences[i].kind is sentences[start].kind and _is_statement(text, sentences[i]),
        range(start, len(sentences)),
    )
    count = sum(1 for _ in points)
    return range(start, start + count) if count in _KEY_POINT_COUNTS else range(0)


def _find_start(text: str, sentences: Sequence[Sentence], lines: Sequence[str]) -> int | None:
    """Return the number of the line at which key points would begin."""
    for i, line in enumerate(lines[:-1]):
        if wording_of(sentences[i].language).key_points.fullmatch(line.rstrip(" :")):
            return i + 1
    first = next(
        i for i, sentence in enumerate(sentences) if sentence.kind is not BlockKind.HEADING
    )
    # Bullets below a heading of their own, such as Ingredients, are the article itself.
    has_heading = not all(
        _is_statement(text, sentences[i]) or is_boilerplate(lines[i], sentences[i].language)
        for i in range(1, first)
    )
    return None if has_heading else first


def _is_statement(text: str, sentence: Sentence) -> bool:
    return count_tokens(text, sentence) >= _MIN_WORDS
