"""Check that each article in the database is the one that was added."""

from collections.abc import Iterator
from pathlib import Path

from bot.core.text.article import parse_article
from bot.errors import ArticleError
from bot.ingest.draft import fingerprint_of
from bot.storage import deep_check
from bot.storage.deep_check import CheckReport, StoredArticle


def check_database(folder: Path) -> CheckReport | None:
    """Check the database in `folder` and its articles, as `bot.storage.deep_check` does."""
    return deep_check.check_database(folder, _problems)


def _problems(row: StoredArticle) -> Iterator[str]:
    try:
        article = parse_article(row.path, row.text)
    except ArticleError as error:
        yield error.reason
        return
    day = article.published.isoformat() if article.published else None
    if article.title != row.title:
        yield "its title is not that of its text"
    if day != row.published:
        yield "its date is not that of its text"
    if article.url != row.url:
        yield "its address is not that of its text"
    if fingerprint_of(article) != row.fingerprint:
        yield "its fingerprint is not that of its text"
    if len(row.text.encode()) + row.original_size != row.size:
        yield "its size is not that of its text"
