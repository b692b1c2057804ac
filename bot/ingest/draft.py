"""Gathered: the text of a new article file, and what tells it from those that are there."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.text.article import MAX_BYTES, Article, parse_article
from bot.errors import ArticleError, DocumentError

_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is stored and quoted: `text`, in a file that ends in `suffix` (.txt or .md)."""

    text: str
    suffix: str
    title: str
    fingerprint: str

    @property
    def stem(self) -> str:
        """A name for the file, without its suffix, after the title."""
        stem = re.sub(r"\W+", "-", self.title.casefold()).strip("-")[:_LONGEST_NAME]
        return stem.rstrip("-") or "article"


def gathered(
    name: str, body: str, suffix: str, fields: Mapping[str, str | None] | None = None
) -> Gathered:
    """Make the file's text of `body`, under a front matter of those `fields` that have a value.

    Raises DocumentError if no article can be made of it.
    """
    text = front_matter(fields or {}) + _storable(body)
    if len(text.encode()) > MAX_BYTES:
        raise DocumentError(name, f"holds more text than the limit of {MAX_BYTES:,} bytes")
    try:
        article = parse_article(f"article{suffix}", text)
    except ArticleError as error:
        raise DocumentError(name, error.reason) from error
    return Gathered(text, suffix, article.title, fingerprint_of(article))


def fingerprint_of(article: Article) -> str:
    """Return the fingerprint of what a reader sees of `article`."""
    shown = article.visible
    return fingerprint("\n".join(shown.text[block.start : block.end] for block in shown.blocks))


def fingerprint(text: str) -> str:
    """Return a hash that two texts share if they have the same words in the same order."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def front_matter(fields: Mapping[str, str | None]) -> str:
    """Return `fields` as YAML, of which JSON's strings are a part; nothing if all are empty."""
    lines = [
        f"{name}: {json.dumps(line, ensure_ascii=False)}\n"
        for name, value in fields.items()
        if (line := _line(value or ""))
    ]
    return "".join(["---\n", *lines, "---\n\n"]) if lines else ""


def _line(value: str) -> str:
    """Return `value` in one line, without the characters that YAML forbids."""
    shown = "".join(c if c.isprintable() else " " for c in value if unicodedata.category(c) != "Cf")
    return " ".join(shown.split())[:500]


def _storable(body: str) -> str:
    """Return `body` without what no file of UTF-8 text may hold."""
    return body.replace("\0", "").encode("utf-8", "ignore").decode().removeprefix("\ufeff")
