"""The picture of a timeline, and its alt text for people who cannot see it.

Only this package imports Pillow, which takes a while to load: import it where a picture is needed.
"""

from threading import Lock

from bot.core.timelines.events import Timeline
from bot.picture.drawing import draw_timeline, to_png
from bot.picture.theme import THEMES, WIDTH
from bot.picture.time_spans import describe_extent
from bot.picture.wording import ENGLISH_WORDING, Wording
from bot.plain_text import plain_lines

__all__ = [
    "MAX_ALT_TEXT",
    "MAX_DRAWN",
    "THEMES",
    "WIDTH",
    "Wording",
    "alt_text",
    "timeline_picture",
]

MAX_ALT_TEXT = 1_024  # UTF-16 units: https://docs.discord.com/developers/resources/message
MAX_DRAWN = 40  # events; the others are only counted
_MAX_SUBJECT, _MAX_EVENT = 200, 150  # UTF-16 units in the alt text

_DRAWING = Lock()  # a font has one buffer for what it draws


def timeline_picture(timeline: Timeline, theme: str, wording: Wording = ENGLISH_WORDING) -> bytes:
    """Return a PNG of the first events of `timeline`, in a theme of THEMES."""
    events = timeline.events[:MAX_DRAWN]
    with _DRAWING:
        return to_png(draw_timeline(timeline, events, THEMES[theme], wording))


def alt_text(timeline: Timeline, wording: Wording = ENGLISH_WORDING) -> str:
    """Describe the picture in at most MAX_ALT_TEXT UTF-16 units."""
    events = timeline.events[:MAX_DRAWN]
    subject = _shorten(timeline.about, _MAX_SUBJECT)
    lines = [wording.describe(subject, describe_extent(timeline, events, wording))]
    for event in events:
        marks = "".join(f" ({mark})" for mark in wording.marks(event))
        text = _shorten(" ".join(event.quote.visible_text.split()), _MAX_EVENT)
        lines.append(f"{wording.date(event.date)}{marks}: {text}")
    return _shorten(plain_lines("\n".join(lines)), MAX_ALT_TEXT)


def _shorten(text: str, limit: int) -> str:
    """Cut a text between words to `limit` UTF-16 units, with an ellipsis."""
    limit -= sum(character > "\uffff" for character in text[:limit])
    if len(text) <= limit:
        return text
    short = text[: limit - 1]
    return (short.rsplit(maxsplit=1)[0] if " " in short else short).rstrip(" ,;:–-…") + "…"
