"""The custom ids of buttons, which name articles, quotes and servers in few characters.

A custom id holds 100 characters and a path can be longer, so a hash stands for the path. A hash of
the quoted text shows whether the article has changed since.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2s
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.text.quote import Quote

_ARTICLE_BYTES = 6  # with 20,000 articles, the odds of a collision are one in a million
_TEXT_BYTES = 4
_QUOTE = struct.Struct(">5s3s3s")  # hash of the article, start of the focus, hash of its text
_MAX_START = 1 << 24  # characters; three bytes hold no more
SERVER_PATTERN = r"(?:@(?P<server>[-\w]{11}))?"  # as `with_server` adds it


@lru_cache(maxsize=1 << 16)  # finding a button's article needs the key of every article
def article_key(path: str) -> str:
    """Return a short key for the article at `path`."""
    return _hash(path, _ARTICLE_BYTES).hex()


def text_key(text: str) -> str:
    """Return a hash that shows whether a text is still the same."""
    return _hash(text, _TEXT_BYTES).hex()


def server_key(server_id: int) -> str:
    """Return the id of a server in 11 characters."""
    return urlsafe_b64encode(server_id.to_bytes(8)).decode().rstrip("=")


def parse_server_key(key: str) -> int:
    """Return the id of a server from its key, or 0 if the key is invalid."""
    try:
        return int.from_bytes(urlsafe_b64decode(key + "="))
    except ValueError:
        return 0


def with_server(custom_id: str, server: str | None) -> str:
    """Add the key of the server that a button in a direct message asks, if there is one."""
    return f"{custom_id}@{server}" if server else custom_id


def find_article(collection: Collection, key: str) -> Article:
    """Return the article with this key; raise LookupError if it is gone."""
    for article in collection.articles:
        if article_key(article.path).startswith(key):
            return article
    raise LookupError(key)


def pack_quotes(quotes: Iterable[Quote]) -> str:
    """Encode quotes, each in 11 bytes; one that starts too far into its article is left out."""
    parts = (_pack_quote(quote) for quote in quotes if quote.focus[0] < _MAX_START)
    return urlsafe_b64encode(b"".join(parts)).decode().rstrip("=")


def unpack_quotes(collection: Collection, text: str) -> list[Quote | None]:
    """Decode quotes; one that is damaged, or whose article has changed or is gone, is None."""
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        parts = list(_QUOTE.iter_unpack(content))
    except (ValueError, struct.error):
        return [None]
    return [_find_quote(collection, *part) for part in parts]


def _pack_quote(quote: Quote) -> bytes:
    article = _hash(quote.article, _ARTICLE_BYTES)[:5]
    text = _hash(_focus_text(quote), _TEXT_BYTES)[:3]
    return _QUOTE.pack(article, quote.focus[0].to_bytes(3), text)


def _find_quote(collection: Collection, key: bytes, start: bytes, text: bytes) -> Quote | None:
    try:
        article = find_article(collection, key.hex())
    except LookupError:
        return None
    quote = collection.quote_at(article, int.from_bytes(start))
    return quote if quote and _hash(_focus_text(quote), _TEXT_BYTES)[:3] == text else None


def _focus_text(quote: Quote) -> str:
    return quote.visible_text[slice(*quote.visible_focus)]


def _hash(text: str, size: int) -> bytes:
    return blake2s(text.encode(errors="surrogateescape"), digest_size=size).digest()
