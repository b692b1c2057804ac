"""What buttons say in their ids: articles and places in them, in few characters.

An id holds 100 characters, and a path can be longer; so a hash stands for it. A hash of the quoted
text tells whether the article has changed since.
"""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2s
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.core.answers.answer import Quote
    from bot.core.collection import Collection
    from bot.core.text.article import Article

_KEY = 6  # bytes that tell an article; of 20,000 two are alike once in a million
_TEXT = 4  # bytes that tell a text
_PACKED = struct.Struct(">5s3s3s")  # an article, where a sentence begins, and its text
_FARTHEST = 1 << 24
SERVER_PATTERN = r"(?:@(?P<server>[-\w]{11}))?"  # as `with_server` adds it


@lru_cache(maxsize=1 << 16)  # a button asks for that of every article
def article_key(path: str) -> str:
    """Return a short name for an article."""
    return _hash(path, _KEY).hex()


def text_key(text: str) -> str:
    """Return what tells whether a text is still the same."""
    return _hash(text, _TEXT).hex()


def server_key(server_id: int) -> str:
    """Return a server's id in 11 characters."""
    return urlsafe_b64encode(server_id.to_bytes(8)).decode().rstrip("=")


def parse_server_key(key: str) -> int:
    """Return the id of the server that a key means, 0 if it is none."""
    try:
        return int.from_bytes(urlsafe_b64decode(key + "="))
    except ValueError:
        return 0


def with_server(custom_id: str, server: str | None) -> str:
    """Return the id of a button that asks a server in private, by its key, if there is one."""
    return f"{custom_id}@{server}" if server else custom_id


def find_article(collection: Collection, key: str) -> Article:
    """Return the article that a key means; raise LookupError if it is gone."""
    for article in collection.articles:
        if article_key(article.path).startswith(key):
            return article
    raise LookupError(key)


def pack_quotes(quotes: Iterable[Quote]) -> str:
    """Return where the focuses of quotes begin, each in 11 bytes."""
    parts = (
        _PACKED.pack(
            _hash(one.article, _KEY)[:5], one.focus[0].to_bytes(3), _hash(_focus(one), _TEXT)[:3]
        )
        for one in quotes
        if one.focus[0] < _FARTHEST
    )
    return urlsafe_b64encode(b"".join(parts)).decode().rstrip("=")


def unpack_quotes(collection: Collection, text: str) -> list[Quote | None]:
    """Return the quotes that `packed` was given; None for one whose article has changed."""
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return [_found(collection, *part) for part in _PACKED.iter_unpack(content)]


def _found(collection: Collection, key: bytes, start: bytes, text: bytes) -> Quote | None:
    try:
        article = find_article(collection, key.hex())
    except LookupError:
        return None
    quote = collection.quote_at(article, int.from_bytes(start))
    return quote if quote and _hash(_focus(quote), _TEXT)[:3] == text else None


def _focus(quote: Quote) -> str:
    return quote.shown[slice(*quote.shown_focus)]


def _hash(text: str, size: int) -> bytes:
    return blake2s(text.encode(errors="surrogateescape"), digest_size=size).digest()
