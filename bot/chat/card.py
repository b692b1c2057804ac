"""Answers, summaries and timelines as Discord shows them: a card, or plain text.

A reply is made of texts: a head, items that stay whole, and a foot. Items that do not fit are left
out from the end, and the foot says so; nothing is ever cut.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import discord
from discord import ui

from bot.chat.limits import fits_card, fits_content
from bot.chat.markdown import bold, escape, quotation, shortened
from bot.news.answer import Answer, Quote
from bot.news.collection import Summary, Timeline

_BLUE = discord.Colour(0x3D7EA6)
_GREY = discord.Colour(0x80848E)
_QUESTION = 300  # characters of a question that a card repeats
_TITLE = 120  # characters of a title


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, in texts of Markdown; `found` tells an answer from a refusal or a notice."""

    head: str = ""
    items: tuple[str, ...] = ()
    foot: str = ""
    found: bool = True
    left_out: str = field(default="{} more did not fit into one message", repr=False)


def answer_reply(answer: Answer) -> Reply:
    """Show the quotes of `answer`, or say that the articles do not hold it, without any."""
    head = f"### {escape(shortened(answer.question, _QUESTION))}"
    notes = [
        f"read *{escape(typed)}* as *{escape(meant)}*" for typed, meant in answer.read_as.items()
    ]
    notes += [
        f"{escape(path)} has changed since it was loaded; its quotes are left out"
        for path in answer.changed
    ]
    if not answer.answered:
        hint = "Try other words, or a narrower question."
        return Reply(head, ("The articles don’t say.",), _small(hint, *notes), found=False)
    items = tuple(_quote_item(quote) for quote in answer.quotes)
    return Reply(head, items, _small("Quoted word for word", *notes))


def summary_reply(summary: Summary) -> Reply:
    """Show the sentences of a summary, each with its line."""
    items = tuple(
        f"{quotation(escape(quote.shown))}\n{_small(quote.lines)}" for quote in summary.quotes
    )
    foot = " · ".join([escape(summary.article.path), *_published(summary.quotes[:1])])
    return Reply(f"### {escape(shortened(summary.article.title, _TITLE))}", items, _small(foot))


def timeline_reply(timeline: Timeline) -> Reply:
    """Show dated sentences in order, or say that there is none."""
    about = timeline.topic or (timeline.article.title if timeline.article else "All articles")
    head = f"### Timeline: {escape(shortened(about, _TITLE))}"
    if not timeline.events:
        return Reply(head, ("No sentence of the articles gives a date here.",), found=False)
    items = tuple(
        f"**{event.dated.value}**\n{quotation(escape(event.quote.shown))}\n{_source(event.quote)}"
        for event in timeline.events
    )
    return Reply(head, items)


def notice(text: str) -> Reply:
    """Say something that is neither an answer nor a quote."""
    return Reply(items=(text,), found=False)


def card(reply: Reply) -> ui.LayoutView:
    """Return `reply` as a card within Discord's limits."""
    texts = _fitting(reply, fits_card)
    parts: list[ui.Item[ui.LayoutView]] = []
    for number, text in enumerate(texts):
        if number > 1:
            parts.append(ui.Separator(visible=False))
        parts.append(ui.TextDisplay(text))
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*parts, accent_colour=_BLUE if reply.found else _GREY))
    return view


def plain(reply: Reply) -> str:
    """Return `reply` as the content of a plain message within Discord's limit."""
    return "\n".join(_fitting(reply, lambda texts: fits_content("\n".join(texts))))


def _fitting(reply: Reply, fits: Callable[[Sequence[str]], bool]) -> list[str]:
    """Return head, as many items as fit, and foot; at least a line that says why there is none."""
    for count in range(len(reply.items), -1, -1):
        left = len(reply.items) - count
        foot = [reply.foot, _small(reply.left_out.format(left)) if left else ""]
        texts = [text for text in (reply.head, *reply.items[:count], *foot) if text]
        if fits(texts):
            return texts
    if reply.items and fits(reply.items[:1]):
        return [reply.items[0]]
    return [_small("This does not fit into a message of Discord’s.")]


def _quote_item(quote: Quote) -> str:
    start, end = quote.shown_focus
    shown = escape(quote.shown[:start]) + bold(quote.shown[start:end]) + escape(quote.shown[end:])
    return f"{quotation(shown)}\n{_source(quote)}"


def _source(quote: Quote) -> str:
    """Return where a quote stands: title, date, file and lines."""
    title = escape(shortened(quote.title, _TITLE))
    return _small(
        title, *_published([quote]), escape(shortened(quote.article, _TITLE)), quote.lines
    )


def _published(quotes: Iterable[Quote]) -> list[str]:
    return [f"{q.published.day} {q.published:%B %Y}" for q in quotes if q.published]


def _small(*parts: str) -> str:
    return f"-# {' · '.join(parts)}"
