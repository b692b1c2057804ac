"""Library: what each server is answered from, the shared articles and its own.

A server's collection is made of these two alone, so nothing that is asked of it can show another's.
Its own articles are in parts, and a change makes new ones: articles and parts are stored together.
"""

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.core.collection import Collection
from bot.core.loading import with_own
from bot.core.text.article import Article, parse_article
from bot.core.text.lexicon import Lexicon
from bot.errors import ArticleError, LibraryError
from bot.ingest.draft import Gathered
from bot.libraries.server_segments import Shelf, Step, change, open_shelf
from bot.storage.articles import (
    SERVER_FOLDER,
    ArticleRecord,
    Articles,
    Change,
    NewArticle,
    Original,
)

log = logging.getLogger(__name__)

_KEPT = 500_000  # sentences of servers in memory, some 1 kB each; then idle servers are dropped
_LEAST = 500  # sentences that a server counts for, however few it has


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article to be added, and what it was made of."""

    gathered: Gathered
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article: its path, or that of its duplicate with the same words."""

    path: str
    title: str
    is_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """A server's own articles in memory, beside the shared ones as they were."""

    shelf: Shelf
    shared: Collection
    collection: Collection
    size: int


class ServerLibrary:
    """The shared articles, and those of every server.

    Of its own a server has `max_articles`, with texts and originals of `max_bytes` together.
    """

    def __init__(
        self,
        shared: Collection,
        articles: Articles,
        *,
        max_articles: int = 10_000,
        max_bytes: int = 500_000_000,
        kept: int = _KEPT,
    ) -> None:
        self.shared = shared
        self._articles = articles
        self.max_articles, self.max_bytes = max_articles, max_bytes
        self._kept = kept
        self._held: OrderedDict[int, _Held] = OrderedDict()  # those asked last are last
        self._size = 0
        self._changing: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def collection(self, server_id: int | None) -> Collection:
        """Return what a server's members are answered from; the shared articles in private."""
        if server_id is None:
            return self.shared
        held = self._held.get(server_id)
        if held is None or held.shared.lexicon != self.shared.lexicon:
            async with self._changing[server_id]:
                held = await self._hold(server_id)
        if held.shared is not self.shared:
            held = self._keep(server_id, held.shelf)
        self._held.move_to_end(server_id)
        return held.collection

    async def add(self, server_id: int, incoming: Sequence[Incoming], today: date) -> list[Added]:
        """Add articles to a server's, but for those whose words it has.

        Raises LibraryError where they are too many or too large; then none is added.
        """
        async with self._changing[server_id]:
            paths = (await self._hold(server_id)).shelf.paths
            added: list[Added] = []
            new: dict[str, Incoming] = {}
            by_words: dict[str, Added] = {}
            for one in incoming:
                words = one.gathered.fingerprint
                duplicate = by_words.get(words) or await self._articles.by_fingerprint(
                    server_id, words
                )
                if duplicate:
                    added.append(Added(duplicate.path, duplicate.title, is_duplicate=True))
                    continue
                path = free_path(one.gathered, paths)
                paths.add(_own(path))
                new[path] = one
                by_words[words] = Added(path, one.gathered.title)
                added.append(by_words[words])
            await self._change(server_id, new, (), today)
            return added

    async def replace(self, server_id: int, path: str, incoming: Incoming, today: date) -> Added:
        """Put an article in the place of the one at `path`; raise LibraryError if there is none."""
        async with self._changing[server_id]:
            old = await self._entry(server_id, path)
            duplicate = await self._articles.by_fingerprint(
                server_id, incoming.gathered.fingerprint
            )
            if duplicate and duplicate.path != path:
                return Added(duplicate.path, duplicate.title, is_duplicate=True)
            new = path.rpartition(".")[0] + incoming.gathered.suffix
            await self._change(server_id, {new: incoming}, (old,), today)
            return Added(new, incoming.gathered.title)

    async def remove(self, server_id: int, path: str, today: date) -> None:
        """Remove the article at `path`; raise LibraryError if there is none."""
        async with self._changing[server_id]:
            old = await self._entry(server_id, path)
            await self._change(server_id, {}, (old,), today)

    async def forget(self, server_id: int) -> None:
        """Keep nothing of a server in memory, of which all that was stored is deleted."""
        async with self._changing[server_id]:
            self._take(server_id)

    async def _hold(self, server_id: int) -> _Held:
        """Return a server's articles as they are in memory, or read them; nobody changes them."""
        held = self._held.get(server_id)
        if held and held.shared.lexicon == self.shared.lexicon:
            return held
        texts, stored = await self._articles.texts_and_segments(server_id)
        step = await asyncio.to_thread(_opened, texts, stored, self.shared.lexicon)
        if step.added or step.removed:
            log.info("indexed anew", extra={"fields": {"server": server_id}})
            change = Change(segments_added=step.added, segments_removed=step.removed)
            await self._articles.commit(server_id, change, date.min)
        return self._keep(server_id, step.shelf)

    async def _change(
        self,
        server_id: int,
        incoming: Mapping[str, Incoming],
        removed: tuple[ArticleRecord, ...],
        today: date,
    ) -> None:
        """Store a change, and answer from it; `incoming` are new articles by their paths."""
        if not incoming and not removed:
            return
        # The longest text takes 0.06 seconds, beside the answering.
        articles = await asyncio.to_thread(_parsed, incoming)
        added = tuple(map(_new, articles, incoming.values()))
        await self._check_room(server_id, added, removed)
        shelf = (await self._hold(server_id)).shelf
        paths = tuple(entry.path for entry in removed)
        gone = set(map(_own, paths))
        step = await asyncio.to_thread(change, shelf, articles, gone, self.shared.lexicon)
        await self._articles.commit(
            server_id, Change(added, paths, step.added, step.removed), today
        )
        self._keep(server_id, step.shelf)

    def _keep(self, server_id: int, shelf: Shelf) -> _Held:
        """Keep a shelf in memory, and drop those of servers that were not asked for long."""
        shared = self.shared
        read_now = partial(_read_now, shared.read_now, partial(self._articles.text_now, server_id))
        own = shelf.parts.values()
        collection = with_own(shared, own, read_now) if own else shared
        self._take(server_id)
        self._held[server_id] = held = _Held(shelf, shared, collection, _LEAST + shelf.sentences)
        self._size += held.size
        for other in list(self._held)[:-1]:
            if self._size <= self._kept:
                break
            if not self._changing[other].locked():  # else who changes it would keep it again
                self._take(other)
        return held

    def _take(self, server_id: int) -> None:
        """Drop a server from memory, if it is there."""
        held = self._held.pop(server_id, None)
        self._size -= held.size if held else 0

    async def _entry(self, server_id: int, path: str) -> ArticleRecord:
        entry = await self._articles.by_path(server_id, path)
        if entry is None:
            raise LibraryError(f"there is no article {path!r}")
        return entry

    async def _check_room(
        self, server_id: int, added: Sequence[NewArticle], removed: Sequence[ArticleRecord]
    ) -> None:
        """Raise LibraryError for what a server has no room for.

        Where it has more than it may, since that was set to less, it may change what does not grow.
        """
        count, size = await self._articles.usage(server_id)
        more = len(added) - len(removed)
        larger = sum(one.size for one in added) - sum(one.size for one in removed)
        if more > 0 and count + more > self.max_articles:
            raise LibraryError(
                f"a server has {self.max_articles:,} articles at most; remove some first"
            )
        if larger > 0 and size + larger > self.max_bytes:
            raise LibraryError(
                f"the articles of a server take {self.max_bytes // 1_000_000:,} MB at most, with"
                " their originals; remove some first"
            )


