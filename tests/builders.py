"""Builders: what a test starts from, in one line."""

from collections.abc import Mapping
from pathlib import Path

from bot.core.collection import Collection
from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.loading import load_collection
from bot.core.text.article import Article, parse_article
from bot.core.text.quote import Quote
from bot.core.text.words import Span
from bot.core.timelines.events import Event, Status
from bot.discord_app.texts import texts_in

ENGLISH = texts_in("en")


def article(text: str, path: str = "a.txt") -> Article:
    """Return the article that a file `path` with `text` holds."""
    return parse_article(path, text)


def collection(folder: Path, files: Mapping[str, str | bytes]) -> Collection:
    """Write `files` into `folder` and load them."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_collection(folder)


def event(
    text: str = "The ferry line was opened.",
    value: str = "2019-03-02",
    precision: Precision = Precision.DAY,
    *,
    until: str | None = None,
    expression: Span | None = (0, 3),
    status: Status = Status.HAPPENED,
    title: str = "Ferries",
) -> Event:
    """Return an event that an article tells in the sentence `text`."""
    span = (0, len(text))
    quote = Quote("a.txt", title, None, 7, 7, *span, text, span, text, span)
    dated = DateMention(0, 3, value, precision, until)
    return Event(dated, expression, text[:3], quote, status=status)
