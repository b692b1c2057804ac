"""The articles that each server is answered from: the shared ones and its own.

The collection of a server consists of these two, so no answer in it can show another server's
articles. A server's own articles are indexed in segments, which are stored with every change.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from weakref import WeakValueDictionary

from bot.core.collection import Collection
from bot.core.loading import add_segments, replace_segments
from bot.core.text.lexicon import Lexicon
from bot.libraries.seed_article import is_only_seed
from bot.libraries.server_segments import SegmentChange, ServerSegments, open_segments
from bot.storage.articles import SERVER_FOLDER, ArticleChange, ArticleRecord, Articles, NewArticle

log = logging.getLogger(__name__)

MAX_CACHED_SENTENCES = 500_000  # of all servers together; each sentence takes about 1 kB
_MIN_SENTENCES_COUNTED = 500  # for a server, however few it has


@dataclass(frozen=True, slots=True)
class _CachedLibrary:
    """A server's own articles, and its collection with the shared ones of that time."""

    segments: ServerSegments
    shared: Collection
    collection: Collection
    with_shared: bool  # whether the collection has them
    size: int


class ServerLibrary:
    """The shared articles, and those of every server.

    A server may have `max_articles` of its own with `max_sentences`, whose texts and originals take
    `max_bytes` together. Idle servers leave the memory above `max_cached_sentences`.
    """

    def __init__(
        self,
        shared: Collection,
        articles: Articles,
        *,
        max_articles: int = 10_000,
        max_bytes: int = 500_000_000,
        max_sentences: int = 500_000,
        max_cached_sentences: int = MAX_CACHED_SENTENCES,
    ) -> None:
        self.shared = shared
        self.articles = articles
        self.max_articles, self.max_bytes = max_articles, max_bytes
        self.max_sentences = max_sentences
        self._max_cached_sentences = max_cached_sentences
        self._cached: OrderedDict[int, _CachedLibrary] = OrderedDict()  # the last used is last
        self._cached_sentences = 0
        # A lock exists for as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def collection(self, server_id: int | None, *, with_shared: bool = True) -> Collection:
        """Return the articles that a server's members are answered from; None is for no server.

        The seed article is none of them if the server has articles of its own.
        """
        if server_id is None:
            return self.shared
        library = self._cached.get(server_id)
        if library is None or library.shared.lexicon != self.shared.lexicon:
            async with self._lock(server_id):
                library = await self._load(server_id)
        if library.shared is not self.shared or library.with_shared != with_shared:
            library = self._cache(server_id, library.segments, with_shared=with_shared)
        self._cached.move_to_end(server_id)
        return library.collection

    @asynccontextmanager
    async def changing(self, server_id: int) -> AsyncIterator[ServerSegments]:
        """Yield a server's segments; nobody else changes its articles until the body ends."""
        async with self._lock(server_id):
            yield (await self._load(server_id)).segments

    async def commit(
        self,
        server_id: int,
        change: SegmentChange,
        today: date,
        *,
        new_articles: Sequence[NewArticle] = (),
        old_articles: Sequence[ArticleRecord] = (),
    ) -> _CachedLibrary:
        """Store a change and answer from it; for callers inside `changing`."""
        row_change = ArticleChange(
            new_articles=tuple(new_articles),
            old_paths=tuple(record.path for record in old_articles),
            new_segments=change.new_contents,
            old_segments=change.old_hashes,
        )
        await self.articles.commit(server_id, row_change, today)
        return self._cache(server_id, change.after)

    async def forget(self, server_id: int) -> None:
        """Drop a server from memory, after everything stored about it was deleted."""
        async with self._lock(server_id):
            self._evict(server_id)

    def _lock(self, server_id: int) -> asyncio.Lock:
        return self._locks.setdefault(server_id, asyncio.Lock())

    async def _load(self, server_id: int) -> _CachedLibrary:
        """Return a server's articles from memory or the database, for callers with its lock."""
        library = self._cached.get(server_id)
        if library and library.shared.lexicon == self.shared.lexicon:
            return library
        texts, contents = await self.articles.texts_and_segments(server_id)
        change = await asyncio.to_thread(_open, contents, texts, self.shared.lexicon)
        if change.new_contents or change.old_hashes:
            log.info("indexed again", extra={"fields": {"server": server_id}})
            return await self.commit(server_id, change, date.min)
        return self._cache(server_id, change.after)

    def _cache(
        self, server_id: int, segments: ServerSegments, *, with_shared: bool | None = None
    ) -> _CachedLibrary:
        """Keep a server's articles in memory, and evict servers that have long been idle.

        Unless `with_shared` is given, the collection has the shared ones if it had them before.
        """
        shared = self.shared
        if with_shared is None:
            before = self._cached.get(server_id)
            with_shared = before is None or before.with_shared
        collection = self._combine(server_id, segments, with_shared=with_shared)
        size = _MIN_SENTENCES_COUNTED + segments.sentence_count
        self._evict(server_id)
        library = _CachedLibrary(segments, shared, collection, with_shared, size)
        self._cached[server_id] = library
        self._cached_sentences += size
        self._evict_idle()
        return library

    def _combine(
        self, server_id: int, segments: ServerSegments, *, with_shared: bool
    ) -> Collection:
        """Return a server's own articles together with the shared ones, or without them."""
        shared, own = self.shared, tuple(segments.segments.values())
        if with_shared and not own:
            return shared
        read_now = partial(_read_now, shared.read_now, partial(self.articles.text_now, server_id))
        if with_shared and not is_only_seed(shared):
            return add_segments(shared, own, read_now)
        return replace_segments(shared, own, read_now)

    def _evict_idle(self) -> None:
        for server_id in list(self._cached)[:-1]:
            if self._cached_sentences <= self._max_cached_sentences:
                return
            lock = self._locks.get(server_id)
            if lock is None or not lock.locked():  # a server being changed would come back at once
                self._evict(server_id)

    def _evict(self, server_id: int) -> None:
        """Drop a server from memory, if it is there."""
        library = self._cached.pop(server_id, None)
        self._cached_sentences -= library.size if library else 0


def _open(
    contents: Mapping[bytes, bytes], texts: Mapping[str, str], lexicon: Lexicon
) -> SegmentChange:
    by_path = {f"{SERVER_FOLDER}/{path}": text for path, text in texts.items()}
    return open_segments(contents, by_path, lexicon)


def _read_now(
    read_shared: Callable[[str], str], read_own: Callable[[str], str | None], path: str
) -> str:
    folder, _, name = path.partition("/")
    return (read_own(name) or "") if folder == SERVER_FOLDER else read_shared(path)
