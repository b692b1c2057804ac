"""Article: a file of text, Markdown or HTML, with its title, date and line numbers."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.core.cache_limit import CacheLimit
from bot.core.languages.detection import detect_article
from bot.core.languages.registry import ENGLISH
from bot.core.text.blocks import BlockKind, VisibleText, line_starts, read_plain_text
from bot.core.text.front_matter import (
    Fields,
    language_field,
    parse_iso_date,
    publication_date,
    read_front_matter,
    text_field,
    url_field,
)
from bot.core.text.html_text import HtmlPage, read_html
from bot.core.text.markdown_text import may_hide, read_markdown
from bot.core.text.page_starts import read_page_starts
from bot.errors import ArticleError
from bot.web_address import site_name

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
MESSAGE_URL = "https://discord.com/channels/"  # how the address of a message begins
_SUFFIXES = tuple(SUFFIXES)


class Content(Protocol):
    """The text of an article's file, and its visible text."""

    @property
    def text(self) -> str:
        """The whole decoded file, front matter included, so that its lines are an editor's."""

    @property
    def visible(self) -> VisibleText:
        """The text that a reader sees, with its blocks."""

    @property
    def hides_markup(self) -> bool:
        """Whether the visible text may differ from the file; if not, it need not be parsed."""

    @property
    def line_starts(self) -> Sequence[int]:
        """The places where the lines of the file begin."""


@dataclass(frozen=True, slots=True)
class ParsedContent:
    """Content that is in memory."""

    text: str
    visible: VisibleText

    @property
    def hides_markup(self) -> bool:
        """Whether the visible text differs from the file."""
        return bool(self.visible.starts)

    @property
    def line_starts(self) -> Sequence[int]:
        """The places where the lines of the file begin."""
        return line_starts(self.text)


class LazyContent:
    """Content that is read when it is needed: that of many articles would take too much memory."""

    __slots__ = (
        "__weakref__",
        "_hides_markup",
        "_line_starts",
        "_text",
        "_visible",
        "load",
        "path",
    )

    def __init__(self, path: str, load: Callable[[], str]) -> None:
        self.path, self.load = path, load
        self._text: str | None = None
        self._visible: VisibleText | None = None
        self._hides_markup: bool | None = None
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
    def visible(self) -> VisibleText:
        """The text that a reader sees, with its blocks."""
        visible = self._visible
        if visible is None:
            _, body = read_front_matter(self.path, self.text)
            visible = self._visible = _read_page(self.path, self.text, body).visible
            _VISIBLE_TEXTS.add(self, "_visible")
        return visible

    @property
    def hides_markup(self) -> bool:
        """Whether the visible text may differ from the file; if not, it need not be parsed."""
        if self._hides_markup is None:
            self._hides_markup = may_hide_markup(self.path, self.text)
        return self._hides_markup

    @property
    def line_starts(self) -> Sequence[int]:
        """The places where the lines of the file begin."""
        starts = self._line_starts
        if starts is None:
            starts = self._line_starts = line_starts(self.text)
            _LINE_STARTS.add(self, "_line_starts")
        return starts

    def forget(self, attribute: str) -> None:
        """Drop a value that was read."""
        setattr(self, attribute, None)


_TEXTS = CacheLimit[str](256)
_VISIBLE_TEXTS = CacheLimit[str](64)
_LINE_STARTS = CacheLimit[str](64)


