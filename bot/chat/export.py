"""Export: the articles of a server and what they were made of, in zips that Discord takes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.library.articles import Articles

MAX_PARTS = 10  # zips that are sent
_PER_FILE = 1_000  # bytes at most that a zip takes for a file beside its content

File = tuple[str, bytes]


def zipped(files: Sequence[File]) -> bytes:
    """Return a zip of files, which is the same for the same ones."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            # Without a time of its own, a file is as old as a zip can tell.
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return content.getvalue()


async def in_parts(articles: Articles, server_id: int, limit: int) -> AsyncIterator[list[File]]:
    """Yield the files of a server's articles, each time as many as a zip of `limit` bytes holds."""
    part: list[File] = []
    room = limit
    async for name, data in _files(articles, server_id):
        room -= len(data) + len(name) + _PER_FILE
        if part and room < 0:
            yield part
            part, room = [], limit - len(data) - len(name) - _PER_FILE
        part.append((name, data))
    if part:
        yield part


async def _files(articles: Articles, server_id: int) -> AsyncIterator[File]:
    for entry in await articles.of_server(server_id):
        text = await articles.text(server_id, entry.path)
        if text is not None:
            yield f"articles/{entry.path}", text.encode()
        original = await articles.original(server_id, entry.path)
        if original is not None:
            # The name is a stranger's; who unpacks is to find the file in its own folder.
            name = re.sub(r"[^\w.-]+", "_", original.name).lstrip(".")[-100:]
            yield f"originals/{entry.path}/{name or 'original'}", original.content
