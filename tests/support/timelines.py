"""Timelines of articles given as texts."""

from pathlib import Path

from bot.core.timelines.events import Event, Timeline
from tests.builders import collection

PUBLISHED = "---\npublished: 2025-05-15\n---\n"  # a Thursday
TWO_ARTICLES = {
    "a.txt": "Moscow grew in 1998. The delegates met in 1999.",
    "b.txt": "American towns shrank in 1997. The king went home in 1996.",
}


def events_in(
    folder: Path, *texts: str, topic: str | None = None, limit: int | None = None
) -> list[Event]:
    """Return the events of the articles a.txt, b.txt, … with these texts."""
    files = {f"{chr(97 + number)}.txt": text for number, text in enumerate(texts)}
    return list(collection(folder, files).timeline(topic=topic, limit=limit).events)


def date_values(timeline: Timeline) -> list[str]:
    """Return the date of each event."""
    return [event.date.value for event in timeline.events]
