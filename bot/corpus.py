"""The corpus folder as its operator keeps it: articles are added to it, and removed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import CorpusError, DocumentError
from bot.gathering.gather import WEB, Web, gather_file, gather_page
from bot.gathering.gathered import Gathered, fingerprint_of
from bot.news.article import Article

ORIGINALS = ".originals"  # below the folder; what begins with a dot is no article
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source: the new article's path, or that of its `twin` with the same text."""

    title: str
    path: str
    is_twin: bool = False


def fingerprints(articles: Iterable[Article]) -> dict[str, str]:
    """Return the path of each article by the fingerprint of its words."""
    return {fingerprint_of(article): article.path for article in articles}


async def add_article(
    folder: Path, source: str, known: dict[str, str], *, today: date, web: Web = WEB
) -> Added:
    """Add the file or URL `source` to `folder`, unless an article of `known` has the same words.

    The original is kept beside it. Raises GatheringError, or CorpusError if nothing can be written.
    """
    gathered, original, ending = await _gather(source, today, web)
    if twin := known.get(gathered.fingerprint):
        return Added(gathered.title, twin, is_twin=True)
    name = _free_name(folder, gathered.title)
    try:
        _write(folder / ORIGINALS / f"{name}{ending}", original)
        _write(folder / f"{name}{gathered.suffix}", gathered.text.encode())
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written to: {error.strerror}") from error
    path = known[gathered.fingerprint] = f"{name}{gathered.suffix}"
    return Added(gathered.title, path)


def remove_article(folder: Path, article: Article) -> None:
    """Delete the file of `article`, and the original that it was made of."""
    file = folder / article.path
    try:
        for original in (folder / ORIGINALS).glob(f"{_literal(file.stem)}.*"):
            original.unlink()
        file.unlink()
    except OSError as error:
        raise CorpusError(f"{file} cannot be removed: {error.strerror}") from error


async def _gather(source: str, today: date, web: Web) -> tuple[Gathered, bytes, str]:
    """Return the article made of `source`, what it was made of, and how such a file's name ends."""
    if source.startswith(("http://", "https://")):
        gathered, fetched = await gather_page(source, today=today, web=web)
        return gathered, fetched.body, Path(urlsplit(fetched.url).path).suffix or ".html"
    content = _read(source)
    return await gather_file(source, content, today=today), content, Path(source).suffix


def _read(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise DocumentError(source, f"cannot be read: {error.strerror}") from error


def _free_name(folder: Path, title: str) -> str:
    """Return a name for the file of an article, after its title, that no file there has."""
    name = re.sub(r"\W+", "-", title.casefold()).strip("-")[:_LONGEST_NAME].rstrip("-") or "article"
    taken = {file.stem for file in folder.glob("*")}
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, for a bot that reads the folder meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
