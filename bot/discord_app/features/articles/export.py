"""Export the articles of a server and their originals, in zips that Discord accepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import LibraryError
from bot.ingest.archive import pack
from bot.ingest.draft import ArchivedArticle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.articles import Articles

MAX_ZIPS = 10  # that are sent
_BYTES_PER_FILE = 10_000  # more than a zip adds to a file of ten megabytes


@dataclass(slots=True)
class ZipPart:
    """The articles of one zip, and the names of files that are damaged, or too large for any."""

    articles: list[ArchivedArticle] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def zip_file(self) -> BytesIO:
        """Return the zip."""
        content = BytesIO()
        pack(self.articles, content)
        content.seek(0)
        return content


async def split_into_zips(articles: Articles, server_id: int, limit: int) -> AsyncIterator[ZipPart]:
    """Yield a server's articles with their originals, each time as many as `limit` bytes hold."""
    part, room = ZipPart(), limit
    for record in await articles.of_server(server_id):
        text = await articles.text(server_id, record.path)
        if text is None:
            part.missing.append(f"articles/{record.path}")
            continue
        size, original = record.size + 2 * _BYTES_PER_FILE, None
        fits = size <= limit
        is_damaged = False
        if fits:
            try:
                original = await articles.original(server_id, record.path)
            except LibraryError:
                is_damaged = True
        if part.articles and size > room:
            yield part
            part, room = ZipPart(), limit
        if is_damaged or not fits:
            part.missing.append(f"originals/{record.path}")
        part.articles.append(ArchivedArticle(record.path, text, original))
        room -= size
    yield part
