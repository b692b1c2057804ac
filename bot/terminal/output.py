"""What people read in the terminal: the only import of rich.

Colours and rules on a screen; plain lines, one for each quote, when the output is piped.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bot.core.answers.answer import Answer, Quote
from bot.core.answers.explanation import Explanation
from bot.core.collection import Collection
from bot.core.dates.dates import Precision
from bot.core.summaries.summary import Shortage, Summary
from bot.core.text.article import Article
from bot.core.timelines.timeline import Event, Status, Timeline

if TYPE_CHECKING:
    from bot.storage.articles import Entry

_SHARES = 12  # features of an explanation that are shown
_SHORTAGES = {
    Shortage.NO_SENTENCE: "The article has no sentence.",
    Shortage.ONE_SENTENCE: "The article has only one sentence.",
    Shortage.HEADINGS_ONLY: "The article has headings only.",
    Shortage.UNKNOWN_TOPIC: "No article tells of this topic.",
}
_INDENT = (0, 0, 0, 2)
_MOST_DATE_WIDTH = 24  # in a timeline; a longer date is wrapped


def console() -> Console:
    """Return a console on standard output that never reads an article's text as markup."""
    return Console(markup=False, highlight=False, emoji=False)


def show_answer(out: Console, answer: Answer) -> None:
    """Show the quotes, or say that there is no answer."""
    _show_readings(out, answer.read_as)
    _show_changed(out, answer.changed)
    if answer.carried:
        out.print(f"(asked as {answer.asked_as!r})", style="dim")
    if not answer.answered:
        out.print("The articles do not say. They are about:", style="yellow")
        for title in answer.closest:
            out.print(f"  {title}", soft_wrap=True)
        return
    for number, quote in enumerate(answer.shown):
        if number:
            out.print()
        _show_quote(out, quote, newest=quote is answer.newest)


def show_explanation(out: Console, explanation: Explanation) -> None:
    """Show how each word matched, and what speaks most for and against the first quote."""
    for word, match in explanation.matches:
        out.print(f"  {word:<20} {match}")
    out.print(f"  score {explanation.score:.2f}, of which")
    for name, share in explanation.shares[:_SHARES]:
        out.print(f"  {share:+6.2f}  {name}")


def show_summary(out: Console, summary: Summary) -> None:
    """Show the sentences of a summary with their lines; those of a topic with their articles."""
    out.print(Text(summary.heading, "bold"), soft_wrap=True)
    for quote in summary.quotes:
        where = quote.lines if summary.topic is None else _source(quote)
        _show_line(out, Text(_one_line(quote.shown)), f"  {where}")
    _show_readings(out, summary.read_as)
    _show_changed(out, summary.changed)
    if summary.shortage:
        out.print(_SHORTAGES[summary.shortage], style="yellow")


def show_timeline(out: Console, timeline: Timeline, *, name_articles: bool) -> None:
    """Show what happened when, along a rail on a screen, or say that nothing was found."""
    if not timeline.events:
        out.print(_nothing_found(timeline), style="yellow")
    if out.is_terminal:
        _show_rail(out, timeline.events, name_articles=name_articles)
    else:
        for event in timeline.events:
            date, shown = event.date.in_words(), _one_line(event.quote.shown)
            out.print(f"{date:<17} {shown}", soft_wrap=True)
            out.print(f"  {_where(event, name_article=name_articles)}", soft_wrap=True)
    if timeline.total > len(timeline.events):
        left = timeline.total - len(timeline.events)
        out.print(f"... and {left} more; --limit shows them", style="dim")


