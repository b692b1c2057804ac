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
_PER_FILE = 10_000  # bytes; more than a zip takes for a file of ten megabytes beside its content

File = tuple[str, bytes]
_MARK = ("verbatim.json", b'{"version": 1}\n')  # tells such a zip from any other


def zipped(files: Sequence[File]) -> bytes:
    """Return a zip of files, which is the same for the same ones."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in (_MARK, *files):
            # Without a time of its own, a file is as old as a zip can tell.
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return content.getvalue()


async def in_parts(articles: Articles, server_id: int, limit: int) -> AsyncIterator[list[File]]:
    """Yield the files of a server's articles, each time as many as a zip of `limit` bytes holds."""
    part: list[File] = []
    room = limit
    for entry in await articles.of_server(server_id):
        files = await _files(articles, server_id, entry.path)
        size = sum(len(data) + _PER_FILE for _, data in files)
        if part and size > room:
            yield part
            part, room = [], limit
        if size > limit:
            for file in files:
                yield [file]
            continue
        part += files
        room -= size
    if part:
        yield part


async def _files(articles: Articles, server_id: int, path: str) -> list[File]:
    """Return the text of an article, if it is not damaged, and what it was made of."""
    files: list[File] = []
    text = await articles.text(server_id, path)
    if text is not None:
        files.append((f"articles/{path}", text.encode()))
    original = await articles.original(server_id, path)
    if original is not None:
        # The name is a stranger's; who unpacks is to find the file in its own folder.
        name = re.sub(r"[^\w.-]+", "_", original.name).lstrip(".")[-100:]
        files.append((f"originals/{path}/{name or 'original'}", original.content))
    return files
