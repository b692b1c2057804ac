"""Answers, summaries and timelines as Discord shows them: a card, or plain text.

A reply is a head, items that stay whole, and a foot. Items that do not fit are left out from the
end, and the foot says so; nothing is ever cut.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby, repeat
from typing import Any, NamedTuple

import discord
from discord import ui

from bot.core.answers.answer import Answer, Quote
from bot.core.summaries.summary import Summary
from bot.core.text.article import Article
from bot.core.text.quote_context import Line
from bot.core.text.text_fragment import link
from bot.core.timelines.timeline import Event, Status, Timeline
from bot.discord_app.replies.limits import fits_card, fits_content
from bot.discord_app.replies.markdown import bold, escape, quotation, shortened, underlined
from bot.discord_app.texts import LANGUAGES, Texts, texts_in
from bot.storage.articles import OWN, Entry
from bot.storage.server_settings import Style

_BLUE = discord.Colour(0x3D7EA6)
_GREY = discord.Colour(0x80848E)
_QUESTION = 300  # characters of a question that a card repeats
_TITLE = 120  # characters of a title
_LISTED = 80  # characters of a title in a list
_MESSAGE = "https://discord.com/channels/"  # how the address of a message begins
HEAD = "### "  # before the question that a reply repeats
_ROW = 5  # buttons
_SPACED = 3  # items that a card sets apart; more are a list
_SOURCES = 3  # of an event that many articles tell
_EVENTS = 6  # of a page of a timeline: a picture of more is too high to be read in a chat

Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to attach, with what it shows in words."""

    name: str
    content: bytes
    alt_text: str

    def file(self) -> discord.File:
        """Return a file that can be sent once."""
        return discord.File(BytesIO(self.content), self.name, description=self.alt_text)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, in texts of Markdown; `found` tells an answer from a refusal or a notice.

    `beside` has a button for each item, if any; `buttons` are below them all.
    """

    texts: Texts
    head: str = ""
    items: tuple[Item, ...] = ()
    foot: str = ""
    found: bool = True
    picture: Picture | None = None
    buttons: tuple[ui.Item[Any], ...] = ()
    beside: tuple[ui.Item[Any], ...] = ()


class Block(NamedTuple):
    """Texts that stay together, and the button beside them."""

    texts: Item
    button: ui.Item[Any] | None = None


def answer_reply(answer: Answer, texts: Texts) -> Reply:
    """Show the quotes of `answer`, or say that the articles do not hold it, without any."""
    head = f"{HEAD}{escape(shortened(answer.question, _QUESTION))}"
    notes = _notes(answer.read_as, answer.changed, texts)
    if answer.carried:
        notes.append(texts("carried", words=escape(", ".join(answer.carried))))
    if not answer.answered:
        foot = _small(texts("hint"), *notes)
        return Reply(texts, head, ((_refusal(answer, texts),),), foot, found=False)
    items = tuple((_marked(one), _source(one, texts, answer.newest)) for one in answer.shown)
    return Reply(texts, head, items, _small(texts("quoted"), *notes))


def summary_reply(summary: Summary, texts: Texts) -> Reply:
    """Show the sentences of a summary with their lines; those of a topic with their articles."""
    head = f"{HEAD}{escape(shortened(summary.heading, _TITLE))}"
    notes = _notes(summary.read_as, summary.changed, texts)
    notes += [texts(summary.shortage)] if summary.shortage else []
    if not summary.quotes:
        return Reply(texts, head, (("\n".join(notes),),), found=False)
    own = summary.topic is None
    items = tuple(
        ("\n".join((_small(texts.lines(one)) if own else _source(one, texts), _quoted(one))),)
        for one in summary.quotes
    )
    first = summary.quotes[0]
    where = [escape(first.article), *_published([first], texts)] if own else []
    return Reply(texts, head, items, _small(*where, *notes) if where or notes else "")


def timeline_reply(
    timeline: Timeline, texts: Texts, events: Sequence[Event] = (), page: str = ""
) -> Reply:
    """Show dated sentences in order, all or the `events` of a page, or say that there is none."""
    about = timeline.topic or (timeline.article and timeline.article.title) or texts("all-articles")
    head = f"{HEAD}{texts('timeline-of', about=escape(shortened(about, _TITLE)))}"
    if not timeline.events:
        why = "unknown-topic" if timeline.unknown else "no-events"
        return Reply(texts, head, ((texts(why),),), found=False)
    items = tuple((_event(event, texts),) for event in events or timeline.events)
    left = timeline.total - len(timeline.events)
    notes = [note for note in (page, texts("more-events", left) if left else "") if note]
    return Reply(texts, head, items, _small(*notes) if notes else "")


def timeline_pages(timeline: Timeline, style: Style, texts: Texts) -> list[list[Event]]:
    """Split the events of a timeline into parts that fit into one message each."""
    pages: list[list[Event]] = [[]]
    for event in timeline.events:
        longer = [*pages[-1], event]
        if pages[-1] and not (
            len(longer) <= _EVENTS and _fits_whole(timeline, longer, style, texts)
        ):
            pages.append([])
        pages[-1].append(event)
    return pages


def _fits_whole(timeline: Timeline, events: Sequence[Event], style: Style, texts: Texts) -> bool:
    reply = timeline_reply(timeline, texts, events, texts("page", page=10, pages=10))
    blocks = [Block(one) for one in ((reply.head,), *reply.items, (reply.foot,))]
    return _fits_card(blocks) if style is Style.CARD else fits_content(_joined(blocks))


@cache
def answer_feet() -> tuple[str, ...]:
    """Return how the foot of an answer begins in each language: by it an answer is known again."""
    every = map(texts_in, LANGUAGES)
    return tuple(_small(texts(key)) for texts in every for key in ("quoted", "hint"))


def notice(texts: Texts, text: str, *buttons: ui.Item[Any]) -> Reply:
    """Say something that is neither an answer nor a quote."""
    return Reply(texts, items=((text,),), found=False, buttons=buttons)


def card(reply: Reply) -> ui.LayoutView:
    """Return `reply` as a card within Discord's limits."""
    view = ui.LayoutView(timeout=None)
    colour = _BLUE if reply.found else _GREY
    parts = list(_parts(_in_card(reply)))
    if reply.picture:
        url = f"attachment://{reply.picture.name}"
        shown = discord.MediaGalleryItem(url, description=reply.picture.alt_text)
        parts.insert(1, ui.MediaGallery(shown))
    if reply.buttons:
        parts.append(ui.ActionRow(*reply.buttons))
    view.add_item(ui.Container(*parts, accent_colour=colour))
    return view


