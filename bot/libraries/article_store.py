"""What the corpus folder and the articles of a server have in common as places for articles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol, Self

from bot.ingest.draft import ArchivedArticle, Draft


@dataclass(frozen=True, slots=True)
class AddResult:
    """The article that a draft became, or the article that has the same words.

    `unusable_url` is the address that the draft was given if that is none of the web, `encoding`
    the one that was detected, if its file is not Unicode.
    """

    path: str
    title: str
    is_duplicate: bool = False
    unusable_url: str | None = None
    encoding: str | None = None

    @classmethod
    def of_draft(cls, path: str, draft: Draft) -> Self:
        """Return the result of storing `draft` at `path`."""
        title, url = draft.article.title, draft.unusable_url
        return cls(path, title, unusable_url=url, encoding=draft.encoding)


class ArticleStore(Protocol):
    """A place that stores articles, each with its original, under paths made from their titles."""

    async def add(self, drafts: Sequence[Draft]) -> list[AddResult]:
        """Add each draft unless an article with the same words is stored."""

    async def restore(self, entry: ArchivedArticle) -> AddResult:
        """Add an exported article unless one with the same words was stored before."""

    async def replace(self, path: str, draft: Draft) -> AddResult:
        """Replace the article at `path` unless another one has the draft's words."""

    async def remove(self, path: str) -> None:
        """Remove the article at `path`, and its original."""


def free_path(
    path: str, is_taken: Callable[[str], bool], numbers: Iterator[int] | None = None
) -> str:
    """Return `path`, with the next number after its name if it is taken: `ferry-2.md`."""
    if not is_taken(path):
        return path
    stem, _, suffix = path.rpartition(".")
    candidates = (f"{stem}-{number}.{suffix}" for number in numbers or count(2))
    return next(candidate for candidate in candidates if not is_taken(candidate))