def free_path(gathered: Gathered, taken: Iterable[str]) -> str:
    """Return a path for an article, after its title, that is not taken."""
    name = gathered.stem
    stems = {path.removeprefix(f"{SERVER_FOLDER}/").rpartition(".")[0] for path in taken}
    number = 1
    while name in stems:
        number += 1
        name = f"{gathered.stem}-{number}"
    return f"{name}{gathered.suffix}"


def _opened(texts: Mapping[str, str], stored: Mapping[bytes, bytes], lexicon: Lexicon) -> Step:
    return open_shelf(stored, {_own(path): text for path, text in texts.items()}, lexicon)


def _read_now(shared: Callable[[str], str], own: Callable[[str], str | None], path: str) -> str:
    folder, _, name = path.partition("/")
    return (own(name) or "") if folder == SERVER_FOLDER else shared(path)


def _own(path: str) -> str:
    return f"{SERVER_FOLDER}/{path}"


def _parsed(incoming: Mapping[str, Incoming]) -> list[Article]:
    try:
        return [parse_article(_own(path), one.gathered.text) for path, one in incoming.items()]
    except ArticleError as error:
        raise LibraryError(str(error)) from error


def _new(article: Article, incoming: Incoming) -> NewArticle:
    return NewArticle(
        path=article.path.removeprefix(f"{SERVER_FOLDER}/"),
        title=article.title,
        published=article.published,
        url=article.url,
        fingerprint=incoming.gathered.fingerprint,
        text=incoming.gathered.text,
        original=incoming.original,
    )