def plain(reply: Reply) -> str:
    """Return `reply` as the content of a plain message within Discord's limit."""
    return _joined(_in_content(reply))


def plain_rows(reply: Reply) -> list[list[ui.Item[Any]]]:
    """Return the rows of buttons below a plain message: those of its items, and the others."""
    beside = [block.button for block in _in_content(reply) if block.button]
    rows = [beside[i : i + _ROW] for i in range(0, len(beside), _ROW)]
    return [row for row in (*rows, list(reply.buttons)) if row]


def _in_card(reply: Reply) -> list[Block]:
    row = len(reply.buttons) + 1 if reply.buttons else 0
    return _fitting(reply, lambda blocks: _fits_card(blocks, row))


def _in_content(reply: Reply) -> list[Block]:
    return _fitting(reply, lambda blocks: fits_content(_joined(blocks)))


def _fits_card(blocks: Sequence[Block], others: int = 0) -> bool:
    """Return True if a card holds the blocks beside so many `others` of its components."""
    sections = 2 * sum(block.button is not None for block in blocks)
    return fits_card(_texts(blocks), _gaps(blocks) + sections + others)


def _fitting(reply: Reply, fits: Callable[[Sequence[Block]], bool]) -> list[Block]:
    """Return head, as many items as fit, and foot; if not even one does, it alone or a notice."""
    items = list(map(Block, reply.items, reply.beside or repeat(None)))
    for count in range(len(items), -1, -1):
        left = len(items) - count
        left_out = _small(reply.texts("left-out", left)) if left else ""
        blocks = [Block((reply.head,)), *items[:count], Block((reply.foot, left_out))]
        shown = [
            Block(texts, block.button)
            for block in blocks
            if (texts := tuple(text for text in block.texts if text))
        ]
        if fits(shown) and (count or not items):
            return shown
    return items[:1] if fits(items[:1]) else [Block((_small(reply.texts("does-not-fit")),))]


