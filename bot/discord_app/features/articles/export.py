"""Export: the articles of a server and what they were made of, in zips that Discord takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from bot.ingest.archive import pack
from bot.ingest.pieces import Document, Stored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.articles import Articles

MAX_PARTS = 10  # zips that are sent
_PER_FILE = 10_000  # bytes; more than a zip takes for a file of ten megabytes beside its content


@dataclass(slots=True)
class Part:
    """The articles of one zip, and the names of what is damaged, or too large for any."""

    articles: list[Stored] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def packed(self) -> BytesIO:
        """Return the zip."""
        content = BytesIO()
        pack(self.articles, content)
        content.seek(0)
        return content


async def in_parts(articles: Articles, server_id: int, limit: int) -> AsyncIterator[Part]:
    """Yield a server's articles with their originals, each time as many as `limit` bytes hold."""
    part, room = Part(), limit
    for entry in await articles.of_server(server_id):
        text = await articles.text(server_id, entry.path)
        if text is None:
            part.left_out.append(f"articles/{entry.path}")
            continue
        size, original = entry.size + 2 * _PER_FILE, None
        fits = size <= limit
        if fits and (kept := await articles.original(server_id, entry.path)):
            original = Document(kept.name, kept.content)
        if part.articles and size > room:
            yield part
            part, room = Part(), limit
        if not fits:
            part.left_out.append(f"originals/{entry.path}")
        part.articles.append(Stored(entry.path, text, original))
        room -= size
    yield part
