"""The corpus folder, whose articles an operator adds, replaces and removes."""

import asyncio
import errno
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path, PurePath

from bot.core.text.article import Article, parse_article
from bot.errors import ArticleError, CorpusError, DocumentError
from bot.files import make_folder, write_atomically
from bot.ingest.draft import ArchivedArticle, Draft, fingerprint_of, safe_file_name
from bot.libraries.article_store import AddResult, free_path
from bot.original import Original

ORIGINALS = ".originals"  # a folder below the corpus folder; hidden files are not articles

# The kinds of text that may stand in a file, by the suffix of its path.
_TEXT_SUFFIXES = {".txt": (".txt",), ".md": (".md", ".txt"), ".markdown": (".md", ".txt")}
_NAME_ERRORS = {errno.EEXIST, errno.EILSEQ, errno.EINVAL, errno.ENAMETOOLONG, errno.ENOTDIR}


class CorpusFolder:
    """The articles of a folder, as an ArticleStore; each is written whole, after its original.

    `articles` are those that the folder has. With `is_durable` each survives a power cut as soon
    as it is added. Raises DocumentError for an article that cannot be stored, CorpusError if none
    can.
    """

    def __init__(
        self, folder: Path, articles: Iterable[Article] = (), *, is_durable: bool = True
    ) -> None:
        self._folder = folder
        self._is_durable = is_durable
        self._paths = {fingerprint_of(article): article.path for article in articles}
        self._restored_paths: dict[str, str] = {}  # by their fingerprints, as `_paths`
        # The numbers still to try after each path: many articles may have one title.
        self._numbers = defaultdict[str, Iterator[int]](partial(count, 2))

    async def add(self, drafts: Sequence[Draft]) -> list[AddResult]:
        """Add each draft unless an article with the same words is stored."""
        return [await asyncio.to_thread(self._add, draft) for draft in drafts]

    async def restore(self, entry: ArchivedArticle) -> AddResult:
        """Add an exported article under its path unless the folder had its words before.

        Two exported articles may have the same words.
        """
        return await asyncio.to_thread(self._restore, entry)

    async def replace(self, path: str, draft: Draft) -> AddResult:
        """Replace the article at `path` unless another one has the draft's words."""
        return await asyncio.to_thread(self._replace, path, draft)

    async def remove(self, path: str) -> None:
        """Delete the file of the article at `path`, and its original."""
        await asyncio.to_thread(self._remove, path)

    def _add(self, draft: Draft) -> AddResult:
        fingerprint, title = draft.fingerprint, draft.article.title
        if duplicate := self._paths.get(fingerprint) or self._restored_paths.get(fingerprint):
            return AddResult(duplicate, title, is_duplicate=True)
        path = self._free_path(draft.file_name)
        self._write(path, draft.article.text, draft.original)
        self._paths[fingerprint] = path
        return AddResult.of_draft(path, draft)

    def _restore(self, entry: ArchivedArticle) -> AddResult:
        article = _parse(entry.path, entry.text)
        fingerprint = fingerprint_of(article)
        if duplicate := self._paths.get(fingerprint) or self._path_of_same_file(entry):
            return AddResult(duplicate, article.title, is_duplicate=True)
        path = self._free_path(entry.path)
        self._write(path, entry.text, entry.original)
        self._restored_paths[fingerprint] = path
        return AddResult(path, article.title)

    def _replace(self, path: str, draft: Draft) -> AddResult:
        if not (self._folder / path).is_file():
            raise CorpusError(f"there is no article {path!r}")
        suffix = PurePath(path).suffix.lower()
        if draft.suffix not in _TEXT_SUFFIXES.get(suffix, ()):
            name = draft.original.name if draft.original else draft.article.title
            reason = f"becomes a {draft.suffix} file, and {path} would not be read as one"
            raise DocumentError(name, f"{reason}; add it, and remove the other")
        duplicate = self._paths.get(draft.fingerprint, path)
        if duplicate != path:
            return AddResult(duplicate, draft.article.title, is_duplicate=True)
        is_same_kind = draft.suffix == suffix
        article = draft.article if is_same_kind else _parse(path, draft.article.text)
        self._write(path, article.text, draft.original)
        self._forget(path)
        self._paths[fingerprint_of(article)] = path
        return replace(AddResult.of_draft(path, draft), title=article.title)

    def _remove(self, path: str) -> None:
        file, originals = self._folder / path, self._folder / ORIGINALS / path
        try:
            file.unlink()
            if originals.is_dir():
                shutil.rmtree(originals)
        except OSError as error:
            raise CorpusError(f"{file} cannot be removed: {error.strerror}") from error
        self._forget(path)

    def _forget(self, path: str) -> None:
        for paths in (self._paths, self._restored_paths):
            for fingerprint in [key for key, value in paths.items() if value == path]:
                del paths[fingerprint]

    def _path_of_same_file(self, entry: ArchivedArticle) -> str | None:
        file = self._folder / entry.path
        with _naming_errors(entry.path, self._folder):
            is_same = file.is_file() and file.read_bytes() == entry.text.encode()
        return entry.path if is_same else None

    def _free_path(self, path: str) -> str:
        with _naming_errors(path, self._folder):
            return free_path(path, lambda name: (self._folder / name).exists(), self._numbers[path])

    def _write(self, path: str, text: str, original: Original | None) -> None:
        originals = self._folder / ORIGINALS / path
        with _naming_errors(path, self._folder):
            old_files = set(_files(originals))
            if original:
                file = originals / safe_file_name(original.name)
                self._write_file(file, original.content)
                old_files.discard(file)
            self._write_file(self._folder / path, text.encode())
            for file in old_files:
                file.unlink()

    def _write_file(self, file: Path, content: bytes) -> None:
        if self._is_durable:
            make_folder(file.parent)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
        with write_atomically(file, durable=self._is_durable) as stream:
            stream.write(content)


def original_file(folder: Path, path: str) -> Path | None:
    """Return the file of the original of the article at `path`, if there is one."""
    return next(iter(_files(folder / ORIGINALS / path)), None)


@contextmanager
def _naming_errors(path: str, folder: Path) -> Iterator[None]:
    """Turn an OSError into DocumentError if it concerns this path, else into CorpusError."""
    try:
        yield
    except OSError as error:
        if error.errno in _NAME_ERRORS and folder.is_dir():
            raise DocumentError(path, f"cannot be written: {error.strerror}") from error
        raise CorpusError(f"{folder} cannot be written to: {error.strerror}") from error


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.is_file())


def _parse(path: str, text: str) -> Article:
    try:
        return parse_article(path, text)
    except ArticleError as error:
        raise DocumentError(path, error.reason) from error