def _show_rail(out: Console, events: Sequence[Event], *, name_articles: bool) -> None:
    """Draw a rail with the dates before it and the sentences behind."""
    widest = max((cell_len(event.date.in_words()) for event in events), default=0)
    width = min(widest, _MOST_DATE_WIDTH, out.width // 3)
    room = out.width - width - len("  ●  ")
    for number, event in enumerate(events):
        if number:
            out.print(Text(f"{' ' * width}  │", "dim"))
        dates = Text(event.date.in_words(), "bold cyan").wrap(out, width)
        where = Text(_where(event, name_article=name_articles), "dim")
        lines = [*Text(_one_line(event.quote.shown)).wrap(out, room), *where.wrap(out, room)]
        rail = Text(_mark(event), "cyan")
        for date, line in zip_longest(dates, lines, fillvalue=Text()):
            date.rstrip()
            before = " " * (width - date.cell_len)
            out.print(Text.assemble(before, date, "  ", rail, "  ", line))
            rail = Text("│", "dim")


def _mark(event: Event) -> str:
    if event.status is not Status.HAPPENED:
        return "◌"
    return "●" if event.date.precision is Precision.DAY else "○"


def _where(event: Event, *, name_article: bool) -> str:
    where = place(event.quote) if name_article else event.quote.lines
    also = [f"also {', '.join(map(place, event.also))}"] if event.also else []
    return " · ".join([where, *event.marks, *also])


def _nothing_found(timeline: Timeline) -> str:
    where = "The article does not have" if timeline.article else "No article has"
    if timeline.unknown:
        return f"{where} the topic “{timeline.topic}”."
    return f"No sentence{' about it' if timeline.topic else ''} tells what happened when."


def show_check(out: Console, collection: Collection) -> None:
    """Show what was loaded."""
    show_articles(out, collection.by_path())
    sentences = sum(map(len, collection.sentences))
    out.print(f"{plural(len(collection.articles), 'article')}, {plural(sentences, 'sentence')}")


def show_articles(out: Console, articles: "Iterable[Article | Entry]") -> None:
    """Show each article in a line: path, date and title."""
    for article in articles:
        published = article.published.isoformat() if article.published else "no date"
        source = f" · {published} · {plain(article.title)}"
        out.print(Text.assemble(article.path, (source, "dim")), soft_wrap=True)


def show_article(out: Console, article: Article, original: Path | None) -> None:
    """Show what is known of an article, and its text with the numbers of its lines."""
    show_articles(out, [article])
    for known in (article.source, article.url, original and f"made of {original}"):
        if known:
            out.print(Text(plain(known), "dim"), soft_wrap=True)
    lines = article.text.removesuffix("\n").split("\n")
    width = len(str(len(lines)))
    for number, line in enumerate(lines, 1):
        shown = Text.assemble((f"{number:>{width}}  ", "dim"), plain(line.removesuffix("\r")))
        out.print(shown, soft_wrap=True)


def plain(text: str) -> str:
    """Return `text` without what would steer a terminal, or could not be shown there."""
    return "".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in text)


@contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """Give what moves a bar on by one, on standard error where somebody looks on and waits."""
    errors = Console(stderr=True)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_quick = total < 2 or not errors.is_terminal
    with Progress(*columns, console=errors, disable=is_quick) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)


def place(quote: Quote) -> str:
    """Return where a quote stands: article and lines."""
    return f"{quote.article} · {quote.lines}"


def plural(count: int, noun: str) -> str:
    """Return `1 article`, `2 articles`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _show_quote(out: Console, quote: Quote, *, newest: bool) -> None:
    text = Text(_one_line(quote.shown))
    text.stylize("bold", *quote.shown_focus)
    if quote.shown_answer:
        text.stylize("underline", *quote.shown_answer)
    _show_line(out, text, _source(quote) + (" (newest)" if newest else ""))


def _source(quote: Quote) -> str:
    published = f" · {quote.published.isoformat()}" if quote.published else ""
    return f"{place(quote)} · {quote.title}{published}"


def _show_line(out: Console, text: Text, source: str) -> None:
    """Wrap on a screen; when piped keep each quote on one line, for other programs."""
    if out.is_terminal:
        out.print(Padding(text, _INDENT))
        out.print(Padding(Text(source, "dim"), _INDENT))
    else:
        out.print(text, soft_wrap=True)
        out.print(Text(source), soft_wrap=True)


def _one_line(shown: str) -> str:
    """Return `shown` with its line ends as spaces, character for character."""
    return "".join(" " if c.isspace() else c for c in shown)


def _show_readings(out: Console, read_as: Mapping[str, str]) -> None:
    for typed, meant in read_as.items():
        out.print(f"(read {typed!r} as {meant!r})", style="dim")


def _show_changed(out: Console, changed: Sequence[str]) -> None:
    for path in changed:
        out.print(f"{path} has changed since it was loaded; its quotes are left out", style="red")
