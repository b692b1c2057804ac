"""Output about quotations: where they stand in the articles, and what differs."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.core.quotations.phrases import PhraseMatches
from bot.core.quotations.quotation_check import QuotationCheck, QuotationKind
from bot.terminal.output.articles import plural
from bot.terminal.output.console import plain_text
from bot.terminal.output.results import one_line, place, show_quote, warn_of_changes

_KINDS = {
    QuotationKind.EXACT: "The articles have these words exactly.",
    QuotationKind.TYPOGRAPHY: "The articles have these words in other typography.",
    QuotationKind.ELIDED: "The articles have these words, with others between them.",
    QuotationKind.CHANGED: "The articles have other words.",
    QuotationKind.ABSENT: "The articles do not have these words.",
}
_STYLES = {QuotationKind.CHANGED: "yellow", QuotationKind.ABSENT: "red"}
_BAR_WIDTH = 30  # columns of the longest bar
_MAX_MONTHS = 12


class CheckedQuotation(NamedTuple):
    """A quotation of a draft, by the file and the line."""

    file: str
    line: int
    check: QuotationCheck


def show_check_of_quotation(out: Console, check: QuotationCheck) -> None:
    """Show whether the articles have a quotation, where, and which words differ."""
    out.print(_KINDS[check.kind], style=_STYLES.get(check.kind, "green"))
    for difference in _describe_differences(check):
        out.print(plain_text(f"  {difference}"), soft_wrap=True)
    if check.quote:
        show_quote(out, check.quote)
    warn_of_changes(out, check.changed_articles)


def show_checked_quotations(out: Console, checked: Sequence[CheckedQuotation]) -> None:
    """Show the quotations of drafts: a table on a screen, a line for each in a pipe."""
    if not out.is_terminal:
        for file, line, check in checked:
            cells = (f"{file}:{line}", check.kind.value, _quoted(check), _details(check))
            out.print(plain_text(" · ".join(cell for cell in cells if cell)), soft_wrap=True)
    elif checked:
        out.print(_table(checked))
    problems = sum(not each.check.is_in_articles for each in checked)
    summary = f"{plural(len(checked), 'quotation')}, {problems:,} changed or absent"
    out.print(summary, style="yellow" if problems else "green")


def _table(checked: Sequence[CheckedQuotation]) -> Table:
    table = Table("place", "result", "quotation", "in the articles", show_lines=True)
    for file, line, check in checked:
        table.add_row(
            plain_text(f"{file}:{line}"),
            Text(check.kind.value, _STYLES.get(check.kind, "green")),
            plain_text(_quoted(check)),
            plain_text(_details(check)),
        )
    return table


def show_phrase(out: Console, matches: PhraseMatches, first: int) -> None:
    """Show a page of the sentences with a phrase, and on the first one the counts by month."""
    if not matches.total:
        out.print("No sentence has these words.", style="yellow")
        return
    out.print(f"{plural(matches.total, 'sentence')}")
    if not first and len(matches.months) > 1:
        _show_months(out, matches.months)
    for quote in matches.quotes:
        show_quote(out, quote)
    warn_of_changes(out, matches.changed_articles)
    rest = matches.total - first - len(matches.quotes)
    if matches.quotes and rest > 0:
        out.print(f"... and {rest:,} more; --page shows them", style="dim")


def _show_months(out: Console, months: Sequence[tuple[str | None, int]]) -> None:
    """Draw a bar for each of the last months that have the phrase."""
    shown = months[-_MAX_MONTHS:]
    most = max(count for _, count in shown)
    for month, count in shown:
        bar = "█" * max(1, round(_BAR_WIDTH * count / most))
        out.print(f"  {month or 'no date':<7}  {bar} {count:,}", soft_wrap=True)


def _quoted(check: QuotationCheck) -> str:
    return f"“{one_line(check.quotation)}”"


def _details(check: QuotationCheck) -> str:
    """Return the place of a quotation, and what differs there."""
    parts = [place(check.quote)] if check.quote else []
    return " · ".join([*parts, *_describe_differences(check)])


def _describe_differences(check: QuotationCheck) -> list[str]:
    """Return each difference as `[-article-] {+quotation+}`, which needs no colours."""
    if check.quote is None:
        return []
    source, quotation = check.quote.visible_text, check.quotation
    return [
        " ".join(
            part
            for part in (
                _marked("[-", source[slice(*difference.source)], "-]"),
                _marked("{+", quotation[slice(*difference.quoted)], "+}"),
            )
            if part
        )
        for difference in check.differences
    ]


def _marked(opening: str, words: str, closing: str) -> str:
    return f"{opening}{one_line(words).strip()}{closing}" if words.strip() else ""