def _parts(blocks: Sequence[Block]) -> Iterable[ui.Item[ui.LayoutView]]:
    for number, block in enumerate(blocks):
        if 1 < number <= _gaps(blocks) + 1:
            yield ui.Separator(visible=False)
        texts = [ui.TextDisplay[ui.LayoutView](text) for text in block.texts]
        if block.button:
            yield ui.Section(*texts, accessory=block.button)
        else:
            yield from texts


def _gaps(blocks: Sequence[Block]) -> int:
    """Return how many gaps a card sets between its blocks; the head stays with the first item."""
    return max(0, len(blocks) - 2) if len(blocks) <= _SPACED + 2 else 0


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [text for block in blocks for text in block.texts]


def _joined(blocks: Sequence[Block]) -> str:
    return "\n".join(_texts(blocks))


def _notes(read_as: Mapping[str, str], changed: Iterable[str], texts: Texts) -> list[str]:
    """Say how slips were read, and which articles have changed."""
    notes = [
        texts("read-as", typed=escape(typed), meant=escape(meant))
        for typed, meant in read_as.items()
    ]
    return notes + [texts("changed", path=escape(path)) for path in changed]


def _refusal(answer: Answer, texts: Texts) -> str:
    titles = [f"- {escape(shortened(title, _TITLE))}" for title in answer.closest]
    return "\n".join([texts("refused"), *titles])


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


def more_reply(
    quotes: Iterable[Quote], texts: Texts, page: str, notes: Iterable[str] = ()
) -> Reply:
    """Show the next quotes after those of an answer."""
    items = tuple((_marked(one), _source(one, texts)) for one in quotes)
    return Reply(texts, f"{HEAD}{texts('more-quotes')}", items, _small(page, *notes))


def near_reply(near: Sequence[tuple[str, Quote]], texts: Texts, notes: Sequence[str]) -> Reply:
    """Show the nearest passages to what a message says, each below its words, if there are any."""
    if not near:
        return notice(texts, texts("nothing-near"))
    items = tuple(
        (
            _small(texts("says", text=escape(shortened(said, _TITLE)))),
            _marked(one),
            _source(one, texts),
        )
        for said, one in near
    )
    foot = "\n".join((texts("no-judgement"), *([_small(*notes)] if notes else [])))
    return Reply(texts, f"{HEAD}{texts('nearest')}", items, foot)


def articles_reply(
    entries: Sequence[Entry], first: int, texts: Texts, search: str, foot: Iterable[str]
) -> Reply:
    """Show some of the articles of a server, numbered from `first`."""
    head = texts("articles-with", search=escape(search)) if search else texts("articles-here")
    items = tuple(
        (f"**{number}. {title}**\n{_small(*_details(entry, texts))}",)
        for number, entry in enumerate(entries, first)
        for title in [escape(shortened(entry.title, _LISTED))]
    )
    return Reply(texts, f"{HEAD}{head}", items, _small(*foot))


