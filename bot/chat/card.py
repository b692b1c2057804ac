"""Answers, summaries and timelines as Discord shows them: a card, or plain text.

A reply is a head, items that stay whole, and a foot. Items that do not fit are left out from the
end, and the foot says so; nothing is ever cut.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.chat.limits import fits_card, fits_content
from bot.chat.markdown import bold, escape, quotation, shortened, underlined
from bot.news.answer import Answer, Quote
from bot.news.collection import Summary, Timeline, nothing_found
from bot.news.timeline import Event

_BLUE = discord.Colour(0x3D7EA6)
_GREY = discord.Colour(0x80848E)
_QUESTION = 300  # characters of a question that a card repeats
_TITLE = 120  # characters of a title
HEAD = "### "  # before the question that a reply repeats
_QUOTED = "Quoted word for word"
_HINT = "Try other words, or a narrower question"
ANSWER_FEET = (f"-# {_QUOTED}", f"-# {_HINT}")  # by which an answer is known again
_SOURCES = 3  # of an event that many articles tell
_SPACED = 3  # items that a card sets apart; more are a list

Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, in texts of Markdown; `found` tells an answer from a refusal or a notice."""

    head: str = ""
    items: tuple[Item, ...] = ()
    foot: str = ""
    found: bool = True


def answer_reply(answer: Answer) -> Reply:
    """Show the quotes of `answer`, or say that the articles do not hold it, without any."""
    head = f"{HEAD}{escape(shortened(answer.question, _QUESTION))}"
    notes = [
        f"read *{escape(typed)}* as *{escape(meant)}*" for typed, meant in answer.read_as.items()
    ]
    if answer.carried:
        notes.append(f"from your question before: *{escape(', '.join(answer.carried))}*")
    notes += [
        f"{escape(path)} has changed since it was loaded; its quotes are left out"
        for path in answer.changed
    ]
    if not answer.answered:
        return Reply(head, ((_refusal(answer),),), _small(_HINT, *notes), found=False)
    items = tuple((_marked(quote), _source(quote, answer.newest)) for quote in answer.shown)
    return Reply(head, items, _small(_QUOTED, *notes))


def summary_reply(summary: Summary) -> Reply:
    """Show the sentences of a summary, each with its line."""
    head = f"{HEAD}{escape(shortened(summary.article.title, _TITLE))}"
    items = tuple(
        (f"{_small(quote.lines)}\n{quotation(escape(quote.shown))}",) for quote in summary.quotes
    )
    foot = _small(escape(summary.article.path), *_published(summary.quotes[:1]))
    return Reply(head, items, foot)


def timeline_reply(timeline: Timeline) -> Reply:
    """Show what happened when, or say that nothing was found."""
    about = timeline.topic or (timeline.article.title if timeline.article else "all articles")
    head = f"{HEAD}Timeline: {escape(shortened(about, _TITLE))}"
    if not timeline.events:
        return Reply(head, ((escape(shortened(nothing_found(timeline), _QUESTION)),),), found=False)
    items = tuple((_event(event),) for event in timeline.events)
    left = timeline.total - len(timeline.events)
    return Reply(head, items, _small(f"{left} more events") if left else "")


def notice(text: str) -> Reply:
    """Say something that is neither an answer nor a quote."""
    return Reply(items=((text,),), found=False)


def card(reply: Reply) -> ui.LayoutView:
    """Return `reply` as a card within Discord's limits."""
    view = ui.LayoutView(timeout=None)
    colour = _BLUE if reply.found else _GREY
    blocks = _fitting(reply, lambda blocks: fits_card(_texts(blocks), _gaps(blocks)))
    view.add_item(ui.Container(*_parts(blocks), accent_colour=colour))
    return view


def plain(reply: Reply) -> str:
    """Return `reply` as the content of a plain message within Discord's limit."""
    return _joined(_fitting(reply, lambda blocks: fits_content(_joined(blocks))))


def _fitting(reply: Reply, fits: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Return head, as many items as fit, and foot; if not even one does, it alone or a notice."""
    for count in range(len(reply.items), -1, -1):
        left = len(reply.items) - count
        left_out = _small(f"{left} more did not fit into one message") if left else ""
        blocks = [(reply.head,), *reply.items[:count], (reply.foot, left_out)]
        shown = [block for one in blocks if (block := tuple(text for text in one if text))]
        if fits(shown) and (count or not reply.items):
            return shown
    first = list(reply.items[:1])
    return first if fits(first) else [(_small("This does not fit into a message of Discord’s."),)]


def _parts(blocks: Sequence[Item]) -> Iterable[ui.Item[ui.LayoutView]]:
    for number, block in enumerate(blocks):
        if 1 < number <= _gaps(blocks) + 1:
            yield ui.Separator(visible=False)
        yield from map(ui.TextDisplay, block)


def _gaps(blocks: Sequence[Item]) -> int:
    """Return how many gaps a card sets between its blocks; the head stays with the first item."""
    return max(0, len(blocks) - 2) if len(blocks) <= _SPACED + 2 else 0


def _texts(blocks: Sequence[Item]) -> list[str]:
    return [text for block in blocks for text in block]


def _joined(blocks: Sequence[Item]) -> str:
    return "\n".join(_texts(blocks))


def _refusal(answer: Answer) -> str:
    titles = [f"- {escape(shortened(title, _TITLE))}" for title in answer.closest]
    return "\n".join(["The articles don’t say. They are about:", *titles])


def _marked(quote: Quote) -> str:
    """Return the quote with the focus in bold, and the answer in it underlined too."""
    start, end = quote.shown_focus
    first, last = quote.shown_answer or (end, end)
    text = quote.shown
    return quotation(
        escape(text[:start])
        + bold(text[start:first])
        + underlined(text[first:last])
        + bold(text[last:end])
        + escape(text[end:])
    )


def _event(event: Event) -> str:
    date = " · ".join((f"**{event.dated.in_words()}**", *event.marks))
    sources = [_source(quote) for quote in event.quotes[:_SOURCES]]
    if left := len(event.quotes) - len(sources):
        sources.append(_small(f"and {left} more"))
    return "\n".join((date, *sources, quotation(escape(event.quote.shown))))


def _source(quote: Quote, newest: Quote | None = None) -> str:
    """Return where a quote stands: title, date, file and lines."""
    title, path = (escape(shortened(name, _TITLE)) for name in (quote.title, quote.article))
    mark = ["newest"] if quote is newest else []
    return _small(title, *_published([quote]), *mark, path, quote.lines)


def _published(quotes: Iterable[Quote]) -> list[str]:
    return [f"{q.published.day} {q.published:%B %Y}" for q in quotes if q.published]


def _small(*parts: str) -> str:
    return f"-# {' · '.join(parts)}"
