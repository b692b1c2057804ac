"""Drafts: articles that are ready to be added but have no path yet."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.core.defaults import MAX_ARTICLE_BYTES
from bot.core.text.article import Article, parse_article, unusable_url
from bot.errors import ArticleError, DocumentError
from bot.original import Original
from bot.web_address import web_address

_MAX_NAME_LENGTH = 60  # characters of at most four bytes; file systems allow 255 bytes
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"\A(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)
_MAX_FIELD_LENGTH = 500  # characters of a line of the front matter
MAX_PAGE_STARTS_LENGTH = 8_000  # characters, of 700 pages; all front matter may have 10,000
_MAX_LENGTHS = {"page_starts": MAX_PAGE_STARTS_LENGTH}


@dataclass(frozen=True, slots=True)
class Draft:
    """A parsed article without a path, and the file that it was made from.

    `unusable_url` is the address that it was given if that is none of the web, `encoding` the one
    that was detected, if the file is not Unicode.
    """

    article: Article
    fingerprint: str
    original: Original | None = None
    unusable_url: str | None = None
    encoding: str | None = None

    @property
    def suffix(self) -> str:
        """The suffix of the article's file: `.txt` or `.md`."""
        return PurePath(self.article.path).suffix

    @property
    def file_name(self) -> str:
        """A name for the article's file, made from the title in its own script."""
        return f"{_not_reserved(_file_stem(self.article.title)) or 'article'}{self.suffix}"

    def at(self, path: str) -> Article:
        """Return the article under `path`, which has the draft's suffix."""
        return replace(self.article, path=path)


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article as it was exported: its path, its text and its original."""

    path: str
    text: str
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file of a kind that no article can be made from."""

    name: str


def make_draft(
    name: str,
    body: str,
    suffix: str,
    fields: Mapping[str, str | None] | None = None,
    original: Original | None = None,
) -> Draft:
    """Parse `body` under a front matter of those `fields` that have a value.

    An address that is none of the web is left out. Raises DocumentError, with `name`, if it is not
    an article.
    """
    fields = dict(fields or {})
    url = fields.get("url")
    if url and not web_address(_to_line(url)):
        del fields["url"]
    text = front_matter(fields) + _storable(body)
    if len(text.encode()) > MAX_ARTICLE_BYTES:
        raise DocumentError(name, f"holds more text than the limit of {MAX_ARTICLE_BYTES:,} bytes")
    try:
        article = parse_article(f"article{suffix}", text)
    except ArticleError as error:
        raise DocumentError(name, error.reason) from error
    given_url = None if article.url else url or unusable_url(article.path, text)
    return Draft(article, fingerprint_of(article), original, given_url)


def fingerprint_of(article: Article) -> str:
    """Return the fingerprint of the text that a reader of `article` sees."""
    visible = article.visible
    return fingerprint("\n".join(visible.text[block.start : block.end] for block in visible.blocks))


def fingerprint(text: str) -> str:
    """Return a hash that two texts share if they have the same words in the same order."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def front_matter(fields: Mapping[str, str | None]) -> str:
    """Return `fields` as YAML, which includes JSON's strings; nothing if all are empty."""
    lines = [
        f"{name}: {json.dumps(line, ensure_ascii=False)}\n"
        for name, value in fields.items()
        if (line := _to_line(value or "", _MAX_LENGTHS.get(name, _MAX_FIELD_LENGTH)))
    ]
    return "".join(["---\n", *lines, "---\n\n"]) if lines else ""


def _to_line(value: str, max_length: int = _MAX_FIELD_LENGTH) -> str:
    """Return `value` on one line, without the characters that YAML forbids."""
    printable = "".join(
        character if character.isprintable() else " "
        for character in value
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(printable.split())[:max_length]


def _storable(body: str) -> str:
    """Return `body` without the characters that a file of UTF-8 text cannot hold."""
    return body.replace("\0", "").encode("utf-8", "ignore").decode().removeprefix("\ufeff")


def safe_file_name(source: str) -> str:
    """Return the last part of a path or URL as a name that every file system accepts."""
    last_part = re.split(r"[/\\]", source)[-1]
    name = PurePath(re.sub(r"[^\w.]+", "-", last_part).strip("-."))
    suffix = name.suffix[:10].rstrip("-.")
    stem = name.stem[: _MAX_NAME_LENGTH - len(suffix)].rstrip("-.")
    return f"{_not_reserved(stem)}{suffix}" if stem else "original"


def _file_stem(title: str) -> str:
    """Return the letters, marks and digits of a title in lower case, joined by hyphens.

    A vowel sign, as of Hindi, belongs to its letter, and no name is cut between the two.
    """
    text = unicodedata.normalize("NFC", title.lower().replace("i\N{COMBINING DOT ABOVE}", "i"))
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    joined = "".join(letter if _is_part_of_word(letter) else " " for letter in text)
    stem = "-".join(joined.split())
    end = _MAX_NAME_LENGTH
    while 0 < end < len(stem) and unicodedata.category(stem[end]).startswith("M"):
        end -= 1
    return stem[:end].rstrip("-")


def _is_part_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M")


def _not_reserved(stem: str) -> str:
    """Return `stem` so that Windows does not open a device of that name."""
    return _DEVICE.sub(r"\1-", stem)
