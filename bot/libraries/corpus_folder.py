"""The corpus folder as its operator keeps it: articles are added to it, replaced and removed."""

import asyncio
import errno
import shutil
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from bot.core.text.article import Article, parse_article
from bot.errors import ArticleError, CorpusError, DocumentError
from bot.files import write_atomically
from bot.ingest.archive import pack
from bot.ingest.bulk import read_file
from bot.ingest.documents import read_document
from bot.ingest.draft import fingerprint_of
from bot.ingest.ingest import WEB, Web, gather_page
from bot.ingest.pieces import Document, Made, PassedOver, Piece, Ready, Stored, file_name
from bot.ingest.sandbox import MAX_READERS

ORIGINALS = ".originals"  # below the folder; what begins with a dot is no article


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a source: the path of its article, or of one that has the same words."""

    title: str
    path: str
    is_duplicate: bool = False


class Shelf:
    """The corpus folder while articles are put there; what it holds is read once, before.

    Each is written whole, with its original. Raises DocumentError for an article that cannot be
    put there, CorpusError where none can.
    """

    def __init__(self, folder: Path, articles: Iterable[Article] = ()) -> None:
        self._folder = folder
        self._paths = {fingerprint_of(article): article.path for article in articles}
        self._restored: dict[str, str] = {}  # as `_paths`
        self._numbers = Counter[str]()  # the last that was put behind a name

    def add(self, made: Made) -> Added:
        """Add an article under a name after its title, unless one with the same words is there."""
        title, words = made.gathered.title, made.gathered.fingerprint
        if duplicate := self._paths.get(words) or self._restored.get(words):
            return Added(title, duplicate, is_duplicate=True)
        path = self._free(f"{made.gathered.stem}{made.gathered.suffix}")
        self._write(path, made.gathered.text, made.original)
        self._paths[words] = path
        return Added(title, path)

    def restore(self, stored: Stored) -> Added:
        """Add an article as it stood, under its path, unless the same words were there before.

        Two that are restored may have the same words, as they had where they stood.
        """
        article = _parsed(stored.path, stored.text)
        words = fingerprint_of(article)
        if duplicate := self._paths.get(words) or self._same_file(stored):
            return Added(article.title, duplicate, is_duplicate=True)
        path = self._free(stored.path)
        self._write(path, stored.text, stored.original)
        self._restored[words] = path
        return Added(article.title, path)

    def replace(self, article: Article, made: Made) -> Added:
        """Put what was made in the place of `article`, under its path."""
        path, source, suffix = article.path, made.original.name, made.gathered.suffix
        if suffix not in _READ_AS.get(PurePath(path).suffix.lower(), ()):
            reason = f"becomes a {suffix} file, and {path} would not be read as one"
            raise DocumentError(source, f"{reason}; add it, and remove the other")
        title = _parsed(path, made.gathered.text).title
        duplicate = self._paths.get(made.gathered.fingerprint, path)
        if duplicate != path:
            raise DocumentError(source, f"has the same words as {duplicate}")
        self._write(path, made.gathered.text, made.original)
        return Added(title, path)

    def _same_file(self, stored: Stored) -> str | None:
        file = self._folder / stored.path
        with _errors_named(stored.path, self._folder):
            is_same = file.is_file() and file.read_bytes() == stored.text.encode()
        return stored.path if is_same else None

    def _free(self, path: str) -> str:
        """Return `path`, with a number behind its name if there is such a file."""
        stem, _, ending = path.rpartition(".")
        free = path
        with _errors_named(path, self._folder):
            while (self._folder / free).exists():
                self._numbers[path] = max(2, self._numbers[path] + 1)
                free = f"{stem}-{self._numbers[path]}.{ending}"
        return free

    def _write(self, path: str, text: str, original: Document | None) -> None:
        kept = self._folder / ORIGINALS / path
        with _errors_named(path, self._folder):
            old = set(_files(kept))
            if original:
                file = kept / file_name(original.name)
                _write(file, original.data)
                old.discard(file)
            _write(self._folder / path, text.encode())
            for file in old:
                file.unlink()


# As which files a text or Markdown may be read, by the ending of a path.
_READ_AS = {".txt": (".txt",), ".md": (".md", ".txt"), ".markdown": (".md", ".txt")}
_OF_ITS_NAME = {errno.EEXIST, errno.EILSEQ, errno.EINVAL, errno.ENAMETOOLONG, errno.ENOTDIR}


@contextmanager
def _errors_named(path: str, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _OF_ITS_NAME and folder.is_dir():
            raise DocumentError(path, f"cannot be written: {error.strerror}") from error
        raise CorpusError(f"{folder} cannot be written to: {error.strerror}") from error


async def gather(source: str, *, today: date, web: Web = WEB) -> Made:
    """Make an article of the file or URL `source`; raise IngestError."""
    if not source.startswith(("http://", "https://")):
        return await _made(Document(source, read_file(source)), today)
    gathered, fetched = await gather_page(source, today=today, web=web)
    name = file_name(urlsplit(fetched.url).path)
    return Made(gathered, Document(name if "." in name else f"{name}.html", fetched.body))


async def put_all(
    shelf: Shelf, pieces: Iterable[Piece], *, today: date
) -> AsyncIterator[Added | PassedOver | DocumentError]:
    """Put `pieces` on the shelf, and yield what became of each, in their order.

    While one is put there, as many others are read as may be at once. Raises CorpusError.
    """
    ahead: deque[asyncio.Task[Ready]] = deque()
    for piece in pieces:
        ahead.append(asyncio.create_task(_read(piece, today)))
        if len(ahead) > MAX_READERS:
            yield _put(shelf, await ahead.popleft())
    while ahead:
        yield _put(shelf, await ahead.popleft())


async def _read(piece: Piece, today: date) -> Ready:
    try:
        return await _made(piece, today) if isinstance(piece, Document) else piece
    except DocumentError as error:
        return error


async def _made(document: Document, today: date) -> Made:
    return Made(await read_document(document.name, document.data, today=today), document)


def _put(shelf: Shelf, piece: Ready) -> Added | PassedOver | DocumentError:
    try:
        match piece:
            case Made():
                return shelf.add(piece)
            case Stored():
                return shelf.restore(piece)
            case _:
                return piece
    except DocumentError as error:
        return error


def remove_article(folder: Path, article: Article) -> None:
    """Delete the file of `article`, and what it was made of."""
    file, kept = folder / article.path, folder / ORIGINALS / article.path
    try:
        file.unlink()
        if kept.is_dir():
            shutil.rmtree(kept)
    except OSError as error:
        raise CorpusError(f"{file} cannot be removed: {error.strerror}") from error


def export(folder: Path, articles: Iterable[Article], file: Path) -> None:
    """Write `articles` of `folder`, with their originals, into the zip `file`."""
    write_archive((_stored(folder, article) for article in articles), file)


def write_archive(articles: Iterable[Stored], file: Path) -> None:
    """Write the zip `file`, whole or not at all, taking one article after the other."""
    try:
        with write_atomically(file) as opened:
            pack(articles, opened)
    except OSError as error:
        raise CorpusError(f"{file} cannot be written: {error.strerror}") from error


def _stored(folder: Path, article: Article) -> Stored:
    kept = original_of(folder, article)
    original = Document(kept.name, kept.read_bytes()) if kept else None
    return Stored(article.path, article.text, original)


def original_of(folder: Path, article: Article) -> Path | None:
    """Return the file that `article` was made of, if it is kept."""
    return next(iter(_files(folder / ORIGINALS / article.path)), None)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.is_file())


def _parsed(path: str, text: str) -> Article:
    try:
        return parse_article(path, text)
    except ArticleError as error:
        raise DocumentError(path, error.reason) from error


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with write_atomically(file) as opened:
        opened.write(content)
