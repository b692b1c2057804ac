"""`articles export`: articles and their originals in a zip archive."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.core.names import find_by_name
from bot.errors import ArticleError, CorpusError
from bot.ingest.draft import ArchivedArticle
from bot.libraries.export import export_folder, write_archive
from bot.settings import Settings
from bot.storage.articles import SERVER_FOLDER
from bot.storage.read_only_articles import ServerArticlesReader, open_server_articles
from bot.terminal.corpus import folder_to_read, read_corpus
from bot.terminal.options import PATH, corpus_option, refuse_corpus_and_server, server_option
from bot.terminal.output.articles import plural
from bot.terminal.streams import echo


@click.command()
@click.argument("file", type=PATH, metavar="FILE.zip")
@click.argument("names", metavar="[ARTICLE]...", nargs=-1)
@click.option("--force", is_flag=True, help="Overwrite FILE.zip if it exists.")
@corpus_option
@server_option
@click.pass_obj
def export(
    settings: Settings,
    file: Path,
    names: tuple[str, ...],
    force: bool,
    corpus: Path | None,
    server: int | None,
) -> None:
    """Write articles and their originals to an archive.

    Without an ARTICLE (path or title) all articles are written. `import` adds the same files again,
    under the same names. The articles of a server can be exported while the bot runs.

    \b
    Examples:
      python -m bot articles export backup.zip
      python -m bot articles export two.zip report.txt "Talks resume" --force
      python -m bot articles export theirs.zip --server 1234567890123456789
    """
    refuse_corpus_and_server(corpus, server)
    if file.suffix.lower() != ".zip":
        raise click.UsageError(f"{file} is not an archive's name; name a FILE that ends in .zip")
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already; --force overwrites it")
    if server:
        is_complete = _export_server(settings.data, server, names, file)
    else:
        is_complete = _export_corpus(settings, corpus, names, file)
    if not is_complete:
        sys.exit(2)


def _export_corpus(
    settings: Settings, corpus: Path | None, names: tuple[str, ...], file: Path
) -> bool:
    """Write the archive; return whether every wanted article is in it."""
    folder = folder_to_read(settings, corpus)
    articles = read_corpus(settings, folder)
    matches = [find_by_name(articles.articles, name) for name in names] or articles.articles
    chosen = {article.path: article for article in matches}
    if not chosen:
        raise CorpusError("there is no article to export")
    export_folder(folder, chosen.values(), file)
    echo(f"{file}: {plural(len(chosen), 'article')}")
    return bool(names) or not articles.problems


def _export_server(data: Path, server: int, names: tuple[str, ...], file: Path) -> bool:
    """Write the archive; name the articles that are left out; return whether none is."""
    with open_server_articles(data, server) as articles:
        bare_names = [
            name.removeprefix(f"{SERVER_FOLDER}/") for name in names
        ]  # as answers name them
        matches = [find_by_name(articles.records, name) for name in bare_names] or articles.records
        paths = list(dict.fromkeys(record.path for record in matches))
        unread: list[ArticleError] = []
        without_original: list[ArticleError] = []
        write_archive(_read_all(articles, paths, unread, without_original), file)
    for problem in [*unread, *without_original]:
        echo(f"verbatim: left out {problem}", err=True)
    echo(f"{file}: {plural(len(paths) - len(unread), 'article')}")
    return not unread and not without_original


def _read_all(
    articles: ServerArticlesReader,
    paths: Sequence[str],
    unread: list[ArticleError],
    without_original: list[ArticleError],
) -> Iterator[ArchivedArticle]:
    """Yield the articles at `paths`; append to the lists why texts and originals are left out."""
    for path in paths:
        try:
            text = articles.text(path)
        except ArticleError as problem:
            unread.append(problem)
            continue
        original = None
        try:
            original = articles.original(path)
        except ArticleError as problem:
            without_original.append(problem)
        yield ArchivedArticle(path, text, original)
