"""Write articles and their originals into a zip archive."""

from collections.abc import Iterable
from pathlib import Path

from bot.core.text.article import Article
from bot.errors import CorpusError
from bot.files import write_atomically
from bot.ingest.archive import pack
from bot.ingest.draft import ArchivedArticle
from bot.libraries.corpus_folder import original_file
from bot.original import Original


def export_folder(folder: Path, articles: Iterable[Article], file: Path) -> None:
    """Write `articles` of `folder`, with their originals, into the zip `file`."""
    write_archive((_archive(folder, article) for article in articles), file)


def write_archive(articles: Iterable[ArchivedArticle], file: Path) -> None:
    """Write the zip `file`, whole or not at all, taking one article after the other."""
    try:
        with write_atomically(file, private=True) as stream:
            pack(articles, stream)
    except OSError as error:
        raise CorpusError(f"{file} cannot be written: {error.strerror}") from error


def _archive(folder: Path, article: Article) -> ArchivedArticle:
    file = original_file(folder, article.path)
    original = Original(file.name, file.read_bytes()) if file else None
    return ArchivedArticle(article.path, article.text, original)