def article_reply(
    entry: Entry, quotes: Sequence[Quote], texts: Texts, notes: Iterable[str], made_of: str | None
) -> Reply:
    """Show an article of a server: its first sentences, and where it comes from."""
    items = [(note,) for note in notes]
    items += [("\n".join((_small(texts.lines(one)), _quoted(one))),) for one in quotes]
    origin = [texts("made-of", name=escape(shortened(made_of, _TITLE)))] if made_of else []
    page = [_on_page(quote, texts) for quote in quotes[:1]]
    foot = _small(*_details(entry, texts), *origin, *filter(None, page))
    return Reply(texts, f"{HEAD}{escape(shortened(entry.title, _TITLE))}", tuple(items), foot)


def _details(entry: Entry, texts: Texts) -> list[str]:
    day = [texts.date(entry.published)] if entry.published else []
    added = texts("added-on", day=texts.date(entry.added_on))
    return [escape(f"{OWN}/{entry.path}"), *day, texts.size(entry.size), added]


def context_reply(article: Article, lines: Sequence[Line], texts: Texts) -> Reply:
    """Show the lines around a quote with their numbers, what is quoted in bold."""
    head = f"{HEAD}{texts('context-of', title=escape(shortened(article.title, _TITLE)))}"
    groups = groupby(_numbered(lines), key=lambda line: line.startswith("> "))
    item = tuple("\n".join(group) for _, group in groups)
    foot = _small(escape(shortened(article.path, _TITLE)), texts("quote-is-bold"))
    return Reply(texts, head, (item,), foot)


def fits(reply: Reply, style: Style) -> bool:
    """Return True if nothing of `reply` has to be left out."""
    blocks = _in_card(reply) if style is Style.CARD else _in_content(reply)
    return _texts(blocks) == [
        reply.head,
        *(text for item in reply.items for text in item),
        reply.foot,
    ]


def _numbered(lines: Sequence[Line]) -> Iterable[str]:
    """Yield each line as Markdown, with its number unless the line before has the same."""
    for before, line in zip([None, *lines], lines, strict=False):
        start, end = line.quoted or (0, 0)
        text = escape(line.text[:start]) + bold(line.text[start:end]) + escape(line.text[end:])
        number = "" if before and before.number == line.number else f"`{line.number}` "
        shown = number + " ".join(text.split("\n"))
        yield quotation(shown) if line.quoted else shown


def _quoted(quote: Quote) -> str:
    return quotation(escape(quote.shown))


def _event(event: Event, texts: Texts) -> str:
    date = " · ".join([f"**{texts.when(event.dated)}**", *_marks(event, texts)])
    sources = [_source(quote, texts) for quote in event.quotes[:_SOURCES]]
    if left := len(event.quotes) - len(sources):
        sources.append(_small(texts("more-sources", left)))
    return "\n".join((date, *sources, _quoted(event.quote)))


def _marks(event: Event, texts: Texts) -> list[str]:
    """Say what keeps an event from being a plain report with its date."""
    marks = [] if event.status is Status.HAPPENED else [texts(event.status)]
    return marks if event.expression else [*marks, texts("date-of-article")]


def _source(quote: Quote, texts: Texts, newest: Quote | None = None) -> str:
    """Return where a quote stands: title, date, file and lines."""
    title, path = (escape(shortened(name, _TITLE)) for name in (quote.title, quote.article))
    mark = [texts("newest")] if quote is newest else []
    page = list(filter(None, [_on_page(quote, texts)]))
    return _small(title, *_published([quote], texts), *mark, path, texts.lines(quote), *page)


def _on_page(quote: Quote, texts: Texts) -> str | None:
    """Return the link to the page of a quote, or to the message that it was made of."""
    url = link(quote)
    if url is None:
        return None
    if url.startswith(_MESSAGE):  # Discord knows it again without a text to scroll to
        return f"[{texts('message')}](<{url.partition('#')[0]}>)"
    return f"[{texts('source')}](<{url}>)"  # in < > it is not unfurled


def _published(quotes: Iterable[Quote], texts: Texts) -> list[str]:
    return [texts.date(quote.published) for quote in quotes if quote.published]


def _small(*parts: str) -> str:
    return f"-# {' · '.join(parts)}"
