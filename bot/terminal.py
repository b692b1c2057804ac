"""What people read in the terminal: the only import of rich.

Colours and rules on a screen; plain lines, one for each quote, when the output is piped.
"""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.news.answer import Answer, Quote
from bot.news.collection import Collection, Summary, Timeline, nothing_found
from bot.news.explanation import Explanation

_SHARES = 12  # features of an explanation that are shown
_INDENT = (0, 0, 0, 2)


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
    """Show the sentences of a summary with their lines."""
    out.print(Text(summary.article.title, "bold"), soft_wrap=True)
    for quote in summary.quotes:
        _show_line(out, Text(_one_line(quote.shown)), f"  {quote.lines}")


def show_timeline(out: Console, timeline: Timeline, *, name_articles: bool) -> None:
    """Show what happened when, or say that nothing was found."""
    if not timeline.events:
        out.print(nothing_found(timeline), style="yellow")
    for event in timeline.events:
        where = [place(quote) if name_articles else quote.lines for quote in event.quotes]
        text = Text.assemble((f"{event.dated.in_words():<17} ", "bold cyan"))
        if event.marks:
            text.append(f"({', '.join(event.marks)}) ", "dim")
        text.append(_one_line(event.quote.shown))
        _show_line(out, text, f"  {'; '.join(where)}")
    if timeline.total > len(timeline.events):
        left = timeline.total - len(timeline.events)
        out.print(f"... and {left} more; --limit shows them", style="dim")


def show_check(out: Console, collection: Collection) -> None:
    """Show what was loaded and every problem."""
    for article in collection.articles:
        published = article.published.isoformat() if article.published else "no date"
        out.print(Text.assemble(article.path, (f" · {published} · {article.title}", "dim")))
    sentences = sum(map(len, collection.sentences))
    out.print(f"{plural(len(collection.articles), 'article')}, {plural(sentences, 'sentence')}")


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
    source = f"{place(quote)} · {quote.title}"
    if quote.published:
        source += f" · {quote.published.isoformat()}{' (newest)' if newest else ''}"
    _show_line(out, text, source)


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
