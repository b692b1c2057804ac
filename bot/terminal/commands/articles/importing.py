"""`articles import`: many articles at once."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import click

from bot.core.article_files import read_articles
from bot.errors import DocumentError
from bot.ingest.archive import ARCHIVE_LIMITS, ArchiveLimits
from bot.ingest.bulk import Source, open_source
from bot.libraries.article_store import AddResult, ArticleStore
from bot.libraries.bulk_import import ImportResult, import_all
from bot.libraries.corpus_folder import CorpusFolder
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.settings import Settings
from bot.storage.store import open_store
from bot.terminal.corpus import folder_to_change, is_default_folder, load_corpus
from bot.terminal.options import (
    corpus_option,
    refuse_corpus_and_server,
    refuse_empty,
    server_option,
)
from bot.terminal.output.articles import progress, show_error, show_unusable_url
from bot.terminal.streams import echo

_ADDED = "added"
_DUPLICATE = "there already"
_FAILED = "could not be added"
_SKIPPED = "of another kind"


@click.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, callback=refuse_empty)
@corpus_option
@server_option
@click.pass_obj
def import_articles(
    settings: Settings, sources: tuple[str, ...], corpus: Path | None, server: int | None
) -> None:
    """Add many articles: folders, archives, JSON lines.

    Every document of a kind that `add` takes is added from a folder or an archive, also from the
    folders below; an archive written by `export` gives the same articles under the same names.
    Each line of a file of JSON lines (.jsonl, .ndjson, also .gz) is an article: {"text", "title"?,
    "published"?, "source"?, "url"?}. Articles that cannot be added are named, the others are added,
    and the exit status is then 2. With --server they become articles of a server that the bot is
    in; stop the bot first.

    \b
    Examples:
      python -m bot articles import notes/ reports.zip
      python -m bot articles import news.jsonl.gz --corpus my-articles
      python -m bot articles import reports.zip --server 1234567890123456789
    """
    refuse_corpus_and_server(corpus, server)
    opened = [open_source(source, import_limits(settings)) for source in sources]
    if server:
        is_complete = asyncio.run(_import_into_server(settings, server, opened))
    else:
        folder = open_corpus_folder(settings, corpus, is_durable=False)  # it is synced at the end
        is_complete = asyncio.run(import_sources(folder, opened))
    if not is_complete:
        sys.exit(2)


async def _import_into_server(settings: Settings, server: int, sources: Sequence[Source]) -> bool:
    """Add the articles of `sources` to a server; return whether all could be added."""
    shared = load_corpus(settings, None)  # whose aliases index the new articles too
    async with open_store(settings.data) as store:
        library = ServerLibrary(
            shared,
            store.articles,
            max_articles=settings.server_articles,
            max_bytes=settings.server_megabytes * 1_000_000,
            max_sentences=settings.server_sentences,
        )
        return await import_sources(ServerArticles(library, server, today()), sources)


def import_limits(settings: Settings) -> ArchiveLimits:
    """Return the limits on what is unpacked."""
    max_bytes = max(ARCHIVE_LIMITS.max_entry_bytes, settings.max_article_bytes)
    return replace(ARCHIVE_LIMITS, max_entry_bytes=max_bytes)


def open_corpus_folder(
    settings: Settings, corpus: Path | None, *, is_durable: bool = True
) -> CorpusFolder:
    """Open the corpus folder to add articles; the default one need not exist."""
    folder = folder_to_change(settings, corpus)
    if is_default_folder(settings, corpus) and not folder.exists():
        return CorpusFolder(folder, is_durable=is_durable)  # made with the first article
    articles = read_articles(folder, settings.max_article_bytes).articles
    return CorpusFolder(folder, articles, is_durable=is_durable)


def today() -> date:
    """Return the date in UTC."""
    return datetime.now(UTC).date()


async def import_sources(store: ArticleStore, sources: Sequence[Source]) -> bool:
    """Add the articles of `sources`; return whether all could be added.

    The counts are printed at the end, also when an error ends it early.
    """
    counts = dict.fromkeys((_ADDED, _DUPLICATE, _FAILED, _SKIPPED), 0)
    items = chain.from_iterable(source.items for source in sources)
    try:
        with progress("Importing", sum(source.count for source in sources)) as advance:
            async for result in import_all(store, items, today=today()):
                counts[_outcome(result)] += 1
                advance()
    finally:
        words = [word for word, count in counts.items() if count or word == _ADDED]
        echo(", ".join(f"{counts[word]:,} {word}" for word in words))
    return not counts[_FAILED]


def _outcome(result: ImportResult) -> str:
    """Return the word under which `result` is counted; name an article or link that failed."""
    if isinstance(result, DocumentError):
        show_error(result)
        return _FAILED
    if isinstance(result, AddResult):
        if result.encoding:
            echo(f"verbatim: {result.path}: read as {result.encoding}", err=True)
        if result.unusable_url:
            show_unusable_url(result.path, result.unusable_url)
        return _DUPLICATE if result.is_duplicate else _ADDED
    return _SKIPPED
