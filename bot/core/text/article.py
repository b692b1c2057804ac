"""Article: a file of text, Markdown or HTML, with its title, date and line numbers."""

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple, Protocol

from bot.core.cache_limit import CacheLimit
from bot.core.text.blocks import Kind, Reading, line_starts, plain_reading
from bot.core.text.html_text import Page, read_page
from bot.errors import ArticleError, CorpusError

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
MAX_BYTES = 2_000_000
_ENDINGS = tuple(SUFFIXES)


class Stamp(NamedTuple):
    """What tells whether a file has changed: when it last did, in nanoseconds, and its size."""

    changed: int
    size: int


class Content(Protocol):
    """The text of an article's file, and what a reader sees of it."""

    @property
    def text(self) -> str:
        """The whole decoded file, front matter included, so that its lines are an editor's."""

    @property
    def reading(self) -> Reading:
        """What a reader sees of the file."""

    @property
    def line_starts(self) -> Sequence[int]:
        """Where each line of the file begins."""


@dataclass(frozen=True, slots=True)
class ParsedContent:
    """Content that is in memory."""

    text: str
    reading: Reading

    @property
    def line_starts(self) -> Sequence[int]:
        """Where each line of the file begins."""
        return line_starts(self.text)


class LazyContent:
    """Content that is read when it is needed: that of many articles would take too much memory."""

    __slots__ = ("__weakref__", "_line_starts", "_reading", "_text", "load", "path")

    def __init__(self, path: str, load: Callable[[], str]) -> None:
        self.path, self.load = path, load
        self._text: str | None = None
        self._reading: Reading | None = None
        self._line_starts: Sequence[int] | None = None

    @property
    def text(self) -> str:
        """The text as it was when the article was indexed."""
        text = self._text
        if text is None:
            text = self._text = self.load()
            _TEXTS.add(self, "_text")
        return text

    @property
    def reading(self) -> Reading:
        """What a reader sees of the file."""
        reading = self._reading
        if reading is None:
            reading = self._reading = parse_article(self.path, self.text).reading
            _READINGS.add(self, "_reading")
        return reading

    @property
    def line_starts(self) -> Sequence[int]:
        """Where each line of the file begins."""
        starts = self._line_starts
        if starts is None:
            starts = self._line_starts = line_starts(self.text)
            _LINE_STARTS.add(self, "_line_starts")
        return starts

    def forget(self, attribute: str) -> None:
        """Drop a value that was read."""
        setattr(self, attribute, None)


_TEXTS = CacheLimit[str](256)
_READINGS = CacheLimit[str](64)
_LINE_STARTS = CacheLimit[str](64)


