"""Replies to `/timeline`: dated sentences in order, in pages that fit into one message each."""

from collections.abc import Sequence

from bot.core.timelines.events import Event, Status, Timeline
from bot.discord_app.replies.layout import fits
from bot.discord_app.replies.limits import MAX_TITLE
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.quotes import plain_quote, source_line
from bot.discord_app.replies.reply import Reply
from bot.discord_app.texts import Texts
from bot.storage.server_settings import Style

_MAX_SOURCES = 3  # of an event that many articles report
_MAX_EVENTS_PER_PAGE = 6  # a picture of more is too high to be read in a chat


def timeline_reply(
    timeline: Timeline, texts: Texts, events: Sequence[Event] = (), page: str = ""
) -> Reply:
    """Show all events or the `events` of a page, or say that there are none."""
    about = timeline.topic or (timeline.article and timeline.article.title) or texts("all-articles")
    title = heading(texts("timeline-of", about=escape(shorten(about, MAX_TITLE))))
    if not timeline.events:
        reason = texts("unknown-topic" if timeline.unknown else "no-events")
        return Reply(texts, title, ((reason,),), is_result=False)
    items = tuple((_event(event, texts),) for event in events or timeline.events)
    missing = timeline.total - len(timeline.events)
    notes = [note for note in (page, texts("more-events", missing) if missing else "") if note]
    return Reply(texts, title, items, small_print(*notes) if notes else "")


def timeline_pages(timeline: Timeline, style: Style, texts: Texts) -> list[list[Event]]:
    """Split the events of a timeline into pages that fit into one message each."""
    pages: list[list[Event]] = [[]]
    for event in timeline.events:
        if pages[-1] and not _is_page(timeline, [*pages[-1], event], style, texts):
            pages.append([])
        pages[-1].append(event)
    return pages


def _is_page(timeline: Timeline, events: Sequence[Event], style: Style, texts: Texts) -> bool:
    if len(events) > _MAX_EVENTS_PER_PAGE:
        return False
    reply = timeline_reply(timeline, texts, events, texts("page", page=10, pages=10))
    return fits(reply, style)


def _event(event: Event, texts: Texts) -> str:
    date = " · ".join([f"**{texts.when(event.date)}**", *event_marks(event, texts)])
    sources = [source_line(quote, texts) for quote in event.quotes[:_MAX_SOURCES]]
    if missing := len(event.quotes) - len(sources):
        sources.append(small_print(texts("more-sources", missing)))
    return "\n".join((date, *sources, plain_quote(event.quote)))


def event_marks(event: Event, texts: Texts) -> list[str]:
    """Return the reasons why an event is not a plain report with its own date."""
    marks = [] if event.status is Status.HAPPENED else [texts(event.status)]
    return marks if event.expression else [*marks, texts("date-of-article")]
