"""Key points: the few lines in which an article itself says what it tells."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.core.text.blocks import BlockKind
from bot.core.text.boilerplate import is_boilerplate
from bot.core.text.sentences import Sentence

_FEW = range(2, 9)  # a longer list is the matter itself
_SHORTEST = 4  # words; a shorter line names something and tells nothing
_HEADING = re.compile(
    r"""(?:(?:story|article|key|main)\ )?(?:highlights|points|takeaways|findings|facts)
      | at\ a\ glance | in\ (?:brief|short) | key\ developments | the\ (?:key|main)\ points
      | tl;?dr | what\ (?:to|you\ need\ to)\ know""",
    re.VERBOSE | re.IGNORECASE,
)


def key_points(text: str, sentences: Sequence[Sentence]) -> range:
    """Return the numbers of the key points among `sentences`, the whole of an article.

    They follow a heading such as *Key points*, or are bullets between title and first paragraph.
    """
    if all(one.kind is not BlockKind.PARAGRAPH for one in sentences):
        return range(0)
    shown = [text[one.start : one.end] for one in sentences]
    start = _start(sentences, shown)
    if start is None or sentences[start].kind is BlockKind.PARAGRAPH:
        return range(0)
    run = takewhile(
        lambda i: sentences[i].kind is sentences[start].kind and _tells(shown[i]),
        range(start, len(sentences)),
    )
    count = sum(1 for _ in run)
    return range(start, start + count) if count in _FEW else range(0)


def _start(sentences: Sequence[Sentence], shown: Sequence[str]) -> int | None:
    """Return the number of the line at which key points would begin."""
    for i, line in enumerate(shown[:-1]):
        if _HEADING.fullmatch(line.rstrip(" :")):
            return i + 1
    first = next(i for i, one in enumerate(sentences) if one.kind is not BlockKind.HEADING)
    # Bullets below a heading of their own, such as Ingredients, are the matter itself.
    has_own = not all(_tells(line) or is_boilerplate(line) for line in shown[1:first])
    return None if has_own else first


def _tells(line: str) -> bool:
    return len(line.split()) >= _SHORTEST
