"""Names: the one rule that decides whether a text that somebody types names an article."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

from bot.errors import CorpusError


class HasName(Protocol):
    """An article, loaded or stored."""

    @property
    def path(self) -> str:
        """The path in its folder, with forward slashes."""

    @property
    def title(self) -> str:
        """The title that a reader knows."""


T = TypeVar("T", bound=HasName)


def normalise_name(name: str) -> str:
    """Return `name` without case, with single spaces, and with one i.

    Turkish has an I and an i with and without a dot. Case folding keeps them apart, but people who
    write in another language, or whose device changes the case, type one for the other.
    """
    name = unicodedata.normalize("NFC", name).casefold()
    return " ".join(name.replace("\N{COMBINING DOT ABOVE}", "").replace("ı", "i").split())


def is_same_name(name: str, other: str) -> bool:
    """Return whether two names are the same but for case, spaces and the dot of an i."""
    return normalise_name(name) == normalise_name(other)


def find_by_name(articles: Iterable[T], name: str) -> T:
    """Return the article with this path or title; raise CorpusError if there is none."""
    key = normalise_name(name)
    for article in articles:
        if key in {normalise_name(article.path), normalise_name(article.title)}:
            return article
    raise CorpusError(f"there is no article {name!r}; name it by its path or its title")


def typed_words(text: str) -> list[str]:
    """Return the words that somebody typed in a search, for `has_words`."""
    return normalise_name(text).split()


def has_words(name: str, words: Iterable[str]) -> bool:
    """Return whether `name` has every one of `words`, which may be parts of longer words."""
    key = normalise_name(name)
    return all(word in key for word in words)
