"""`articles add`, `replace` and `remove`: one article at a time."""

import asyncio
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.core.article_files import read_articles
from bot.core.names import find_by_name
from bot.errors import DocumentError, IngestError
from bot.ingest.ingest import draft_from_source
from bot.libraries.article_store import AddResult
from bot.libraries.corpus_folder import CorpusFolder
from bot.settings import Settings
from bot.terminal import output
from bot.terminal.corpus import folder_to_change, read_corpus
from bot.terminal.options import corpus_option
from bot.terminal.streams import confirm, echo


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@corpus_option
@click.pass_obj
def add(settings: Settings, sources: tuple[str, ...], corpus: Path | None) -> None:
    """Add files and web pages to the corpus folder.

    Each SOURCE is the address of a page or a .txt, .md, .html or .pdf file. The text is stored and
    quoted, and the original is kept in the folder .originals. A source that cannot be added is
    named, the others are added, and the exit status is then 2.

    \b
    Examples:
      python -m bot articles add report.pdf notes.md
      python -m bot articles add https://example.org/news/talks
    """
    folder, has_failed = open_corpus_folder(settings, corpus), False
    with output.progress("Adding", len(sources)) as advance:
        for source in sources:
            try:
                result = asyncio.run(_add(folder, source))
            except IngestError as error:
                output.show_error(error)
                has_failed = True
            else:
                echo(f"{result.path}: {'there already' if result.is_duplicate else result.title}")
                if result.unusable_url:
                    output.show_unusable_url(result.path, result.unusable_url)
            advance()
    if has_failed:
        sys.exit(2)


@click.command()
@click.argument("article")
@click.argument("source")
@corpus_option
@click.pass_obj
def replace(settings: Settings, article: str, source: str, corpus: Path | None) -> None:
    """Replace the text of an article.

    ARTICLE is a path or title, and SOURCE a file or the address of a web page.

    \b
    Examples:
      python -m bot articles replace report.txt report-2.pdf
      python -m bot articles replace "Talks resume" https://example.org/news/talks
    """
    folder = folder_to_change(settings, corpus)
    articles = read_corpus(settings, folder).articles
    old = find_by_name(articles, article)
    result = asyncio.run(_replace(CorpusFolder(folder, articles), old.path, source))
    if result.is_duplicate:
        raise DocumentError(source, f"has the same words as {result.path}")
    echo(f"{result.path}: {result.title}")
    if result.unusable_url:
        output.show_unusable_url(result.path, result.unusable_url)


@click.command()
@click.argument("article")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@corpus_option
@click.pass_obj
def remove(settings: Settings, article: str, corpus: Path | None, yes: bool) -> None:
    """Remove an article and its original.

    ARTICLE is a path or title. Asks first.

    \b
    Example:
      python -m bot articles remove report.md
    """
    folder = folder_to_change(settings, corpus)
    match = find_by_name(read_corpus(settings, folder).articles, article)
    if not yes:
        confirm(f"Remove {match.path} ({match.title})?")
    asyncio.run(CorpusFolder(folder).remove(match.path))
    echo(f"{match.path}: removed")


async def _add(folder: CorpusFolder, source: str) -> AddResult:
    return (await folder.add([await draft_from_source(source, today=today())]))[0]


async def _replace(folder: CorpusFolder, path: str, source: str) -> AddResult:
    return await folder.replace(path, await draft_from_source(source, today=today()))


def open_corpus_folder(
    settings: Settings, corpus: Path | None, *, is_durable: bool = True
) -> CorpusFolder:
    """Open the corpus folder to add articles."""
    folder = folder_to_change(settings, corpus)
    articles = read_articles(folder, settings.max_article_bytes).articles
    return CorpusFolder(folder, articles, is_durable=is_durable)


def today() -> date:
    """Return the date in UTC."""
    return datetime.now(UTC).date()
