"""Cooldown: how often a member, and a server, may ask.

A token bucket for each, kept as the one time at which it will be full again (the generic cell rate
algorithm of ITU-T I.371). Nothing here has a clock.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from bot.settings import Rate

MAX_BUCKETS = 10_000  # in memory; the one that was not used for longest is dropped first


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many questions: when the next one may come, and whether the asker is yet to be told."""

    until: float
    is_news: bool


class Buckets:
    """The buckets of one kind, such as those of members."""

    def __init__(self, rate: Rate) -> None:
        self.seconds = rate.seconds
        self._step = rate.seconds / rate.questions
        self._burst = rate.seconds - self._step
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def next_at(self, key: Hashable, now: float) -> float:
        """Return when `key` may ask; `now` or earlier means at once.

        No bucket takes longer to fill than an empty one, unless the clock was set back.
        """
        full_at = self._full_at.get(key, now)
        if full_at > now + self.seconds:
            full_at = self._full_at[key] = now + self.seconds
        return full_at - self._burst

    def take(self, key: Hashable, now: float) -> None:
        """Count a question."""
        self._full_at[key] = max(self._full_at.pop(key, now), now) + self._step
        while len(self._full_at) > MAX_BUCKETS:
            self._full_at.popitem(last=False)


class Cooldown:
    """Counts the questions of members and servers, and notices when there are too many."""

    def __init__(self, user_rate: Rate, server_rate: Rate) -> None:
        self._users, self._servers = Buckets(user_rate), Buckets(server_rate)
        self._notices: OrderedDict[int, float] = OrderedDict()  # until when a member was told

    def acquire(self, user: int, server: int | None, now: float) -> Wait | None:
        """Count a question of `user`, or return how long to wait; a refused one costs nothing."""
        next_at = self._users.next_at(user, now)
        if server is not None:
            next_at = max(next_at, self._servers.next_at(server, now))
        if next_at > now:
            return Wait(next_at, is_news=self._is_news(user, next_at, now))
        self._users.take(user, now)
        if server is not None:
            self._servers.take(server, now)
        return None

    def _is_news(self, user: int, until: float, now: float) -> bool:
        """Return True once for each wait of a member."""
        longest = now + max(self._users.seconds, self._servers.seconds)
        if now < self._notices.get(user, now) <= longest:
            return False
        self._notices.pop(user, None)
        self._notices[user] = until
        while len(self._notices) > MAX_BUCKETS:
            self._notices.popitem(last=False)
        return True
