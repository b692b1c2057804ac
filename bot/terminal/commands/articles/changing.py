"""`articles add`, `replace` and `remove`: one article at a time."""

import asyncio
import sys
from pathlib import Path

import click

from bot.core.names import find_by_name
from bot.errors import DocumentError, IngestError
from bot.ingest.bulk import holds_many, open_source
from bot.ingest.ingest import draft_from_source
from bot.libraries.article_store import AddResult
from bot.libraries.corpus_folder import CorpusFolder
from bot.settings import Settings
from bot.terminal.commands.articles.importing import (
    import_limits,
    import_sources,
    open_corpus_folder,
    today,
)
from bot.terminal.corpus import folder_to_change, read_corpus
from bot.terminal.options import corpus_option, refuse_empty
from bot.terminal.output.articles import progress, show_error, show_unusable_url
from bot.terminal.streams import confirm, echo


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, callback=refuse_empty)
@corpus_option
@click.pass_obj
def add(settings: Settings, sources: tuple[str, ...], corpus: Path | None) -> None:
    """Add files and web pages to the corpus folder.

    Each SOURCE is the address of a page, or a file: text, Markdown, HTML, PDF, Word, OpenDocument,
    PowerPoint, RTF, EPUB, mail (.eml), subtitles or CSV. The text is stored and quoted, and the
    original is kept in the folder .originals. Folders, archives and JSON lines are imported, as by
    `import`. A source that cannot be added is named, the others are added, and the exit status is
    then 2.

    \b
    Examples:
      python -m bot articles add report.pdf notes.md
      python -m bot articles add https://example.org/news/talks
    """
    folder, is_complete = open_corpus_folder(settings, corpus), True
    collections = [source for source in sources if holds_many(source)]
    documents = [source for source in sources if source not in collections]
    with progress("Adding", len(documents)) as advance:
        for source in documents:
            try:
                _show(asyncio.run(_add(folder, source)))
            except IngestError as error:
                show_error(error)
                is_complete = False
            advance()
    if collections:
        limits = import_limits(settings)
        opened = [open_source(source, limits) for source in collections]
        is_complete = asyncio.run(import_sources(folder, opened)) and is_complete
    if not is_complete:
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
    _show(result)


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


def _show(result: AddResult) -> None:
    """Show an article that was added, and what should be known of its file."""
    if result.is_duplicate:
        echo(f"{result.path}: there already")
        return
    encoding = f" (read as {result.encoding})" if result.encoding else ""
    echo(f"{result.path}: {result.title}{encoding}")
    if result.unusable_url:
        show_unusable_url(result.path, result.unusable_url)


async def _add(folder: CorpusFolder, source: str) -> AddResult:
    return (await folder.add([await draft_from_source(source, today=today())]))[0]


async def _replace(folder: CorpusFolder, path: str, source: str) -> AddResult:
    return await folder.replace(path, await draft_from_source(source, today=today()))
