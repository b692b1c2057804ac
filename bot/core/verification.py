"""Verification: the promise *exact*. Only quotes that their files still hold are shown."""

from collections.abc import Iterable

from bot.core.corpus import Corpus
from bot.core.text.article import Article
from bot.core.text.quote import Quote


def verify(corpus: Corpus, quotes: Iterable[Quote]) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Return the quotes that their files, read again now, still hold at their places.

    The second item has the paths of the articles that have no quote left.
    """
    quotes = list(quotes)
    texts = {path: corpus.read_now(path) for path in {quote.article for quote in quotes}}
    exact = tuple(quote for quote in quotes if quote.is_verbatim_in(texts[quote.article]))
    return exact, tuple(sorted(texts.keys() - {quote.article for quote in exact}))


def is_as_loaded(corpus: Corpus, article: Article) -> bool:
    """Return whether the file of `article`, read again now, has not changed."""
    return corpus.read_now(article.path) == article.text