@dataclass(frozen=True, slots=True)
class Article:
    """One file. `path` is below the corpus folder, with forward slashes."""

    path: str
    title: str
    content: Content = field(repr=False)
    published: date | None = None
    source: str | None = None
    url: str | None = None

    @property
    def text(self) -> str:
        """The whole decoded file."""
        return self.content.text

    @property
    def reading(self) -> Reading:
        """What a reader sees of the file."""
        return self.content.reading

    @property
    def shown(self) -> str:
        """The text that a reader sees, in which sentences are counted."""
        return self.reading.text if is_page(self.path) else self.text

    def in_file(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the file that shows `shown[start:end]`."""
        return self.reading.in_file(start, end) if is_page(self.path) else (start, end)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last line, from 1, of `text[start:end]`."""
        starts = self.content.line_starts
        return bisect_right(starts, start), bisect_right(starts, end - 1)


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of a folder, by path, and the files that cannot be used."""

    articles: tuple[Article, ...]
    problems: tuple[ArticleError, ...]


def read_articles(folder: Path, max_bytes: int = MAX_BYTES) -> Articles:
    """Read every article below `folder`; a bad one becomes a problem and the others load.

    Raises CorpusError if the folder is not there.
    """
    articles, problems = [], []
    for path in sorted(filter(is_article, file_stamps(folder)), key=order):
        try:
            articles.append(read_article(folder, path, max_bytes))
        except ArticleError as problem:
            problems.append(problem)
    return Articles(tuple(articles), tuple(problems))


def file_stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamp of each file below `folder`, by its path there with forward slashes.

    What is hidden is left out. Raises CorpusError if the folder is not there.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: there is no such folder; name one with --corpus")
    stamps: dict[str, Stamp] = {}
    _look(str(folder), "", stamps)
    return stamps


def _look(folder: str, prefix: str, stamps: dict[str, Stamp]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                _look(entry.path, f"{prefix}{name}/", stamps)
                continue
            with suppress(OSError):  # gone since it was listed
                stat = entry.stat()
                if S_ISREG(stat.st_mode):
                    stamps[prefix + name] = Stamp(stat.st_mtime_ns, stat.st_size)


def order(path: str) -> str:
    """Return what orders paths folder by folder: no name holds a NUL."""
    return path.replace("/", "\0")


def is_article(path: str) -> bool:
    """Return True if the name of a file says that it may be an article."""
    return path.lower().endswith(_ENDINGS)


def read_article(folder: Path, path: str, max_bytes: int = MAX_BYTES) -> Article:
    """Read the file `path` below `folder`; raise ArticleError if it cannot be used."""
    return parse_article(path, read_text(folder, path, max_bytes))


def read_text(folder: Path, path: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the whole text of the file `path` below `folder`, nothing normalised.

    Raises ArticleError, with the reason, if it is not UTF-8 text of `max_bytes` at most.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ArticleError(ascii(path), "the file's name is not valid Unicode") from None
    file = folder / path
    try:
        if file.stat().st_size > max_bytes:
            raise ArticleError(path, f"is larger than the limit of {max_bytes:,} bytes")
        return decode(path, file.read_bytes())
    except OSError as error:
        raise ArticleError(path, f"cannot be read: {error.strerror}") from error


def decode(path: str, data: bytes) -> str:
    """Return `data` as text; raise ArticleError if it is empty or not UTF-8 text."""
    if not data.strip():
        raise ArticleError(path, "is empty")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(path, f"line {line} is not UTF-8; save the file as UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError(path, f"line {line} holds a NUL byte, so it is not a text file")
    return text


def parse_article(path: str, text: str) -> Article:
    """Make an Article of the whole `text` of a file; the suffix of `path` says how to read it.

    Raises ArticleError, with the reason.
    """
    fields, body = _front_matter(path, text)
    page = _read(path, text, body)
    if not page.reading.blocks:
        raise ArticleError(path, "holds no text")
    return Article(
        path=path,
        title=_field(path, fields, "title") or page.title or _first_line(page.reading),
        content=ParsedContent(text, page.reading),
        published=_published(path, fields) or _iso_date(page.published),
        source=_field(path, fields, "source"),
        url=_field(path, fields, "url"),
    )


def is_page(path: str) -> bool:
    """Return True for HTML, of which a reader sees another text than the file's."""
    return path.lower().endswith((".html", ".htm"))


def _read(path: str, text: str, body: int) -> Page:
    suffix = Path(path).suffix.lower()
    if is_page(path):
        try:
            page = read_page(text, body)
        except ValueError as error:
            raise ArticleError(path, str(error)) from error
        return replace(page, title=_first_heading(page.reading) or page.title)
    reading = plain_reading(text, body, markdown=suffix != ".txt")
    return Page(reading, None if suffix == ".txt" else _first_heading(reading), None)


def _first_heading(reading: Reading) -> str | None:
    for block in reading.blocks:
        if block.kind is Kind.HEADING:
            return " ".join(reading.text[block.start : block.end].split())
    return None


def _first_line(reading: Reading) -> str:
    block = reading.blocks[0]
    return reading.text[block.start : block.end].splitlines()[0].strip()


_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)


def _front_matter(path: str, text: str) -> tuple[Mapping[str, object], int]:
    """Return the YAML fields at the top of `text` and where the body starts.

    python-frontmatter would do it but strips the text, and then its lines are not the file's.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text.startswith("\ufeff")
    import yaml

    try:
        # BaseLoader leaves every value a string: the others fail in many ways on odd dates.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - builds no objects
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ArticleError(path, f"line {line} of the front matter: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ArticleError(path, f"the front matter cannot be read: {reason}") from error
    if not isinstance(fields, dict):  # two rules with a paragraph between them
        return {}, text.startswith("\ufeff")
    return fields, match.end()


def _field(path: str, fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ArticleError(path, f"{name} in the front matter is not text")
    return " ".join(value.split()) or None


def _published(path: str, fields: Mapping[str, object]) -> date | None:
    value = _field(path, fields, "published")
    published = _iso_date(value)
    if value and published is None:
        raise ArticleError(path, f"published is {value!r}; write it as 2025-05-15")
    return published


def _iso_date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value.strip()[:10]) if value else None
    except ValueError:
        return None
