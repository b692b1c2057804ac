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


def _problems(stored: StoredArticle) -> Iterator[str]:
    try:
        article = parse_article(stored.path, stored.text)
    except ArticleError as error:
        yield error.reason
        return
    published = article.published.isoformat() if article.published else None
    if article.title != stored.title:
        yield "its title is not that of its text"
    if published != stored.published:
        yield "its date is not that of its text"
    if fingerprint_of(article) != stored.fingerprint:
        yield "its fingerprint is not that of its text"
    if len(stored.text.encode()) + stored.original_size != stored.size:
        yield "its size is not that of its text"
