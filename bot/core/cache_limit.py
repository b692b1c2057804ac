"""A limit on how many values objects cache, for values that must not outlive their object."""

from collections import deque
from typing import Generic, Protocol, TypeVar
from weakref import ref

Key = TypeVar("Key", contravariant=True)


class HasCache(Protocol[Key]):
    """An object that caches values under keys."""

    def forget(self, key: Key, /) -> None:
        """Drop the value cached under `key`, if it is still there."""


class CacheLimit(Generic[Key]):
    """Lets all objects of one kind together cache `size` values; the oldest are dropped first.

    Each object keeps its own values, so they are freed with it. A module-level `lru_cache` would
    keep its keys alive, and with them the articles of servers that were dropped from memory.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._cached: deque[tuple[ref[HasCache[Key]], Key]] = deque()

    def add(self, holder: HasCache[Key], key: Key) -> None:
        """Note that `holder` has cached a value under `key`; drop the oldest if there are too many.

        Threads need no lock: a value that is dropped too early is only made again.
        """
        self._cached.append((ref(holder), key))
        while len(self._cached) > self._size:
            oldest, old_key = self._cached.popleft()
            if (other := oldest()) is not None:
                other.forget(old_key)
