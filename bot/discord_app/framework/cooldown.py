"""Cooldown: how often a member, and a server, may ask.

A token bucket for each, kept as the one time at which it will be full again (the generic cell rate
algorithm of ITU-T I.371). Nothing here has a clock.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from bot.settings import Rate

MOST = 10_000  # buckets in memory; who asked longest ago is forgotten first


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many questions: when there may be the next one, and whether nobody has said so yet."""

    until: float
    is_news: bool


class Buckets:
    """The buckets of one kind, such as those of members."""

    def __init__(self, rate: Rate) -> None:
        self._step = rate.seconds / rate.questions
        self._room = rate.seconds - self._step
        self._full_at: OrderedDict[Hashable, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def until(self, key: Hashable, now: float) -> float:
        """Return when `key` may ask; `now` or earlier if it may at once."""
        return self._full_at.get(key, now) - self._room

    def take(self, key: Hashable, now: float) -> None:
        """Count a question."""
        self._full_at[key] = max(self._full_at.pop(key, now), now) + self._step
        while len(self._full_at) > MOST:
            self._full_at.popitem(last=False)


class Cooldown:
    """Counts questions, and tells when there are too many of a member or in a server."""

    def __init__(self, of_user: Rate, of_server: Rate) -> None:
        self._users, self._servers = Buckets(of_user), Buckets(of_server)
        self._told: OrderedDict[int, float] = OrderedDict()

    def ask(self, user: int, server: int | None, now: float) -> Wait | None:
        """Count a question of `user`, or return how long to wait; a refused one costs nothing."""
        until = self._users.until(user, now)
        if server is not None:
            until = max(until, self._servers.until(server, now))
        if until > now:
            return Wait(until, is_news=self._is_news(user, until, now))
        self._users.take(user, now)
        if server is not None:
            self._servers.take(server, now)
        return None

    def _is_news(self, user: int, until: float, now: float) -> bool:
        """Return True once for each wait of a member."""
        if self._told.get(user, now) > now:
            return False
        self._told.pop(user, None)
        self._told[user] = until
        while len(self._told) > MOST:
            self._told.popitem(last=False)
        return True
