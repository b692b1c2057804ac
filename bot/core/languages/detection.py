"""Detection: which language a text is in."""

from collections.abc import Mapping, Sequence

from bot.core.languages.registry import ENGLISH


def detect_article(_text: str) -> str:
    """Return the code of the language that most of an article is in."""
    return ENGLISH


def detect_blocks(_text: str, spans: Sequence[tuple[int, int]], language: str) -> list[str]:
    """Return the code of the language of each block of an article, most of which is `language`."""
    return [language] * len(spans)


def detect_question(_text: str, among: Mapping[str, int], _locale: str | None = None) -> str:
    """Return the code of the language of a question about articles in the languages `among`."""
    return max(among, key=among.__getitem__, default=ENGLISH)
