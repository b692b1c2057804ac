"""`check`: every problem of the corpus folder and of the database."""

import sys
from pathlib import Path

import click

from bot.core.collection import Collection
from bot.core.text.article import unusable_url
from bot.libraries.database_check import check_database
from bot.settings import Settings
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option
from bot.terminal.output.articles import plural, show_unusable_url
from bot.terminal.output.console import console
from bot.terminal.output.results import show_check
from bot.terminal.streams import echo


@click.command()
@corpus_option
@click.option(
    "--deep",
    is_flag=True,
    help="Check the database too, and each article in it; a bot may use it meanwhile.",
)
@click.pass_obj
def check(settings: Settings, corpus: Path | None, deep: bool) -> None:
    """Load everything and report every problem.

    The exit status is 2 if there is a problem.

    \b
    Examples:
      python -m bot check --corpus my-articles
      python -m bot check --deep
    """
    collection = load_corpus(settings, corpus)
    show_check(console(), collection)
    unusable_urls = _name_unusable_urls(collection)
    problems = _check_database(settings.data) if deep else ()
    if collection.problems or unusable_urls or problems:
        sys.exit(2)


def _name_unusable_urls(collection: Collection) -> int:
    """Name on stderr each url that is no link in an answer; return how many there are."""
    count = 0
    for article in collection.by_path():
        if article.url is None and (url := unusable_url(article.path, article.text)):
            show_unusable_url(article.path, url)
            count += 1
    return count


def _check_database(folder: Path) -> tuple[str, ...]:
    """Print how much the database holds, name each problem on stderr and return the problems."""
    report = check_database(folder)
    if report is None:
        echo(f"no database in {folder} yet")
        return ()
    articles = plural(report.articles, "article")
    echo(f"database: {articles} of {plural(report.servers, 'server')}")
    for problem in report.problems:
        echo(f"verbatim: {problem}", err=True)
    return report.problems
