"""Output about articles and their files; it loads nothing of the search, to start fast."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.core.languages.registry import language_of
from bot.core.text.article import Article
from bot.terminal.output.console import plain_text
from bot.terminal.streams import echo

if TYPE_CHECKING:
    from bot.storage.articles import ArticleRecord

_MAX_URL_LENGTH = 100  # characters


def show_articles(out: Console, articles: "Iterable[Article | ArticleRecord]") -> None:
    """Show each article on one line: path, date and title."""
    for article in articles:
        show_article_line(out, article)


def show_article_line(out: Console, article: "Article | ArticleRecord", *details: str) -> None:
    """Show the path, date and title of an article, and further details."""
    published = article.published.isoformat() if article.published else "no date"
    rest = "".join(f" · {detail}" for detail in (published, article.title, *details))
    out.print(Text.assemble(plain_text(article.path), plain_text(rest, "dim")), soft_wrap=True)


def show_article(out: Console, article: Article, original: Path | None) -> None:
    """Show an article's metadata, and its text with line numbers."""
    show_article_line(out, article, language_of(article.language).settings.english_name)
    for detail in (article.source, article.url, original and f"made of {original}"):
        if detail:
            out.print(plain_text(str(detail), "dim"), soft_wrap=True)
    lines = article.text.removesuffix("\n").split("\n")
    width = len(str(len(lines)))
    for number, line in enumerate(lines, 1):
        text = plain_text(line.removesuffix("\r"))
        out.print(Text.assemble((f"{number:>{width}}  ", "dim"), text), soft_wrap=True)


def show_error(error: Exception) -> None:
    """Show an error that does not end the command."""
    echo(f"Error: {error}", err=True)


def show_unusable_url(path: str, url: str) -> None:
    """Name the address of an article that no quote links to."""
    reason = f"url is {url[:_MAX_URL_LENGTH]!r}, and only http:// or https:// is linked"
    echo(f"verbatim: {path}: {reason}", err=True)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar if standard error is a screen; give the function that advances it."""
    from rich.progress import (  # takes 7 ms, which only `articles` needs
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    errors = Console(stderr=True)
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_hidden = total < 2 or not errors.is_terminal
    with Progress(*columns, console=errors, disable=is_hidden) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)


def plural(count: int, noun: str) -> str:
    """Return `1 article`, `2 articles`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
