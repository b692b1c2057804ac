"""Bounds on what is being answered at once, from the event to the response that was sent.

The work queue bounds the reading of articles. This bounds the rest, such as what waits until
Discord lets the bot write in a busy channel.
"""

import asyncio
from collections import Counter
from collections.abc import Hashable

MAX_IN_FLIGHT = 200  # one processor answers about as many in a second
MAX_IN_FLIGHT_OF_SERVER = 20


class InFlight:
    """Counts the tasks that answer, for each server or for each user of direct messages."""

    def __init__(self) -> None:
        self._counts = Counter[Hashable]()
        self._noticed: set[Hashable] = set()
        self.refused = 0

    @property
    def count(self) -> int:
        """The number of tasks that are answering."""
        return self._counts.total()

    def admit(self, key: Hashable) -> bool:
        """Return whether the current task may answer; if so, count it until it ends."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("there is no task to count")
        if self.count >= MAX_IN_FLIGHT or self._counts[key] >= MAX_IN_FLIGHT_OF_SERVER:
            self.refused += 1
            return False
        self._counts[key] += 1
        task.add_done_callback(lambda _: self._remove(key))
        return True

    def is_first_refusal(self, key: Hashable) -> bool:
        """Return True once until one more of `key` has been answered.

        Notices take their turns with the answers in a channel, and must not hold those up.
        """
        is_first = key not in self._noticed
        self._noticed.add(key)
        return is_first

    def _remove(self, key: Hashable) -> None:
        self._counts[key] -= 1
        self._noticed.discard(key)
        if not self._counts[key]:
            del self._counts[key]