@dataclass(frozen=True, slots=True)
class Article:
    """One file. `path` is below the corpus folder, with forward slashes.

    `language` is the code of the language that most of it is in.
    """

    path: str
    title: str
    content: Content = field(repr=False)
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    page_starts: Sequence[int] = ()
    language: str = ENGLISH

    @property
    def attribution(self) -> str | None:
        """Who published the article: its source or else its author or the site of its page.

        None if that is unknown. Messages of Discord have no publisher.
        """
        is_message = (self.url or "").startswith(MESSAGE_URL)
        return self.source or self.author or (None if is_message else site_name(self.url))

    @property
    def text(self) -> str:
        """The whole decoded file."""
        return self.content.text

    @property
    def visible(self) -> VisibleText:
        """The text that a reader sees, with its blocks."""
        return self.content.visible

    @property
    def visible_text(self) -> str:
        """The text that a reader sees, in which the places of sentences are counted."""
        return self.visible.text if self.content.hides_markup else self.text

    def file_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the file that shows `visible_text[start:end]`."""
        return self.visible.file_span(start, end) if self.content.hides_markup else (start, end)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last line, from 1, of `text[start:end]`."""
        starts = self.content.line_starts
        return bisect_right(starts, start), bisect_right(starts, end - 1)

    def page(self, start: int) -> int | None:
        """Return the page, from 1, of `text[start]` in the PDF that the article was made from."""
        return bisect_right(self.page_starts, start) or None


def is_article(path: str) -> bool:
    """Return whether the name of a file says that it may be an article."""
    return path.lower().endswith(_SUFFIXES)


def is_page(path: str) -> bool:
    """Return whether a file is HTML."""
    return path.lower().endswith((".html", ".htm"))


def may_hide_markup(path: str, text: str) -> bool:
    """Return whether a reader may not see all of a file: it is HTML, or Markdown with comments."""
    return is_page(path) or (not path.lower().endswith(".txt") and may_hide(text))


def path_sort_key(path: str) -> str:
    """Return a key that sorts paths folder by folder, since no name holds a NUL."""
    return path.replace("/", "\0")


def decode(path: str, data: bytes) -> str:
    """Return `data` as text; raise ArticleError if it is empty or not UTF-8 text."""
    if not data.strip():
        raise ArticleError(path, "is empty")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(path, f"line {line} is not UTF-8; {_SAVE_AS_UTF8}") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ArticleError(path, f"line {line} holds a NUL byte, so it is not a text file")
    return text


_SAVE_AS_UTF8 = "save the file as UTF-8, or add it with `articles add`, which converts it"


def parse_article(path: str, text: str) -> Article:
    """Make an Article of the whole `text` of a file; the suffix of `path` says how to read it.

    Raises ArticleError, with the reason.
    """
    fields, body = read_front_matter(path, text)
    page = _read_page(path, text, body)
    if not page.visible.blocks:
        raise ArticleError(path, "holds no text")
    return Article(
        path=path,
        title=text_field(path, fields, "title") or page.title or _first_line(page.visible),
        content=ParsedContent(text, page.visible),
        published=publication_date(path, fields) or parse_iso_date(page.published),
        source=text_field(path, fields, "source"),
        url=url_field(fields),
        author=_author(path, fields),
        page_starts=read_page_starts(fields, text, body),
        language=language_field(path, fields) or detect_article(page.visible.text),
    )


def _author(path: str, fields: Fields) -> str | None:
    """Return the author or the list of authors."""
    value = fields.get("author")
    names = value if isinstance(value, list) else [value]
    joined = ", ".join(name for name in names if isinstance(name, str))
    return text_field(path, {"author": joined}, "author")


def _read_page(path: str, text: str, body: int) -> HtmlPage:
    suffix = Path(path).suffix.lower()
    if is_page(path):
        try:
            page = read_html(text, body)
        except ValueError as error:
            raise ArticleError(path, str(error)) from error
        return replace(page, title=_first_heading(page.visible) or page.title)
    if suffix == ".txt":
        return HtmlPage(read_plain_text(text, body), None, None)
    visible = read_markdown(text, body)
    return HtmlPage(visible, _first_heading(visible), None)


def _first_heading(visible: VisibleText) -> str | None:
    for block in visible.blocks:
        if block.kind is BlockKind.HEADING:
            return " ".join(visible.text[block.start : block.end].split())
    return None


def _first_line(visible: VisibleText) -> str:
    block = visible.blocks[0]
    return visible.text[block.start : block.end].splitlines()[0].strip()


def unusable_url(path: str, text: str) -> str | None:
    """Return the url in the front matter of `text`, if there is one that cannot be linked."""
    fields, _ = read_front_matter(path, text)
    value = fields.get("url")
    return str(value) if value and not url_field(fields) else None
