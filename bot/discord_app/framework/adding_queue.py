"""The queue of requests that add articles, which hold much memory and may take a minute."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.discord_app.framework.work_queue import BusyError

MAX_ADDING = 4  # requests at once, each of up to 50 MB of files and their index
MAX_REQUESTS_OF_SERVER = 10
MAX_REQUESTS = 100


class AddingQueue:
    """Lets a few servers at a time add articles, each one request after the other.

    Only one request of a server waits for a place, so servers take turns, however many one of them
    sends. A request reads its files in its turn: those that wait hold nothing.
    """

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(MAX_ADDING)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._requests = Counter[int]()

    @asynccontextmanager
    async def turn(self, server_id: int) -> AsyncIterator[None]:
        """Run the body when the server has its turn; raise BusyError if too many requests wait."""
        is_full = self._requests.total() >= MAX_REQUESTS
        if is_full or self._requests[server_id] >= MAX_REQUESTS_OF_SERVER:
            raise BusyError
        self._requests[server_id] += 1
        try:
            async with self._locks.setdefault(server_id, asyncio.Lock()), self._places:
                yield
        finally:
            self._requests[server_id] -= 1
            self._requests += Counter()  # drop the servers that have none
