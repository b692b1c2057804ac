"""Library: what each server may be answered from, the shared articles and its own.

A server's collection is made of these two alone, so nothing that is asked of it can show another's.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.errors import ArticleError, LibraryError
from bot.gathering.gathered import Gathered
from bot.library.articles import Articles, Change, Entry, NewArticle, Original
from bot.news.article import Article, parse_article
from bot.news.collection import Collection
from bot.news.loading import build_collection

OWN = "server"  # the folder, so to say, of a server's own articles among the shared ones
MAX_ARTICLES = 10_000  # of a server
MAX_BYTES = 500_000_000  # of the texts and originals of a server
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article to be added, and what it was made of."""

    gathered: Gathered
    original: Original | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article: its path, or that of its `twin` with the same words."""

    path: str
    title: str
    is_twin: bool = False


class Library:
    """The shared articles, and those of every server."""

    def __init__(
        self,
        shared: Collection,
        articles: Articles,
        *,
        max_articles: int = MAX_ARTICLES,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._shared = shared
        self._articles = articles
        self._max_articles, self._max_bytes = max_articles, max_bytes
        self._collections: dict[int, Collection] = {}
        self._changing: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @property
    def shared(self) -> Collection:
        """The articles that every server sees."""
        return self._shared

    @shared.setter
    def shared(self, collection: Collection) -> None:
        self._shared = collection
        self._collections.clear()

    async def collection(self, server_id: int | None) -> Collection:
        """Return what a server's members are answered from; the shared articles in private."""
        if server_id is None:
            return self._shared
        if server_id not in self._collections:
            texts = await self._articles.texts(server_id)
            self._collections[server_id] = await asyncio.to_thread(self._built, server_id, texts)
        return self._collections[server_id]

    async def add(self, server_id: int, incoming: Sequence[Incoming], today: date) -> list[Added]:
        """Add articles to a server's, but for those whose words it has.

        Raises LibraryError where they are too many or too large; then none is added.
        """
        async with self._changing[server_id]:
            return await self._add(server_id, incoming, today)

    async def replace(self, server_id: int, path: str, incoming: Incoming, today: date) -> Added:
        """Put an article in the place of the one at `path`; raise LibraryError if there is none."""
        async with self._changing[server_id]:
            entries = await self._entries_but(server_id, path)
            new = _new(incoming, path.rpartition(".")[0] + incoming.gathered.suffix)
            for entry in entries:
                if entry.fingerprint == new.fingerprint:
                    return Added(entry.path, entry.title, is_twin=True)
            self._check_room(entries, [new])
            await self._commit(server_id, Change(added=(new,), removed=(path,)), today)
            return Added(new.path, new.title)

    async def remove(self, server_id: int, path: str, today: date) -> None:
        """Remove the article at `path`; raise LibraryError if there is none."""
        async with self._changing[server_id]:
            await self._entries_but(server_id, path)
            await self._commit(server_id, Change(removed=(path,)), today)

    def forget(self, server_id: int) -> None:
        """Keep nothing of a server in memory; `Servers.forget` deletes what is stored."""
        self._collections.pop(server_id, None)
        self._changing.pop(server_id, None)

    async def _add(self, server_id: int, incoming: Sequence[Incoming], today: date) -> list[Added]:
        entries = await self._articles.of_server(server_id)
        known = {entry.fingerprint: entry for entry in entries}
        paths = {entry.path for entry in entries}
        added: list[Added] = []
        new: dict[str, NewArticle] = {}
        for one in incoming:
            print_ = one.gathered.fingerprint
            if twin := known.get(print_) or new.get(print_):
                added.append(Added(twin.path, twin.title, is_twin=True))
                continue
            path = free_path(one.gathered, paths)
            paths.add(path)
            new[print_] = _new(one, path)
            added.append(Added(path, new[print_].title))
        self._check_room(entries, new.values())
        if new:
            await self._commit(server_id, Change(added=tuple(new.values())), today)
        return added

    async def _commit(self, server_id: int, change: Change, today: date) -> None:
        await self._articles.commit(server_id, change, today)
        self._collections.pop(server_id, None)

    async def _entries_but(self, server_id: int, path: str) -> list[Entry]:
        entries = await self._articles.of_server(server_id)
        others = [entry for entry in entries if entry.path != path]
        if len(others) == len(entries):
            raise LibraryError(f"there is no article {path!r}")
        return others

    def _check_room(self, entries: Sequence[Entry], new: Iterable[NewArticle]) -> None:
        new = list(new)
        if len(entries) + len(new) > self._max_articles:
            raise LibraryError(
                f"a server has {self._max_articles:,} articles at most; remove some first"
            )
        size = sum(entry.size for entry in entries) + sum(one.size for one in new)
        if size > self._max_bytes:
            raise LibraryError(
                f"the articles of a server take {self._max_bytes // 1_000_000:,} MB at most, with"
                " their originals; remove some first"
            )

    def _built(self, server_id: int, texts: dict[str, str]) -> Collection:
        own = [_article(path, text) for path, text in texts.items()]
        if not own:
            return self._shared
        shared = self._shared
        both = [*shared.articles, *own]
        read_now = partial(_read_now, shared.read_now, partial(self._articles.text_now, server_id))
        collection = build_collection(both, shared.lexicon, read_now)
        return replace(
            collection,
            folder=shared.folder,
            threshold=shared.threshold,
            max_bytes=shared.max_bytes,
        )


def _read_now(shared: Callable[[str], str], own: Callable[[str], str | None], path: str) -> str:
    folder, _, name = path.partition("/")
    return (own(name) or "") if folder == OWN else shared(path)


def _article(path: str, text: str) -> Article:
    return parse_article(f"{OWN}/{path}", text)


def free_path(gathered: Gathered, taken: Iterable[str]) -> str:
    """Return a path for an article, after its title, that is not taken."""
    stem = re.sub(r"\W+", "-", gathered.title.casefold()).strip("-")[:_LONGEST_NAME].rstrip("-")
    stem = name = stem or "article"
    stems = {path.rpartition(".")[0] for path in taken}
    number = 1
    while name in stems:
        number += 1
        name = f"{stem}-{number}"
    return f"{name}{gathered.suffix}"


def _new(incoming: Incoming, path: str) -> NewArticle:
    gathered = incoming.gathered
    try:
        article = parse_article(path, gathered.text)
    except ArticleError as error:
        raise LibraryError(str(error)) from error
    return NewArticle(
        path=path,
        title=article.title,
        published=article.published,
        url=article.url,
        fingerprint=gathered.fingerprint,
        text=gathered.text,
        original=incoming.original,
    )
